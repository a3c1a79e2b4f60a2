package io.lockspike.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What runs on this machine.
public final class Processes {
    private static final Path ALL = Path.of("/proc");
    private static final int LOOKS = 1000;

    private Processes() {}

    /// The numbers of those that a [Background] of that folder has started and that still run.
    public static List<String> of(Path folder) {
        String mark = "LIF_FOLDER=" + folder.toAbsolutePath() + "\0";
        try (Stream<Path> all = Files.list(ALL)) {
            return all.filter(process -> environment(process).contains(mark))
                    .map(process -> process.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those that are left once they had time to go.
    public static List<String> left(Path folder) throws InterruptedException {
        for (int look = 0;
                look < LOOKS && (!of(folder).isEmpty() || Files.exists(folder));
                look++) {
            Thread.sleep(10);
        }
        return of(folder);
    }

    /// Nothing for what has ended meanwhile, is nobody's process, or somebody else's.
    private static String environment(Path process) {
        try {
            return new String(
                    Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return "";
        }
    }
}
