package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A linear feedback shift register, said in full and lowered to a state and an equation.
///
/// @param count 0, or how many neurons have their own
/// @param taps the exponents of the polynomial, `width` among them
/// @param steps taken in each row where `enable` is 1
/// @param high highest bit that is read
/// @param after read after the row's steps
record Lfsr(
        String name,
        int count,
        int width,
        List<Integer> taps,
        boolean galois,
        boolean right,
        boolean xnor,
        List<BigInteger> seeds,
        int steps,
        int high,
        int low,
        boolean after,
        String enable,
        Place at) {

    static Lfsr read(String declared, Yaml yaml) {
        Fields fields = Fields.of("'" + declared + "'", yaml);
        int at = declared.indexOf('@');
        int width = Fields.integer(fields.required("width"), "'width'", 2, Type.MAX_BITS);
        List<Integer> taps = new ArrayList<>();
        for (Yaml tap : Fields.list(fields.required("taps"), "'taps'")) {
            taps.add(Fields.integer(tap, "a tap", 1, width));
        }
        if (!taps.contains(width)) {
            throw new BadInputException(
                    yaml.at(),
                    "the taps name the exponents of the polynomial, %d among them"
                            .formatted(width));
        }
        int[] bits = bits(fields.optional("bits"), width);
        var lfsr =
                new Lfsr(
                        at < 0 ? declared : declared.substring(0, at),
                        at < 0 ? 0 : count(declared.substring(at + 1), yaml.at()),
                        width,
                        taps,
                        choice(fields, "form", "fibonacci", "galois"),
                        choice(fields, "direction", "left", "right"),
                        choice(fields, "gate", "xor", "xnor"),
                        seeds(fields.required("seed")),
                        fields.optional("steps")
                                .map(y -> Fields.integer(y, "'steps'", 1, 64))
                                .orElse(1),
                        bits[0],
                        bits[1],
                        choice(fields, "read", "before", "after"),
                        fields.optional("enable").map(y -> Fields.text(y, "'enable'")).orElse(""),
                        yaml.at());
        fields.finish();
        lfsr.refuseStuck();
        return lfsr;
    }

    private static int count(String text, Place at) {
        return io.lockspike.equation.Numbers.parse(text)
                .filter(n -> n.signum() > 0 && n.bitLength() <= 16)
                .orElseThrow(() ->
                        new BadInputException(at, "NAME@N says N neurons, not '" + text + "'"))
                .intValue();
    }

    private static boolean choice(Fields fields, String key, String first, String second) {
        return fields.optional(key)
                .map(y -> Fields.choice(y, "'" + key + "'", List.of(first, second)))
                .orElse(first)
                .equals(second);
    }

    private static List<BigInteger> seeds(Yaml yaml) {
        if (yaml instanceof Yaml.Sequence sequence) {
            return sequence.items().stream().map(y -> Fields.integer(y, "'seed'")).toList();
        }
        return List.of(Fields.integer(yaml, "'seed'"));
    }

    private static int[] bits(Optional<Yaml> yaml, int width) {
        if (yaml.isEmpty()) {
            return new int[] {width - 1, 0};
        }
        String text = Fields.text(yaml.get(), "'bits'");
        int colon = text.indexOf(':');
        int high = bit(colon < 0 ? text : text.substring(0, colon), width, yaml.get().at());
        int low = colon < 0 ? high : bit(text.substring(colon + 1), high + 1, yaml.get().at());
        return new int[] {high, low};
    }

    private static int bit(String text, int limit, Place at) {
        return io.lockspike.equation.Numbers.parse(text.strip())
                .filter(n -> n.signum() >= 0 && n.compareTo(BigInteger.valueOf(limit)) < 0)
                .orElseThrow(() ->
                        new BadInputException(
                                at,
                                "'bits' is \"high:low\" within the register (below %d), not '%s'"
                                        .formatted(limit, text)))
                .intValue();
    }

    /// All zeros (all ones for xnor) never change.
    private void refuseStuck() {
        BigInteger ones = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
        for (BigInteger seed : seeds) {
            if (seed.equals(xnor ? ones : BigInteger.ZERO)) {
                throw new BadInputException(
                        at,
                        "the seed %s of '%s' never changes: choose another".formatted(seed, name));
            }
        }
    }

    /// That of one neuron alone.
    Lfsr single() {
        return new Lfsr(
                name,
                0,
                width,
                taps,
                galois,
                right,
                xnor,
                seeds.subList(0, 1),
                steps,
                high,
                low,
                after,
                enable,
                at);
    }

    Declaration state() {
        return new Declaration.Register(
                register(),
                count,
                Type.unsigned(width),
                false,
                Optional.of(seeds),
                Optional.empty(),
                at);
    }

    private String register() {
        return name + "_lfsr";
    }

    /// The wires of the steps, the next value, and the wire that is read.
    EquationText equations() {
        var text = new StringBuilder(count > 0 ? "replicate " + count + " {\n" : "");
        String from = register();
        for (int step = 1; step <= steps; step++) {
            String to = name + "_step" + (steps > 1 ? step : "");
            text.append("%s: u%d = %s%n".formatted(to, width, step(from)));
            from = to;
        }
        boolean always = enable.isEmpty();
        text.append(always ? "" : "when " + enable + " { ");
        text.append(register()).append("' = ").append(from).append(always ? "\n" : " }\n");
        String now = always ? from : enable + " ? " + from + " : " + register();
        text.append("%s_now: u%d = %s%n".formatted(name, width, after ? now : register()));
        text.append("%s: u%d = %s_now[%d:%d]%n".formatted(name, high - low + 1, name, high, low));
        text.append(count > 0 ? "}\n" : "");
        return EquationText.of(
                text.toString().replace(System.lineSeparator(), "\n"), at + " (lfsr " + name + ")");
    }

    private String step(String s) {
        return galois ? galoisStep(s) : fibonacciStep(s);
    }

    private String fibonacciStep(String s) {
        var gate = new StringBuilder();
        for (int tap : taps) {
            gate.append(gate.isEmpty() ? "" : " ^ ").append(bit(s, right ? width - tap : tap - 1));
        }
        String feedback = "(" + gate + (xnor ? " ^ 1" : "") + ")";
        return right
                ? "(%s >> 1) | (%s << %d)".formatted(s, feedback, width - 1)
                : "u%d((%s << 1) | %s)".formatted(width, s, feedback);
    }

    private String galoisStep(String s) {
        BigInteger mask = BigInteger.ZERO;
        for (int tap : taps) {
            mask = mask.setBit(right ? tap - 1 : width - tap);
        }
        String out = "(%s ^ %d)".formatted(bit(s, right ? 0 : width - 1), xnor ? 1 : 0);
        String shifted = right ? "(%s >> 1)".formatted(s) : "u%d(%s << 1)".formatted(width, s);
        return "%s ^ (%s * %s)".formatted(shifted, out, mask);
    }

    private static String bit(String s, int index) {
        return s + "[" + index + "]";
    }
}
