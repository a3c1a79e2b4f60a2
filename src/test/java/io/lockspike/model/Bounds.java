package io.lockspike.model;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether interval analysis is sound: no value of an expression lies outside of what it found.
final class Bounds {

    /// Every so many rows all subexpressions are looked at, too.
    private static final int PERIOD = 16;

    private final List<Wire> wires;
    private final List<Interval> wireRanges;
    private final List<Expr> tops = new ArrayList<>();
    private final List<Expr> inner = new ArrayList<>();
    private long checks;

    Bounds(Equations equations) {
        wires = equations.wires();
        wireRanges =
                wires.stream()
                        .map(w -> w.narrowing().narrow(w.value().range(), w.signal().type()))
                        .toList();
        wires.forEach(wire -> tops.add(wire.value()));
        equations.statements().forEach(this::statement);
        tops.forEach(this::inside);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Assign assign -> tops.add(assign.value());
            case Statement.Write write -> {
                tops.add(write.address());
                tops.add(write.value());
            }
            case Statement.When when ->
                    when.branches()
                            .forEach(branch -> {
                                tops.add(branch.condition());
                                branch.body().forEach(this::statement);
                            });
        }
    }

    private void inside(Expr expression) {
        for (Expr part : Uses.parts(expression)) {
            inner.add(part);
            inside(part);
        }
    }

    /// What is wrong between row and edge, if anything.
    Optional<String> check(Engine engine) {
        for (int i = 0; i < wires.size(); i++) {
            var signal = wires.get(i).signal();
            if (engine.defined(signal.slot())) {
                BigInteger value = signal.type().value(engine.raw(signal.slot()));
                if (!wireRanges.get(i).contains(value)) {
                    return Optional.of(outside(signal.name(), value, wireRanges.get(i)));
                }
            }
        }
        Optional<String> wrong = check(engine, tops);
        return wrong.isEmpty() && checks++ % PERIOD == 0 ? check(engine, inner) : wrong;
    }

    private static Optional<String> check(Engine engine, List<Expr> expressions) {
        for (Expr expression : expressions) {
            Optional<BigInteger> value = value(engine, expression);
            if (value.isPresent() && !expression.range().contains(value.get())) {
                return Optional.of(outside(expression.toString(), value.get(), expression.range()));
            }
        }
        return Optional.empty();
    }

    /// Empty where it is undefined, or where nothing selects it and a check fails in it.
    private static Optional<BigInteger> value(Engine engine, Expr expression) {
        try {
            return Optional.ofNullable(engine.evaluate(expression));
        } catch (CheckException unselected) {
            return Optional.empty();
        }
    }

    private static String outside(String what, BigInteger value, Interval range) {
        return "interval analysis: %s is %s, outside of %s".formatted(what, value, range);
    }
}
