package io.lockspike.emit;

import static io.lockspike.emit.SmtExpression.call;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Rst;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The definitions of one row of time: an asynchronous rst (R9), the falling edge (R10), the wires
/// (R11), the rising edge (R12).
final class SmtRow {
    /// What SMT-LIB and the solvers keep for themselves.
    static final List<String> OWN =
            List.of(
                    """
                    _ abs and as Array assert BINARY BitVec Bool bvadd bvand bvashr bvcomp bvlshr
                    bvmul bvnand bvneg bvnor bvnot bvor bvsdiv bvsge bvsgt bvshl bvsle bvslt bvsmod
                    bvsrem bvsub bvudiv bvuge bvugt bvule bvult bvurem bvxnor bvxor concat DECIMAL
                    define distinct div echo exists exit extract false Float fp forall HEXADECIMAL
                    iff implies Int is_int ite let match mod not NUMERAL or par pop push Real
                    repeat reset RoundingMode select sign_extend store String STRING to_int to_real
                    true xor zero_extend
                    """
                            .strip()
                            .split("\\s+"));

    private final Smt smt;
    private final Design design;
    private final Equations equations;
    private final UnaryOperator<String> symbols;
    private final boolean comments;
    private final Set<String> fallingStates = new HashSet<>();
    private final Set<String> wires = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private int whens;

    /// @param symbols what to call the symbols of this row
    SmtRow(Smt smt, UnaryOperator<String> symbols, boolean comments) {
        this.smt = smt;
        this.design = smt.design();
        this.equations = design.equations();
        this.symbols = symbols;
        this.comments = comments;
        equations.states().stream()
                .filter(State::falling)
                .forEach(state -> fallingStates.add(name(state)));
        parameters();
        asynchronousRst();
        fallingEdge();
        heading("Wires: what the row shows.");
        design.steps().forEach(step -> wire(step, this::sampled));
        smt.bound().forEach(lets -> lets.forEach(let -> let(let, this::sampled, "")));
        risingEdge();
        stops();
    }

    List<String> lines() {
        return lines;
    }

    private String name(State state) {
        return design.name(state.signal()).text();
    }

    private void heading(String text) {
        if (comments) {
            lines.add("");
            lines.add("; " + text);
        }
    }

    private void define(String symbol, String sort, String term) {
        lines.add("(define-fun " + symbols.apply(symbol) + " () " + sort + " " + term + ")");
    }

    private static String sort(Form form) {
        return "(_ BitVec " + form.bits() + ")";
    }

    private static String sort(State state) {
        return Smt.sort(state.signal().type());
    }

    private static String term(long raw, Type type) {
        return Smt.term(raw, type);
    }

    private void parameters() {
        List<Expr.Parameter> parameters = smt.parameters();
        if (!parameters.isEmpty()) {
            heading("Parameters.");
        }
        for (Expr.Parameter parameter : parameters) {
            Node.Name name = design.name(parameter);
            int bits = name.declared().bits();
            define(
                    name.text(),
                    sort(name.declared()),
                    SmtExpression.number(parameter.value(smt.lane()), bits));
        }
    }

    // The start of a row: R9.

    private String rst() {
        return symbols.apply(design.name(equations.inputs().getFirst()).text());
    }

    private String isRst() {
        return call("=", rst(), "#b1");
    }

    private void asynchronousRst() {
        heading("The row begins.");
        boolean async = equations.rst() == Rst.ASYNC;
        if (async) {
            String name = design.name(equations.inputs().getFirst()).text();
            String before = call("=", symbols.apply(name + ".before"), "#b0");
            define(name + ".loads", "Bool", call("and", isRst(), before));
            define(name + ".next", "(_ BitVec 1)", rst());
        }
        for (State state : equations.states()) {
            String now = name(state) + (state.falling() ? ".loaded" : "");
            String before = symbols.apply(name(state) + ".before");
            define(
                    now,
                    sort(state),
                    async && state.rst().isPresent()
                            ? loaded(term(state.rst().get(), state.signal().type()), before)
                            : before);
        }
        for (Memory memory : equations.memories()) {
            String before = symbols.apply(design.name(memory) + ".before");
            boolean loads = async && !memory.constant() && memory.rst().isPresent();
            define(
                    design.name(memory),
                    Smt.sort(memory),
                    loads ? loaded(Smt.cells(memory, memory.rst().get()), before) : before);
        }
    }

    private String loaded(String value, String before) {
        String name = design.name(equations.inputs().getFirst()).text();
        return call("ite", symbols.apply(name + ".loads"), value, before);
    }

    // The falling edge: R10.

    private void fallingEdge() {
        List<Edge> edges = design.edges().stream().filter(Edge::falling).toList();
        if (edges.isEmpty()) {
            return;
        }
        heading("Falling edge.");
        Set<String> needed = new HashSet<>();
        for (Edge edge : edges) {
            Action.names(edge.actions(), needed);
            edge.helpers().forEach(helper -> helper.value().names(needed));
        }
        needed.addAll(smt.stops().names(true));
        List<Let> all = new ArrayList<>();
        for (Design.Step step : design.steps()) {
            all.addAll(step.helpers());
            all.add(step.let());
        }
        all.forEach(let -> wires.add(let.name().text()));
        Let.needed(all, needed).forEach(let -> let(let, this::atFall, ".falling"));
        edges.forEach(edge -> edge(edge, this::atFall, ""));
    }

    /// A symbol as it stands just before the falling edge.
    private String atFall(String name) {
        return symbols.apply(
                fallingStates.contains(name)
                        ? name + ".loaded"
                        : wires.contains(name) ? name + ".falling" : name);
    }

    private String sampled(String name) {
        return symbols.apply(name);
    }

    private void wire(Design.Step step, UnaryOperator<String> resolve) {
        if (comments) {
            lines.add("; " + Printer.text(step.wire()));
        }
        step.helpers().forEach(helper -> let(helper, resolve, ""));
        let(step.let(), resolve, "");
    }

    private void let(Let let, UnaryOperator<String> resolve, String suffix) {
        Form form = let.name().declared();
        String value = new SmtExpression(resolve).bits(let.value(), form.bits());
        define(let.name().text() + suffix, sort(form), value);
    }

    // The rising edge: R12.

    private void risingEdge() {
        heading("Rising edge.");
        for (Edge edge : design.edges()) {
            if (!edge.falling()) {
                edge(edge, this::sampled, ".next");
            }
        }
        for (State state : equations.states()) {
            if (state.falling()) {
                define(name(state) + ".next", sort(state), symbols.apply(name(state)));
            }
        }
        for (Memory memory : equations.memories()) {
            if (memory.constant()) {
                String name = design.name(memory);
                define(name + ".next", Smt.sort(memory), symbols.apply(name));
            }
        }
    }

    /// What each state and memory of an edge takes; of several assignments the last one wins.
    private void edge(Edge edge, UnaryOperator<String> resolve, String suffix) {
        edge.helpers().forEach(helper -> let(helper, resolve, ""));
        Map<String, String> next = new HashMap<>();
        edge.states().forEach(state -> next.put(name(state), resolve.apply(name(state))));
        edge.memories()
                .forEach(memory ->
                        next.put(design.name(memory), resolve.apply(design.name(memory))));
        actions(edge.actions(), List.of(), resolve, next);
        for (State state : edge.states()) {
            String value = next.get(name(state));
            define(
                    name(state) + suffix,
                    sort(state),
                    edge.loaded()
                            ? orRst(term(state.rst().orElseThrow(), state.signal().type()), value)
                            : value);
        }
        for (Memory memory : edge.memories()) {
            String value = next.get(design.name(memory));
            define(
                    design.name(memory) + suffix,
                    Smt.sort(memory),
                    edge.loaded()
                            ? orRst(Smt.cells(memory, memory.rst().orElseThrow()), value)
                            : value);
        }
    }

    private String orRst(String loaded, String otherwise) {
        return call("ite", isRst(), loaded, otherwise);
    }

    /// @param path what must hold for these actions to apply
    private void actions(
            List<Action> actions,
            List<String> path,
            UnaryOperator<String> resolve,
            Map<String, String> next) {
        var expression = new SmtExpression(resolve);
        for (Action action : actions) {
            switch (action) {
                case Action.Assign assign -> {
                    Node.Name target = assign.target();
                    String value = expression.bits(assign.value(), target.declared().bits());
                    next.merge(target.text(), value, (old, now) -> chosen(path, now, old));
                }
                case Action.Write write -> write(write, path, expression, next);
                case Action.When when -> when(when, path, resolve, next);
            }
        }
    }

    private static String chosen(List<String> path, String then, String otherwise) {
        return path.isEmpty() ? then : call("ite", all(path), then, otherwise);
    }

    private static String all(List<String> path) {
        return path.size() == 1 ? path.getFirst() : "(and " + String.join(" ", path) + ")";
    }

    private void write(
            Action.Write write,
            List<String> path,
            SmtExpression expression,
            Map<String, String> next) {
        String memory = write.cell().memory();
        String old = next.get(memory);
        String value = expression.bits(write.value(), write.cell().declared().bits());
        String stored = call("store", old, expression.address(write.cell()), value);
        String symbol = memory + ".write" + write.number();
        define(symbol, Smt.sort(write.memory()), chosen(path, stored, old));
        next.put(memory, symbols.apply(symbol));
    }

    private void when(
            Action.When when,
            List<String> path,
            UnaryOperator<String> resolve,
            Map<String, String> next) {
        List<String> refused = new ArrayList<>(path);
        for (Action.Branch branch : when.branches()) {
            List<String> taken = new ArrayList<>(refused);
            if (!branch.condition().equals(Node.Constant.ONE)) {
                String symbol = "when." + ++whens;
                define(symbol, "Bool", new SmtExpression(resolve).bool(branch.condition()));
                taken.add(symbols.apply(symbol));
                refused.add(call("not", symbols.apply(symbol)));
            }
            actions(branch.body(), taken, resolve, next);
        }
    }

    // The checks: R3.

    private void stops() {
        List<Stops.Stop> stops = smt.stops().stops();
        if (!stops.isEmpty()) {
            heading("Checks that are not proven, and whether they fail.");
        }
        smt.stops().helpers(true).forEach(helper -> let(helper, this::atFall, ""));
        smt.stops().helpers(false).forEach(helper -> let(helper, this::sampled, ""));
        var sample = new StringBuilder("(or false");
        var edge = new StringBuilder("(or false");
        for (int i = 0; i < stops.size(); i++) {
            Stops.Stop stop = stops.get(i);
            UnaryOperator<String> resolve = stop.falling() ? this::atFall : this::sampled;
            if (comments) {
                lines.add("; " + stop.of() + (stop.falling() ? ", falling edge" : ""));
            }
            String symbol = Smt.stopSymbol(i);
            define(symbol, "Bool", new SmtExpression(resolve).bool(stop.fails()));
            (stop.atEdge() ? edge : sample).append(' ').append(symbols.apply(symbol));
        }
        if (!stops.isEmpty()) {
            heading("Whether the model stops before the sample, or at the rising edge.");
        }
        stops("stops.sample", sample, stops.isEmpty());
        stops("stops.edge", edge, stops.isEmpty());
    }

    private void stops(String symbol, StringBuilder any, boolean never) {
        if (!never || !comments) {
            define(symbol, "Bool", any.append(" false)").toString());
        }
    }
}
