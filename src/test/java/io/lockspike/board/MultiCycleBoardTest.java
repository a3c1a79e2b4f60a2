package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A neuron with one adder and a controller behind the link: a row starts it, is held while it
/// works, and is answered when it says that it is done.
class MultiCycleBoardTest {
    private static final Path DEVICE =
            Path.of("src/test/resources/devices/multicycle-fsm/multicycle_fsm.v");

    private static final String SPEC =
            """
            lockspike: 1
            name: multicycle-step
            neuron:
              rst:        none
              inputs:     {input_spike: u8}
              parameters: {theta: 60}
              state:      {v: s12 = 0}
              equations: |
                distance: s12 wrap = 0 - v
                leaked:   s12 wrap = v + (distance >> 2)
                low:      s12 wrap = leaked + (input_spike[0] ? 6 : 0) + (input_spike[1] ? 31 : 0)
                mid:      s12 wrap = low + (input_spike[2] ? 7 : 0) + (input_spike[3] ? 12 : 0)
                high:     s12 wrap = mid + (input_spike[4] ? 17 : 0) + (input_spike[5] ? 44 : 0)
                sum:      s12 wrap = high + (input_spike[6] ? 34 : 0) + (input_spike[7] ? 28 : 0)
                spike:    u1 = sum > theta
                v' = spike ? 0 : sum
              outputs: [spike]
            """;

    private static final String TOP =
            """
            module multicycle_board #(
                parameter [31:0] PROFILE = "full", CLOCK_HZ = 32'd12000000, BAUD = 32'd115200
            ) (
                input  wire clk, rst_n, rx, input wire [31:0] salt,
                output wire tx, quiet
            );
                wire [7:0]  row;
                wire        core_rst, step, valid, spike;
                wire signed [11:0] v;

                lockspike_link #(
                    .PROFILE(PROFILE), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .NAME("multicycle"),
                    .UNIT(2), .LIMIT(1000), .HASH(64'hTHE_HASH), .IN_BYTES(1), .OUT_BYTES(1),
                    .STATE_BYTES(2), .INPUTS(1), .OUTPUTS(1), .PORTS({8'd8, 8'd1})
                ) link (
                    .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .salt_i(salt),
                    .quiet_o(quiet), .row_o(row), .core_rst_o(core_rst), .step_o(step),
                    .done_i(valid || core_rst), .row_i({7'd0, spike}), .state_i({{4{v[11]}}, v})
                );
                multicycle_fsm neuron (
                    .clk(clk), .rst(!rst_n || core_rst), .start(step), .v_rest_load(1'b0),
                    .v_th_load(1'b1), .vrest(12'sd0), .vth(12'sd60), .input_spike(row),
                    .spike(spike), .valid(valid), .v(v)
                );
            endmodule
            """;

    @TempDir Path folder;
    private Spec spec;

    @BeforeEach
    void readSpec() throws IOException {
        Needs.tool("verilator");
        Path file = Files.writeString(folder.resolve("multicycle-step.yaml"), SPEC);
        spec = SpecFile.read(file, Map.of());
    }

    private Verdict check(Profile profile, long steps, UnaryOperator<String> change) {
        String name = profile == Profile.LITE ? "lite" : "full";
        Emulation board =
                (_, _, place) -> {
                    Path top = place.resolve("multicycle_board.v");
                    Files.writeString(top, TOP.replace("THE_HASH", spec.hash()));
                    Path neuron = place.resolve("multicycle_fsm.v");
                    Files.writeString(neuron, change.apply(Files.readString(DEVICE)));
                    return new FpgaBoard(name)
                            .build(List.of(top, neuron), "multicycle_board", place);
                };
        return FpgaBoardTest.check(board, spec, profile, steps);
    }

    private static UnaryOperator<String> fault(String right, String wrong) {
        return text -> {
            assertThat(text).contains(right);
            return text.replace(right, wrong);
        };
    }

    @Test
    void agreesStepByStep() {
        Verdict verdict = check(Profile.FULL, 20_000, text -> text);

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.STEP);
        assertThat(verdict.steps()).isGreaterThanOrEqualTo(20_000);
        assertThat(verdict.compared()).contains("spike", "v'");
        assertThat(verdict.about())
                .contains(new Verdict.About("clocks", "18.00 a step, as the board counts them"));
    }

    @Test
    void agreesInTheLiteProfile() {
        Verdict verdict = check(Profile.LITE, 1_000, text -> text);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.AGREED);
    }

    @Test
    void isFoundOutWhereItsComparisonIsWrong() {
        Verdict verdict =
                check(Profile.FULL, 20_000, fault("above   = v > theta", "above   = v >= theta"));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().cells())
                .extracting(cell -> cell.column())
                .contains("spike");
    }

    @Test
    void isGivenUpWhereItIsNeverDone() {
        UnaryOperator<String> never =
                fault("state == FIRED || state == SILENT;", "state == SILENT;");
        assertThatThrownBy(() -> check(Profile.FULL, 20_000, never))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the core was not done within its limit of 1000 clocks");
    }
}
