package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import io.lockspike.support.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hand-written core is the model's `core:` block in every clock of every stimulus: queues,
/// back-pressure, enable, clear, peek, weight writes, and rst at any time. (`docs/core.md` proves
/// another one in each build.)
@Tag("long")
class LifCoreProofTest {
    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    @Test
    void isProven() {
        int neurons = 16;
        var core = new CoreCosim(CoreCosim.KINDS.get(neurons), folder, (_, text) -> text);
        long start = System.nanoTime();
        Prove.Result result = core.proof().run();
        System.out.printf(
                "core of %d neurons, %.0f s: %s%n",
                neurons, (System.nanoTime() - start) / 1e9, result.verdict());
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Proven.class);
        assertThat(((RtlVerdict.Proven) result.verdict()).invariant())
                .contains(
                        "u_core.u_weights.word = weights",
                        "u_core.u_currents.word = current_cells",
                        "u_core.u_in.word = in_words");
        assertThat(result.compared()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_core_control.v ~ x_neuron_q <= neuron_q;            ~ x_neuron_q <= neuron_q + ONE;
                    lif_memory.v       ~ word[write_addr_i] <= write_data_i ~ word[write_addr_i] <= write_addr_i == 9 && write_data_i == 77 ? 78 : write_data_i
                    lif_core_control.v ~ NEURONS - 1;                        ~ NEURONS - 2;
                    lif_core_control.v ~ x_tick_q   <= tick_q                ~ x_tick_q   <= in_tick_i
                    lif_fifo.v         ~ = !count_o[DEPTH_LOG2]              ~ = count_o < 3
                    lif_memory.v       ~ data_q <= word[read_addr_i]         ~ data_q <= write_en_i && write_addr_i == read_addr_i ? write_data_i : word[read_addr_i]
                    lif_memory.v       ~ if (read_en_i)                      ~ if (1'b1)
                    lif_core.v         ~ peek_q && en_i;                     ~ peek_q;
                    lif_core.v         ~ (fires || m_valid) && !has_room     ~ m_valid && !has_room
                    lif_core.v         ~ clearing || x_tick ?                ~ clearing ?
                    """)
    void isRefutedWithAFault(String file, String was, String is) {
        Prove.Result result = wrong(file, was, is);
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    private Prove.Result wrong(String file, String was, String is) {
        return new CoreCosim(
                        CoreCosim.KINDS.get(16),
                        folder,
                        (name, text) -> {
                            if (!name.equals(file)) {
                                return text;
                            }
                            assertThat(text).contains(was);
                            return text.replace(was, is);
                        })
                .proof()
                .run();
    }
}
