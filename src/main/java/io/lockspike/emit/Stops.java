package io.lockspike.emit;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.FirstRow;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rst;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The checks of a row that interval analysis has not proven (R3), each as a condition under which
/// it stops the model: what is evaluated for the falling edge (R10), for the sample (R11) and for
/// the rising edge (R6, R7, R12).
final class Stops {
    private final Equations equations;
    private final Design design;
    private final FirstRow firstRow;
    private final Simplifier simplifier;
    private final Failing failing;

    private final List<Let> atFall = new ArrayList<>();
    private final List<Let> sampled = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();

    /// @param of what is evaluated
    /// @param falling evaluated just before the falling edge
    /// @param atEdge the rising edge: the row is still shown
    /// @param early whether it is known in a row 0 that rst begins
    record Stop(String of, boolean falling, boolean atEdge, boolean early, Node fails) {}

    Stops(Design design) {
        this.design = design;
        this.equations = design.equations();
        this.firstRow = new FirstRow(equations);
        this.simplifier = new Simplifier(design.names(), design::name, design::name, design::name);
        this.failing = new Failing(simplifier);
        List<Statement> falls = Uses.statements(equations.statements(), true);
        for (Wire wire : Uses.wires(equations, falls)) {
            wire(wire, true);
        }
        new Walk(true).take(falls);
        equations.wires().forEach(wire -> wire(wire, false));
        new Walk(false).take(Uses.statements(equations.statements(), false));
    }

    List<Stop> stops() {
        return stops;
    }

    /// What they name, in order.
    List<Let> helpers(boolean falling) {
        return Let.needed(falling ? atFall : sampled, new HashSet<>(ownNames(falling)));
    }

    /// All names that they are made of, through helpers, too.
    Set<String> names(boolean falling) {
        Set<String> names = new HashSet<>(ownNames(falling));
        Let.needed(falling ? atFall : sampled, names);
        return names;
    }

    private Set<String> ownNames(boolean falling) {
        Set<String> names = new HashSet<>();
        stops.stream()
                .filter(stop -> stop.falling() == falling)
                .forEach(stop -> stop.fails().names(names));
        return names;
    }

    private void add(String of, boolean falling, boolean atEdge, boolean early, Node fails) {
        if (!fails.range().isOnly(0)) {
            stops.add(new Stop(of, falling, atEdge, early, fails));
        }
    }

    private void wire(Wire wire, boolean falling) {
        simplifier.enter(wire.signal().name(), falling ? atFall : sampled);
        Node fails = failing.of(wire.value(), wire.narrowing(), wire.signal().type());
        boolean early = firstRow.isDefined(wire.value(), falling);
        add(wire.signal().name(), falling, false, early, fails);
    }

    /// What must hold for a statement to apply.
    private record Path(Node node, boolean early) {
        static final Path ALWAYS = new Path(Node.Constant.ONE, true);

        Path and(Node condition, boolean known) {
            return new Path(Failing.both(node, condition), early && known);
        }
    }

    /// A write that may apply.
    private record Pending(Statement.Write write, Path path) {}

    /// One edge.
    private final class Walk {
        private final boolean falling;

        /// For each state's slot the check of the assignment that wins.
        private final Map<Integer, Path> winners = new HashMap<>();

        private final List<Pending> writes = new ArrayList<>();

        Walk(boolean falling) {
            this.falling = falling;
        }

        void take(List<Statement> statements) {
            walk(statements, Path.ALWAYS);
            for (State state : equations.states()) {
                Path winner = winners.get(state.signal().slot());
                if (winner != null) {
                    Path all = unlessLoaded(winner, state.rst().isPresent());
                    add(state.signal().name() + "'", all);
                }
            }
            for (int i = 0; i < writes.size(); i++) {
                value(i);
            }
        }

        private void add(String of, Path fails) {
            Stops.this.add(of, falling, !falling, fails.early(), fails.node());
        }

        private void enter(String name) {
            simplifier.enter(name, falling ? atFall : sampled);
        }

        private boolean isEarly(Expr expression) {
            return firstRow.isDefined(expression, falling);
        }

        private void walk(List<Statement> statements, Path path) {
            for (Statement statement : statements) {
                switch (statement) {
                    case Statement.Assign assign -> assign(assign, path);
                    case Statement.Write write -> address(write, path);
                    case Statement.When when -> when(when, path);
                }
            }
        }

        private void when(Statement.When when, Path path) {
            Path here = path;
            for (Statement.Branch branch : when.branches()) {
                enter("when");
                boolean early = isEarly(branch.condition());
                add("when", here.and(failing.of(branch.condition()), early));
                Node condition = simplifier.named(simplifier.node(branch.condition()), "is");
                walk(branch.body(), here.and(condition, early));
                here = here.and(Failing.not(condition), early);
            }
        }

        private void assign(Statement.Assign assign, Path path) {
            enter(assign.target().signal().name());
            Node fails =
                    failing.of(assign.value(), assign.narrowing(), assign.target().signal().type());
            boolean early = path.early() && isEarly(assign.value());
            winners.merge(
                    assign.target().signal().slot(),
                    new Path(Failing.both(path.node(), fails), early),
                    (old, now) ->
                            new Path(
                                    Failing.chosen(path.node(), fails, old.node()),
                                    old.early() && early));
        }

        /// All addresses of writes that apply are evaluated.
        private void address(Statement.Write write, Path path) {
            Memory memory = write.memory();
            Path applies = unlessLoaded(path, memory.rst().isPresent());
            enter(memory.name());
            Node fails =
                    Failing.either(
                            failing.of(write.address()),
                            failing.outside(write.address(), memory.depth()));
            add(memory.name() + "[]'", applies.and(fails, isEarly(write.address())));
            writes.add(new Pending(write, applies));
        }

        /// The value of a write that no later one takes the cell from.
        private void value(int i) {
            Statement.Write write = writes.get(i).write();
            Path wins = writes.get(i).path();
            enter(write.memory().name());
            Node fails = failing.of(write.value(), write.narrowing(), write.memory().type());
            if (fails.range().isOnly(0)) {
                return;
            }
            wins = wins.and(fails, isEarly(write.value()));
            for (Pending later : writes.subList(i + 1, writes.size())) {
                if (later.write().memory().index() == write.memory().index()) {
                    Node same =
                            Simplifier.compare(
                                    Operator.EQUAL,
                                    simplifier.node(write.address()),
                                    simplifier.node(later.write().address()));
                    Node taken = Failing.both(later.path().node(), same);
                    boolean early =
                            later.path().early()
                                    && isEarly(write.address())
                                    && isEarly(later.write().address());
                    wins = wins.and(Failing.not(taken), early);
                }
            }
            add(write.memory().name() + "[]'", wins);
        }

        /// What rst loads evaluates nothing (R12).
        private Path unlessLoaded(Path path, boolean hasValue) {
            return hasValue && equations.rst() != Rst.NONE
                    ? path.and(Failing.not(design.name(equations.inputs().getFirst())), true)
                    : path;
        }
    }
}
