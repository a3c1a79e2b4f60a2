package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.slow.FamilyGenerator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The core does, clock by clock under any pressure, what its neurons do step by step.
final class LifCoreTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"1, 40000", "16, 5000", "256, 400"})
    void doesWhatItsNeuronsDo(int neurons, int items) {
        CoreBench bench = new CoreBench(neuron(neurons), neurons, folder, (_, text) -> text);
        bench.run(items, neurons, false);
        bench.run(items, neurons + 1, true);
        bench.report("core of %d neurons".formatted(neurons));
    }

    @Test
    @Tag("long")
    void doesWhatItsNeuronsDoForTenMillionCycles() {
        for (int neurons : new int[] {1, 16, 256}) {
            CoreBench bench = new CoreBench(neuron(neurons), neurons, folder, (_, text) -> text);
            for (long seed = 0; bench.cycles() < 10_000_000; seed++) {
                bench.run(1_000_000 / (neurons + 1), seed, seed % 2 == 1);
            }
            bench.report("core of %d neurons, long".formatted(neurons));
        }
    }

    private static HandNeuron neuron(int neurons) {
        Map<String, String> chosen = new LinkedHashMap<>();
        FamilyGenerator.choices(16, true)
                .forEach((name, values) -> chosen.put(name, values.getFirst()));
        chosen.put("rst", "none");
        chosen.put("current", "s10");
        chosen.put("threshold", "150");
        switch (neurons) {
            case 1 -> {
                chosen.put("leak", "shifts: [3, -5]");
                chosen.put("reset", "{subtract: threshold}");
                chosen.put("negative", "-60");
            }
            case 16 -> {
                chosen.put("leak", "shift: 3");
                chosen.put("rounding", "half-even");
                chosen.put("steps", "2");
            }
            default -> {
                chosen.put("leak", "decayed: {factor: 3, fraction: 2}");
                chosen.put("rounding", "toward-zero");
                chosen.put("steps", "1");
                chosen.put("input", "integrated");
                chosen.put("order", "[integrate, fire, leak]");
            }
        }
        return HandNeuron.of("core-" + neurons, chosen, 16, true, 0);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_core_control.v ~ x_neuron_q <= neuron_q          ~ x_neuron_q <= x_neuron_q
                    lif_core_control.v ~ IDLE && !stall_i && !x_valid_q  ~ IDLE && !stall_i
                    lif_fifo.v         ~ = !count_o[DEPTH_LOG2]          ~ = 1'b1
                    """)
    void isFoundOutWhereItIsWrong(String file, String was, String is) {
        finds(file, was, is);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_core_control.v ~ NEURONS - 1;                    ~ NEURONS - 2;
                    lif_core_control.v ~ x_tick_q   <= tick_q            ~ x_tick_q   <= in_tick_i
                    lif_core.v         ~ x_valid && !stall && !clear_i   ~ x_valid && !clear_i
                    lif_core.v         ~ (walking && !stall) || peek     ~ walking || peek
                    lif_core.v         ~ (fires || m_valid) && !has_room ~ m_valid && !has_room
                    lif_core.v         ~ clearing || x_tick ?            ~ clearing ?
                    lif_memory.v       ~ if (read_en_i)                  ~ if (1'b1)
                    """)
    void isFoundOutWhereItIsWrongInOtherWays(String file, String was, String is) {
        finds(file, was, is);
    }

    private void finds(String file, String was, String is) {
        CoreBench bench =
                new CoreBench(
                        neuron(16),
                        16,
                        folder,
                        (name, text) -> {
                            if (!name.equals(file)) {
                                return text;
                            }
                            assertThat(text).contains(was);
                            return text.replace(was, is);
                        });
        bench.run(3000, 1, true);
        assertThat(bench.differences()).isNotEmpty();
    }
}
