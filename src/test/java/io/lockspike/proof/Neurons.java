package io.lockspike.proof;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Family neurons of any width, all with the same inputs and outputs.
final class Neurons {
    private Neurons() {}

    /// A choice, and values of it that show the same outputs. Where two have one key, the value
    /// that neurons have by default is the first of the first.
    private record Choice(String title, String key, List<String> values) {}

    private static List<Choice> choices(int bits) {
        List<Choice> all = new ArrayList<>();
        plain(bits).forEach((key, values) -> all.add(new Choice(key, key, values)));
        all.add(new Choice("fire, negative", "fire", negative()));
        all.add(new Choice("fire, adaptive", "fire", adaptive()));
        all.add(new Choice("leak, stochastic", "leak", stochastic()));
        return all;
    }

    /// Each choice and its values, the default first.
    private static Map<String, List<String>> plain(int bits) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("rst", List.of("async", "sync"));
        all.put(
                "leak",
                List.of(
                        "{shift: 2, rounding: floor}",
                        "{shift: 2, rounding: ceil}",
                        "{shift: 2, rounding: toward-zero}",
                        "{shift: 2, rounding: away}",
                        "{shift: 2, rounding: half-up}",
                        "{shift: 2, rounding: half-even}",
                        "{shift: 2, rounding: at-least-one}",
                        "{shift: 1, rounding: floor}",
                        "{shifts: [2, -3], rounding: floor}",
                        "{shifts: [1, -2], rounding: floor}",
                        "{decayed: {factor: 3, fraction: 2}, rounding: floor}",
                        "{decayed: {factor: 3, fraction: 2}, rounding: ceil}",
                        "{subtract: 1}",
                        "none"));
        all.put(
                "integrate",
                List.of(
                        "{overflow: sat}",
                        "{overflow: wrap}",
                        "{overflow: clamp-at-zero}",
                        "{overflow: checked}",
                        "{overflow: checked, narrow: write-back}"));
        all.put(
                "fire",
                List.of(
                        "{when: \">=\", threshold: 9}",
                        "{when: \">\", threshold: 9}",
                        "{when: \">\", threshold: 8}",
                        "{when: \"==\", threshold: 9}",
                        "{when: \">=\", threshold: 9, on: previous}",
                        "{when: \">=\", threshold: 9, output: registered}"));
        all.put("reset", List.of("{to: 0}", "{to: 1}", "{subtract: threshold}", "none"));
        all.put(
                "refractory",
                List.of(
                        "{steps: 0}",
                        "{steps: 2}",
                        "{steps: 2, input: integrated}",
                        "{steps: 2, leak: off}",
                        "{steps: 2, counted: with}",
                        "{steps: 1}",
                        "{steps: 1, counted: with}",
                        "{steps: 3, counted: with}",
                        "{steps: 1, input: integrated}",
                        "{steps: 2, input: integrated, leak: off}"));
        all.put("rest", List.of("0", "1", "-1", "3"));
        all.put("synapse", synapses("{state: {i: s" + bits + " = 0}, "));
        all.put(
                "order",
                List.of(
                        "[leak, integrate, fire]",
                        "[integrate, leak, fire]",
                        "[leak, fire, integrate]",
                        "[integrate, fire, leak]",
                        "[fire, leak, integrate]",
                        "[fire, integrate, leak]"));
        return all;
    }

    private static List<String> synapses(String state) {
        List<String> all = new ArrayList<>(List.of("none"));
        for (String rest :
                List.of(
                        "leak: {shift: 1}}",
                        "leak: {shift: 1}, use: previous}",
                        "leak: {shift: 1}, overflow: wrap}",
                        "leak: {shift: 1, rounding: ceil}}",
                        "leak: {decayed: {factor: 1, fraction: 1}}}",
                        "leak: {decayed: {factor: 0, fraction: 1}}}",
                        "leak: {subtract: 1}}")) {
            all.add(state + rest);
        }
        return all;
    }

    private static List<String> negative() {
        return List.of(
                "{when: \">=\", threshold: 9, negative: -9}",
                "{when: \">\", threshold: 8, negative: -9}",
                "{when: \">=\", threshold: 9, negative: -10}",
                "{when: \">=\", threshold: 9, negative: -9, on: previous}",
                "{when: \">=\", threshold: 9, negative: -9, output: registered}",
                "{when: \"==\", threshold: 9, negative: -9}");
    }

    /// The threshold of a neuron that has spiked goes up, and comes down again.
    private static List<String> adaptive() {
        List<String> all = new ArrayList<>(List.of("{when: \">=\", threshold: 9}"));
        for (String rest :
                List.of(
                        "4 = 0}, jump: 1}",
                        "4 = 0}, jump: 1, leak: {shift: 1}}",
                        "4 = 0}, jump: 1, leak: {shift: 1, rounding: ceil}}",
                        "4 = 0}, jump: 1, leak: {decayed: {factor: 1, fraction: 1}}}",
                        "4 = 0}, jump: 3, overflow: wrap}",
                        "4 = 0}, jump: 3, overflow: sat}",
                        "4 = 0}, jump: 0}",
                        "5 = 0}, jump: 1}")) {
            all.add("{when: \">=\", threshold: 9, adaptive: {state: {w: u" + rest + "}");
        }
        return all;
    }

    private static List<String> stochastic() {
        List<String> all = new ArrayList<>();
        for (String noise :
                List.of(
                        "taps: [3, 2], seed: 5",
                        "taps: [3, 1], seed: 5",
                        "taps: [3, 2], seed: 6",
                        "taps: [3, 2], seed: 5, read: after",
                        "taps: [3, 2], seed: 5, direction: right",
                        "taps: [3, 2], seed: 5, form: galois",
                        "taps: [3, 2], seed: 5, gate: xnor",
                        "taps: [3, 2], seed: 5, steps: 2",
                        "taps: [3, 2], seed: 5, steps: 8")) {
            all.add(
                    "{shift: 2, rounding: stochastic, random: noise}\n"
                            + "  lfsr: {noise: {width: 3, bits: \"1:0\", "
                            + noise
                            + "}}");
        }
        return all;
    }

    static String yaml(Map<String, String> chosen, int bits) {
        var text = new StringBuilder("lockspike: 1\nname: neuron\nneuron:\n");
        text.append("  inputs: {current: s").append(bits).append("}\n");
        text.append("  membrane: {v: s").append(bits).append(" = 0}\n");
        chosen.forEach((key, value) ->
                text.append("  ").append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, String> defaults(int bits) {
        Map<String, String> defaults = new LinkedHashMap<>();
        plain(bits).forEach((key, values) -> defaults.put(key, values.getFirst()));
        return defaults;
    }

    /// Two values of one choice.
    record Two(String title, String left, String right) {}

    /// Every two values of each choice, and each value and itself, the other choices at their
    /// defaults.
    static List<Two> pairs(int bits) {
        List<Two> pairs = new ArrayList<>();
        for (Choice choice : choices(bits)) {
            for (int i = 0; i < choice.values().size(); i++) {
                for (int j = i; j < choice.values().size(); j++) {
                    pairs.add(two(choice, i, j, bits));
                }
            }
        }
        return pairs;
    }

    /// Every two leaks by shifts.
    static List<Two> shiftLeaks(int bits) {
        return pairs(bits).stream()
                .filter(two -> two.title().matches("leak: \\{shift.*\\| \\{shift.*"))
                .toList();
    }

    private static Two two(Choice choice, int i, int j, int bits) {
        String left = choice.values().get(i);
        String right = choice.values().get(j);
        Map<String, String> a = defaults(bits);
        Map<String, String> b = defaults(bits);
        a.put(choice.key(), left);
        b.put(choice.key(), right);
        return new Two(choice.title() + ": " + left + " | " + right, yaml(a, bits), yaml(b, bits));
    }

    static Spec parse(String yaml) {
        return SpecFile.parse(yaml, "test.yaml", Path.of(""), Map.of());
    }
}
