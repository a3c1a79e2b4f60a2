package io.lockspike.equation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns declarations and equations as written into [Equations]: layers become single neurons,
/// names become slots.
public final class Elaborator {
    static final long MAX_CELLS = 1 << 22;

    private final Rst rst;
    private final Scope scope = new Scope();
    private final Budget budget = new Budget();
    private final List<Signal> signals = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final Map<String, State> stateByName = new HashMap<>();
    private final List<Memory> memories = new ArrayList<>();
    private final List<Expr.Parameter> parameters = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private int lanes = 1;
    private long cells;

    /// Nothing declared yet.
    public Elaborator(Rst rst) {
        this.rst = rst;
        if (rst != Rst.NONE) {
            input("rst", 0, Type.BIT, Place.of("rst"));
        }
    }

    static Equations run(
            Rst rst,
            List<Declaration> declarations,
            List<EquationText> texts,
            List<Equations.Output> outputs) {
        var elaborator = new Elaborator(rst);
        List<Ast.Clause> clauses = new ArrayList<>();
        for (EquationText text : texts) {
            clauses.addAll(Parser.equations(text));
        }
        elaborator.noteWritten(clauses);
        elaborator.declare(declarations);
        elaborator.clauses(clauses, Scope.Block.TOP, elaborator.statements, true);
        return new Equations(elaborator, elaborator.outputs(outputs));
    }

    /// Adds equations below those that are there.
    public void add(EquationText text) {
        clauses(Parser.equations(text), Scope.Block.TOP, statements, true);
    }

    /// All values that an expression of the names so far can have.
    public Interval range(EquationText text) {
        return typing(Scope.Block.TOP).expression(Parser.expression(text)).range();
    }

    private void noteWritten(List<Ast.Clause> clauses) {
        for (Ast.Clause clause : clauses) {
            switch (clause) {
                case Ast.Wire _ -> {}
                case Ast.Next next -> written.add(next.target().name());
                case Ast.When when -> when.branches().forEach(b -> noteWritten(b.body()));
                case Ast.Replicate replicate -> noteWritten(replicate.body());
            }
        }
    }

    /// Adds inputs, then the rest in their order.
    public void declare(List<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            if (declaration instanceof Declaration.Input input) {
                checkName(input.name(), input.at());
                input(input.name(), input.count(), input.type(), input.at());
            }
        }
        for (Declaration declaration : declarations) {
            switch (declaration) {
                case Declaration.Input _ -> {}
                case Declaration.Parameter parameter -> parameter(parameter);
                case Declaration.Register register -> register(register);
                case Declaration.Table table -> table(table);
            }
        }
    }

    private void checkName(String name, Place at) {
        if (!Words.isName(name) || Words.RESERVED.contains(name)) {
            throw new BadInputException(
                    at,
                    "'%s' cannot be a name: write letters, digits and '_', and none of the language's words"
                            .formatted(name));
        }
        if (name.equals("rst") && rst != Rst.NONE) {
            throw new BadInputException(
                    at, "'rst' is the reset signal: leave it out here, or say 'rst: none'");
        }
    }

    private void input(String name, int count, Type type, Place at) {
        add(name, count, type, Signal.Kind.INPUT, at);
    }

    private List<Signal> add(String name, int count, Type type, Signal.Kind kind, Place at) {
        List<Signal> added = new ArrayList<>();
        List<Expr> meanings = new ArrayList<>();
        for (int i = 0; i < Math.max(1, count); i++) {
            added.add(signal(count > 0 ? name + "@" + i : name, type, kind, at));
            meanings.add(new Expr.Value(added.getLast(), type.range()));
        }
        scope.add(name, count, meanings, at);
        return added;
    }

    private Signal signal(String name, Type type, Signal.Kind kind, Place at) {
        budget.name(at);
        var signal = new Signal(name, type, kind, signals.size());
        signals.add(signal);
        return signal;
    }

    private void parameter(Declaration.Parameter declared) {
        checkName(declared.name(), declared.at());
        declared.type()
                .ifPresent(type -> declared.values().forEach(v -> fits(v, type, declared.at())));
        List<Expr> meanings = new ArrayList<>();
        if (declared.count() == 0) {
            lanes(declared);
            meanings.add(parameter(declared, declared.name(), declared.values()));
        }
        for (int i = 0; i < declared.count(); i++) {
            List<BigInteger> own = List.of(pick(declared.values(), i));
            meanings.add(parameter(declared, declared.name() + "@" + i, own));
        }
        scope.add(declared.name(), declared.count(), meanings, declared.at());
    }

    private Expr parameter(Declaration.Parameter declared, String name, List<BigInteger> values) {
        budget.name(declared.at());
        Interval range = Interval.of(values.getFirst());
        for (BigInteger value : values) {
            range = range.hull(Interval.of(value));
        }
        var parameter = new Expr.Parameter(name, values, declared.type(), range);
        parameters.add(parameter);
        return parameter;
    }

    private void lanes(Declaration.Parameter declared) {
        int count = declared.values().size();
        if (count > 1 && lanes > 1 && count != lanes) {
            throw new BadInputException(
                    declared.at(),
                    "'%s' has values for %d lanes, another parameter for %d: give one value or the same number"
                            .formatted(declared.name(), count, lanes));
        }
        lanes = Math.max(lanes, count);
    }

    private void register(Declaration.Register declared) {
        checkName(declared.name(), declared.at());
        Type type = declared.type();
        List<Signal> added =
                add(declared.name(), declared.count(), type, Signal.Kind.STATE, declared.at());
        for (int i = 0; i < added.size(); i++) {
            int neuron = i;
            Optional<Long> onRst = declared.rst().map(v -> raw(v, neuron, type, declared.at()));
            Optional<Long> onInit = declared.init().map(v -> raw(v, neuron, type, declared.at()));
            var state = new State(added.get(i), declared.falling(), onRst, onInit);
            states.add(state);
            stateByName.put(added.get(i).name(), state);
        }
    }

    private static BigInteger pick(List<BigInteger> values, int index) {
        return values.get(values.size() == 1 ? 0 : index);
    }

    private static long raw(List<BigInteger> values, int index, Type type, Place at) {
        return fits(pick(values, index), type, at);
    }

    private static long fits(BigInteger value, Type type, Place at) {
        if (!type.fits(value)) {
            throw new BadInputException(
                    at, "%s does not fit %s (%s)".formatted(value, type, type.range()));
        }
        return value.longValue();
    }

    private void table(Declaration.Table declared) {
        checkName(declared.name(), declared.at());
        List<Memory> added = new ArrayList<>();
        boolean constant = !written.contains(declared.name());
        if (constant && declared.rst().isEmpty() && declared.init().isEmpty()) {
            throw new BadInputException(
                    declared.at(),
                    "nothing writes '%s', so it needs its values: = 0, = [1, 2, …] or = file(\"%s.mem\")"
                            .formatted(declared.name(), declared.name()));
        }
        Optional<List<Long>> rstCells = declared.rst().map(v -> cells(v, declared));
        Optional<List<Long>> initCells = declared.init().map(v -> cells(v, declared));
        for (int i = 0; i < Math.max(1, declared.count()); i++) {
            budget.name(declared.at());
            String name = declared.count() > 0 ? declared.name() + "@" + i : declared.name();
            cells += declared.depth();
            if (cells > MAX_CELLS) {
                throw new BadInputException(
                        declared.at(), "the memories have more than " + MAX_CELLS + " cells");
            }
            added.add(
                    new Memory(
                            name,
                            declared.type(),
                            declared.depth(),
                            rstCells,
                            initCells,
                            constant,
                            memories.size()));
            memories.add(added.getLast());
        }
        scope.addMemory(declared.name(), declared.count(), added, declared.at());
    }

    private static List<Long> cells(List<BigInteger> values, Declaration.Table declared) {
        if (values.size() != 1 && values.size() != declared.depth()) {
            throw new BadInputException(
                    declared.at(),
                    "'%s' has %d cells and %d values: give one value, or one for each cell"
                            .formatted(declared.name(), declared.depth(), values.size()));
        }
        List<Long> cells =
                values.stream().map(v -> fits(v, declared.type(), declared.at())).toList();
        return cells.size() == 1 ? Collections.nCopies(declared.depth(), cells.getFirst()) : cells;
    }

    private void clauses(
            List<Ast.Clause> clauses, Scope.Block block, List<Statement> into, boolean atTop) {
        noteWires(clauses);
        for (Ast.Clause clause : clauses) {
            budget.step(clause.at());
            switch (clause) {
                case Ast.Wire wire -> wire(wire, block, atTop);
                case Ast.Next next -> into.add(next(next, block));
                case Ast.When when -> into.add(when(when, block));
                case Ast.Replicate replicate -> replicate(replicate, block, into, atTop);
            }
        }
    }

    private void noteWires(List<Ast.Clause> clauses) {
        for (Ast.Clause clause : clauses) {
            switch (clause) {
                case Ast.Wire wire -> scope.addLater(wire.name(), wire.at());
                case Ast.Next _, Ast.When _ -> {}
                case Ast.Replicate replicate -> noteWires(replicate.body());
            }
        }
    }

    private void replicate(
            Ast.Replicate ast, Scope.Block block, List<Statement> into, boolean atTop) {
        if (block.inside() || !atTop) {
            throw new BadInputException(ast.at(), "'replicate' stands at the top only");
        }
        for (int neuron = 0; neuron < ast.count(); neuron++) {
            clauses(ast.body(), new Scope.Block(neuron, ast.count()), into, true);
        }
    }

    private void wire(Ast.Wire ast, Scope.Block block, boolean atTop) {
        if (!atTop) {
            throw new BadInputException(
                    ast.at(),
                    "'when' holds next values only: define the wire '%s' above it"
                            .formatted(ast.name()));
        }
        if (block.neuron() <= 0) {
            checkName(ast.name(), ast.at());
        }
        Expr value = typing(block).expression(ast.value());
        refuseMisfit(value, ast.narrowing(), ast.type(), ast.name(), ast.at());
        String name = block.inside() ? ast.name() + "@" + block.neuron() : ast.name();
        Signal signal = signal(name, ast.type(), Signal.Kind.WIRE, ast.at());
        Interval range = ast.narrowing().narrow(value.range(), ast.type());
        scope.addWire(
                ast.name(), block.count(), block.neuron(), new Expr.Value(signal, range), ast.at());
        wires.add(new Wire(signal, ast.narrowing(), value, ast.at()));
    }

    private static void refuseMisfit(
            Expr value, Narrowing narrowing, Type type, String name, Place at) {
        if (narrowing == Narrowing.CHECKED && !value.range().meets(type.range())) {
            throw new BadInputException(
                    at,
                    "'%s' never fits %s (%s): its value lies in %s; widen the type, or write wrap or sat"
                            .formatted(name, type, type.range(), value.range()));
        }
    }

    private Statement next(Ast.Next ast, Scope.Block block) {
        Typing typing = typing(block);
        Ast.Name target = ast.target();
        if (!ast.address().isEmpty()) {
            if (!scope.isMemory(target.name())) {
                throw new BadInputException(
                        target.at(),
                        "'%s' is no memory: write its whole value, \"%s' = …\""
                                .formatted(Scope.shown(target), Scope.shown(target)));
            }
            Memory memory = scope.memory(target, block);
            Expr address = typing.address(memory, ast.address().getFirst());
            Expr value = typing.expression(ast.value());
            refuseMisfit(value, ast.narrowing(), memory.type(), memory.name(), ast.at());
            return new Statement.Write(memory, address, ast.narrowing(), value, ast.at());
        }
        State state = state(scope.value(target, block), target);
        Expr value = typing.expression(ast.value());
        refuseMisfit(value, ast.narrowing(), state.signal().type(), target.name(), ast.at());
        return new Statement.Assign(state, ast.narrowing(), value, ast.at());
    }

    private State state(Expr meaning, Ast.Name target) {
        State state =
                meaning instanceof Expr.Value value ? stateByName.get(value.signal().name()) : null;
        if (state == null) {
            throw new BadInputException(
                    target.at(),
                    "only a state has a next value, and '%s' is none: known states are %s"
                            .formatted(
                                    Scope.shown(target),
                                    states.isEmpty()
                                            ? "none"
                                            : Words.list(
                                                    states.stream()
                                                            .map(s -> s.signal().name())
                                                            .toList())));
        }
        return state;
    }

    private Typing typing(Scope.Block block) {
        return new Typing(scope, block, budget);
    }

    private Statement when(Ast.When ast, Scope.Block block) {
        List<Statement.Branch> branches = new ArrayList<>();
        for (Ast.Branch branch : ast.branches()) {
            Expr condition = typing(block).condition(branch.condition());
            List<Statement> body = new ArrayList<>();
            clauses(branch.body(), block, body, false);
            branches.add(new Statement.Branch(condition, body, branch.condition().at()));
        }
        return new Statement.When(branches);
    }

    private List<Signal> outputs(List<Equations.Output> names) {
        List<Signal> outputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Equations.Output output : names) {
            for (Expr meaning : meanings(output)) {
                if (!(meaning instanceof Expr.Value value)) {
                    throw new BadInputException(
                            output.at(),
                            "an output is a wire, a state or an input, not '%s'"
                                    .formatted(output.name()));
                }
                outputs.add(value.signal());
                if (!seen.add(value.signal().name())) {
                    throw new BadInputException(
                            output.at(),
                            "'%s' is an output twice: write it once"
                                    .formatted(value.signal().name()));
                }
            }
        }
        return outputs;
    }

    /// One, or for the plain name of a layer that of each neuron.
    private List<Expr> meanings(Equations.Output output) {
        Ast ast = Parser.expression(EquationText.at(output.name(), output.at()));
        boolean whole =
                ast instanceof Ast.Name name
                        && name.neuron() < 0
                        && scope.isReplicated(name.name());
        return whole
                ? scope.values(((Ast.Name) ast).name())
                : List.of(typing(Scope.Block.TOP).expression(ast));
    }

    Rst rst() {
        return rst;
    }

    Scope scope() {
        return scope;
    }

    List<Signal> signals() {
        return signals;
    }

    List<State> states() {
        return states;
    }

    List<Memory> memories() {
        return memories;
    }

    List<Expr.Parameter> parameters() {
        return parameters;
    }

    List<Wire> wires() {
        return wires;
    }

    List<Statement> statements() {
        return statements;
    }

    int lanes() {
        return lanes;
    }
}
