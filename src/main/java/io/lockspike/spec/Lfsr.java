package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        Optional<EquationText> enable,
        Place at) {

    static Lfsr read(String declared, Yaml.Entry entry) {
        Yaml yaml = entry.value();
        Fields fields = Fields.of("'" + declared + "'", yaml);
        int width = Fields.integer(fields.required("width"), "'width'", 2, Type.MAX_BITS);
        Declaration.Register shell = shell(declared, width, entry.at());
        Yaml seeds = fields.required("seed");
        int[] bits = bits(fields.optional("bits"), width);
        var lfsr =
                new Lfsr(
                        shell.name(),
                        shell.count(),
                        width,
                        taps(fields.required("taps"), width),
                        choice(fields, "form", "fibonacci", "galois"),
                        choice(fields, "direction", "left", "right"),
                        choice(fields, "gate", "xor", "xnor"),
                        seeds(seeds),
                        fields.optional("steps")
                                .map(y -> Fields.integer(y, "'steps'", 1, 64))
                                .orElse(1),
                        bits[0],
                        bits[1],
                        choice(fields, "read", "before", "after"),
                        fields.optional("enable").map(Lfsr::enable),
                        entry.at());
        fields.finish();
        lfsr.checkSeeds(seeds.at());
        return lfsr;
    }

    /// The name and the count of `NAME@N`, checked as those of a state are.
    private static Declaration.Register shell(String declared, int width, Place at) {
        var parser =
                new DeclarationParser(
                        declared,
                        at,
                        EquationText.generated("u" + width, at),
                        Map.of(),
                        (file, type, depth, place) -> List.of());
        Declaration.Register shell = parser.register();
        if (!Words.isName(shell.name()) || Words.RESERVED.contains(shell.name())) {
            throw new BadInputException(
                    at,
                    "'%s' cannot be a name: write letters, digits and '_', and none of the language's words"
                            .formatted(shell.name()));
        }
        return shell;
    }

    private static List<Integer> taps(Yaml yaml, int width) {
        Set<Integer> taps = new LinkedHashSet<>();
        for (Yaml tap : Fields.list(yaml, "'taps'")) {
            int exponent = Fields.integer(tap, "a tap", 1, width);
            if (!taps.add(exponent)) {
                throw new BadInputException(
                        tap.at(), "the tap %d is here twice: write it once".formatted(exponent));
            }
        }
        if (!taps.contains(width)) {
            throw new BadInputException(
                    yaml.at(),
                    "the taps name the exponents of the polynomial, %d among them"
                            .formatted(width));
        }
        return List.copyOf(taps);
    }

    private static EquationText enable(Yaml yaml) {
        EquationText enable = Fields.equation(yaml, "'enable'");
        enable.checkExpression();
        return enable;
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
        return Numbers.parse(text.strip())
                .filter(n -> n.signum() >= 0 && n.compareTo(BigInteger.valueOf(limit)) < 0)
                .orElseThrow(() ->
                        new BadInputException(
                                at,
                                "'bits' is \"high:low\" within the register (below %d), not '%s'"
                                        .formatted(limit, text)))
                .intValue();
    }

    private void checkSeeds(Place seedsAt) {
        Type type = Type.unsigned(width);
        if (seeds.size() != 1 && seeds.size() != Math.max(1, count)) {
            throw new BadInputException(
                    seedsAt,
                    "'%s' has %d seeds: give one%s"
                            .formatted(
                                    name,
                                    seeds.size(),
                                    count > 1 ? ", or one for each of " + count : ""));
        }
        for (BigInteger seed : seeds) {
            if (!type.fits(seed)) {
                throw new BadInputException(
                        seedsAt,
                        "the seed %s does not fit %s (%s)".formatted(seed, type, type.range()));
            }
            if (stepped(seed).equals(seed)) {
                throw new BadInputException(
                        seedsAt,
                        "the seed %s of '%s' never changes: choose another".formatted(seed, name));
            }
        }
    }

    /// The register after one step.
    private BigInteger stepped(BigInteger s) {
        BigInteger ones = Type.unsigned(width).max();
        BigInteger shifted = right ? s.shiftRight(1) : s.shiftLeft(1).and(ones);
        boolean feedback = xnor;
        if (galois) {
            feedback ^= s.testBit(right ? 0 : width - 1);
            return feedback ? shifted.xor(mask()) : shifted;
        }
        for (int tap : taps) {
            feedback ^= s.testBit(right ? width - tap : tap - 1);
        }
        return feedback ? shifted.setBit(right ? width - 1 : 0) : shifted;
    }

    /// The bits that a Galois step inverts.
    private BigInteger mask() {
        BigInteger mask = BigInteger.ZERO;
        for (int tap : taps) {
            mask = mask.setBit(right ? tap - 1 : width - tap);
        }
        return mask;
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
    List<EquationText> equations() {
        List<EquationText> texts = new ArrayList<>();
        enable.ifPresent(text -> texts.add(enableWire(text)));
        var text = new StringBuilder();
        String from = register();
        for (int step = 1; step <= steps; step++) {
            String to = name + "_step" + (steps > 1 ? step : "");
            text.append("%s: u%d = %s\n".formatted(to, width, step(from)));
            from = to;
        }
        String next = register() + "' = " + from;
        text.append(enable.isEmpty() ? next : "when " + name + "_enable { " + next + " }");
        String now =
                enable.isEmpty() ? from : "%s_enable ? %s : %s".formatted(name, from, register());
        text.append("\n%s_now: u%d = %s\n".formatted(name, width, after ? now : register()));
        text.append("%s: u%d = %s_now[%d:%d]\n".formatted(name, high - low + 1, name, high, low));
        String all = count == 0 ? text.toString() : "replicate %d {\n%s}".formatted(count, text);
        texts.add(EquationText.generated(all, at));
        return texts;
    }

    /// A wire of the condition, so that it stands at its own place in the file.
    private EquationText enableWire(EquationText text) {
        String opening = (count > 0 ? "replicate " + count + " { " : "") + name + "_enable: u1 = (";
        return new EquationText(
                opening + text.text() + "\n) ? 1 : 0" + (count > 0 ? "}" : ""),
                text.file(),
                text.firstLine(),
                text.indent() - opening.length());
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
        String out = "(%s ^ %d)".formatted(bit(s, right ? 0 : width - 1), xnor ? 1 : 0);
        String shifted = right ? "(%s >> 1)".formatted(s) : "u%d(%s << 1)".formatted(width, s);
        return "%s ^ (%s * %s)".formatted(shifted, out, mask());
    }

    private static String bit(String s, int index) {
        return s + "[" + index + "]";
    }
}
