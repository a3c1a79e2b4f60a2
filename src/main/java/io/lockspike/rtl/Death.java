package io.lockspike.rtl;

import io.lockspike.tool.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a child process ended before it came to a verdict.
///
/// @param sentence the device's doing, in words
record Death(String sentence) {
    private static final int FIRST_SIGNAL = 128;

    /// What the JVM says of a signal in code that is not its own.
    private static final Pattern SIGNAL = Pattern.compile("# +(SIG[A-Z]+) \\(0x");

    private static final Map<String, String> NAMES =
            Map.of(
                    "SIGSEGV", "a segmentation fault",
                    "SIGBUS", "a bus error",
                    "SIGFPE", "a division by zero, or another arithmetic error",
                    "SIGILL", "an illegal instruction, or a trap of a sanitizer",
                    "SIGABRT", "abort()");

    private static final Map<Integer, String> NUMBERS =
            Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV");

    /// @throws IllegalStateException where it is our own doing
    static Death of(Program.Ended ended, Duration silence, long memory, long output) {
        return new Death(
                switch (ended.cause()) {
                    case SILENCE ->
                            "the device does not come back: no answer for %s s, and it was ended"
                                    .formatted(silence.toSeconds());
                    case FLOOD ->
                            "the device wrote more than %d MiB, and was ended"
                                    .formatted(output >> 20);
                    case EXIT, INTERRUPT -> signal(ended, memory);
                });
    }

    private static String signal(Program.Ended ended, long memory) {
        Matcher said = SIGNAL.matcher(ended.output());
        boolean memoryLost =
                ended.output().contains("insufficient memory")
                        || ended.output().contains("OutOfMemory");
        if (memoryLost) {
            return "the device took more than the %d MiB of memory that it may have"
                    .formatted(memory);
        }
        int number = ended.code() - FIRST_SIGNAL;
        String name = said.find() ? said.group(1) : NUMBERS.getOrDefault(number, "");
        if (!name.isEmpty()) {
            return "the device crashed with " + NAMES.getOrDefault(name, name) + lastWords(ended);
        }
        if (number > 0) {
            return "the device was ended by signal " + number + lastWords(ended);
        }
        if (ended.output().contains("at io.lockspike.")) {
            throw new IllegalStateException("the child process: " + ended.output());
        }
        return "the device ended the process with status " + ended.code() + lastWords(ended);
    }

    /// What the device wrote first, an error if there is one; without what the JVM says of the
    /// crash.
    private static String lastWords(Program.Ended ended) {
        List<String> lines =
                ended.output()
                        .lines()
                        .filter(line ->
                                line.matches(".*\\w.*")
                                        && !line.matches("[#\\[].*|WARNING: Using incubator.*"))
                        .toList();
        return lines.stream()
                .filter(line -> line.matches("(?i).*error:.*"))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(Death::near)
                .map(line -> "; it said: " + line.substring(0, Math.min(200, line.length())))
                .orElse("");
    }

    /// A text in which files are named as seen from the current folder.
    static String near(String text) {
        return text.replace(Path.of("").toAbsolutePath() + "/", "");
    }
}
