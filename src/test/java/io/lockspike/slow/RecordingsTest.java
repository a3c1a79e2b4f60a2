package io.lockspike.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Recordings of real designs, said in equations and run by the slow model.
final class RecordingsTest {

    private static final Path LIBRARY = Path.of("src/main/resources/io/lockspike/spec/library");
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings");

    @TestFactory
    Stream<DynamicTest> replaysEveryRecordingOfTheLibrary() throws IOException {
        return designs().stream()
                .flatMap(name ->
                        recordings(name).stream()
                                .map(csv ->
                                        DynamicTest.dynamicTest(
                                                name + " " + csv.getFileName(),
                                                () -> replays(name, csv))));
    }

    @Test
    void replaysAShortFormOnTheRecordingsOfItsLongForm() throws IOException {
        String yaml = Files.readString(LIBRARY.resolve("tt-halving-short.yaml"));
        for (Path csv : recordings("tt-halving")) {
            Replay.Result result = Replay.run(yaml, Map.of(), csv);
            assertThat(result.compared()).isGreaterThan(result.rows());
        }
    }

    @Test
    void findsElevenDesigns() throws IOException {
        assertThat(designs()).hasSizeGreaterThanOrEqualTo(11);
        assertThat(designs()).allSatisfy(name -> assertThat(recordings(name)).hasSizeBetween(3, 9));
    }

    private static void replays(String name, Path csv) throws IOException {
        String yaml = Files.readString(LIBRARY.resolve(name + ".yaml"));
        Replay.Result result = Replay.run(yaml, set(name, csv.getFileName().toString()), csv);
        assertThat(result.compared()).isGreaterThan(result.rows());
        assertThat(result.undefined()).as("values before rst").isLessThan(result.rows() / 4);
    }

    /// Two recordings were made with other parameters than the spec's.
    private static Map<String, List<BigInteger>> set(String name, String file) {
        if (!name.equals("loihi-cuba")) {
            return Map.of();
        }
        if (file.contains("random_small")) {
            return Map.of("vth", integers(100, 300, 500, 50, 7, 300, 60, 1));
        }
        return file.contains("corner") ? Map.of("vth", integers(131_071)) : Map.of();
    }

    private static List<BigInteger> integers(int... values) {
        return IntStream.of(values).mapToObj(BigInteger::valueOf).toList();
    }

    /// The designs that have both a spec and recordings.
    private static List<String> designs() throws IOException {
        if (!Files.isDirectory(RECORDINGS)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(RECORDINGS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(LIBRARY.resolve(name + ".yaml")))
                    .filter(name -> !recordings(name).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> recordings(String name) {
        try (Stream<Path> files = Files.list(RECORDINGS.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
