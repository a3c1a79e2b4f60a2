package io.lockspike.spec;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.equation.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The meaning of a spec as a text, one item a line: equal for two files that say the same. Its
/// name, its comments, its layout, the form it was written in and its bindings are not in it; the
/// names of its inputs, states, wires and outputs are.
final class Canonical {
    private Canonical() {}

    static String text(Equations equations) {
        List<String> lines = new ArrayList<>();
        lines.add("lockspike 1");
        lines.add("rst " + equations.rst().name().toLowerCase(Locale.ROOT));
        for (Signal input : equations.inputs()) {
            lines.add("input " + input.name() + " " + input.type());
        }
        for (Expr.Parameter parameter : equations.parameters()) {
            lines.add(
                    "parameter "
                            + parameter.name()
                            + parameter.type().map(type -> " " + type).orElse("")
                            + " = "
                            + parameter.values());
        }
        for (State state : equations.states()) {
            lines.add(state(state));
        }
        for (Memory memory : equations.memories()) {
            lines.add(memory(memory));
        }
        for (Wire wire : equations.wires()) {
            lines.add(Printer.text(wire));
        }
        Printer.statements(equations.statements(), "", lines);
        for (Signal output : equations.outputs()) {
            lines.add("output " + output.name());
        }
        return String.join("\n", lines) + "\n";
    }

    private static String state(State state) {
        Type type = state.signal().type();
        return "state "
                + state.signal().name()
                + " "
                + type
                + (state.falling() ? " falling" : "")
                + state.rst().map(v -> " = " + type.format(v)).orElse("")
                + state.init().map(v -> " init " + type.format(v)).orElse("");
    }

    private static String memory(Memory memory) {
        return "memory %s %s[%d]%s%s"
                .formatted(
                        memory.name(),
                        memory.type(),
                        memory.depth(),
                        memory.rst().map(v -> " = " + cells(v, memory.type())).orElse(""),
                        memory.init().map(v -> " init " + cells(v, memory.type())).orElse(""));
    }

    /// One value where all cells have it, however that was written.
    private static String cells(List<Long> cells, Type type) {
        long first = cells.getFirst();
        return cells.stream().allMatch(cell -> cell == first)
                ? type.format(first)
                : cells.stream().map(type::format).collect(Collectors.joining(", ", "[", "]"));
    }

    /// FNV-1a, 64 bits, of the text in UTF-8, as 16 hexadecimal digits. It tells specs apart and
    /// guards against nothing else; a board can compute it in five lines, and a digest of the JDK
    /// would cost each start 15 ms.
    static String hash(String canonical) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : canonical.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
