package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.board.FpgaTops;
import io.lockspike.check.Verdict;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is loaded into a board: its bits can be made, and its cells do what the model does, frame
/// by frame at its pins.
final class BoardTest {
    private static final Path HERE = Path.of("firmware-model").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void becomesBitsThatMeetTheirTiming() throws IOException {
        assertThat(Files.size(bits("icebreaker"))).isGreaterThan(100_000);
    }

    @Tag("long")
    @Test
    void becomesBitsThatMeetTheirTimingForTheOtherBoard() throws IOException {
        assertThat(Files.size(bits("hx8k"))).isGreaterThan(130_000);
    }

    private Path bits(String board) {
        for (String tool : List.of("yosys", "nextpnr-ice40", "icepack")) {
            Needs.tool(tool);
        }
        Path bits = folder.resolve(board + ".bin");
        run(HERE, Needs.tool("make"), "BUILD=" + folder, bits);
        return bits;
    }

    @Test
    void doesWhatTheModelDoes() throws IOException {
        List<Path> files = new ArrayList<>(units());
        files.add(HERE.resolve("boards/lif_board.v"));
        Verdict verdict = FpgaTops.check(spec(), "lif_board", files, 2_000);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
    }

    @Test
    void doesAsCellsWhatTheModelDoes() throws IOException {
        var script = new StringBuilder("read_verilog ").append(HERE.resolve("boards/icebreaker.v"));
        script.append(' ').append(HERE.resolve("boards/lif_board.v"));
        units().forEach(unit -> script.append(' ').append(unit));
        script.append("; chparam -set BAUD ").append(FpgaTops.BAUD).append(" icebreaker; ");
        script.append("synth_ice40 -top icebreaker; write_verilog -noattr ");
        script.append(folder.resolve("netlist.v"));
        run(HERE, Needs.tool("yosys"), "-q", "-p", script);
        Path cells = Needs.tool("yosys").resolve("../../share/yosys/ice40/cells_sim.v").normalize();
        Path defines = folder.resolve("defines.v");
        Files.writeString(defines, "`define NO_ICE40_DEFAULT_ASSIGNMENTS\n");
        Path pins = folder.resolve("pins.v");
        Files.writeString(pins, PINS);

        Verdict verdict =
                FpgaTops.check(
                        spec(),
                        "pins",
                        List.of(defines, cells, folder.resolve("netlist.v"), pins),
                        1_200);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
    }

    private static final String PINS =
            """
            module pins #(parameter PROFILE = 0, CLOCK_HZ = 0, BAUD = 0) (
                input clk, rst_n, rx, input [31:0] salt, output tx
            );
                wire red_n, green_n;
                icebreaker board (
                    .CLK(clk), .BTN_N(rst_n), .RX(rx), .TX(tx), .LEDR_N(red_n), .LEDG_N(green_n)
                );
            endmodule
            """;

    private static List<Path> units() throws IOException {
        try (Stream<Path> units = Files.list(HERE.resolve("rtl"))) {
            return units.filter(file -> file.toString().endsWith(".v")).sorted().toList();
        }
    }

    private static Spec spec() {
        return SpecFile.read(HERE.resolve("boards/board.yaml"), Map.of());
    }

    private static String run(Path folder, Object... command) {
        Run.Result result = Run.of(command).in(folder).within(Duration.ofMinutes(9)).result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
