package io.lockspike.emit;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A spec as C99, `NAME.h` and `NAME.c`: nothing is allocated, and no more of the library is used
/// than stdint.h and string.h. A spec whose values need more than 64 bits on their way needs a
/// compiler that has `__int128`, as gcc and clang do on machines of 64 bits.
///
/// `NAME_row` is one row of time: the inputs change, falling edge, sample, rising edge. Its two
/// halves, `NAME_settle` and `NAME_edge`, let one look at everything in between. What the model
/// leaves undefined starts as 0 here; where the model would stop in a check, the value wraps.
public final class C99 {
    private static final String INDENT = "    ";

    private final Spec spec;
    private final int lane;
    private final Equations equations;
    private final Design design;
    private final String name;
    private final CExpression expressions;
    private final Map<String, String> places = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final String header;
    private final String source;

    private C99(Spec spec, int lane) {
        this.spec = spec;
        this.lane = lane;
        this.equations = spec.equations();
        this.name = Names.identifier(spec.name());
        this.design =
                new Design(
                        equations,
                        new Names(List.of("rst_before")),
                        List.of("s", "in", "out", "w", "i", "main"));
        this.expressions = new CExpression(text -> places.getOrDefault(text, text));
        place();
        this.header = header();
        this.source = source();
    }

    /// The two files of a spec; their texts are the same every time.
    ///
    /// @param lane whose parameters to use
    /// @throws io.lockspike.equation.BadInputException if a value may need more than 128 bits
    public static C99 of(Spec spec, int lane) {
        return new C99(spec, lane);
    }

    /// The text of `NAME.h`.
    public String headerText() {
        return header;
    }

    /// The text of `NAME.c`.
    public String sourceText() {
        return source;
    }

    /// The text of `NAME_device.c`: the model as a device for the runner that comes with test
    /// vectors, whose `NAME_device.h` it needs.
    public String deviceText() {
        List<String> text = new ArrayList<>();
        text.add(
                "/* "
                        + spec.name()
                        + " ["
                        + spec.hash()
                        + "]: the model as a device, written by lif. */");
        text.add("#include \"" + name + ".h\"");
        text.add("#include \"" + name + "_device.h\"");
        text.add("");
        text.add("static " + name + "_state state;");
        text.add("");
        text.add("void " + name + "_device_start(void) {");
        text.add(INDENT + name + "_start(&state);");
        text.add("}");
        text.add("");
        text.add("void %s_device_row(const %s_device_inputs *in,".formatted(name, name));
        text.add("        " + name + "_device_outputs *out) {");
        text.add(INDENT + name + "_inputs model_in;");
        text.add(INDENT + name + "_outputs model_out;");
        for (Signal input : design.inputs()) {
            String member = Names.identifier(input.name());
            text.add(INDENT + "model_in.%s = in->%s;".formatted(name(input), member));
        }
        text.add(INDENT + name + "_row(&state, &model_in, &model_out);");
        for (Signal output : design.outputs()) {
            String member = Names.identifier(output.name());
            text.add(INDENT + "out->%s = model_out.%s;".formatted(member, name(output)));
        }
        text.add("}");
        return String.join("\n", text) + "\n";
    }

    /// What a name of the spec is called in its struct.
    public String name(Signal signal) {
        return design.name(signal).text();
    }

    /// What a memory of the spec is called in the struct of the state.
    public String name(Memory memory) {
        return design.name(memory);
    }

    private void place() {
        for (Signal signal : equations.signals()) {
            String struct =
                    switch (signal.kind()) {
                        case INPUT -> "in->";
                        case STATE -> "s->";
                        case WIRE -> "w->";
                    };
            places.put(name(signal), struct + name(signal));
        }
        for (Memory memory : equations.memories()) {
            places.put(
                    name(memory),
                    memory.constant() ? name + "_" + name(memory) : "s->" + name(memory));
        }
    }

    private static String type(Type type) {
        return Carrier.storage(Form.of(type));
    }

    private static String number(long raw, Type type) {
        String value = type.value(raw).toString();
        return type.bits() < 32
                ? value
                : type.signed() ? Carrier.I64.number(type.value(raw)) : "UINT64_C(" + value + ")";
    }

    // The header.

    private String header() {
        String guard = name.toUpperCase(Locale.ROOT) + "_H";
        lines.clear();
        lines.add("/* " + spec.name() + " [" + spec.hash() + "]: written from its spec by lif. */");
        lines.add("#ifndef " + guard);
        lines.add("#define " + guard);
        lines.add("");
        lines.add("#include <stdint.h>");
        struct("inputs", fields(design.inputs()));
        struct("outputs", fields(design.outputs()));
        struct("state", stateFields());
        struct("wires", fields(equations.wires().stream().map(wire -> wire.signal()).toList()));
        lines.add("");
        lines.addAll(List.of("#ifdef __cplusplus", "extern \"C\" {", "#endif"));
        lines.add("");
        lines.add("/* Power-up. */");
        lines.add("void " + name + "_start(" + name + "_state *s);");
        lines.add("");
        lines.add("/* One row: the inputs change, falling edge, sample into out, rising edge. */");
        lines.add(signature("row", true, name + "_outputs *out") + ";");
        lines.add("");
        lines.add("/* Its two halves: up to the sample, and the rising edge. */");
        lines.add(signature("settle", true, name + "_wires *w") + ";");
        lines.add(signature("edge", true, "const " + name + "_wires *w") + ";");
        lines.add("");
        lines.addAll(List.of("#ifdef __cplusplus", "}", "#endif"));
        lines.add("");
        lines.add("#endif");
        return String.join("\n", lines) + "\n";
    }

    private String signature(String function, boolean writes, String last) {
        String first =
                "void %s_%s(%s%s_state *s,".formatted(name, function, writes ? "" : "const ", name);
        String rest = "const %s_inputs *in, %s)".formatted(name, last);
        return first + (first.length() + rest.length() > 90 ? "\n        " : " ") + rest;
    }

    private List<String> fields(List<Signal> signals) {
        return signals.stream().map(signal -> type(signal.type()) + " " + name(signal)).toList();
    }

    private List<String> stateFields() {
        List<String> fields =
                new ArrayList<>(fields(equations.states().stream().map(State::signal).toList()));
        for (Memory memory : equations.memories()) {
            if (!memory.constant()) {
                fields.add(
                        "%s %s[%d]".formatted(type(memory.type()), name(memory), memory.depth()));
            }
        }
        if (equations.rst() == Rst.ASYNC) {
            fields.add("uint8_t rst_before");
        }
        return fields;
    }

    /// C has no empty struct.
    private void struct(String kind, List<String> fields) {
        lines.add("");
        lines.add("typedef struct {");
        fields.forEach(field -> lines.add(INDENT + field + ";"));
        if (fields.isEmpty()) {
            lines.add(INDENT + "uint8_t unused;");
        }
        lines.add("} " + name + "_" + kind + ";");
    }

    // The source.

    private String source() {
        lines.clear();
        start();
        if (equations.rst() != Rst.NONE) {
            load();
        }
        sample();
        boolean falls = equations.states().stream().anyMatch(State::falling);
        if (falls) {
            edge(true, "static " + signature("fall", true, "const " + name + "_wires *w"));
        }
        settle(falls);
        edge(false, signature("edge", true, "const " + name + "_wires *w"));
        row();
        String body = String.join("\n", lines) + "\n";
        List<String> top = new ArrayList<>();
        top.add("/* " + spec.name() + " [" + spec.hash() + "]: written from its spec by lif. */");
        top.add("#include \"" + name + ".h\"");
        top.add("");
        top.add("#include <string.h>");
        constants(top);
        for (String function : expressions.functions()) {
            top.add("");
            top.addAll(CFunctions.text(function));
        }
        return String.join("\n", top) + "\n" + body;
    }

    private void constants(List<String> top) {
        List<String> constants = new ArrayList<>();
        for (Expr.Parameter parameter : design.parameters()) {
            Node.Name own = design.name(parameter);
            Carrier carrier = Carrier.of(own.declared().range());
            constants.add(
                    "static const %s %s = %s;"
                            .formatted(
                                    carrier.type(),
                                    own.text(),
                                    carrier.number(parameter.value(lane))));
        }
        for (Memory memory : equations.memories()) {
            String place = places.get(name(memory));
            if (memory.constant() && design.reads(memory)) {
                constants.addAll(table(memory, place));
            }
        }
        if (!constants.isEmpty()) {
            top.add("");
            top.addAll(constants);
        }
    }

    private static List<String> table(Memory memory, String place) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "static const %s %s[%d] = {".formatted(type(memory.type()), place, memory.depth()));
        var line = new StringBuilder(INDENT);
        for (long cell : memory.atStart(true).orElseThrow()) {
            String number = number(cell, memory.type()) + ", ";
            if (line.length() + number.length() > 100) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(number);
        }
        lines.add(line.substring(0, line.length() - 2));
        lines.add("};");
        return lines;
    }

    private void function(String signature) {
        lines.add("");
        lines.add(signature + " {");
    }

    private void add(String line) {
        lines.addAll(Text.broken(line, INDENT));
    }

    private void start() {
        boolean hasRst = equations.rst() != Rst.NONE;
        function("void " + name + "_start(" + name + "_state *s)");
        add("memset(s, 0, sizeof *s);");
        for (State state : equations.states()) {
            state.atStart(hasRst).ifPresent(value -> set(state, value));
        }
        for (Memory memory : equations.memories()) {
            Optional<List<Long>> cells = memory.atStart(hasRst);
            if (!memory.constant() && cells.isPresent()) {
                load(memory, cells.get());
            }
        }
        if (equations.rst() == Rst.ASYNC) {
            add("s->rst_before = 1; /* in row 0 nothing is loaded at once */");
        }
        lines.add("}");
    }

    private void set(State state, long value) {
        if (value != 0 || lines.getLast().contains("->")) {
            add("s->" + name(state.signal()) + " = " + number(value, state.signal().type()) + ";");
        } else {
            add("s->" + name(state.signal()) + " = 0;");
        }
    }

    private void load(Memory memory, List<Long> cells) {
        String cell = "s->" + name(memory);
        if (cells.stream().distinct().count() == 1 && memory.depth() > 4) {
            add("for (int32_t i = 0; i < " + memory.depth() + "; i++) {");
            add(INDENT + cell + "[i] = " + number(cells.getFirst(), memory.type()) + ";");
            add("}");
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            add(cell + "[" + i + "] = " + number(cells.get(i), memory.type()) + ";");
        }
    }

    /// What an asserted rst does at once.
    private void load() {
        if (equations.rst() != Rst.ASYNC) {
            return;
        }
        function("static void " + name + "_load(" + name + "_state *s)");
        boolean any = false;
        for (State state : equations.states()) {
            if (state.rst().isPresent()) {
                set(state, state.rst().get());
                any = true;
            }
        }
        for (Memory memory : equations.memories()) {
            if (memory.rst().isPresent() && !memory.constant()) {
                load(memory, memory.rst().get());
                any = true;
            }
        }
        if (!any) {
            add("(void)s;");
        }
        lines.add("}");
    }

    private void sample() {
        function("static " + signature("sample", false, name + "_wires *w"));
        int start = lines.size();
        for (Design.Step step : design.steps()) {
            add("/* " + Printer.text(step.wire()) + " */");
            step.helpers().forEach(this::helper);
            String type = Carrier.storage(step.let().name().declared());
            add("w->" + step.let().name().text() + " = " + stored(step.let().value(), type) + ";");
        }
        unused(start);
        lines.add("}");
    }

    private String stored(Node value, String type) {
        if (value instanceof Node.Constant number && number.value().bitLength() < 31) {
            return number.value().toString();
        }
        Carrier own = CExpression.need(value);
        if (own.type().equals(type)) {
            return expressions.in(own, value).text();
        }
        if (value instanceof Node.Name name && expressions.type(name).equals(type)) {
            return places.getOrDefault(name.text(), name.text());
        }
        CExpression.Piece piece = expressions.in(own, value);
        return "("
                + type
                + ")"
                + (piece.level() < Text.UNARY ? "(" + piece.text() + ")" : piece.text());
    }

    private void helper(Let helper) {
        Carrier carrier = Carrier.of(helper.name().declared().range());
        add(
                "const %s %s = %s;"
                        .formatted(
                                carrier.type(),
                                helper.name().text(),
                                expressions.in(carrier, helper.value()).text()));
    }

    private void settle(boolean falls) {
        function(signature("settle", true, name + "_wires *w"));
        if (equations.rst() == Rst.ASYNC) {
            add("if (in->rst && !s->rst_before) {");
            add(INDENT + name + "_load(s);");
            add("}");
            add("s->rst_before = in->rst;");
        }
        if (falls) {
            add(name + "_sample(s, in, w);");
            add(name + "_fall(s, in, w);");
        }
        add(name + "_sample(s, in, w);");
        lines.add("}");
    }

    private void row() {
        function(signature("row", true, name + "_outputs *out"));
        add(name + "_wires w;");
        add(name + "_settle(s, in, &w);");
        for (Signal output : design.outputs()) {
            String from = places.get(name(output)).replace("w->", "w.");
            add("out->" + name(output) + " = " + from + ";");
        }
        if (design.outputs().isEmpty()) {
            add("(void)out;");
        }
        add(name + "_edge(s, in, &w);");
        lines.add("}");
    }

    // The edges.

    private void edge(boolean falling, String signature) {
        function(signature);
        List<Edge> edges = design.edges().stream().filter(e -> e.falling() == falling).toList();
        int start = lines.size();
        var next = new CEdge(places, expressions, this::stored, design);
        edges.forEach(edge -> edge.helpers().forEach(this::helper));
        next.declare(edges).forEach(this::add);
        for (Edge edge : edges) {
            if (edge.loaded()) {
                add("if (in->rst) {");
                edge.states()
                        .forEach(state ->
                                add(
                                        INDENT
                                                + next.next(state)
                                                + " = "
                                                + number(
                                                        state.rst().orElseThrow(),
                                                        state.signal().type())
                                                + ";"));
                add("} else {");
                next.actions(edge.actions(), INDENT).forEach(this::add);
                add("}");
            } else {
                next.actions(edge.actions(), "").forEach(this::add);
            }
        }
        next.commit(edges).forEach(this::add);
        for (Edge edge : edges) {
            if (edge.loaded() && !edge.memories().isEmpty()) {
                add("if (in->rst) {");
                edge.memories().forEach(memory -> load(memory, memory.rst().orElseThrow()));
                add("}");
            }
        }
        unused(start);
        lines.add("}");
    }

    /// Says so of the parameters that nothing uses from that line on.
    private void unused(int start) {
        String text = String.join("\n", lines.subList(start, lines.size()));
        for (String parameter : List.of("w", "in", "s")) {
            if (!text.contains(parameter + "->")) {
                lines.add(start, INDENT + "(void)" + parameter + ";");
            }
        }
    }
}
