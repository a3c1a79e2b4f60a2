package io.lockspike.tool;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Somebody's program, run to its end in a process group of its own, or ended with all that it
/// started where it passes a limit.
///
/// @param command its name and its arguments
/// @param environment what to set beside what we have ourselves
public record Program(
        List<String> command, Path folder, Map<String, String> environment, Limits limits) {

    private static final long LOOK_MILLISECONDS = 20;

    /// Makes it the leader of a session where `setsid` is there, and limits its memory where the
    /// system can. `$1` is the limit in KiB, or nothing.
    private static final String START =
            """
            ulimit -c 0
            test -z "$1" || ulimit -v "$1" 2>/dev/null
            shift
            command -v setsid >/dev/null && exec setsid "$@"
            exec "$@"
            """;

    /// How much a program may take.
    ///
    /// @param memory its address space, in MiB; 0 for no limit
    /// @param output what it may write, in bytes
    /// @param kept how much of that is kept, from the beginning
    /// @param silence how long it may show no progress
    /// @param nanoTime the clock that says so
    public record Limits(
            long memory, long output, int kept, Duration silence, LongSupplier nanoTime) {

        /// For a tool: two minutes, 16 MiB of output.
        public static Limits ofTool() {
            return new Limits(0, 1 << 24, 1 << 24, Duration.ofMinutes(2), System::nanoTime);
        }
    }

    /// How it ended, and what it had written until then.
    ///
    /// @param code its exit code, 128 and the signal's number if a signal ended it; -1 if we did
    public record Ended(Cause cause, int code, String output) {
        public boolean well() {
            return cause == Cause.EXIT && code == 0;
        }
    }

    public enum Cause {
        /// By itself.
        EXIT,
        /// It showed no progress for too long.
        SILENCE,
        /// It wrote too much.
        FLOOD,
        /// The user wants no more.
        INTERRUPT
    }

    /// A tool, in a folder.
    public static Program of(Path folder, List<String> command) {
        return new Program(command, folder, Map.of(), Limits.ofTool());
    }

    /// Where a program is on the path.
    public static Optional<Path> find(String name) {
        return find(name, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /// The same on a path of folders with `:` between them.
    public static Optional<Path> find(String name, String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /// Runs a tool.
    public Ended run() {
        return run(() -> 0, () -> false);
    }

    /// Runs it.
    ///
    /// @param progress a number that changes as it gets on
    /// @param interrupted asked now and then
    /// @throws ToolMissingException if it cannot be started
    public Ended run(LongSupplier progress, BooleanSupplier interrupted) {
        Process process = start();
        var output = new Output(process.getInputStream(), limits.kept());
        output.thread.start();
        try {
            Cause cause = watch(process, output, progress, interrupted);
            end(process);
            output.thread.join(TimeUnit.SECONDS.toMillis(5));
            int code = cause == Cause.EXIT ? process.exitValue() : -1;
            return new Ended(
                    output.count.get() > limits.output() ? Cause.FLOOD : cause,
                    code,
                    output.text());
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start() {
        List<String> words = new ArrayList<>(List.of("sh", "-c", START, "sh"));
        words.add(limits.memory() == 0 ? "" : Long.toString(limits.memory() * 1024));
        words.addAll(command);
        var builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ToolMissingException(
                    "cannot start " + command.getFirst() + ": " + e.getMessage());
        }
    }

    private Cause watch(
            Process process, Output output, LongSupplier progress, BooleanSupplier interrupted)
            throws InterruptedException {
        long seen = progress.getAsLong();
        long since = limits.nanoTime().getAsLong();
        while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            long now = limits.nanoTime().getAsLong();
            long next = progress.getAsLong();
            if (next != seen) {
                seen = next;
                since = now;
            }
            if (output.count.get() > limits.output()) {
                return Cause.FLOOD;
            }
            if (interrupted.getAsBoolean()) {
                return Cause.INTERRUPT;
            }
            if (now - since > limits.silence().toNanos()) {
                return Cause.SILENCE;
            }
        }
        return Cause.EXIT;
    }

    /// Ends it, its group, and what it started outside of that.
    private static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        // Not the process itself: that would close its output, which is yet to be read.
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        endGroup(process.pid());
    }

    /// A group whose leader has ended lives on with its other members, and keeps its number.
    private static void endGroup(long leader) {
        try {
            new ProcessBuilder("sh", "-c", "kill -KILL -- -\"$1\" 2>/dev/null", "sh", "" + leader)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            // Then nothing was started either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads all that a program writes, and keeps the beginning of it.
    private static final class Output {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final AtomicLong count = new AtomicLong();
        private final int most;
        private final Thread thread;

        Output(InputStream stream, int most) {
            this.most = most;
            thread = Thread.ofPlatform().daemon().unstarted(() -> read(stream));
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[1 << 16];
            try {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    count.addAndGet(n);
                    keep(buffer, n);
                }
            } catch (IOException ended) {
                // Its end of the pipe is gone.
            }
        }

        private synchronized void keep(byte[] buffer, int n) {
            kept.write(buffer, 0, Math.min(n, most - kept.size()));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
