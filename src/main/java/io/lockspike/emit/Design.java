package io.lockspike.emit;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import io.lockspike.equation.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A design as every emitter needs it: its names in another language, its wires in order, and what
/// each edge does, in [Node]s.
final class Design {
    private final Equations equations;
    private final Names names;
    private final Map<Integer, Node.Name> signals = new HashMap<>();
    private final Map<Integer, String> memories = new HashMap<>();
    private final Map<String, Node.Name> parameters = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final Set<Integer> assigned = new HashSet<>();
    private final Simplifier simplifier;
    private int writes;
    private final List<Step> steps = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    /// A wire, after the helpers of its value.
    record Step(Wire wire, List<Let> helpers, Let let) {}

    /// @param locals what parameters and helpers must not be called, but signals may
    Design(Equations equations, Names names, List<String> locals) {
        this.equations = equations;
        this.names = names;
        for (Signal signal : equations.signals()) {
            Form form = Form.of(signal.type());
            String text = names.fresh(signal.name());
            signals.put(signal.slot(), new Node.Name(text, form, form.range()));
        }
        for (Memory memory : equations.memories()) {
            memories.put(memory.index(), names.fresh(memory.name()));
        }
        names.take(locals);
        for (Expr.Parameter parameter : equations.parameters()) {
            parameters.put(parameter.name(), parameterName(parameter));
        }
        this.simplifier = new Simplifier(names, this::name, this::name, this::name);
        equations.wires().forEach(wire -> steps.add(step(wire)));
        for (boolean falling : new boolean[] {true, false}) {
            edges.add(edge(falling, true));
            edges.add(edge(falling, false));
        }
    }

    private Node.Name parameterName(Expr.Parameter parameter) {
        Form form = parameter.type().map(Form::of).orElseGet(() -> parameterForm(parameter));
        return new Node.Name(names.fresh(parameter.name()), form, parameter.range());
    }

    /// Small constants share one width, so that those of an enumeration fit their state alike.
    private Form parameterForm(Expr.Parameter parameter) {
        Form form = Form.of(parameter.range());
        if (!isSmallConstant(parameter)) {
            return form;
        }
        return equations.parameters().stream()
                .filter(Design::isSmallConstant)
                .map(small -> Form.of(small.range()))
                .reduce(form, Form::join);
    }

    private static boolean isSmallConstant(Expr.Parameter parameter) {
        return parameter.type().isEmpty()
                && parameter.range().isSingle()
                && parameter.range().low().signum() >= 0
                && parameter.range().bitLength() <= 8;
    }

    Equations equations() {
        return equations;
    }

    Names names() {
        return names;
    }

    List<Step> steps() {
        return steps;
    }

    /// The falling edge first; those without a state left out.
    List<Edge> edges() {
        return edges.stream().filter(edge -> !edge.isEmpty()).toList();
    }

    /// The parameters that a value needs, in the order of the spec.
    List<Expr.Parameter> parameters() {
        return equations.parameters().stream().filter(p -> read.contains(name(p).text())).toList();
    }

    List<Signal> inputs() {
        return equations.inputs();
    }

    /// Each once.
    List<Signal> outputs() {
        return List.copyOf(new LinkedHashSet<>(equations.outputs()));
    }

    Node.Name name(Signal signal) {
        return signals.get(signal.slot());
    }

    String name(Memory memory) {
        return memories.get(memory.index());
    }

    Node.Name name(Expr.Parameter parameter) {
        return parameters.get(parameter.name());
    }

    /// Whether an equation reads the reset signal.
    boolean readsRst() {
        return equations.rst() != Rst.NONE
                && read.contains(name(equations.inputs().getFirst()).text());
    }

    boolean reads(Memory memory) {
        return read.contains(name(memory));
    }

    /// Whether nothing ever changes it.
    boolean isFixed(State state) {
        return !isLoaded(state.rst().isPresent()) && !assigned.contains(state.signal().slot());
    }

    private Step step(Wire wire) {
        List<Let> helpers = new ArrayList<>();
        Node.Name name = name(wire.signal());
        simplifier.enter(name.text(), helpers);
        Node value = simplifier.narrowed(wire.value(), wire.narrowing(), wire.signal().type());
        Set<String> needed = new HashSet<>();
        value.names(needed);
        var step = new Step(wire, Let.needed(helpers, needed), new Let(name, value));
        read.addAll(needed);
        return step;
    }

    /// What an expression is at the sample: after its helpers, the name that holds it.
    List<Let> named(Expr value, Type type) {
        List<Let> lets = new ArrayList<>();
        String text = names.helper("bound");
        simplifier.enter(text, lets);
        Node node = simplifier.narrowed(value, Narrowing.WRAP, type);
        Form form = Form.of(type);
        lets.add(new Let(new Node.Name(text, form, form.range()), node));
        lets.forEach(let -> let.value().names(read));
        return lets;
    }

    private Edge edge(boolean falling, boolean loaded) {
        List<State> states = new ArrayList<>();
        for (State state : equations.states()) {
            if (belongs(state, falling, loaded)) {
                states.add(state);
            }
        }
        List<Memory> written = new ArrayList<>();
        for (Memory memory : equations.memories()) {
            if (belongs(memory, falling, loaded)) {
                written.add(memory);
            }
        }
        List<Let> helpers = new ArrayList<>();
        List<Action> actions = actions(equations.statements(), falling, loaded, helpers);
        Set<String> needed = new HashSet<>();
        Action.names(actions, needed);
        var edge = new Edge(falling, loaded, states, written, Let.needed(helpers, needed), actions);
        read.addAll(needed);
        return edge;
    }

    private boolean belongs(State state, boolean falling, boolean loaded) {
        return state.falling() == falling && isLoaded(state.rst().isPresent()) == loaded;
    }

    private boolean belongs(Memory memory, boolean falling, boolean loaded) {
        boolean rising = !falling && !memory.constant();
        return rising && isLoaded(memory.rst().isPresent()) == loaded;
    }

    private boolean isLoaded(boolean hasValue) {
        return hasValue && equations.rst() != Rst.NONE;
    }

    private List<Action> actions(
            List<Statement> statements, boolean falling, boolean loaded, List<Let> helpers) {
        List<Action> actions = new ArrayList<>();
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    if (belongs(assign.target(), falling, loaded)) {
                        actions.add(assign(assign, helpers));
                    }
                }
                case Statement.Write write -> {
                    if (belongs(write.memory(), falling, loaded)) {
                        write(write, helpers).ifPresent(actions::add);
                    }
                }
                case Statement.When when -> {
                    List<Action.Branch> branches = branches(when, falling, loaded, helpers);
                    if (!branches.isEmpty()) {
                        actions.add(new Action.When(branches));
                    }
                }
            }
        }
        return actions;
    }

    /// None where no branch does anything; those that are never reached and the empty ones at the
    /// end are left out.
    private List<Action.Branch> branches(
            Statement.When when, boolean falling, boolean loaded, List<Let> helpers) {
        List<Action.Branch> branches = new ArrayList<>();
        int needed = 0;
        List<Let> found = new ArrayList<>();
        List<Let> kept = List.of();
        for (Statement.Branch branch : when.branches()) {
            simplifier.enter("when", found);
            Node condition = simplifier.node(branch.condition());
            if (condition.equals(Node.Constant.ZERO)) {
                continue;
            }
            List<Action> body = actions(branch.body(), falling, loaded, found);
            branches.add(new Action.Branch(condition, body));
            if (!body.isEmpty()) {
                needed = branches.size();
                kept = List.copyOf(found);
            }
            if (condition.equals(Node.Constant.ONE)) {
                break;
            }
        }
        helpers.addAll(kept);
        return branches.subList(0, needed);
    }

    private Action assign(Statement.Assign assign, List<Let> helpers) {
        State state = assign.target();
        Node.Name target = name(state.signal());
        assigned.add(state.signal().slot());
        simplifier.enter(target.text(), helpers);
        Node value = simplifier.narrowed(assign.value(), assign.narrowing(), state.signal().type());
        return new Action.Assign(state, target, value);
    }

    private Optional<Action> write(Statement.Write write, List<Let> helpers) {
        Memory memory = write.memory();
        simplifier.enter(name(memory), helpers);
        return simplifier
                .cell(memory, write.address())
                .map(cell -> new Action.Write(memory, cell, value(write), writes++));
    }

    private Node value(Statement.Write write) {
        return simplifier.narrowed(write.value(), write.narrowing(), write.memory().type());
    }
}
