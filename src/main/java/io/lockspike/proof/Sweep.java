package io.lockspike.proof;

import static io.lockspike.proof.Product.not;

import io.lockspike.proof.Netlist.Entry;
import io.lockspike.proof.Product.Fact;
import io.lockspike.proof.Solver.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Proves cut points from the inputs on, each with those before it in place: so a question asks for
/// no more than what lies between two of them. With all in place, a netlist that computes what the
/// spec does, in the same order, is the spec's own terms.
///
/// A cut point holds in each clock in which the facts do and no check stops the spec, as it is
/// proven for any state and any input.
final class Sweep {
    private final Joint joint;
    private final Solver.Choice choice;
    private final LongSupplier deadline;
    private final LongSupplier budget;

    /// What may still be a cut point where fewer facts hold.
    private List<CutPoint> open;

    /// @param points what may be one, in the order of the netlist
    /// @param deadline for the next question
    /// @param budget the same for all questions of a sweep: they may be many
    Sweep(
            Joint joint,
            Solver.Choice choice,
            List<CutPoint> points,
            LongSupplier deadline,
            LongSupplier budget) {
        this.joint = joint;
        this.choice = choice;
        this.open = points;
        this.deadline = deadline;
        this.budget = budget;
    }

    /// The cut points that these facts make hold, by the number of their symbol. The next call has
    /// fewer facts.
    Map<Integer, CutPoint> under(List<Fact> facts) {
        Map<Integer, CutPoint> cuts = new HashMap<>();
        if (open.isEmpty()) {
            return cuts;
        }
        long end = budget.getAsLong();
        try (Solver solver = Solver.open(choice)) {
            var product = new Product(solver, joint, false);
            product.add();
            solver.add("(assert " + not(Product.stops(0)) + ")");
            facts.forEach(fact -> solver.add("(assert " + fact.at().apply(0) + ")"));
            for (Entry entry : joint.netlist().symbols()) {
                cut(solver, entry, cuts, end);
            }
        }
        open = open.stream().filter(cuts::containsValue).toList();
        return cuts;
    }

    private void cut(Solver solver, Entry entry, Map<Integer, CutPoint> cuts, long end) {
        Term.Symbol symbol = entry.symbol();
        List<CutPoint> points =
                open.stream().filter(point -> point.symbol().equals(symbol)).toList();
        if (!points.isEmpty()) {
            String own = entry.definition().orElseThrow().text(Product.cut(0));
            for (CutPoint point : points) {
                if (!cuts.containsKey(symbol.number()) && holds(solver, own, point, end)) {
                    cuts.put(symbol.number(), point);
                }
            }
        }
        solver.add(Product.cut(entry, cuts, 0));
    }

    private boolean holds(Solver solver, String own, CutPoint point, long end) {
        String differs = not("(= " + own + " " + point.term(0) + ")");
        long until = Math.min(end, deadline.getAsLong());
        return solver.check(List.of(differs), until) == Answer.UNSATISFIABLE;
    }
}
