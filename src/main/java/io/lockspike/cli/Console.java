package io.lockspike.cli;

import io.lockspike.report.Progress;
import io.lockspike.report.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where a command's words go: results to standard output, everything about the run itself to
/// standard error.
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final boolean interactive;
    private volatile boolean interrupted;
    private volatile boolean finished;

    private Console(PrintStream out, PrintStream err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.terminal = Terminal.of(System.getenv(), interactive, true);
    }

    /// That of this process.
    static Console system() {
        return new Console(
                stream(FileDescriptor.out, true),
                stream(FileDescriptor.err, false),
                isInteractive());
    }

    /// Whether a person watches. `./lif` knows and says so: to ask the JDK takes a millisecond.
    /// (Without a terminal the JDK's own console is null in 25, whatever newer documents say.)
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive() {
        String said = System.getProperty("lif.interactive");
        if (said != null) {
            return Boolean.parseBoolean(said);
        }
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    static Console of(OutputStream out, OutputStream err) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }

    /// Standard error is not buffered, so that progress is seen at once.
    private static PrintStream stream(FileDescriptor descriptor, boolean buffered) {
        OutputStream raw = new FileOutputStream(descriptor);
        return new PrintStream(
                buffered ? new BufferedOutputStream(raw, 1 << 13) : raw,
                false,
                StandardCharsets.UTF_8);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    Terminal terminal() {
        return terminal;
    }

    /// Shown only where a person watches.
    ///
    /// @param unit what is counted, such as `rows`
    Progress progress(String unit) {
        return new Progress(err, interactive, System::nanoTime, terminal, unit);
    }

    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    void print(String line) {
        out.print(line);
        out.print('\n');
    }

    void warn(String line) {
        out.flush();
        err.print("lif: " + plain(line) + "\n");
        err.flush();
    }

    /// A message may quote what somebody else wrote, which must not steer the terminal.
    private static String plain(String line) {
        var plain = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            plain.append(Character.isISOControl(c) && c != '\n' ? '?' : c);
        }
        return plain.toString();
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /// From here on an interrupt (Ctrl-C) lets the command end by itself and say what it has, for
    /// up to five seconds.
    void catchInterrupts() {
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            interrupted = true;
                            awaitEnd(main);
                        }));
    }

    private void awaitEnd(Thread main) {
        try {
            for (int i = 0; i < 500 && !finished && main.isAlive(); i++) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /// Ends the process. Nothing is left to be done, so it is not asked to shut down, which would
    /// make it set up a logger first (8 ms); but one that is being interrupted ends as that.
    void end(int code) {
        if (interrupted) {
            System.exit(code);
        }
        Runtime.getRuntime().halt(code);
    }

    /// The command has said all that it has to say.
    void finish() {
        flush();
        finished = true;
    }
}
