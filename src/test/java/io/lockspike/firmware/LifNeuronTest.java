package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.emit.Tally;
import io.lockspike.slow.FamilyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The neuron that was written by hand does what the model does, for every choice of the family.
final class LifNeuronTest {
    private static final int BATCH = 100;

    @TempDir Path folder;

    @Test
    void doesWhatTheModelDoesForOneChoiceAtATime() {
        report("hand-written neuron, one choice at a time, 8 bits", alone(8, 400), 120);
    }

    @Test
    void doesWhatTheModelDoesForEveryTwoChoices() {
        report("hand-written neuron, every two choices, 6 bits", together(2, 6, 100), 150);
    }

    @Test
    void doesAsCellsOfAnFpgaWhatTheModelDoes() {
        var tally = new Tally();
        List<HandNeuron> some = together(1, 6, 100).stream().limit(5).toList();
        new HandBench(some, own(), (_, text) -> text).gates(tally);
        tally.report("hand-written neuron as cells of an iCE40");
    }

    @Test
    void leavesVerilatorAndYosysNothingToWarnOf() {
        new HandBench(together(1, 6, 1), own(), (_, text) -> text).lint();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_round.v      ~ >>> shift_i                   ~ >> shift_i
                    lif_round.v      ~ beyond || floor[0]          ~ beyond
                    lif_round.v      ~ inexact && x_i[WIDTH-1]       ~ inexact
                    lif_narrow.v     ~ {!SIGNED, {                   ~ {1'b0, {
                    lif_narrow.v     ~ !(AT_ZERO && x_i[WIDE-1])     ~ 1'b1
                    lif_leak.v       ~ ADDED ? x_was + term          ~ ADDED ? x_was - term
                    lif_leak.v       ~ PAST || up                  ~ !PAST || up
                    lif_integrate.v  ~ TAKEN_AWAY[i] ?               ~ TAKEN_AWAY[0] ?
                    lif_fire.v       ~ >= threshold_i                ~ >  threshold_i
                    lif_fire.v       ~ y_i <= negative_i             ~ y_i < negative_i
                    lif_reset.v      ~ spike_i ? threshold_i : neg   ~ !spike_i ? threshold_i : neg
                    lif_refractory.v ~ STEPS != 0 ? STEPS - 1        ~ STEPS != 0 ? STEPS
                    lif_order.v      ~ integrate_x_o = fire_y_i      ~ integrate_x_o = v_i
                    lif_step.v       ~ REFRACTORY_LEAK == "off"      ~ REFRACTORY_LEAK == "on"
                    lif_step.v       ~ ON == "previous" ? v          ~ ON == "updated" ? v
                    lif_step.v       ~ REFRACTORY_INPUT == "ignored" ~ REFRACTORY_INPUT != "ignored"
                    lif_synapse.v    ~ USE == "previous" ?           ~ USE == "updated" ?
                    lif_adaptive.v   ~ spike_i ? raised : leaked     ~ spike_i ? raised : raised
                    lif_neuron.v     ~ OUTPUT == "registered"        ~ OUTPUT == "combinational"
                    lif_neuron.v     ~ d_i(step + 32'd1)             ~ d_i(step + 32'd2)
                    lif_register.v   ~ posedge clk_i or negedge      ~ posedge clk_i or posedge
                    """)
    void isFoundOutWhereAUnitIsWrong(String file, String was, String is) {
        Tally tally =
                simulate(
                        together(1, 5, 150),
                        (name, text) -> {
                            if (!name.equals(file)) {
                                return text;
                            }
                            assertThat(text).contains(was);
                            return text.replace(was, is);
                        });
        assertThat(tally.differences()).isNotEmpty();
    }

    private void report(String title, List<HandNeuron> neurons, int atLeast) {
        Tally tally = simulate(neurons, (_, text) -> text);
        tally.report(title);
        assertThat(tally.designs()).isEqualTo(neurons.size()).isGreaterThan(atLeast);
    }

    private Tally simulate(List<HandNeuron> neurons, BinaryOperator<String> fault) {
        var tally = new Tally();
        for (int from = 0; from < neurons.size(); from += BATCH) {
            List<HandNeuron> batch = neurons.subList(from, Math.min(from + BATCH, neurons.size()));
            new HandBench(batch, own(), fault).icarus(tally);
        }
        return tally;
    }

    static List<HandNeuron> alone(int bits, int rows) {
        List<HandNeuron> all = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            FamilyGenerator.alone(choices(bits, signed))
                    .forEach(c -> add(all, "alone", c, bits, signed, rows));
        }
        return all;
    }

    static List<HandNeuron> together(int strength, int bits, int rows) {
        List<HandNeuron> all = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            FamilyGenerator.together(choices(bits, signed), strength)
                    .forEach(c -> add(all, "together", c, bits, signed, rows));
        }
        return all;
    }

    private static void add(
            List<HandNeuron> all,
            String kind,
            Map<String, String> chosen,
            int bits,
            boolean signed,
            int rows) {
        all.add(HandNeuron.of("hand-" + kind + "-" + all.size(), chosen, bits, signed, rows));
    }

    /// All but layers, and values that only power-up loads.
    private static Map<String, List<String>> choices(int bits, boolean signed) {
        Map<String, List<String>> choices = FamilyGenerator.choices(bits, signed);
        choices.put("replicate", List.of("none"));
        choices.put("membrane", List.of(" = 0", " = 1"));
        return choices;
    }

    private Path own() {
        try {
            return Files.createTempDirectory(folder, "bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
