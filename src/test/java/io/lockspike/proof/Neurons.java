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

    /// Each choice and its values, the default first.
    static Map<String, List<String>> choices() {
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
                List.of("{overflow: sat}", "{overflow: wrap}", "{overflow: clamp-at-zero}"));
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
                        "{steps: 1}"));
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

    static String yaml(Map<String, String> chosen, int bits) {
        var text = new StringBuilder("lockspike: 1\nname: neuron\nneuron:\n");
        text.append("  inputs: {current: s").append(bits).append("}\n");
        text.append("  membrane: {v: s").append(bits).append(" = 0}\n");
        chosen.forEach((key, value) ->
                text.append("  ").append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        choices().forEach((key, values) -> defaults.put(key, values.getFirst()));
        return defaults;
    }

    /// Two values of one choice.
    record Two(String title, String left, String right) {}

    /// Every two values of each choice, and each value and itself, the other choices at their
    /// defaults.
    static List<Two> pairs(int bits) {
        List<Two> pairs = new ArrayList<>();
        choices()
                .forEach((key, values) -> {
                    for (int i = 0; i < values.size(); i++) {
                        for (int j = i; j < values.size(); j++) {
                            pairs.add(two(key, values.get(i), values.get(j), bits));
                        }
                    }
                });
        return pairs;
    }

    /// Every two leaks by shifts.
    static List<Two> shiftLeaks(int bits) {
        return pairs(bits).stream()
                .filter(two -> two.title().matches("leak: \\{shift.*\\| \\{shift.*"))
                .toList();
    }

    private static Two two(String key, String left, String right, int bits) {
        Map<String, String> a = new LinkedHashMap<>(defaults());
        Map<String, String> b = new LinkedHashMap<>(defaults());
        a.put(key, left);
        b.put(key, right);
        return new Two(key + ": " + left + " | " + right, yaml(a, bits), yaml(b, bits));
    }

    static Spec parse(String yaml) {
        return SpecFile.parse(yaml, "test.yaml", Path.of(""), Map.of());
    }
}
