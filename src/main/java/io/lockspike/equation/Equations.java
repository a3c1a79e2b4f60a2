package io.lockspike.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that a design does in a row of time: what it holds, its wires in order, and what decides its
/// next values.
///
/// Built by [#of], which refuses everything that is proven to be wrong; run by [Interpreter].
public final class Equations {
    private final Rst rst;
    private final List<Signal> signals;
    private final List<State> states;
    private final List<Memory> memories;
    private final List<Expr.Parameter> parameters;
    private final List<Wire> wires;
    private final List<Statement> statements;
    private final List<Signal> outputs;
    private final int lanes;
    private final Scope scope;
    private final Map<String, Signal> byName = new TreeMap<>();

    Equations(Elaborator parts, List<Signal> outputs) {
        this.rst = parts.rst();
        this.signals = List.copyOf(parts.signals());
        this.states = List.copyOf(parts.states());
        this.memories = List.copyOf(parts.memories());
        this.parameters = List.copyOf(parts.parameters());
        this.wires = List.copyOf(parts.wires());
        this.statements = List.copyOf(parts.statements());
        this.outputs = List.copyOf(outputs);
        this.lanes = parts.lanes();
        this.scope = parts.scope();
        signals.forEach(signal -> byName.put(signal.name(), signal));
    }

    private Equations(Equations same, List<Signal> outputs) {
        this.rst = same.rst;
        this.signals = same.signals;
        this.states = same.states;
        this.memories = same.memories;
        this.parameters = same.parameters;
        this.wires = same.wires;
        this.statements = same.statements;
        this.outputs = List.copyOf(outputs);
        this.lanes = same.lanes;
        this.scope = same.scope;
        byName.putAll(same.byName);
    }

    /// The same design with other signals as its outputs.
    public Equations showing(List<Signal> others) {
        return new Equations(this, others);
    }

    /// Elaborates declarations and the equation texts, one after the other.
    ///
    /// @throws BadInputException if anything is wrong, with its place
    public static Equations of(
            Rst rst,
            List<Declaration> declarations,
            List<EquationText> texts,
            List<Output> outputs) {
        return Elaborator.run(rst, declarations, texts, outputs);
    }

    /// A name that the world sees, and where the spec says so.
    public record Output(String name, Place at) {}

    public Rst rst() {
        return rst;
    }

    /// All signals by slot: the inputs first (`rst` the first of them if the design has one), then
    /// states, then wires.
    public List<Signal> signals() {
        return signals;
    }

    public List<Signal> inputs() {
        return ofKind(Signal.Kind.INPUT);
    }

    public List<State> states() {
        return states;
    }

    public List<Memory> memories() {
        return memories;
    }

    public List<Expr.Parameter> parameters() {
        return parameters;
    }

    /// In the order in which they are computed.
    public List<Wire> wires() {
        return wires;
    }

    public List<Statement> statements() {
        return statements;
    }

    public List<Signal> outputs() {
        return outputs;
    }

    /// How many lanes the lists of parameter values speak of; 1 where there is no list.
    public int lanes() {
        return lanes;
    }

    public Optional<Signal> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// An expression of this design's names, as a binding has it.
    public Expr expression(EquationText text) {
        return new Typing(scope, Scope.Block.TOP, new Budget()).expression(Parser.expression(text));
    }

    private List<Signal> ofKind(Signal.Kind kind) {
        List<Signal> found = new ArrayList<>();
        for (Signal signal : signals) {
            if (signal.kind() == kind) {
                found.add(signal);
            }
        }
        return found;
    }
}
