package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `make -C firmware-model` offers.
final class MakefileTest {
    private static final Path HERE = Path.of("firmware-model");

    @TempDir Path folder;

    @Test
    void listsItsTargets() {
        assertThat(make("help").lines().map(line -> line.replaceAll("^make (\\w+) .*", "$1")))
                .contains("all", "help", "lint", "test", "bitstreams", "sizes", "clean");
    }

    @Test
    void leavesNoToolAnythingToWarnOf() {
        List.of("verilator", "iverilog", "yosys").forEach(Needs::tool);
        assertThat(make("lint")).isEmpty();
    }

    @Test
    void runsTheBenchesOfTheUnits() throws IOException {
        Needs.tool("iverilog");
        String said = make("test");

        System.out.printf("benches of the units: %d lines%n", said.lines().count());
        assertThat(said.lines().filter(line -> line.endsWith(" 0 errors"))).hasSize(22);
        List<String> clocks = table(said.lines());
        assertThat(clocks).hasSizeGreaterThan(30);
        try (Stream<String> page = Files.lines(HERE.resolve("docs/core.md"))) {
            Stream<String> from = page.dropWhile(line -> !line.startsWith("| clock"));
            List<String> printed = table(from.takeWhile(line -> line.startsWith("|")));
            assertThat(printed).isEqualTo(clocks);
        }
    }

    /// A table, without its blanks.
    private static List<String> table(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("|")).map(l -> l.replace(" ", "")).toList();
    }

    private String make(String target) {
        Run.Result result =
                Run.of(Needs.tool("make"), "-s", "BUILD=" + folder, target)
                        .in(HERE.toAbsolutePath())
                        .within(Duration.ofMinutes(5))
                        .result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
