package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random specs of the long form that look valid: most are, some are refused by an analysis, and
/// some stop in a check.
public final class SpecGenerator {

    private static final List<String> LFSRS =
            List.of(
                    "width: 3, taps: [3, 2], seed: 5",
                    "width: 4, taps: [4, 3], seed: 0b1001",
                    "width: 8, taps: [8, 6, 5, 4], seed: 0x5A",
                    "width: 16, taps: [16, 14, 13, 11], seed: 0xACE1");

    private final SplittableRandom random;
    private final StringBuilder equations = new StringBuilder();
    private final ExpressionGenerator outside;
    private final int neurons;

    /// What a layer declares, and the same seen from inside of it.
    private final ExpressionGenerator inside;

    private final List<Target> targets = new ArrayList<>();
    private final List<Target> layerTargets = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private int count;

    private SpecGenerator(long seed) {
        random = new SplittableRandom(seed);
        outside = new ExpressionGenerator(random);
        inside = new ExpressionGenerator(random);
        neurons = random.nextInt(100) < 25 ? 2 + random.nextInt(2) : 0;
    }

    /// Something that an equation may assign.
    private record Target(String name, Type type, boolean memory) {}

    /// A spec; a seed always gives the same one.
    public static String spec(long seed) {
        return new SpecGenerator(seed).write();
    }

    private String write() {
        StringBuilder text = new StringBuilder("lockspike: 1\nname: random\nneuron:\n");
        String rst = one("async", "sync", "none");
        text.append("  rst: ").append(rst).append('\n');
        if (!rst.equals("none")) {
            both(Piece.typed("rst", Type.unsigned(1)));
        }
        section(text, "inputs", 1 + random.nextInt(4), this::input);
        section(text, "parameters", random.nextInt(3), this::parameter);
        section(text, "state", 1 + random.nextInt(4), this::state);
        section(text, "memory", chance(35) ? 1 + random.nextInt(2) : 0, this::memory);
        section(text, "lfsr", chance(15) ? 1 : 0, this::lfsr);
        equations();
        text.append("  equations: |\n").append(equations);
        return text.append("  outputs: [" + String.join(", ", outputs) + "]\n").toString();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String fresh(String start) {
        return start + count++;
    }

    private void both(Piece name) {
        outside.add(name);
        inside.add(name);
    }

    private interface Declaration {
        String declare(boolean layer);
    }

    private void section(StringBuilder text, String name, int entries, Declaration declaration) {
        if (entries > 0) {
            text.append("  ").append(name).append(":\n");
        }
        for (int i = 0; i < entries; i++) {
            String entry = declaration.declare(neurons > 0 && chance(50));
            text.append("    ").append(entry).append('\n');
        }
    }

    /// Declares a name for the layer, or for all.
    private String key(String name, Type type, boolean layer) {
        if (!layer) {
            both(Piece.typed(name, type));
            return name;
        }
        inside.add(Piece.typed(name, type));
        for (int k = 0; k < neurons; k++) {
            outside.add(Piece.typed(name + "@" + k, type));
        }
        return name + "@" + neurons;
    }

    private Type type() {
        return outside.type(chance(6) ? 64 : 8);
    }

    private String input(boolean layer) {
        Type type = chance(25) ? Type.unsigned(1) : type();
        return key(fresh("in"), type, layer) + ": " + type;
    }

    private String parameter(boolean layer) {
        String name = fresh("p");
        Type type = type();
        if (layer) {
            List<String> values = new ArrayList<>();
            for (int k = 0; k < neurons; k++) {
                values.add(number(outside.type(6)));
            }
            inside.add(Piece.of(name, 12, new Type(true, 6).low(), Type.unsigned(6).high()));
            return name + "@" + neurons + ": [" + String.join(", ", values) + "]";
        }
        String number = number(type);
        if (chance(50)) {
            both(Piece.typed(name, type));
            return name + ": " + type + " = " + number;
        }
        both(Piece.of(name, 12, Numbers.parse(number), Numbers.parse(number)));
        return name + ": " + number;
    }

    /// A number of a type, often a small one.
    private String number(Type type) {
        long any = chance(50) ? random.nextLong() : random.nextInt(4);
        return type.wrap(BigInteger.valueOf(any)).toString();
    }

    private String state(boolean layer) {
        String name = fresh("s");
        Type type = type();
        (layer ? layerTargets : targets).add(new Target(name, type, false));
        String text = key(name, type, layer) + ": " + type + (chance(15) ? " falling" : "");
        text += chance(80) ? " = " + number(type) : "";
        return text + (chance(25) ? " init " + number(type) : "");
    }

    private String memory(boolean layer) {
        String name = fresh("m");
        Type type = outside.type(8);
        int depth = chance(60) ? 4 : 1 + random.nextInt(7);
        outside.addMemory(name, type, depth);
        inside.addMemory(name, type, depth);
        if (chance(60)) {
            (chance(70) ? targets : layerTargets).add(new Target(name, type, true));
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            cells.add(number(type));
        }
        String content = chance(50) ? number(type) : "[" + String.join(", ", cells) + "]";
        return name + ": " + type + "[" + depth + "]" + (chance(70) ? " = " : " init ") + content;
    }

    private String lfsr(boolean layer) {
        String name = fresh("noise");
        both(Piece.typed(name, Type.unsigned(3)));
        String entry = LFSRS.get(random.nextInt(LFSRS.size()));
        int width = Integer.parseInt(entry.replaceAll("width: (\\d+),.*", "$1"));
        both(Piece.typed(name + "_lfsr", Type.unsigned(width)));
        return name
                + ": {"
                + entry
                + ", form: "
                + one("fibonacci", "galois")
                + ", direction: "
                + one("left", "right")
                + ", gate: "
                + one("xor", "xnor")
                + ", steps: "
                + one("1", "2", "3")
                + ", bits: \"2:0\", read: "
                + one("before", "after")
                + "}";
    }

    // The equations.

    private void equations() {
        int wires = 1 + random.nextInt(4);
        for (int i = 0; i < wires; i++) {
            wire(outside, "    ", "", true);
        }
        if (neurons > 0) {
            layer();
        }
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            wire(outside, "    ", "", true);
        }
        for (Target target : targets) {
            if (chance(75)) {
                next(outside, "    ", target);
            }
        }
        int whens = targets.isEmpty() ? 0 : random.nextInt(3);
        for (int i = 0; i < whens; i++) {
            when(outside, "    ", targets, 2);
        }
    }

    /// What stands in the layer; its wires stand outside as `w@0`, `w@1`, …
    private void layer() {
        equations.append("    replicate " + neurons + " {\n");
        inside.add(Piece.of("neuron", 12, BigInteger.ZERO, three()));
        int wires = 1 + random.nextInt(3);
        for (int i = 0; i < wires; i++) {
            wire(inside, "      ", "@", false);
        }
        for (Target target : layerTargets) {
            next(inside, "      ", target);
        }
        if (!layerTargets.isEmpty() && chance(60)) {
            when(inside, "      ", layerTargets, 1);
        }
        equations.append("    }\n");
    }

    private static BigInteger three() {
        return BigInteger.valueOf(3);
    }

    private void wire(ExpressionGenerator scope, String indent, String mark, boolean single) {
        String name = fresh("w");
        Piece value = chance(20) ? scope.condition(2) : scope.value(1 + random.nextInt(4));
        Type type = value.within(Type.unsigned(1)) ? Type.unsigned(1) : type();
        statement(indent + name + ": ", type, value, true);
        scope.add(Piece.typed(name, type));
        for (int k = 0; k < neurons && !single; k++) {
            outside.add(Piece.typed(name + mark + k, type));
        }
        if (single) {
            inside.add(Piece.typed(name, type));
        }
        outputs.add(single ? name : name + mark + 0);
    }

    /// A name, its type where it is a wire, and a value that is narrowed to it.
    private void statement(String start, Type wanted, Piece value, boolean wire) {
        Type type = wanted;
        String mode = value.within(type) ? (chance(20) ? one(" wrap", " sat") : "") : "";
        if (!value.within(type) && !(chance(6) && value.meets(type))) {
            mode = one(" wrap", " sat");
        }
        String text = value.text();
        if (value.level() == 0 && chance(30)) {
            text = text.replaceFirst(" \\? ", "\n        ? ");
        }
        equations
                .append(start)
                .append(wire ? type.toString() : "")
                .append(mode)
                .append(" = ")
                .append(text)
                .append(chance(10) ? "    # " + type : "")
                .append('\n');
    }

    private void next(ExpressionGenerator scope, String indent, Target target) {
        Piece value = scope.value(1 + random.nextInt(3));
        String cell = target.memory() ? "[" + scope.address(target.name(), 2) + "]" : "";
        statement(indent + target.name() + cell + "'", target.type(), value, false);
    }

    private void when(
            ExpressionGenerator scope, String indent, List<Target> candidates, int depth) {
        equations.append(indent).append("when " + scope.condition(2).text() + " {\n");
        block(scope, indent, candidates, depth);
        while (chance(25)) {
            equations.append(indent).append("} else when " + scope.condition(1).text() + " {\n");
            block(scope, indent, candidates, depth);
        }
        if (chance(40)) {
            equations.append(indent).append("} else {\n");
            block(scope, indent, candidates, depth);
        }
        equations.append(indent).append("}\n");
    }

    private void block(
            ExpressionGenerator scope, String indent, List<Target> candidates, int depth) {
        int statements = 1 + random.nextInt(2);
        for (int i = 0; i < statements; i++) {
            next(scope, indent + "  ", candidates.get(random.nextInt(candidates.size())));
        }
        if (depth > 0 && chance(35)) {
            when(scope, indent + "  ", candidates, depth - 1);
        }
    }
}
