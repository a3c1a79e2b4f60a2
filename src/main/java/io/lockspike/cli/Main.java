package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Words;
import io.lockspike.tool.ToolMissingException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Where the program starts.
public final class Main {
    static final int AGREED = 0;
    static final int DISAGREED = 1;
    static final int WRONG_USE = 2;
    static final int MISSING = 3;
    static final int UNKNOWN = 4;
    static final int BUG = 70;

    static {
        // What we write is for programs, too: digits are 0 to 9 everywhere.
        Locale.setDefault(Locale.ROOT);
        // Picocli would load all of java.time for conversions that no option of ours uses.
        System.setProperty("picocli.converters.excludes", "java.*");
    }

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] args) {
        if (Launcher.isOutdated()) {
            Runtime.getRuntime().halt(Launcher.outdated());
        }
        if (isVersion(args)) {
            System.out.println("lif " + version());
            return;
        }
        Console console = Console.system();
        console.end(Launcher.exitCode(run(List.of(args), console)));
    }

    /// Runs one command on this process's console.
    static int run(String[] args) {
        if (isVersion(args)) {
            System.out.println("lif " + version());
            return AGREED;
        }
        return run(List.of(args), Console.system());
    }

    /// Runs one command; gives its exit code, whatever happens.
    static int run(List<String> args, Console console) {
        try {
            return dispatch(args, console);
        } catch (BadInputException | CheckException e) {
            console.warn(e.getMessage());
            return WRONG_USE;
        } catch (ToolMissingException e) {
            console.warn(e.getMessage());
            return MISSING;
        } catch (Launcher.StartAnew e) {
            return e.code();
        } catch (OutOfMemoryError e) {
            console.warn("out of memory; give more with LIF_JAVA_OPTS=-Xmx8g");
            return BUG;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            bug(args, e, console);
            return BUG;
        } finally {
            console.finish();
        }
    }

    private static void bug(List<String> args, Throwable e, Console console) {
        console.warn(
                "a bug of ours: %s; please report it with this command: %s (LIF_TRACE=1 shows where)"
                        .formatted(e, Options.typed(args)));
        if (System.getenv("LIF_TRACE") != null) {
            e.printStackTrace(console.err());
        }
    }

    private static int dispatch(List<String> args, Console console) {
        if (args.isEmpty() || args.getFirst().equals("--help") || args.getFirst().equals("-h")) {
            console.print(usage());
            return args.isEmpty() ? WRONG_USE : AGREED;
        }
        String name = args.getFirst();
        if (name.equals("--version")) {
            console.print("lif " + version());
            return AGREED;
        }
        if (name.equals("help")) {
            return args.size() > 1
                    ? dispatch(List.of(args.get(1), "--help"), console)
                    : dispatch(List.of("--help"), console);
        }
        if (name.equals("board")) {
            return board(args.subList(1, args.size()), console);
        }
        Command command =
                Commands.find(name)
                        .orElseThrow(() ->
                                new BadInputException(
                                        "there is no command '%s'%s; 'lif --help' lists them"
                                                .formatted(
                                                        name,
                                                        Words.didYouMean(name, Commands.names()))));
        return run(command, args.subList(1, args.size()), console);
    }

    private static int board(List<String> args, Console console) {
        if (args.isEmpty() || args.getFirst().equals("--help") || args.getFirst().equals("-h")) {
            console.print(BoardCommands.usage());
            return args.isEmpty() ? WRONG_USE : AGREED;
        }
        return run(BoardCommands.get(args.getFirst()), args.subList(1, args.size()), console);
    }

    private static int run(Command command, List<String> args, Console console) {
        var line = new CommandLine(command.options(), Options.FACTORY);
        line.setTrimQuotes(false);
        ParseResult options;
        try {
            options = line.parseArgs(args.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw new BadInputException(
                    "%s; see '%s --help'".formatted(unmatched(e, line), line.getCommandName()));
        } catch (ParameterException e) {
            throw new BadInputException(
                    "%s%s; see '%s --help'"
                            .formatted(
                                    firstLine(e.getMessage()),
                                    taken(e, args),
                                    line.getCommandName()));
        }
        if (options.isUsageHelpRequested()) {
            console.out().print(line.getUsageMessage());
            return AGREED;
        }
        for (String name : List.of("--junit", "--html")) {
            if (options.matchedOptionValue(name, "").equals("-")) {
                throw new BadInputException(name + " names a file; /dev/stdout is one, '-' is not");
            }
        }
        return command.run(options, console);
    }

    /// Which option has the missing argument.
    private static String taken(ParameterException e, List<String> args) {
        return Stream.of("--rtl", "--c")
                .filter(option -> e instanceof MissingParameterException && args.contains(option))
                .findFirst()
                .map(option ->
                        ": %s takes all files behind it, so name the spec first".formatted(option))
                .orElse("");
    }

    /// The unknown option alone, not what follows it.
    private static String unmatched(UnmatchedArgumentException e, CommandLine line) {
        return e.getUnmatched().stream()
                .filter(word -> word.startsWith("-") && word.length() > 1)
                .findFirst()
                .map(word -> {
                    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                    return "unknown option '%s'%s"
                            .formatted(
                                    name,
                                    Words.didYouMean(
                                            name, line.getCommandSpec().optionsMap().keySet()));
                })
                .orElseGet(() -> firstLine(e.getMessage()));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static List<String> usage() {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("lif: the bit-exact model of your digital neuron");
        lines.add("");
        for (Commands.Entry entry : Commands.ALL) {
            lines.add("  lif %-9s %s".formatted(entry.name(), entry.summary()));
        }
        lines.add("");
        lines.add(
                "'lif COMMAND --help' shows the options of one. Exit codes: 0 agreed, 1 disagreed, 2 wrong use");
        lines.add(
                "or bad input or nothing to compare, 3 a tool or port is missing, 4 unknown or partial, 70 a bug of ours,");
        lines.add("130 interrupted.");
        return lines;
    }

    private static boolean isVersion(String[] args) {
        return args.length == 1 && args[0].equals("--version");
    }

    /// The version in the jar; there is none when the classes are run from a folder.
    private static String version() {
        String packed = Main.class.getPackage().getImplementationVersion();
        return packed == null ? "(not packed)" : packed;
    }
}
