package io.lockspike.vector;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Place;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The traps of a design: found by walking its equations, so that any design has them. What
/// interval analysis proves to be out of reach is no trap. A trap counts where its expression is
/// evaluated, and where rst is not asserted.
final class Traps {
    private final Equations equations;
    private final Set<String> counters = new HashSet<>();
    private final Set<String> gates = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final List<Trap> traps = new ArrayList<>();

    private Traps(Equations equations) {
        this.equations = equations;
    }

    static List<Trap> of(Equations equations) {
        var traps = new Traps(equations);
        traps.findCounters(equations.statements());
        for (Wire wire : equations.wires()) {
            traps.walk(wire.value(), List.of(), wire.at());
            traps.narrowing(
                    wire.value(), wire.narrowing(), wire.signal().type(), List.of(), wire.at());
        }
        traps.statements(equations.statements(), List.of());
        traps.inputs();
        traps.rst();
        return List.copyOf(traps.traps);
    }

    /// A counter is a state that takes its own value more or less one.
    private void findCounters(List<Statement> statements) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    if (counts(assign.value(), assign.target().signal())) {
                        counters.add(assign.target().signal().name());
                    }
                }
                case Statement.Write _ -> {}
                case Statement.When when ->
                        when.branches().forEach(branch -> findCounters(branch.body()));
            }
        }
    }

    private static boolean counts(Expr expression, Signal signal) {
        boolean itself =
                expression instanceof Expr.Binary binary
                        && binary.left() instanceof Expr.Value value
                        && value.signal().slot() == signal.slot()
                        && binary.right().range().isOnly(1);
        return itself || Uses.parts(expression).stream().anyMatch(part -> counts(part, signal));
    }

    private void statements(List<Statement> statements, List<Guard> guards) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    State target = assign.target();
                    // A falling state reads what the others held before they fell.
                    if (!target.falling()) {
                        walk(assign.value(), guards, assign.at());
                        Type type = target.signal().type();
                        narrowing(assign.value(), assign.narrowing(), type, guards, assign.at());
                    }
                }
                case Statement.Write write -> {
                    Memory memory = write.memory();
                    walk(write.address(), guards, write.at());
                    walk(write.value(), guards, write.at());
                    narrowing(write.value(), write.narrowing(), memory.type(), guards, write.at());
                }
                case Statement.When when -> when(when, guards);
            }
        }
    }

    private void when(Statement.When when, List<Guard> guards) {
        List<Guard> reached = guards;
        for (Statement.Branch branch : when.branches()) {
            walk(branch.condition(), reached, branch.at());
            condition(branch.condition(), reached, branch.at());
            gate(branch.condition());
            statements(branch.body(), Guard.and(reached, Guard.holds(branch.condition())));
            reached = Guard.and(reached, Guard.fails(branch.condition()));
        }
    }

    private void walk(Expr expression, List<Guard> guards, Place at) {
        switch (expression) {
            case Expr.Choose choose -> {
                walk(choose.condition(), guards, at);
                condition(choose.condition(), guards, at);
                gate(choose.condition());
                walk(choose.then(), Guard.and(guards, Guard.holds(choose.condition())), at);
                walk(choose.otherwise(), Guard.and(guards, Guard.fails(choose.condition())), at);
            }
            case Expr.And and -> {
                walk(and.left(), guards, at);
                gate(and.left());
                walk(and.right(), Guard.and(guards, Guard.holds(and.left())), at);
            }
            case Expr.Or or -> {
                walk(or.left(), guards, at);
                walk(or.right(), Guard.and(guards, Guard.fails(or.left())), at);
            }
            case Expr.Pick pick -> {
                walk(pick.index(), guards, at);
                for (int i = 0; i < pick.options().size(); i++) {
                    var chosen = new Guard(pick.index(), BigInteger.valueOf(i));
                    walk(pick.options().get(i), Guard.and(guards, chosen), at);
                }
            }
            default -> {
                here(expression, guards, at);
                Uses.parts(expression).forEach(part -> walk(part, guards, at));
            }
        }
    }

    private void here(Expr expression, List<Guard> guards, Place at) {
        switch (expression) {
            case Expr.Binary binary -> {
                switch (binary.operator()) {
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                            comparison(binary, guards, at);
                    case SHIFT_RIGHT -> shift(binary, binary.left(), binary.right(), guards, at);
                    default -> {}
                }
            }
            case Expr.Round round -> shift(round, round.operand(), round.amount(), guards, at);
            case Expr.Cast cast ->
                    narrowing(cast.operand(), cast.narrowing(), cast.type(), guards, at);
            default -> {}
        }
    }

    private void comparison(Expr.Binary comparison, List<Guard> guards, Place at) {
        boolean counter = isCounter(comparison.left()) || isCounter(comparison.right());
        String what = Printer.text(comparison);
        for (int difference = -1; difference <= 1; difference++) {
            BigInteger wanted = BigInteger.valueOf(difference);
            if (difference(comparison.left(), comparison.right()).contains(wanted)) {
                add(
                        counter ? Flag.COUNTER_EDGE : flag(difference),
                        counter ? what + ", off by " + difference : what,
                        at,
                        guards,
                        Probes.difference(comparison.left(), comparison.right(), wanted));
            }
        }
    }

    private static Flag flag(int difference) {
        return difference < 0 ? Flag.BELOW : difference == 0 ? Flag.EQUAL : Flag.ABOVE;
    }

    private boolean isCounter(Expr expression) {
        return expression instanceof Expr.Value value && counters.contains(value.signal().name());
    }

    private static Interval difference(Expr left, Expr right) {
        return new Interval(
                left.range().low().subtract(right.range().high()),
                left.range().high().subtract(right.range().low()));
    }

    private void shift(Expr whole, Expr operand, Expr amount, List<Guard> guards, Place at) {
        if (!hasState(operand)) {
            return;
        }
        String what = Printer.text(whole);
        add(Flag.LEAK_DEAD_ZONE, what, at, guards, Probes.nothingLeft(whole, operand));
        if (operand.range().low().signum() < 0) {
            add(Flag.NEGATIVE_SHIFT, what, at, guards, Probes.negativeRest(operand, amount));
        }
    }

    private static boolean hasState(Expr expression) {
        boolean itself =
                expression instanceof Expr.Value value
                        && value.signal().kind() != Signal.Kind.INPUT;
        return itself || Uses.parts(expression).stream().anyMatch(Traps::hasState);
    }

    private void narrowing(
            Expr value, Narrowing narrowing, Type type, List<Guard> guards, Place at) {
        if (value.range().within(type.range())) {
            return;
        }
        String what = type + " " + narrowing.word() + " of " + Printer.text(value);
        switch (narrowing) {
            case SAT -> {
                edge(value, type.max(), true, what, guards, at);
                edge(value, type.min(), false, what, guards, at);
            }
            case WRAP -> add(Flag.WRAPS, what, at, guards, Probes.doesNotFit(value, type));
            case CHECKED -> {}
        }
    }

    private void edge(
            Expr value, BigInteger end, boolean high, String what, List<Guard> guards, Place at) {
        BigInteger beyond = high ? end.add(BigInteger.ONE) : end.subtract(BigInteger.ONE);
        if (value.range().contains(beyond)) {
            Flag flag = high ? Flag.SATURATES_HIGH : Flag.SATURATES_LOW;
            add(Flag.JUST_FITS, what + ": " + end, at, guards, Probes.equal(value, end));
            add(flag, what, at, guards, Probes.beyond(value, end, high));
        }
    }

    private void condition(Expr condition, List<Guard> guards, Place at) {
        if (condition.range().isSingle()) {
            return;
        }
        String what = Printer.text(condition);
        add(Flag.CONDITION_HOLDS, what, at, guards, Probes.condition(condition, BigInteger.ONE));
        add(Flag.CONDITION_FAILS, what, at, guards, Probes.condition(condition, BigInteger.ZERO));
    }

    /// An input that stands alone in a condition.
    private void gate(Expr condition) {
        if (condition instanceof Expr.Value value
                && value.signal().kind() == Signal.Kind.INPUT
                && !value.signal().name().equals("rst")
                && gates.add(value.signal().name())) {
            Signal input = value.signal();
            add(Flag.ENABLE_GAP, input.name(), Optional.empty(), Probes.gap(input));
        }
    }

    private void inputs() {
        for (Signal input : equations.inputs()) {
            if (input.type().bits() > 1) {
                for (BigInteger end : List.of(input.type().max(), input.type().min())) {
                    add(
                            Flag.WIDEST_INPUT,
                            input.name() + " = " + end,
                            Optional.empty(),
                            Probes.input(input, end));
                }
            }
        }
    }

    private void rst() {
        if (equations.rst() == Rst.NONE) {
            return;
        }
        for (State state : equations.states()) {
            Signal signal = state.signal();
            state.rst()
                    .ifPresent(loaded ->
                            traps.add(
                                    new Trap(
                                            Flag.RST_IN_FLIGHT,
                                            signal.name(),
                                            Optional.empty(),
                                            Probes.interrupted(signal, loaded))));
        }
    }

    private void add(Flag flag, String what, Place at, List<Guard> guards, Trap.Probe probe) {
        add(
                flag,
                what,
                Optional.of(at),
                moment -> Guard.all(guards, moment) ? probe.distance(moment) : null);
    }

    private void add(Flag flag, String what, Optional<Place> at, Trap.Probe probe) {
        if (known.add(flag + " " + what)) {
            traps.add(
                    new Trap(flag, what, at, moment -> moment.rst ? null : probe.distance(moment)));
        }
    }
}
