package io.lockspike.cli;

/// Where the program starts.
public final class Main {

    private static final int WRONG_USE = 2;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] args) {
        int code = run(args);
        // `System.exit` makes a logger first, which is a tenth of the time that `--version` takes.
        if (!asksForTheVersion(args)) {
            System.exit(exitStatus(code));
        }
    }

    /// Runs one command. `--version` is answered before anything else of the program is loaded.
    static int run(String[] args) {
        if (asksForTheVersion(args)) {
            System.out.println("lif " + version());
            return 0;
        }
        System.err.println("usage: lif [--version] COMMAND ...");
        return WRONG_USE;
    }

    private static boolean asksForTheVersion(String[] args) {
        return args.length == 1 && args[0].equals("--version");
    }

    /// The version in the jar; there is none when the classes are run from a folder.
    private static String version() {
        String packed = Main.class.getPackage().getImplementationVersion();
        return packed == null ? "(not packed)" : packed;
    }

    /// The JVM itself ends with 1 when it cannot start, and 1 is our word for "disagreed". So
    /// `./lif` asks for another number in its place, takes that for the 1, and any 1 that reaches
    /// it for a failure.
    private static int exitStatus(int code) {
        return code == 1 ? Integer.getInteger("lif.disagreed", 1) : code;
    }
}
