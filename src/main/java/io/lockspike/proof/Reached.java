package io.lockspike.proof;

import static io.lockspike.proof.Product.not;

import io.lockspike.equation.Expr;
import io.lockspike.proof.Product.Fact;
import io.lockspike.proof.Solver.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/// What a design that is proven right comes to, and what it never does: of a design that cannot do
/// anything, all is proven.
///
/// @param first the clock from which on the facts hold
/// @param depth clocks from power-up that are searched
/// @param deadline for the next question
record Reached(Joint joint, Solver.Choice choice, int first, int depth, LongSupplier deadline) {
    private static final int DEEPEST_INDUCTION = 3;

    /// What the run has come to; of the rest, what an induction on the invariant shows that nothing
    /// comes to, and what a search from power-up on does.
    ///
    /// @param stimulus a run from power-up on
    /// @param facts what always holds
    List<RtlVerdict.Cover> covers(List<long[]> stimulus, List<Fact> facts) {
        Map<String, Expr> goals = Covers.of(joint.spec().equations());
        Map<String, Integer> reached = Covers.reached(joint, goals, stimulus);
        List<RtlVerdict.Cover> covers = new ArrayList<>();
        goals.forEach((text, goal) ->
                covers.add(
                        reached.containsKey(text)
                                ? new RtlVerdict.Cover(text, reached.get(text), false)
                                : searched(text, goal, facts)));
        return covers;
    }

    private RtlVerdict.Cover searched(String text, Expr goal, List<Fact> facts) {
        try (Solver forStep = Solver.open(choice);
                Solver forBase = Solver.open(choice)) {
            var step = new Product(forStep, joint, false);
            var base = new Product(forBase, joint, true);
            IntFunction<String> any = step.goal(goal);
            IntFunction<String> wanted = base.goal(goal);
            for (int k = 0; first + k < depth; k++) {
                if (k < DEEPEST_INDUCTION && isNever(step, any, facts, k)) {
                    return new RtlVerdict.Cover(text, -1, true);
                }
                int clock = first + k;
                while (base.clocks() <= clock) {
                    base.add();
                }
                List<String> at = List.of(wanted.apply(clock), not(Product.stops(clock)));
                switch (forBase.check(at, deadline.getAsLong())) {
                    case SATISFIABLE -> {
                        return new RtlVerdict.Cover(text, clock, false);
                    }
                    case UNKNOWN -> {
                        return new RtlVerdict.Cover(text, -1, false);
                    }
                    case UNSATISFIABLE -> {}
                }
            }
        }
        return new RtlVerdict.Cover(text, -1, false);
    }

    /// Whether k clocks without it, which are those from power-up on, too, make the next one so.
    private boolean isNever(Product step, IntFunction<String> goal, List<Fact> facts, int k) {
        step.add();
        String going = not(Product.stops(k));
        step.solver().add("(assert " + going + ")");
        facts.forEach(fact -> step.solver().add("(assert " + fact.at().apply(k) + ")"));
        if (step.solver().check(List.of(goal.apply(k)), deadline.getAsLong())
                == Answer.UNSATISFIABLE) {
            return true;
        }
        step.solver()
                .add(
                        "(assert (and %s %s))"
                                .formatted(not(goal.apply(k)), not(Product.stopsAtEdge(k))));
        return false;
    }
}
