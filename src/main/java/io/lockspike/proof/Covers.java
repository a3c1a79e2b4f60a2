package io.lockspike.proof;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a design must come to for a proof of it to say something: each output of one bit at 0 and
/// at 1, each clamp at both ends, each wrap, the last step of each counter.
final class Covers {
    private static final Interval TRUTH = Interval.of(0, 1);

    private final Map<String, Expr> goals = new LinkedHashMap<>();

    private Covers() {}

    /// Conditions by what a person calls them.
    static Map<String, Expr> of(Equations equations) {
        var covers = new Covers();
        for (Signal output : equations.outputs()) {
            if (output.type().bits() == 1) {
                covers.goals.put(output.name() + " = 1", equal(value(output), 1));
                covers.goals.put(output.name() + " = 0", equal(value(output), 0));
            }
        }
        for (Wire wire : equations.wires()) {
            covers.narrowed(
                    wire.signal().name(),
                    wire.value(),
                    wire.narrowing(),
                    wire.signal().type(),
                    List.of());
        }
        covers.statements(equations.statements(), List.of());
        return covers.goals;
    }

    private static Expr value(Signal signal) {
        return new Expr.Value(signal, signal.type().range());
    }

    private static Expr equal(Expr expression, long number) {
        return compare(Operator.EQUAL, expression, BigInteger.valueOf(number));
    }

    private static Expr compare(Operator operator, Expr expression, BigInteger number) {
        return new Expr.Binary(operator, expression, new Expr.Constant(number), TRUTH);
    }

    private void statements(List<Statement> statements, List<Expr> guards) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    Signal target = assign.target().signal();
                    if (!assign.target().falling()) {
                        narrowed(
                                target.name() + "'",
                                assign.value(),
                                assign.narrowing(),
                                target.type(),
                                guards);
                        if (countsDown(assign.value(), target)) {
                            goal("the end of " + target.name(), equal(value(target), 1), guards);
                        }
                    }
                }
                case Statement.Write write ->
                        narrowed(
                                write.memory().name() + "[]'",
                                write.value(),
                                write.narrowing(),
                                write.memory().type(),
                                guards);
                case Statement.When when -> when(when, guards);
            }
        }
    }

    private void when(Statement.When when, List<Expr> guards) {
        List<Expr> before = new ArrayList<>(guards);
        for (Statement.Branch branch : when.branches()) {
            List<Expr> here = new ArrayList<>(before);
            here.add(equal(branch.condition(), 1));
            statements(branch.body(), here);
            before.add(equal(branch.condition(), 0));
        }
    }

    private static boolean countsDown(Expr expression, Signal signal) {
        boolean itself =
                expression instanceof Expr.Binary binary
                        && binary.operator() == Operator.SUBTRACT
                        && binary.left() instanceof Expr.Value value
                        && value.signal().slot() == signal.slot()
                        && binary.right().range().isOnly(1);
        return itself || Uses.parts(expression).stream().anyMatch(part -> countsDown(part, signal));
    }

    private void narrowed(
            String name, Expr value, Narrowing narrowing, Type type, List<Expr> guards) {
        boolean above = value.range().high().compareTo(type.max()) > 0;
        boolean below = value.range().low().compareTo(type.min()) < 0;
        String does = narrowing == Narrowing.SAT ? " clamps " : " wraps ";
        if (narrowing != Narrowing.CHECKED && above) {
            goal(name + does + "high", compare(Operator.GREATER, value, type.max()), guards);
        }
        if (narrowing != Narrowing.CHECKED && below) {
            goal(name + does + "low", compare(Operator.LESS, value, type.min()), guards);
        }
    }

    private void goal(String text, Expr goal, List<Expr> guards) {
        Expr all = goal;
        for (Expr guard : guards.reversed()) {
            all = new Expr.And(guard, all, TRUTH);
        }
        goals.putIfAbsent(text, all);
    }

    /// The rows of a stimulus in which each is come to first, with rst released.
    static Map<String, Integer> reached(Joint joint, Map<String, Expr> goals, List<long[]> rows) {
        Equations equations = joint.spec().equations();
        var model = new Interpreter(equations, joint.lane());
        boolean[] given = new boolean[equations.inputs().size()];
        Arrays.fill(given, true);
        Map<String, Integer> reached = new LinkedHashMap<>();
        try {
            for (int row = 0; row < rows.size() && reached.size() < goals.size(); row++) {
                model.row(rows.get(row), given);
                if (equations.rst() == Rst.NONE || rows.get(row)[0] == 0) {
                    note(model, goals, row, reached);
                }
                model.edge();
            }
        } catch (CheckException refused) {
            // The rows until there count.
        }
        return reached;
    }

    private static void note(
            Interpreter model, Map<String, Expr> goals, int row, Map<String, Integer> reached) {
        goals.forEach((text, goal) -> {
            if (!reached.containsKey(text) && BigInteger.ONE.equals(model.evaluate(goal))) {
                reached.put(text, row);
            }
        });
    }
}
