package io.lockspike.equation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table "How HDL intermediates are said" of `docs/language.md`: for each of its rows Verilog
/// computes what the equations say, in two simulators and for all pairs of 8-bit operands.
class HdlTableTest {
    private static final Path HDL = Path.of("src/test/resources/hdl").toAbsolutePath();
    private static final Path MANUAL = Path.of("docs/language.md");
    private static final Pattern ROW = Pattern.compile("r([0-9]+)_.*");
    private static final int PAIRS = 1 << 16;
    private static final int SHOWN = 10;

    private final Equations equations = SpecFile.read(HDL.resolve("hdl-table.yaml")).equations();
    private final Interpreter said = new Interpreter(equations, 0);

    @Test
    void saysWhatIcarusComputes(@TempDir Path folder) {
        run(
                folder,
                Needs.tool("iverilog"),
                "-g2005",
                "-Wall",
                "-s",
                "hdl_table_clock",
                "-o",
                "table.vvp",
                HDL.resolve("hdl_table.v"),
                HDL.resolve("hdl_table_tb.v"),
                HDL.resolve("hdl_table_clock.v"));

        String printed = run(folder, Needs.tool("iverilog").resolveSibling("vvp"), "table.vvp");

        assertThat(differences(printed)).isEmpty();
    }

    @Test
    void saysWhatVerilatorComputes(@TempDir Path folder) {
        run(
                folder,
                Needs.tool("verilator"),
                "--cc",
                "--exe",
                "--build",
                "-Wall",
                "-MAKEFLAGS", // compiling takes longer than running
                "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
                "--Mdir",
                "table",
                "--top-module",
                "hdl_table_tb",
                HDL.resolve("hdl_table_main.cpp"),
                HDL.resolve("hdl_table.v"),
                HDL.resolve("hdl_table_tb.v"));

        String printed = run(folder, folder.resolve("table/Vhdl_table_tb"));

        assertThat(differences(printed)).isEmpty();
    }

    @Test
    void hasAValueForEachRowOfTheManual() throws IOException {
        List<String> manual = Files.readAllLines(MANUAL);
        long rows =
                manual.subList(manual.indexOf("| HDL | spec |") + 2, manual.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .count();

        Set<Integer> tested =
                equations.outputs().stream()
                        .map(output -> ROW.matcher(output.name()).replaceFirst("$1"))
                        .map(Integer::valueOf)
                        .collect(toSet());

        assertThat(rows).isEqualTo(10);
        assertThat(tested).hasSize(10).allMatch(row -> row >= 1 && row <= 10);
    }

    @Test
    void needsNoThirtyTwoBitsWhereASevenBitResultIsShiftedByAtMost25() {
        assertThat(IntStream.range(0, PAIRS).filter(this::shortShiftDiffers))
                .isNotEmpty()
                .allMatch(pair -> value(pair, "k") > 25);
    }

    private boolean shortShiftDiffers(int pair) {
        return value(pair, "r6_short") != value(pair, "r6_shifted");
    }

    /// Where the lines that a simulator printed are not what the equations say; the first few.
    private List<String> differences(String printed) {
        List<String> lines = printed.lines().filter(line -> !line.contains("$finish")).toList();
        List<Signal> columns = equations.outputs();
        assertThat(lines).hasSize(1 + PAIRS);
        assertThat(lines.getFirst().split(" "))
                .containsExactly(columns.stream().map(Signal::name).toArray(String[]::new));
        List<String> differences = new ArrayList<>();
        for (int pair = 0; pair < PAIRS && differences.size() < SHOWN; pair++) {
            compare(pair, columns, lines.get(1 + pair).split(" "), differences);
        }
        return differences;
    }

    private void compare(int pair, List<Signal> columns, String[] words, List<String> differences) {
        compute(pair);
        for (int i = 0; i < columns.size(); i++) {
            Signal column = columns.get(i);
            long computed = column.type().wrap(Long.parseLong(words[i], 16));
            if (computed != said.raw(column.slot()) || !said.defined(column.slot())) {
                differences.add(
                        "a = %d, b = %d: %s is %d in Verilog, the equations say %d"
                                .formatted(
                                        pair >> 8,
                                        pair & 255,
                                        column.name(),
                                        computed,
                                        said.raw(column.slot())));
            }
        }
    }

    private long value(int pair, String name) {
        compute(pair);
        return said.raw(equations.find(name).orElseThrow().slot());
    }

    private void compute(int pair) {
        said.start(false);
        said.row(new long[] {pair >> 8, pair & 255}, new boolean[] {true, true});
    }

    /// What the command prints, which must end well and without a warning.
    private static String run(Path folder, Object... command) {
        Run.Result result = Run.of(command).in(folder).result();
        assertThat(result.code()).as("%s%s", result.out(), result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }
}
