package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `lif run` writes `lif check` reads, whatever the spec calls the columns of its hardware.
class OwnTraceTest {
    @TempDir Path folder;

    static Stream<Arguments> traces() {
        return Library.names().stream()
                .flatMap(name ->
                        Stream.of("csv", "vcd", "jsonl").map(format -> Arguments.of(name, format)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("traces")
    void isCheckedByTheSameSpec(String name, String format) {
        String spec = init(name);
        String trace = run(spec, format);

        Lif lif = Lif.run("check", spec, trace);

        if (name.equals("loihi-cuba") && format.equals("vcd")) {
            assertThat(lif.code()).as(lif.toString()).isEqualTo(2);
            assertThat(lif.err()).contains("its lanes stand beside each other").contains(".csv");
        } else {
            assertThat(lif.code()).as(lif.toString()).isZero();
            assertThat(lif.out()).startsWith("AGREED").doesNotContain("warning");
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("traces")
    void isCheckedLaneByLane(String name, String format) {
        String spec = init(name);
        String trace = run(spec, format, "--lanes", "3");

        Lif lif = Lif.run("check", spec, trace);

        if (format.equals("vcd")) {
            assertThat(lif.err()).contains("its lanes stand beside each other");
        } else {
            assertThat(lif.code()).as(lif.toString()).isZero();
            assertThat(lif.out()).startsWith("AGREED").contains(" 120 steps");
        }
    }

    @ParameterizedTest(name = "in {0}")
    @ValueSource(strings = {"csv", "vcd", "jsonl"})
    void isFoundWrongWhereOneValueIs(String format) throws IOException {
        String spec = init("tt-halving");
        Path trace = Path.of(run(spec, format, "-i", "current=3"));
        // A value of the membrane, which halves and adds 3, so that it stays at 5.
        String text = Files.readString(trace);
        String wrong =
                switch (format) {
                    case "csv" -> text.replace("39,0,3,5,", "39,0,3,7,");
                    case "vcd" -> text.replaceFirst("b101 [$]", "b111 \\$");
                    default ->
                            text.replace(
                                    "\"step\":39,\"rst\":0,\"current\":3,\"v\":5",
                                    "\"step\":39,\"rst\":0,\"current\":3,\"v\":7");
                };
        assertThat(wrong).isNotEqualTo(text);
        Files.writeString(trace, wrong);
        assertThat(Lif.run("check", spec, trace.toString()).code()).isEqualTo(1);
    }

    @ParameterizedTest(name = "in {0}")
    @ValueSource(strings = {"csv", "vcd", "jsonl"})
    void saysThatItIsOfAnotherSpec(String format) {
        String trace = run(init("tt-halving"), format);
        String other = init("tt-halving-short");

        Lif lif = Lif.run("check", other, trace);
        Lif json = Lif.run("check", other, trace, "--json");

        String says = "the recording says that it is of tt-halving [ed6b840f9f5bbdd1]";
        assertThat(lif.code()).as(lif.toString()).isZero();
        assertThat(lif.out()).contains("warning       " + says);
        assertThat(json.out()).contains(says);
    }

    @Test
    void saysSoOfWhatIsReplayedToo() {
        String trace = run(init("tt-halving"), "csv");
        Lif lif = Lif.run("board", "replay", init("tt-halving-short"), trace);
        assertThat(lif.out()).as(lif.toString()).contains("says that it is of tt-halving [");
    }

    private String init(String name) {
        assertThat(Lif.run("init", path(name), "--like", name).code()).isZero();
        return path(name + "/lif.yaml");
    }

    private String run(String spec, String format, String... more) {
        String trace = path("trace." + format);
        String[] words =
                Stream.concat(
                                Stream.of(
                                        "run", spec, "-n", "40", "--seed", "1", "-q", "-o", trace),
                                Stream.of(more))
                        .toArray(String[]::new);
        Lif lif = Lif.run(words);
        assertThat(lif.code()).as(lif.toString()).isZero();
        return trace;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
