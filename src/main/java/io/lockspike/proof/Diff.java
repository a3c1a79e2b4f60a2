package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.proof.Solver.Answer;
import io.lockspike.proof.Unrolling.Fact;
import io.lockspike.proof.Unrolling.Pair;
import io.lockspike.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/// Proves two designs equal for every stimulus, or finds the shortest one that tells them apart.
///
/// Both start from power-up with the same inputs. Where they have a rst, it is asserted in row 0,
/// of which only that is compared which rst is not still to load. The search goes up row by row, so
/// the first difference is the earliest one. Between its rows it tries induction: what is held
/// alike on both sides, or never changes (an invariant found by leaving out what one row breaks),
/// and k rows that both show with the same outputs make the next row the same.
///
/// A design that a check stops shows no further row: two are equal only if both stop, or neither.
public final class Diff {
    /// Beyond so many candidates for the invariant no more are tried.
    private static final int MOST_FACTS = 200;

    private final Side left;
    private final Side right;
    private final Solver.Choice choice;
    private final long deadline;
    private final IntConsumer progress;
    private final int first;

    private Diff(Side left, Side right, Solver.Choice choice, long deadline, IntConsumer progress) {
        this.left = left;
        this.right = right;
        this.choice = choice;
        this.deadline = deadline;
        this.progress = progress;
        this.first = left.equations().rst() == Rst.NONE ? 0 : 1;
    }

    /// Compares two designs, lane by lane.
    ///
    /// @param time after which the answer is unknown
    /// @param progress is told in how many rows from power-up they agree
    /// @throws BadInputException if they cannot be compared
    /// @throws io.lockspike.tool.ToolMissingException if there is no solver
    public static Verdict of(
            Spec left, Spec right, Solver.Choice choice, Duration time, IntConsumer progress) {
        refuseDifferent(
                "inputs",
                left,
                right,
                describe(left.equations().inputs(), true),
                describe(right.equations().inputs(), true));
        refuseDifferent(
                "outputs",
                left,
                right,
                describe(left.equations().outputs(), false),
                describe(right.equations().outputs(), false));
        refuseOther(left, right);
        long deadline = System.nanoTime() + time.toNanos();
        int lanes = Math.max(left.equations().lanes(), right.equations().lanes());
        Verdict verdict = null;
        for (int lane = 0; lane < lanes; lane++) {
            Side a = Side.of("a", left, Math.min(lane, left.equations().lanes() - 1));
            Side b = Side.of("b", right, Math.min(lane, right.equations().lanes() - 1));
            verdict = new Diff(a, b, choice, deadline, progress).run();
            if (!(verdict instanceof Verdict.Equal)) {
                return verdict;
            }
        }
        return verdict;
    }

    private static void refuseOther(Spec left, Spec right) {
        if (left.equations().outputs().isEmpty()) {
            throw new BadInputException(
                    "'%s' and '%s' have no outputs to compare; name some under 'outputs'"
                            .formatted(left.name(), right.name()));
        }
        boolean leftHasRst = left.equations().rst() != Rst.NONE;
        if (leftHasRst != (right.equations().rst() != Rst.NONE)) {
            throw new BadInputException(
                    "'rst' is the reset of one design and an input of the other; give both the same 'rst:'");
        }
        int a = left.equations().lanes();
        int b = right.equations().lanes();
        if (a != b && a != 1 && b != 1) {
            throw new BadInputException(
                    "'%s' has %d lanes, '%s' has %d; give both as many"
                            .formatted(left.name(), a, right.name(), b));
        }
    }

    private static List<String> describe(Iterable<Signal> signals, boolean types) {
        List<String> texts = new ArrayList<>();
        signals.forEach(signal -> texts.add(signal.name() + (types ? ": " + signal.type() : "")));
        texts.sort(String::compareTo);
        return texts;
    }

    private static void refuseDifferent(
            String what, Spec left, Spec right, List<String> ofLeft, List<String> ofRight) {
        if (!ofLeft.equals(ofRight)) {
            throw new BadInputException(
                    "the %s differ, so there is nothing to compare: '%s' has %s, '%s' has %s; give both the same"
                            .formatted(what, left.name(), ofLeft, right.name(), ofRight));
        }
    }

    private Verdict run() {
        try (Solver forBase = Solver.open(choice);
                Solver forStep = Solver.open(choice)) {
            var base = new Unrolling(forBase, left, right, true);
            var step = new Unrolling(forStep, left, right, false);
            step.add();
            List<Fact> invariant = null;
            // A check at an edge keeps the row after it from being shown.
            int next = mayStop() ? 1 : 0;
            for (int row = 0; ; row++) {
                base.add();
                switch (forBase.check(List.of(not(Unrolling.same(row))), deadline)) {
                    case SATISFIABLE -> {
                        return new Replay(forBase, left, right).of(row);
                    }
                    case UNKNOWN -> {
                        return unknown(row);
                    }
                    case UNSATISFIABLE -> progress.accept(row + 1);
                }
                int k = row - first;
                if (k >= next) {
                    if (invariant == null) {
                        step.add();
                        invariant = invariant(base, step);
                    }
                    if (isInductive(step, invariant, k)) {
                        return equal(k, invariant);
                    }
                    next = k < 4 ? k + 1 : k * 2;
                }
                forBase.add(
                        "(assert (and " + Unrolling.same(row) + " " + Unrolling.both(row) + "))");
            }
        }
    }

    private Verdict equal(int rows, List<Fact> invariant) {
        return new Verdict.Equal(rows, invariant.stream().map(Fact::text).toList(), mayStop());
    }

    private boolean mayStop() {
        return left.smt().mayStop() || right.smt().mayStop();
    }

    /// Half of the time that is left, so that one hard question does not take all of it.
    private long slice() {
        long now = System.nanoTime();
        return now + (deadline - now) / 2;
    }

    private static String not(String term) {
        return "(not " + term + ")";
    }

    private Verdict unknown(int rows) {
        return new Verdict.Unknown(rows, "the time is over");
    }

    /// What holds before every row if both have shown the same until then; nothing where that takes
    /// too long.
    private List<Fact> invariant(Unrolling base, Unrolling step) {
        List<Fact> kept = new ArrayList<>();
        for (Fact fact : candidates(base)) {
            List<String> terms = List.of(Unrolling.going(first), not(fact.at(first)));
            if (base.solver().check(terms, slice()) == Answer.UNSATISFIABLE) {
                kept.add(fact);
            }
        }
        while (true) {
            List<String> terms = new ArrayList<>();
            terms.addAll(List.of(Unrolling.same(0), Unrolling.both(0), Unrolling.going(1)));
            var broken = new StringBuilder("(or false false");
            for (Fact fact : kept) {
                terms.add(fact.at(0));
                broken.append(' ').append(not(fact.at(1)));
            }
            terms.add(broken.append(')').toString());
            switch (step.solver().check(terms, slice())) {
                case UNSATISFIABLE -> {
                    return kept;
                }
                case UNKNOWN -> {
                    return List.of();
                }
                case SATISFIABLE ->
                        kept =
                                kept.stream()
                                        .filter(fact -> step.solver().holds(fact.at(1)))
                                        .toList();
            }
        }
    }

    /// What has one name on both sides; of what is alone, that it never changes, and that it is
    /// what another of its type is.
    private List<Fact> candidates(Unrolling base) {
        List<Fact> facts = new ArrayList<>();
        Set<Smt.Held> paired = new HashSet<>();
        for (Pair pair : Unrolling.pairs(left, right)) {
            facts.add(base.equal(pair));
            paired.add(pair.left());
            paired.add(pair.right());
        }
        for (Side side : List.of(left, right)) {
            for (Smt.Held held : side.held()) {
                if (!paired.contains(held)) {
                    Unrolling.fixed(side, held).ifPresent(facts::add);
                }
            }
        }
        for (Smt.Held a : left.held()) {
            for (Smt.Held b : right.held()) {
                boolean alone = !paired.contains(a) || !paired.contains(b);
                if (alone && a.sort().equals(b.sort()) && facts.size() < MOST_FACTS) {
                    facts.add(base.equal(new Pair(a, b)));
                }
            }
        }
        return facts;
    }

    /// Whether k rows that are the same make the next one the same.
    private boolean isInductive(Unrolling step, List<Fact> invariant, int k) {
        while (step.rows() <= k) {
            step.add();
        }
        List<String> terms = new ArrayList<>();
        for (int row = 0; row <= k; row++) {
            String ended = not(Unrolling.going(row));
            for (Fact fact : invariant) {
                terms.add("(or " + ended + " " + fact.at(row) + ")");
            }
            if (row < k) {
                terms.addAll(List.of(Unrolling.same(row), Unrolling.both(row)));
            } else {
                terms.add(not(Unrolling.same(row)));
            }
        }
        return step.solver().check(terms, slice()) == Answer.UNSATISFIABLE;
    }
}
