package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.support.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The core in Verilog is the core of the model at every port in every clock.
final class LifCoreCyclesTest {
    private static final int REACHED_IN = 400_000;

    /// What random rows must come to, so that a comparison says something.
    private static final List<String> STATES =
            List.of(
                    "stall",
                    "out_count == 4",
                    "out_count == 4 and out_pop and puts",
                    "in_count == 4 and in_valid",
                    "in_count == 4 and pop_item and in_valid",
                    "clear and x_valid",
                    "clear and clearing",
                    "push_item and clearing",
                    "peek and item_valid",
                    "peek and weight_en",
                    "fetch and weight_en and weight_address == weight_read",
                    "commit_spike and commit_valid",
                    "ends and stall",
                    "walking and not in_valid and not item_valid",
                    "walking and not en",
                    "clearing and not en",
                    "clear and not en",
                    "stall and not en",
                    "commits and not en",
                    "peek_done and not en",
                    "out_count > 0 and out_ready and not en",
                    "item_valid and item_ready and not en",
                    "weight_en and not en");

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
        Needs.tool("iverilog");
    }

    private CoreCosim core(int neurons) {
        return new CoreCosim(CoreCosim.KINDS.get(neurons), folder, (_, text) -> text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 256})
    void isThatOfTheModel(int neurons) {
        CoreCosim core = core(neurons);
        agrees(core, 100_000, 1);
        List<String> states = new ArrayList<>(STATES);
        if (neurons <= 16) {
            states.add("out_push and clear");
            states.add("out_valid and out_ready and clear");
            states.add("stall and clear");
        }
        Map<String, Long> reached = core.reached(REACHED_IN, 1, states);
        System.out.printf("core of %d neurons, in %,d rows: %s%n", neurons, REACHED_IN, reached);
        assertThat(reached).allSatisfy((_, count) -> assertThat(count).isPositive());
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 256})
    void isThatOfTheModelForTenMillionCycles(int neurons) {
        agrees(core(neurons), 10_000_000, 2);
    }

    private static void agrees(CoreCosim core, long rows, long seed) {
        Verdict verdict = core.run(rows, seed, List.of());
        System.out.printf(
                "%s: %,d rows, %,d cells, %,d undefined; %s%n",
                verdict.specName(),
                verdict.steps(),
                verdict.cells(),
                verdict.undefined(),
                verdict.about());
        assertThat(verdict.divergences()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.CYCLE);
        assertThat(verdict.steps()).isEqualTo(rows);
        assertThat(verdict.cells()).isGreaterThan(rows * 15);
    }

    /// A fault, and a port that shows it in the first row that differs.
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_core_control.v ~ NEURONS - 1;           ~ NEURONS - 2;          ~ peek_ready_o
                    lif_core_control.v ~ x_neuron_q <= neuron_q;    ~ x_neuron_q <= neuron_q + ONE; ~ commit_neuron_o
                    lif_fifo.v         ~ = !count_o[DEPTH_LOG2] ~ = count_o < 3         ~ in_ready_o
                    lif_memory.v       ~ data_q <= word[read_addr_i] ~ data_q <= write_en_i && write_addr_i == read_addr_i ? write_data_i : word[read_addr_i] ~ peek_current_o
                    lif_core.v         ~ peek_q && en_i;            ~ peek_q;               ~ peek_valid_o
                    """)
    void isFoundOutWhereItIsWrong(String file, String was, String is, String shownBy) {
        CoreCosim core = wrong(file, was, is);
        Verdict verdict = core.run(50_000, 1, List.of());
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence first = verdict.divergences().getFirst();
        System.out.println(first.sentence());
        assertThat(first.cells()).extracting(Divergence.Cell::column).contains(shownBy);
    }

    private CoreCosim wrong(String file, String was, String is) {
        return new CoreCosim(
                CoreCosim.KINDS.get(16),
                folder,
                (name, text) -> {
                    if (!name.equals(file)) {
                        return text;
                    }
                    assertThat(text).contains(was);
                    return text.replace(was, is);
                });
    }

    /// Each item waits until the last neuron of the one before has executed.
    @ParameterizedTest
    @CsvSource({"CYCLE, DISAGREED", "ORDER, AGREED", "STEP, AGREED"})
    void mayTakeAClockMoreWhereEventsAreCompared(Verdict.Level level, Verdict.Outcome outcome) {
        CoreCosim slower =
                wrong(
                        "lif_core_control.v",
                        "IDLE && !stall_i && !(",
                        "IDLE && !stall_i && !x_valid_q && !(");
        Verdict verdict = slower.run(50_000, 1, level, List.of());
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.level()).isEqualTo(level);
        assertThat(verdict.cells()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Verdict.Level.class)
    void losesNoSpikeAtAnyLevel(Verdict.Level level) {
        CoreCosim losing =
                wrong(
                        "lif_core.v",
                        ".in_valid_i((fires || m_valid) && en_i)",
                        ".in_valid_i((fires && step_q[2:0] != 3'd5 || m_valid) && en_i)");
        Verdict verdict = losing.run(50_000, 1, level, List.of());
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        System.out.println(verdict.divergences().getFirst().sentence());
    }
}
