package io.lockspike.slow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Specs of the short form: every value of every choice, alone, together in threes, or at random.
public final class FamilyGenerator {

    private static final List<String> WITHOUT_ROUNDING = List.of("none", "subtract");

    private FamilyGenerator() {}

    /// Every choice and the YAML fragments of its values, the default first; a fragment in which
    /// `current`, `amount`, … stand uses an input of that name.
    ///
    /// @param bits the width of the membrane, 3 or more
    /// @param signed whether the membrane is signed
    public static Map<String, List<String>> choices(int bits, boolean signed) {
        if (bits < 3 || bits > 62) {
            throw new IllegalArgumentException("bits are 3 to 62, not " + bits);
        }
        String top = String.valueOf((1L << (signed ? bits - 1 : bits)) * 2 / 3);
        String bottom = "-" + (1L << (bits - 1)) / 2;
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("rst", List.of("async", "sync", "none"));
        all.put("current", List.of((signed ? "s" : "u") + bits, (signed ? "u" : "s") + bits));
        all.put("membrane", List.of(" = 0", " = 1", " = 2 init 1"));
        all.put("rest", signed ? List.of("0", "1", "-1", "target") : List.of("0", "1", "target"));
        all.put(
                "leak",
                List.of(
                        "none",
                        "shift: 1",
                        "shift: amount",
                        "shifts: [1, -2]",
                        "decayed: {factor: 3, fraction: 2}",
                        "decayed: {factor: gain, fraction: 2}",
                        "subtract: 1",
                        "subtract: 2, past: true",
                        "subtract: down",
                        "shifts: [0, -2]"));
        all.put(
                "rounding",
                List.of(
                        "floor",
                        "ceil",
                        "toward-zero",
                        "away",
                        "half-up",
                        "half-even",
                        "at-least-one",
                        "stochastic, random: noise"));
        all.put("lfsr", List.of("read: before", "read: after", "enable: noise_on", "steps: 2"));
        all.put("overflow", List.of("sat", "wrap", "clamp-at-zero", "checked"));
        all.put("narrow", List.of("each-addition", "write-back"));
        all.put("add", List.of("[current]", "", "[extra, current]", "[current, -extra]"));
        all.put("when", List.of("\">=\"", "\">\"", "\"==\"", "bit"));
        all.put("threshold", List.of(top, "theta", "level"));
        all.put("on", List.of("updated", "previous"));
        all.put("output", List.of("combinational", "registered"));
        all.put("negative", signed ? List.of("none", bottom, "low") : List.of("none"));
        all.put(
                "adaptive",
                List.of(
                        "none",
                        "{state: {w: u" + (bits - 1) + " = 0}, jump: 1}",
                        ("{state: {w: u" + bits + " = 0}, jump: 3,")
                                + " leak: {shift: 1, rounding: half-up}, overflow: wrap}",
                        ("{state: {w: s" + bits + " = 0}, jump: hop,")
                                + " leak: {subtract: 1}, overflow: sat}"));
        all.put(
                "reset",
                List.of(
                        "{to: 0}",
                        signed ? "{to: -1}" : "{to: 1}",
                        "{to: goal}",
                        "{subtract: threshold}",
                        "none",
                        "{to: input}"));
        all.put("steps", List.of("0", "1", "2", "3"));
        all.put("input", List.of("ignored", "integrated"));
        all.put("quiet leak", List.of("on", "off"));
        all.put("counted", List.of("after", "with"));
        all.put(
                "synapse",
                List.of(
                        "none",
                        ("{state: {i: s" + bits + " = 0}, leak: {shift: 1},")
                                + " overflow: sat, use: updated}",
                        "{state: {i: s" + (bits + 1) + " = 0}, overflow: wrap, use: previous}",
                        ("{state: {i: u" + bits + " = 1}, leak: {subtract: 1},")
                                + " overflow: clamp-at-zero}"));
        all.put(
                "order",
                List.of(
                        "[leak, integrate, fire]",
                        "[leak, fire, integrate]",
                        "[integrate, leak, fire]",
                        "[integrate, fire, leak]",
                        "[fire, leak, integrate]",
                        "[fire, integrate, leak]"));
        all.put("enable", List.of("none", "en"));
        all.put("replicate", List.of("none", "2"));
        return all;
    }

    /// The combinations that mean nothing: a bit has no threshold to take away or to adapt.
    static boolean makesSense(Map<String, String> chosen) {
        boolean bit = chosen.getOrDefault("when", "").equals("bit");
        boolean adaptive = !chosen.getOrDefault("adaptive", "none").equals("none");
        boolean subtract = chosen.getOrDefault("reset", "").startsWith("{subtract");
        return !bit || (!adaptive && !subtract);
    }

    /// The defaults, then every value of every choice beside the defaults; first for an unsigned
    /// membrane, then for a signed one.
    public static List<String> oneAtATime(int bits) {
        List<String> specs = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            alone(choices(bits, signed)).forEach(chosen -> specs.add(spec(chosen, bits, signed)));
        }
        return List.copyOf(specs);
    }

    /// The defaults, then every value of every choice beside them.
    public static List<Map<String, String>> alone(Map<String, List<String>> choices) {
        Map<String, String> defaults = new LinkedHashMap<>();
        choices.forEach((name, values) -> defaults.put(name, values.getFirst()));
        defaults.put("leak", "shift: 1");
        List<Map<String, String>> all = new ArrayList<>(List.of(defaults));
        choices.forEach((name, values) ->
                values.stream()
                        .filter(value -> !value.equals(defaults.get(name)))
                        .forEach(value -> all.add(with(defaults, name, value))));
        return all;
    }

    /// Every sensible combination of values of `strength` choices.
    public static List<Map<String, String>> together(
            Map<String, List<String>> choices, int strength) {
        return CoveringArray.rows(choices, strength, FamilyGenerator::makesSense);
    }

    private static Map<String, String> with(
            Map<String, String> defaults, String name, String value) {
        Map<String, String> chosen = new LinkedHashMap<>(defaults);
        chosen.put(name, value);
        if (name.equals("lfsr")) {
            chosen.put("rounding", "stochastic, random: noise");
        }
        if (List.of("input", "quiet leak", "counted").contains(name)) {
            chosen.put("steps", "2");
        }
        return chosen;
    }

    /// Specs in which every sensible combination of values of `strength` choices occurs, for an
    /// unsigned and for a signed membrane. The same every time.
    public static List<String> covering(int strength, int bits) {
        List<String> specs = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            together(choices(bits, signed), strength)
                    .forEach(chosen -> specs.add(spec(chosen, bits, signed)));
        }
        return List.copyOf(specs);
    }

    /// One spec at random; a seed always gives the same one.
    public static String random(long seed, int bits) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean signed = random.nextBoolean();
        Map<String, List<String>> choices = choices(bits, signed);
        Map<String, String> chosen = new LinkedHashMap<>();
        do {
            choices.forEach(
                    (name, values) -> chosen.put(name, values.get(random.nextInt(values.size()))));
        } while (!makesSense(chosen));
        return spec(chosen, bits, signed);
    }

    /// The spec of one value for each choice.
    public static String spec(Map<String, String> chosen, int bits, boolean signed) {
        String type = (signed ? "s" : "u") + bits;
        String body = body(chosen, type, bits);
        StringBuilder text = new StringBuilder("lockspike: 1\nname: family\nneuron:\n");
        text.append("  rst: ").append(chosen.get("rst")).append('\n');
        text.append("  inputs:\n    current: ").append(chosen.get("current")).append('\n');
        inputs(type, chosen)
                .forEach((name, declared) -> {
                    if (body.matches("(?s).*\\b" + name + "\\b.*")) {
                        text.append("    " + name + ": " + declared + "\n");
                    }
                });
        if (chosen.get("add").isEmpty()) {
            text.append("    extra: s3\n");
        }
        if (body.contains(" level")) {
            text.append("  parameters: {level: " + (1L << (bits - 2)) + "}\n");
        }
        return text.append(body).toString();
    }

    /// The inputs that a fragment may name.
    private static Map<String, String> inputs(String type, Map<String, String> chosen) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("amount", "u2");
        inputs.put("down", "u2");
        inputs.put("en", "u1");
        inputs.put("extra", "s3");
        inputs.put("gain", "u3");
        inputs.put("goal", type);
        inputs.put("hop", "u2");
        inputs.put("low", type);
        inputs.put("noise_on", "u1");
        inputs.put("target", type);
        inputs.put("theta", type);
        if (chosen.get("add").isEmpty()) {
            inputs.remove("extra");
        }
        return inputs;
    }

    private static String body(Map<String, String> chosen, String type, int bits) {
        StringBuilder text = new StringBuilder();
        line(text, "membrane", "{v: " + type + chosen.get("membrane") + "}");
        line(text, "rest", chosen.get("rest"));
        line(text, "leak", leak(chosen));
        if (leak(chosen).contains("stochastic")) {
            text.append(
                    "  lfsr:\n    noise: {width: 5, taps: [5, 3], seed: 9, bits: \"3:0\", "
                            + chosen.get("lfsr")
                            + "}\n");
        }
        String add = chosen.get("add").isEmpty() ? "" : ", add: " + chosen.get("add");
        line(
                text,
                "integrate",
                "{overflow: "
                        + chosen.get("overflow")
                        + ", narrow: "
                        + chosen.get("narrow")
                        + add
                        + "}");
        line(text, "fire", fire(chosen, bits));
        line(text, "reset", chosen.get("reset"));
        line(
                text,
                "refractory",
                "{steps: "
                        + chosen.get("steps")
                        + ", input: "
                        + chosen.get("input")
                        + ", leak: "
                        + chosen.get("quiet leak")
                        + ", counted: "
                        + chosen.get("counted")
                        + "}");
        line(text, "synapse", chosen.get("synapse"));
        line(text, "order", chosen.get("order"));
        optional(text, "enable", chosen);
        optional(text, "replicate", chosen);
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("  ").append(key).append(": ").append(value).append('\n');
    }

    private static void optional(StringBuilder text, String key, Map<String, String> chosen) {
        if (!chosen.get(key).equals("none")) {
            line(text, key, chosen.get(key));
        }
    }

    private static String leak(Map<String, String> chosen) {
        String leak = chosen.get("leak");
        if (leak.equals("none")) {
            return leak;
        }
        return WITHOUT_ROUNDING.stream().anyMatch(leak::startsWith)
                ? "{" + leak + "}"
                : "{" + leak + ", rounding: " + chosen.get("rounding") + "}";
    }

    private static String fire(Map<String, String> chosen, int bits) {
        StringBuilder fire = new StringBuilder("{");
        fire.append(
                chosen.get("when").equals("bit")
                        ? "bit: " + (bits - 2)
                        : "when: "
                                + chosen.get("when")
                                + ", threshold: "
                                + chosen.get("threshold"));
        fire.append(", on: " + chosen.get("on") + ", output: " + chosen.get("output"));
        for (String key : List.of("negative", "adaptive")) {
            if (!chosen.get(key).equals("none")) {
                fire.append(", " + key + ": " + chosen.get(key));
            }
        }
        return fire.append('}').toString();
    }
}
