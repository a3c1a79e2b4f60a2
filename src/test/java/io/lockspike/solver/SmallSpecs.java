package io.lockspike.solver;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.SplitMix64;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Random short forms, small enough to go through all their states.
final class SmallSpecs {
    static final List<String> ROUNDINGS =
            List.of(
                    "floor",
                    "toward-zero",
                    "half-up",
                    "half-even",
                    "ceil",
                    "away",
                    "at-least-one",
                    "stochastic");

    private final SplitMix64 random;

    SmallSpecs(long seed) {
        random = new SplitMix64(seed);
    }

    /// A spec as YAML, but for the membrane's type (`TYPE`) and the overflow rule (`OVERFLOW`).
    record Template(String yaml, String type, String overflow) {
        Spec declared() {
            return with(type, overflow);
        }

        Spec with(String newType, String newOverflow) {
            String text = yaml.replace("TYPE", newType).replace("OVERFLOW", newOverflow);
            return SpecFile.parse(text, "small.yaml", Path.of("."), Map.of());
        }
    }

    long between(long low, long high) {
        return low + random.upTo(high - low);
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[(int) random.upTo(choices.length - 1)];
    }

    Template next() {
        boolean signed = between(0, 3) > 0;
        int bits = (int) between(4, 6);
        String type = (signed ? "s" : "u") + bits;
        long top = (1L << (signed ? bits - 1 : bits)) - 1;
        long bottom = signed ? -top - 1 : 0;
        List<String> inputs = new ArrayList<>(List.of("a: " + one("s", "u", "s") + between(1, 3)));
        List<String> add = new ArrayList<>(List.of(one("a", "a", "a", "-a")));
        if (between(0, 3) == 0) {
            inputs.add("b: " + one("s2", "u1", "u1"));
            add.add(one("b", "-b"));
        }
        String rounding = ROUNDINGS.get((int) between(0, 7));
        String random = "";
        if (rounding.equals("stochastic")) {
            inputs.add("r: " + one("u1", "u2"));
            random = ", random: r";
        }
        String enable = "";
        if (between(0, 9) == 0) {
            inputs.add("en: u1");
            enable = "  enable: en\n";
        }
        String rounded = ", rounding: " + rounding + random + "}";
        String leak =
                switch ((int) between(0, 9)) {
                    case 0 ->
                            "{subtract: " + between(0, 3) + ", past: " + one("true", "false") + "}";
                    case 1 -> "none";
                    case 2, 3 -> {
                        int n = (int) between(1, 4);
                        yield "{decayed: {factor: "
                                + between(1, (1 << n) - 1)
                                + ", fraction: "
                                + n
                                + "}"
                                + rounded;
                    }
                    case 4 ->
                            rounding.equals("stochastic")
                                    ? "{shift: 1" + rounded
                                    : "{shifts: "
                                            + one("[1, -2]", "[2, 3]", "[1, 2]", "[2, -4]")
                                            + rounded;
                    default -> "{shift: " + between(0, 4) + rounded;
                };
        boolean uses = leak.contains("random");
        if (!random.isEmpty() && !uses) {
            add.remove("r");
        }
        long threshold = between(1, top);
        String when = one(">=", ">=", ">=", ">", "==");
        String negative =
                signed && !when.equals("==") && between(0, 7) == 0
                        ? ", negative: " + between(bottom, -1)
                        : "";
        String reset =
                switch ((int) between(0, 6)) {
                    case 0 -> "none";
                    case 1, 2 -> "{subtract: threshold}";
                    case 3 -> "{to: " + between(bottom, top) + "}";
                    default -> "{to: 0}";
                };
        String order =
                one(
                        "[leak, integrate, fire]",
                        "[leak, integrate, fire]",
                        "[integrate, leak, fire]",
                        "[leak, fire, integrate]",
                        "[integrate, fire, leak]",
                        "[fire, leak, integrate]",
                        "[fire, integrate, leak]");
        String refractory =
                between(0, 3) > 0
                        ? "{steps: 0}"
                        : "{steps: "
                                + between(1, 3)
                                + ", input: "
                                + one("ignored", "integrated")
                                + ", leak: "
                                + one("\"on\"", "\"off\"")
                                + ", counted: "
                                + one("after", "with")
                                + "}";
        long start = between(0, 3) == 0 ? between(bottom, top) : 0;
        String rest = between(0, 7) == 0 ? "  rest: " + between(bottom, top) + "\n" : "";
        String yaml =
                "lockspike: 1\nname: small\nneuron:\n"
                        + "  inputs: {"
                        + String.join(", ", inputs)
                        + "}\n"
                        + "  membrane: {v: TYPE = "
                        + start
                        + "}\n"
                        + rest
                        + enable
                        + "  leak: "
                        + leak
                        + "\n"
                        + "  integrate: {overflow: OVERFLOW, narrow: "
                        + one("each-addition", "write-back")
                        + ", add: ["
                        + String.join(", ", add)
                        + "]}\n"
                        + "  fire: {when: \""
                        + when
                        + "\", threshold: "
                        + threshold
                        + ", on: "
                        + one("updated", "updated", "updated", "previous")
                        + negative
                        + "}\n"
                        + "  reset: "
                        + reset
                        + "\n"
                        + "  refractory: "
                        + refractory
                        + "\n"
                        + "  order: "
                        + order
                        + "\n";
        return new Template(
                yaml, type, one("sat", "sat", "wrap", "checked", signed ? "sat" : "clamp-at-zero"));
    }
}
