package io.lockspike.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process to run to its end: `Run.of("iverilog", "-V").in(folder).result()`.
///
/// Its three streams are files, so that no full pipe can stop it. At the timeout it is killed with
/// all it started.
///
/// @param environment what to set beside what we have ourselves; a variable with the value `null`
///   is taken away
public record Run(
        List<String> command,
        Path folder,
        String stdin,
        Map<String, String> environment,
        Duration timeout) {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    /// What a process left: its exit code (128 and the signal's number if a signal ended it) and
    /// what it wrote.
    public record Result(int code, String out, String err) {}

    /// This command, in our own folder, with nothing to read.
    public static Run of(Object... words) {
        List<String> command = Stream.of(words).map(Object::toString).toList();
        return new Run(command, Path.of("").toAbsolutePath(), "", Map.of(), LONG_ENOUGH);
    }

    public Run in(Path other) {
        return new Run(command, other, stdin, environment, timeout);
    }

    public Run reading(String text) {
        return new Run(command, folder, text, environment, timeout);
    }

    public Run with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Run(command, folder, stdin, more, timeout);
    }

    public Run within(Duration limit) {
        return new Run(command, folder, stdin, environment, limit);
    }

    /// Runs it; fails if that takes longer than the timeout.
    public Result result() {
        try {
            Path streams = Files.createTempDirectory("run");
            try {
                return result(
                        streams.resolve("in"), streams.resolve("out"), streams.resolve("err"));
            } finally {
                for (String stream : List.of("in", "out", "err", "")) {
                    Files.deleteIfExists(streams.resolve(stream));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Result result(Path in, Path out, Path err) throws IOException, InterruptedException {
        Files.writeString(in, stdin);
        Process process = start(in, out, err);
        try {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new AssertionError(
                        "%s runs for more than %d ms; so far it says: %s%s"
                                .formatted(command, timeout.toMillis(), text(out), text(err)));
            }
            return new Result(process.exitValue(), text(out), text(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(Path in, Path out, Path err) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        environment.forEach((name, value) -> set(builder.environment(), name, value));
        return builder.start();
    }

    private static void set(Map<String, String> variables, String name, String value) {
        if (value == null) {
            variables.remove(name);
        } else {
            variables.put(name, value);
        }
    }

    /// Bytes that are not UTF-8 become U+FFFD.
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
