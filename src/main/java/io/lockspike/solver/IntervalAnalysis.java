package io.lockspike.solver;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;

/// What intervals alone say of a state: never too narrow, and for any spec.
public final class IntervalAnalysis {
    private IntervalAnalysis() {}

    /// The hull of what is loaded and of all next values.
    public static Interval of(Equations equations, State state) {
        Type type = state.signal().type();
        List<Interval> parts = new ArrayList<>();
        state.rst().ifPresent(raw -> parts.add(Interval.of(type.value(raw))));
        state.init().ifPresent(raw -> parts.add(Interval.of(type.value(raw))));
        next(equations.statements(), state, parts);
        return parts.stream().reduce(Interval::hull).orElse(type.range());
    }

    private static void next(List<Statement> statements, State state, List<Interval> parts) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    if (assign.target().equals(state)) {
                        parts.add(narrowed(assign));
                    }
                }
                case Statement.Write _ -> {}
                case Statement.When when ->
                        when.branches().forEach(branch -> next(branch.body(), state, parts));
            }
        }
    }

    private static Interval narrowed(Statement.Assign assign) {
        Interval range = assign.value().range();
        Interval type = assign.target().signal().type().range();
        boolean cut = assign.narrowing() != Narrowing.WRAP && range.meets(type);
        if (range.within(type) || !cut) {
            return range.within(type) ? range : type;
        }
        return new Interval(range.low().max(type.low()), range.high().min(type.high()));
    }
}
