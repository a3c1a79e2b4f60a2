package io.lockspike.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The short form against traces worked out by hand.
final class FamilyTest {

    /// The values of a name, row by row, while one input takes the given values.
    private static List<Integer> run(String choices, String name, int... current) {
        SlowModel model = start(choices);
        List<Integer> seen = new ArrayList<>();
        for (int value : current) {
            seen.add(
                    model.row(Map.of("current", integer(value)))
                            .get(name)
                            .map(BigInteger::intValueExact)
                            .orElse(null));
            model.edge();
        }
        return seen;
    }

    private static SlowModel start(String choices) {
        String yaml = "neuron:\n" + choices.indent(2);
        if (!choices.contains("inputs:")) {
            yaml += "  inputs: {current: s8}\n";
        }
        SlowModel model = SlowModel.read(yaml, Path.of(""), Map.of(), 0);
        model.start(false);
        return model;
    }

    private static Optional<BigInteger> integer(int value) {
        return Optional.of(BigInteger.valueOf(value));
    }

    /// Without leak, fires at 100.
    private static String plain(String membrane, String more) {
        return "membrane: {v: " + membrane + "}\nfire: {threshold: 100}\n" + more;
    }

    @Test
    void leaksByAShiftIntegratesAndResets() {
        String choices = "membrane: {v: s16 = 0}\nleak: {shift: 2}\nfire: {threshold: 100}";
        assertThat(run(choices, "v", 60, 60, 60, 0, -5, 0, 0))
                .containsExactly(0, 60, 0, 60, 45, 29, 22);
        assertThat(run(choices, "spike", 60, 60, 60, 0, -5, 0, 0))
                .containsExactly(0, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void leaksInEveryWay() {
        assertThat(leak("{shift: 1, rounding: toward-zero}", "s8 = -3")).isEqualTo(-2);
        assertThat(leak("{shift: 1, rounding: floor}", "s8 = -3")).isEqualTo(-1);
        assertThat(leak("{shifts: [1, -2], rounding: floor}", "s8 = 23")).isEqualTo(17);
        assertThat(leak("{decayed: {factor: 3, fraction: 2}, rounding: ceil}", "s8 = 5"))
                .isEqualTo(4);
        assertThat(leak("{subtract: 2}", "s8 = 1")).isEqualTo(0);
        assertThat(leak("{subtract: 2}", "s8 = -1")).isEqualTo(0);
        assertThat(leak("{subtract: 2, past: true}", "s8 = 1")).isEqualTo(-1);
        assertThat(leak("{subtract: 2, past: true}", "s8 = -1")).isEqualTo(1);
        assertThat(leak("{subtract: 2}\nrest: 10", "s8 = 20")).isEqualTo(18);
        assertThat(leak("{shift: 1}\nrest: 10", "s8 = 5")).isEqualTo(8);
        assertThat(leak("{decayed: {factor: 1, fraction: 1}}\nrest: 10", "s8 = 5")).isEqualTo(7);
    }

    private static int leak(String leak, String membrane) {
        return run(plain(membrane, "leak: " + leak), "v", 0, 0).get(1);
    }

    @Test
    void leaksByChance() {
        String choices =
                """
                membrane: {v: u8 = 6}
                leak: {shift: 2, rounding: stochastic, random: noise}
                fire: {threshold: 100}
                lfsr:
                  noise: {width: 4, taps: [4, 3], seed: 0b1000}
                """;
        // noise 8, 1, 2, 4 adds 0, 1, 2, 0 to 6, 5, 4, 3 quarters
        assertThat(run(choices, "v", 0, 0, 0, 0, 0)).containsExactly(6, 5, 4, 3, 3);
    }

    @Test
    void narrowsAfterEachAdditionOrOnce() {
        String two = "inputs: {current: s8, more: s8}\n";
        for (boolean each : new boolean[] {true, false}) {
            SlowModel model =
                    start(
                            two
                                    + plain(
                                            "s8 = 90",
                                            "integrate: {narrow: "
                                                    + (each ? "each-addition" : "write-back")
                                                    + ", add: [current, -more]}\nreset: none"));
            model.row(Map.of("current", integer(100), "more", integer(100)));
            model.edge();
            assertThat(model.states().get("v")).isEqualTo(integer(each ? 27 : 90));
        }
    }

    @Test
    void overflowsAsItIsTold() {
        assertThat(overflow("sat", "s8 = 99", 100)).isEqualTo(127);
        assertThat(overflow("wrap", "s8 = 99", 100)).isEqualTo(-57);
        assertThat(overflow("clamp-at-zero", "s8 = 9", -100)).isEqualTo(0);
        assertThat(overflow("clamp-at-zero", "s8 = 99", 100)).isEqualTo(127);
        assertThatThrownBy(() -> overflow("checked", "s8 = 99", 100))
                .isInstanceOf(SlowCheckException.class)
                .hasMessageContaining("v: 199");
    }

    private static int overflow(String overflow, String membrane, int current) {
        String more = "reset: none\nintegrate: {overflow: " + overflow + "}";
        return run(plain(membrane, more), "v", current, 0).get(1);
    }

    @Test
    void firesOnThePreviousValueOneStepLate() {
        String choices = "membrane: {v: s8 = 0}\nfire: {threshold: 50, on: previous}";
        assertThat(run(choices, "spike", 60, 20, 1)).containsExactly(0, 1, 0);
        assertThat(run(choices, "v", 60, 20, 1)).containsExactly(0, 60, 0);
    }

    @Test
    void firesWithoutComparingToo() {
        String bit = "membrane: {v: u8 = 0}\nfire: {bit: 6}";
        assertThat(run(bit, "spike", 63, 1, 63)).containsExactly(0, 1, 0);
        String equal = "membrane: {v: u8 = 0}\nfire: {when: \"==\", threshold: 9}";
        assertThat(run(equal, "spike", 10, -1, 9)).containsExactly(0, 1, 1);
        String above = "membrane: {v: u8 = 0}\nfire: {when: \">\", threshold: 9}";
        assertThat(run(above, "spike", 9, 1)).containsExactly(0, 1);
    }

    @Test
    void registersItsOutput() {
        String choices = "membrane: {v: s8 = 0}\nfire: {threshold: 50, output: registered}";
        assertThat(run(choices, "spike", 60, 0, 0)).containsExactly(0, 1, 0);
    }

    @Test
    void resetsInEveryWay() {
        assertThat(reset("{to: 7}")).isEqualTo(7);
        assertThat(reset("{subtract: threshold}")).isEqualTo(10);
        assertThat(reset("none")).isEqualTo(110);
        assertThat(reset("{to: input}")).isEqualTo(60);
    }

    private static int reset(String reset) {
        return run(plain("s8 = 50", "reset: " + reset), "v", 60, 0).get(1);
    }

    @Test
    void firesBelowANegativeThreshold() {
        String choices =
                """
                membrane: {v: s8 = 0}
                fire: {threshold: 50, negative: -40}
                reset: {subtract: threshold}
                """;
        assertThat(run(choices, "spike_negative", -39, -1, 0)).containsExactly(0, 1, 0);
        assertThat(run(choices, "spike", -39, -1, 0)).containsExactly(0, 0, 0);
        assertThat(run(choices, "v", -30, -30, 0)).containsExactly(0, -30, -20);
    }

    @Test
    void adaptsItsThreshold() {
        String choices =
                """
                membrane: {v: s8 = 0}
                fire:
                  threshold: 10
                  adaptive: {state: {w: u8 = 0}, jump: 8, leak: {shift: 1}}
                """;
        assertThat(run(choices, "spike", 10, 17, 0, 10)).containsExactly(1, 0, 1, 0);
        assertThat(run(choices, "w", 10, 17, 0, 10)).containsExactly(0, 8, 4, 12);
    }

    @Test
    void restsAfterASpike() {
        String choices = plain("s8 = 0", "refractory: {steps: 2, input: ignored}");
        assertThat(run(choices, "refractory", 100, 5, 5, 5)).containsExactly(0, 2, 1, 0);
        assertThat(run(choices, "v", 100, 5, 5, 5, 0)).containsExactly(0, 0, 0, 0, 5);
        String with = plain("s8 = 0", "refractory: {steps: 2, input: integrated, counted: with}");
        assertThat(run(with, "refractory", 100, 5, 5, 5)).containsExactly(0, 1, 0, 0);
        assertThat(run(with, "v", 100, 5, 5, 5, 0)).containsExactly(0, 0, 5, 10, 15);
        String still =
                plain(
                        "s8 = 0",
                        "refractory: {steps: 2, leak: off}\nleak: {subtract: 1}\nreset: {to: 5}");
        assertThat(run(still, "v", 100, 0, 0, 0, 0)).containsExactly(0, 5, 5, 5, 4);
    }

    @Test
    void integratesASynapse() {
        String updated =
                plain("s8 = 0", "synapse: {state: {i: s8 = 0}, leak: {shift: 1}, use: updated}");
        assertThat(run(updated, "i", 9, 1, 0, 0)).containsExactly(0, 9, 6, 3);
        assertThat(run(updated, "v", 9, 1, 0, 0)).containsExactly(0, 9, 15, 18);
        String previous = updated.replace("updated", "previous");
        assertThat(run(previous, "v", 9, 1, 0, 0)).containsExactly(0, 0, 9, 15);
    }

    @Test
    void followsItsOrder() {
        String late =
                plain("s8 = 0", "leak: {shift: 1}\norder: [integrate, leak, fire]\nreset: {to: 0}");
        assertThat(run(late, "v", 50, 50, 0)).containsExactly(0, 25, 38);
        String first = plain("s8 = 0", "order: [fire, integrate, leak]");
        assertThat(run(first, "spike", 100, 7, 0)).containsExactly(0, 1, 0);
        assertThat(run(first, "v", 100, 7, 0)).containsExactly(0, 100, 7);
    }

    @Test
    void holdsWithoutEnable() {
        SlowModel model =
                start(
                        "inputs: {current: s8, en: u1}\nenable: en\n"
                                + plain("s8 = 99", "leak: {shift: 1}"));
        Map<String, Optional<BigInteger>> row =
                model.row(Map.of("current", integer(99), "en", integer(0)));
        model.edge();
        assertThat(row.get("spike")).isEqualTo(integer(0));
        assertThat(model.states().get("v")).isEqualTo(integer(99));
    }

    @Test
    void makesALayerWithAnInputForEachNeuron() {
        SlowModel model =
                start(
                        "inputs: {current: s8, theta: s8}\nreplicate: 2\n"
                                + "membrane: {v: s8 = 0}\nfire: {threshold: theta}");
        assertThat(model.inputs()).containsExactly("current@0", "current@1", "theta");
        assertThat(model.outputs()).containsExactly("spike@0", "spike@1");
        Map<String, Optional<BigInteger>> inputs = new LinkedHashMap<>();
        inputs.put("current@0", integer(4));
        inputs.put("current@1", integer(5));
        inputs.put("theta", integer(5));
        assertThat(model.row(inputs)).containsEntry("spike@0", integer(0));
        model.edge();
        assertThat(model.states()).isEqualTo(Map.of("v@0", integer(4), "v@1", integer(0)));
    }

    @Test
    void isTheClosedFormOfAGeometricDecay() {
        // From 2^12 by one half each step, with nothing coming in: 2^12, 2^11, …, 1, 1 (1 >> 1 is
        // 0)
        String choices = "membrane: {v: u16 = 4096}\nleak: {shift: 1}\nfire: {threshold: 5000}";
        List<Integer> seen = run(choices, "v", new int[15]);
        for (int step = 0; step < 15; step++) {
            assertThat(seen.get(step)).isEqualTo(Math.max(1, 4096 >> step));
        }
    }
}
