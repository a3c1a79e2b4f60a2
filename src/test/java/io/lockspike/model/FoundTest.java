package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was once wrong stays right.
final class FoundTest {
    private static final int SEEDS = 200;
    private static final int ROWS = 60;

    static List<Path> found() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("test-vectors/found"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void agreesWithTheSlowModel(Path spec) throws IOException {
        String yaml = Files.readString(spec);
        Tally tally = new Tally();
        for (long seed = 0; seed < SEEDS; seed++) {
            long own = seed;
            tally.attempt(
                    spec + ", seed " + seed,
                    () -> {
                        Draw draw = new Draw(own);
                        draw.run(Twins.of(yaml, tally), ROWS, !draw.oneIn(8), draw.oneIn(2));
                    });
        }
        tally.report("found: " + spec.getFileName());
    }

    /// A random spec on which engines differ, kept for [#found].
    static void keep(String name, String yaml) {
        try {
            Path folder = Files.createDirectories(Path.of("target/found"));
            Files.writeString(folder.resolve(name + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void saysWhatWasWrong(Path spec) throws IOException {
        assertThat(Files.readString(Path.of("test-vectors/found/README.md")))
                .contains("`" + spec.getFileName() + "`");
    }
}
