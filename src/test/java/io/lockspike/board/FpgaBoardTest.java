package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The board link in hardware at its pins, simulated clock by clock, beside the model.
public final class FpgaBoardTest {
    private static final Path WRAPPER = Path.of("examples/board-fpga/halving_board.v");
    private static final Path NEURON = Path.of("firmware-model/rtl/lif_halving.v");
    private static final String SPIKE = ".row_i({7'd0, spike})";

    @BeforeEach
    void needsItsTools() {
        Needs.tool("verilator");
    }

    /// A neuron of the family, one whose sum wraps, one of a core, one that adapts.
    @ParameterizedTest
    @ValueSource(strings = {"lif", "tt-halving", "tinyodin", "alif"})
    void doesWhatTheModelDoes(String name) {
        agrees(new FpgaBoard("full"), name, Profile.FULL, 20_000);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"lif", "tt-halving", "tinyodin", "alif", "multicycle-fsm"})
    void doesWhatTheModelDoesForAMillionSteps(String name) {
        agrees(new FpgaBoard("full"), name, Profile.FULL, 1_000_000);
    }

    /// All states are there at power-up without any rst, and again in each new session.
    @Test
    void beginsAnewWhereThereIsNoRst(@TempDir Path folder) throws IOException {
        String text =
                """
                lockspike: 1
                name: no-rst
                neuron:
                  rst:       none
                  inputs:    {current: s8}
                  state:     {v: s12 = 700}
                  equations: |
                    v' sat = v - (v >> 5) + current
                  outputs:   [v]
                """;
        Path file = Files.writeString(folder.resolve("no-rst.yaml"), text);
        Spec spec = SpecFile.read(file, Map.of());
        try (EmulatedBoard board = EmulatedBoard.start(new FpgaBoard("full"), spec, 0)) {
            for (int session = 0; session < 3; session++) {
                var request = request(board, spec, Profile.FULL, 500);
                Verdict verdict = BoardCheck.run(request).verdict();
                assertThat(verdict.divergences()).isEmpty();
                assertThat(verdict.undefined()).isZero();
            }
        }
    }

    @Test
    void speaksTheLiteProfile() {
        agrees(new FpgaBoard("lite"), "alif", Profile.LITE, 1_000);
    }

    /// Thirty lines around a neuron that none of our emitters wrote.
    @Test
    void stepsANeuronOfSomebodysOwn() {
        agrees(wrapped("full", text -> text), "tt-halving", Profile.FULL, 5_000);
        agrees(wrapped("lite", text -> text), "tt-halving", Profile.LITE, 1_000);
    }

    /// Its spike is wrong in one clock, the 1,500th since the session began.
    @Test
    void isFoundOutAtTheStepWhereItIsWrong() {
        String wrong =
                """
                reg [15:0] clocks;
                always @(posedge core_clk or posedge core_rst)
                    if (core_rst) clocks <= 16'd0;
                    else          clocks <= clocks + 16'd1;
                lif_halving neuron\
                """;
        Emulation board =
                wrapped(
                        "full",
                        text ->
                                text.replace("lif_halving neuron", wrong)
                                        .replace(
                                                SPIKE,
                                                ".row_i({7'd0, spike ^ (clocks == 16'd1500)})"));
        Verdict verdict = run(board, "tt-halving", Profile.FULL, 5_000);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().row()).isEqualTo(1500);
        assertThat(verdict.divergences().getFirst().cells())
                .extracting(cell -> cell.column())
                .containsExactly("spike");
    }

    /// A board whose Verilog is [#WRAPPER], changed, around [#NEURON].
    private static Emulation wrapped(String profile, UnaryOperator<String> change) {
        return (spec, lane, folder) -> {
            Path top = folder.resolve("halving_board.v");
            Files.writeString(top, change.apply(Files.readString(WRAPPER)));
            Path neuron = Files.copy(NEURON, folder.resolve("lif_halving.v"));
            return new FpgaBoard(profile).build(List.of(top, neuron), "halving_board", folder);
        };
    }

    private static void agrees(Emulation board, String name, Profile profile, long steps) {
        Verdict verdict = run(board, name, profile, steps);
        assertThat(verdict.divergences()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isGreaterThanOrEqualTo(steps);
        assertThat(verdict.cells()).isGreaterThan(steps / 2);
    }

    private static Verdict run(Emulation kind, String name, Profile profile, long steps) {
        return check(kind, Library.spec(name), profile, steps);
    }

    /// Runs such a board beside the model, and prints at which speed.
    public static Verdict check(Emulation kind, Spec spec, Profile profile, long steps) {
        long since = System.nanoTime();
        Path folder;
        Verdict verdict;
        long begun;
        try (EmulatedBoard board = EmulatedBoard.start(kind, spec, 0)) {
            folder = board.device().getParent();
            begun = System.nanoTime();
            verdict = BoardCheck.run(request(board, spec, profile, steps)).verdict();
        }
        assertThat(left(folder)).isEmpty();
        System.out.printf(
                "emulated:fpga, %s, %s: %s, %,d steps, %,.0f a second, built in %.1f s%n",
                spec.name(),
                profile,
                verdict.outcome(),
                verdict.steps(),
                verdict.steps() / ((System.nanoTime() - begun) / 1e9),
                (begun - since) / 1e9);
        return verdict;
    }

    private static List<?> left(Path folder) {
        try {
            return Processes.left(folder);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BoardCheck.Request request(
            EmulatedBoard board, Spec spec, Profile profile, long steps) {
        return new BoardCheck.Request(
                spec,
                board.device().toString(),
                board.baud(),
                profile,
                steps,
                1,
                List.of(),
                profile == Profile.FULL,
                65_535,
                0,
                "",
                OnDivergence.STOP,
                Optional.empty(),
                "",
                _ -> {},
                () -> false);
    }
}
