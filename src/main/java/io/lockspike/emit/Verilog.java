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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A spec as a module of Verilog-2001, for a designer to read and keep.
///
/// Its ports are `clk`, `rst` where the design has one, the inputs, then the outputs. Every state,
/// wire and memory stands in it under its own name, the `@` of a layer left out. A row of time is:
/// rising edge, the inputs change, falling edge, sample.
///
/// What the model leaves undefined may be anything here. Where the model would stop in a check, the
/// value wraps. A simulator that starts with `rst = 1` sees an edge of rst before row 0, which the
/// model does not have (R9).
public final class Verilog {
    private static final int UNROLLED = 64;
    private static final String INDENT = "    ";
    private static final String RESTART = "restart";

    private final Spec spec;
    private final Equations equations;
    private final int lane;
    private final boolean onBoard;
    private final Design design;
    private final VerilogExpression expressions;
    private final List<String> lines = new ArrayList<>();
    private final TreeSet<Integer> counted = new TreeSet<>();
    private final String text;
    private String target = "";

    private Verilog(Spec spec, int lane, boolean onBoard) {
        this.spec = spec;
        this.equations = spec.equations();
        this.lane = lane;
        this.onBoard = onBoard;
        this.design = new Design(equations, names(moduleName(spec.name()), onBoard), List.of());
        this.expressions = new VerilogExpression(this::declare, counted::add);
        this.text = module();
    }

    private static Names names(String module, boolean onBoard) {
        List<String> own =
                new ArrayList<>(List.of("clk", "cell_index", "ones_of", "ones_at", module));
        if (onBoard) {
            own.add(RESTART);
        }
        for (int size = 1; size <= Type.MAX_BITS; size++) {
            own.add("popcount" + size);
        }
        return new Names(own);
    }

    /// The module of a spec; its text is the same every time.
    public static Verilog of(Spec spec) {
        return new Verilog(spec, 0, false);
    }

    /// The same with the states as outputs, too, and an input `restart` behind `clk`: a rising and
    /// a falling edge with it make all that the model knows at power-up what it is there.
    static Verilog onBoard(Spec spec, int lane) {
        return new Verilog(spec, lane, true);
    }

    public String text() {
        return text;
    }

    /// `tt-halving` is `tt_halving`.
    public static String moduleName(String spec) {
        return Names.identifier(spec);
    }

    /// What a name of the spec is called in the module.
    public String name(Signal signal) {
        return design.name(signal).text();
    }

    /// What a memory of the spec is called in the module.
    public String name(Memory memory) {
        return design.name(memory);
    }

    private String module() {
        List<String> body = body();
        lines.clear();
        head();
        for (int size : counted) {
            popcount(size);
        }
        lines.addAll(body);
        lines.add("endmodule");
        lines.add("`default_nettype wire");
        return String.join("\n", lines) + "\n";
    }

    private List<String> body() {
        declarations();
        if (!design.steps().isEmpty()) {
            heading("Wires: what the sample of a row shows.");
            design.steps().forEach(this::wire);
        }
        design.edges().forEach(this::edge);
        outputsThatAreInputs();
        return List.copyOf(lines);
    }

    private void add(String line) {
        lines.add(INDENT + line);
    }

    private void heading(String text) {
        lines.add("");
        add("// " + text);
    }

    // The head.

    private void head() {
        lines.add("// " + spec.name() + " [" + spec.hash() + "]: written from its spec by lif.");
        lines.add("// A row of time: rising edge, the inputs change, falling edge, sample.");
        lines.add("`default_nettype none");
        waivers();
        String parameters = parameters();
        lines.add("module " + moduleName(spec.name()) + parameters + " (");
        lines.add(String.join(",\n", ports()));
        lines.add(");");
    }

    private void waivers() {
        lines.add("/* verilator lint_off UNUSED */ // all names of the spec, used or not");
        if (equations.rst() == Rst.ASYNC && design.readsRst()) {
            lines.add("/* verilator lint_off SYNCASYNCNET */ // the equations read rst, too");
        }
    }

    private String parameters() {
        List<String> texts = new ArrayList<>();
        for (Expr.Parameter parameter : design.parameters()) {
            Node.Name name = design.name(parameter);
            Form form = name.declared();
            texts.add(
                    "%sparameter %s%s = %s"
                            .formatted(
                                    INDENT,
                                    vector(form),
                                    name.text(),
                                    number(parameter.value(lane), form)));
        }
        return texts.isEmpty() ? "" : " #(\n" + String.join(",\n", texts) + "\n)";
    }

    private static String number(BigInteger value, Form form) {
        return VerilogExpression.number(value, form.bits(), form.signed()).text();
    }

    private static String raw(long raw, Type type) {
        return number(type.value(raw), Form.of(type));
    }

    /// `signed [7:0] `; nothing for a single unsigned bit.
    static String vector(Form form) {
        String range = form.bits() == 1 ? "" : "[" + (form.bits() - 1) + ":0] ";
        return (form.signed() ? "signed " : "") + range;
    }

    private List<String> ports() {
        List<String> ports = new ArrayList<>();
        ports.add(INDENT + "input  wire clk");
        if (onBoard) {
            ports.add(INDENT + "input  wire " + RESTART);
        }
        for (Signal input : design.inputs()) {
            ports.add(INDENT + "input  wire " + declared(design.name(input)));
        }
        for (Signal output : shown()) {
            String kind = isRegister(output) ? "output reg  " : "output wire ";
            ports.add(INDENT + kind + vector(Form.of(output.type())) + port(output));
        }
        return ports;
    }

    /// The outputs, and on a board the states behind them.
    private Set<Signal> shown() {
        Set<Signal> shown = new LinkedHashSet<>(equations.outputs());
        if (onBoard) {
            equations.states().forEach(state -> shown.add(state.signal()));
        }
        return shown;
    }

    private boolean isRegister(Signal signal) {
        return equations.states().stream()
                .anyMatch(state -> state.signal().equals(signal) && !design.isFixed(state));
    }

    /// An input that is an output as well has a second port.
    private String port(Signal output) {
        String name = design.name(output).text();
        return output.kind() == Signal.Kind.INPUT ? name + "_out" : name;
    }

    private static String declared(Node.Name name) {
        return vector(name.declared()) + name.text();
    }

    private void popcount(int size) {
        int bits = BigInteger.valueOf(size).bitLength();
        String name = "popcount" + size;
        lines.add("");
        add("function [" + (bits - 1) + ":0] " + name + "(input [" + (size - 1) + ":0] ones_of);");
        add("    integer ones_at;");
        add("    begin");
        add("        " + name + " = " + bits + "'d0;");
        add("        for (ones_at = 0; ones_at < " + size + "; ones_at = ones_at + 1)");
        add("            %s = %s + {%d'd0, ones_of[ones_at]};".formatted(name, name, bits - 1));
        add("    end");
        add("endfunction");
    }

    // What is held.

    private void declarations() {
        List<String> states = new ArrayList<>();
        for (State state : equations.states()) {
            boolean port = shown().contains(state.signal());
            if (design.isFixed(state)) {
                states.add(fixed(state, port));
            } else if (!port) {
                states.add("reg " + declared(design.name(state.signal())) + ";");
            }
        }
        for (Memory memory : equations.memories()) {
            states.add(memory(memory));
        }
        if (!states.isEmpty()) {
            heading("States.");
            states.forEach(this::add);
        }
        powerUp();
    }

    /// A state that nothing changes is no register.
    private String fixed(State state, boolean port) {
        Node.Name name = design.name(state.signal());
        String value =
                state.atStart(equations.rst() != Rst.NONE)
                        .map(raw -> raw(raw, state.signal().type()))
                        .orElse("{" + name.declared().bits() + "{1'bx}}");
        String start = port ? "assign " + name.text() : "wire " + declared(name);
        return start + " = " + value + "; // nothing changes it";
    }

    /// A memory that an asynchronous rst loads is made of registers, for yosys, too.
    private String memory(Memory memory) {
        boolean registers =
                equations.rst() == Rst.ASYNC && !memory.constant() && memory.rst().isPresent();
        return "%sreg %s%s [0:%d];"
                .formatted(
                        registers ? "(* mem2reg *) " : "",
                        vector(Form.of(memory.type())),
                        design.name(memory),
                        memory.depth() - 1);
    }

    private void powerUp() {
        boolean hasRst = equations.rst() != Rst.NONE;
        List<String> starts = new ArrayList<>();
        for (State state : equations.states()) {
            if (design.isFixed(state)) {
                continue;
            }
            state.atStart(hasRst)
                    .ifPresent(value ->
                            starts.add(
                                    design.name(state.signal()).text()
                                            + " = "
                                            + raw(value, state.signal().type())
                                            + ";"));
        }
        boolean loops = false;
        for (Memory memory : equations.memories()) {
            Optional<List<Long>> cells = memory.atStart(hasRst);
            if (cells.isPresent()) {
                loops |= load(memory, cells.get(), "=", starts);
            }
        }
        loops |= equations.memories().stream().anyMatch(this::isLoadedByLoop);
        if (loops) {
            add("integer cell_index;");
        }
        if (!starts.isEmpty()) {
            heading("Power-up.");
            block("initial begin", starts);
        }
    }

    private boolean isLoadedByLoop(Memory memory) {
        return equations.rst() != Rst.NONE
                && !memory.constant()
                && memory.rst().isPresent()
                && load(memory, memory.rst().get(), "<=", new ArrayList<>());
    }

    private void block(String opening, List<String> statements) {
        add(opening);
        statements.forEach(statement -> add(INDENT + statement));
        add("end");
    }

    /// Whether it was said as a loop.
    private boolean load(Memory memory, List<Long> cells, String assign, List<String> into) {
        String name = design.name(memory);
        boolean same = cells.stream().distinct().count() == 1;
        if (same && memory.depth() > 4 && (memory.depth() <= UNROLLED || assign.equals("="))) {
            into.add(
                    "for (cell_index = 0; cell_index < %d; cell_index = cell_index + 1)"
                            .formatted(memory.depth()));
            into.add(
                    "%s%s[cell_index] %s %s;"
                            .formatted(INDENT, name, assign, raw(cells.getFirst(), memory.type())));
            return true;
        }
        for (int i = 0; i < memory.depth(); i++) {
            into.add("%s[%d] %s %s;".formatted(name, i, assign, raw(cells.get(i), memory.type())));
        }
        return false;
    }

    // The wires.

    private void wire(Design.Step step) {
        add("// " + Printer.text(step.wire()));
        target = step.let().name().text();
        step.helpers().forEach(this::let);
        boolean port = design.outputs().contains(step.wire().signal());
        let(step.let(), port ? "assign " + target : "wire " + declared(step.let().name()));
    }

    private void let(Let helper) {
        let(helper, "wire " + declared(helper.name()));
    }

    private void let(Let let, String start) {
        Text value = expressions.bits(let.value(), let.name().declared().bits());
        addBroken(start + " = " + value.text() + ";", INDENT);
    }

    /// A wire for a text; its name.
    private String declare(String role, Form form, Text text) {
        String name = design.names().helper(target + "_" + role);
        addBroken("wire " + vector(form) + name + " = " + text.text() + ";", INDENT);
        return name;
    }

    private void addBroken(String line, String indent) {
        lines.addAll(Text.broken(line, indent));
    }

    private void outputsThatAreInputs() {
        for (Signal output : design.outputs()) {
            if (output.kind() == Signal.Kind.INPUT) {
                add("assign " + port(output) + " = " + design.name(output).text() + ";");
            }
        }
    }

    // The edges.

    private void edge(Edge edge) {
        List<String> before = new ArrayList<>(lines);
        lines.clear();
        List<String> statements = new ArrayList<>();
        edge.helpers()
                .forEach(helper -> {
                    target = helper.name().text();
                    let(helper);
                });
        actions(edge.actions(), "", statements);
        List<String> helpers = List.copyOf(lines);
        lines.clear();
        lines.addAll(before);
        if (statements.isEmpty() && !edge.loaded()) {
            return;
        }
        heading(title(edge));
        lines.addAll(helpers);
        always(edge, statements);
    }

    private static String title(Edge edge) {
        return (edge.falling() ? "Falling edge" : "Rising edge")
                + (edge.loaded() ? ": what rst loads." : ".");
    }

    private void always(Edge edge, List<String> statements) {
        String at = edge.falling() ? "negedge clk" : "posedge clk";
        List<Branch> branches = new ArrayList<>();
        if (edge.loaded()) {
            at += equations.rst() == Rst.ASYNC ? " or posedge rst" : "";
            branches.add(new Branch("rst", loads(edge)));
        }
        List<String> starts = onBoard ? starts(edge) : List.of();
        if (!starts.isEmpty()) {
            branches.add(new Branch(RESTART, starts));
        }
        if (branches.isEmpty()) {
            add("always @(" + at + ") begin");
            nested(statements, INDENT);
            add("end");
            return;
        }
        add("always @(" + at + ")");
        String opening = "";
        for (Branch branch : branches) {
            add(INDENT + opening + "if (" + branch.condition + ") begin");
            nested(branch.statements, INDENT + INDENT);
            opening = "end else ";
        }
        if (!statements.isEmpty()) {
            add(INDENT + "end else begin");
            nested(statements, INDENT + INDENT);
        }
        add(INDENT + "end");
    }

    private record Branch(String condition, List<String> statements) {}

    private void nested(List<String> statements, String indent) {
        statements.forEach(statement -> addBroken(statement, INDENT + indent));
    }

    private List<String> loads(Edge edge) {
        List<String> loads = new ArrayList<>();
        for (State state : edge.states()) {
            loads.add(
                    design.name(state.signal()).text()
                            + " <= "
                            + raw(state.rst().orElseThrow(), state.signal().type())
                            + ";");
        }
        for (Memory memory : edge.memories()) {
            load(memory, memory.rst().orElseThrow(), "<=", loads);
        }
        return loads;
    }

    /// What the states and memories of an edge are at power-up, as far as that is said.
    private List<String> starts(Edge edge) {
        boolean hasRst = equations.rst() != Rst.NONE;
        List<String> starts = new ArrayList<>();
        for (State state : edge.states()) {
            if (!design.isFixed(state)) {
                state.atStart(hasRst)
                        .ifPresent(value ->
                                starts.add(
                                        design.name(state.signal()).text()
                                                + " <= "
                                                + raw(value, state.signal().type())
                                                + ";"));
            }
        }
        for (Memory memory : edge.memories()) {
            memory.atStart(hasRst).ifPresent(cells -> load(memory, cells, "<=", starts));
        }
        return starts;
    }

    private void actions(List<Action> actions, String indent, List<String> into) {
        for (Action action : actions) {
            switch (action) {
                case Action.Assign assign -> {
                    target = assign.target().text();
                    Text value =
                            expressions.bits(assign.value(), assign.target().declared().bits());
                    into.add(indent + target + " <= " + value.text() + ";");
                }
                case Action.Write write -> {
                    target = write.cell().memory();
                    String cell = expressions.cell(write.cell()).text();
                    Text value = expressions.bits(write.value(), write.cell().declared().bits());
                    into.add(indent + cell + " <= " + value.text() + ";");
                }
                case Action.When when -> when(when, indent, into);
            }
        }
    }

    private void when(Action.When when, String indent, List<String> into) {
        for (int i = 0; i < when.branches().size(); i++) {
            Action.Branch branch = when.branches().get(i);
            target = "when";
            boolean otherwise = i > 0 && branch.condition().equals(Node.Constant.ONE);
            String opening =
                    otherwise
                            ? "begin"
                            : "if (" + expressions.condition(branch.condition()) + ") begin";
            into.add(indent + (i > 0 ? "end else " : "") + opening);
            actions(branch.body(), indent + INDENT, into);
        }
        into.add(indent + "end");
    }
}
