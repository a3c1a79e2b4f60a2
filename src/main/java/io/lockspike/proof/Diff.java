package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.proof.Solver.Answer;
import io.lockspike.proof.Unrolling.Pair;
import io.lockspike.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Proves two designs equal for every stimulus, or finds the shortest one that tells them apart.
///
/// Both start from power-up with the same inputs. Where they have a rst, it is asserted in row 0,
/// and the outputs are compared from row 1 on; else from row 0 on. The search goes up row by row,
/// so the first difference is the earliest one. Between its rows it tries induction: what is held
/// alike on both sides (an invariant found by leaving out what one row breaks) and outputs that
/// agree in k rows make the next row agree.
///
/// Rows in which a check fails are no part of it: an equal pair agrees as long as neither stops.
public final class Diff {
    /// Beyond so many candidates for the invariant only those of one name are tried.
    private static final int MOST_PAIRS = 200;

    private final Side left;
    private final Side right;
    private final Solver.Choice choice;
    private final long deadline;
    private final int first;

    private Diff(Side left, Side right, Solver.Choice choice, long deadline) {
        this.left = left;
        this.right = right;
        this.choice = choice;
        this.deadline = deadline;
        this.first = left.equations().rst() == Rst.NONE ? 0 : 1;
    }

    /// Compares two designs, lane by lane.
    ///
    /// @param time after which the answer is unknown
    /// @throws BadInputException if they cannot be compared
    /// @throws SolverMissingException if there is no solver
    public static Verdict of(Spec left, Spec right, Solver.Choice choice, Duration time) {
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
            verdict = new Diff(a, b, choice, deadline).run();
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
            for (int i = 0; i < first; i++) {
                base.add();
            }
            var step = new Unrolling(forStep, left, right, false);
            step.add();
            List<Pair> invariant = null;
            int next = 0;
            for (int k = 0; ; k++) {
                base.add();
                int row = first + k;
                switch (forBase.check(List.of(not(Unrolling.same(row))), deadline)) {
                    case SATISFIABLE -> {
                        return new Replay(forBase, left, right).of(row);
                    }
                    case UNKNOWN -> {
                        return unknown(k);
                    }
                    case UNSATISFIABLE -> forBase.add("(assert " + Unrolling.same(row) + ")");
                }
                if (k < next) {
                    continue;
                }
                if (invariant == null) {
                    step.add();
                    invariant = invariant(base, step);
                }
                if (isInductive(step, invariant, k)) {
                    return equal(k, invariant);
                }
                next = k < 4 ? k + 1 : k * 2;
            }
        }
    }

    /// The same design stops alike on both sides.
    private Verdict equal(int rows, List<Pair> invariant) {
        List<String> mayStop = new ArrayList<>();
        boolean same = left.spec().hash().equals(right.spec().hash());
        if (!same && MayStop.in(left.equations())) {
            mayStop.add("left");
        }
        if (!same && MayStop.in(right.equations())) {
            mayStop.add("right");
        }
        return new Verdict.Equal(rows, invariant.stream().map(Pair::toString).toList(), mayStop);
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

    /// What is held alike in every row if the outputs agree until then; nothing where that takes
    /// too long.
    private List<Pair> invariant(Unrolling base, Unrolling step) {
        List<Pair> kept = new ArrayList<>();
        for (Pair pair : candidates()) {
            Answer answer = base.solver().check(List.of(not(base.equal(pair, first))), slice());
            if (answer == Answer.UNSATISFIABLE) {
                kept.add(pair);
            }
        }
        while (true) {
            List<String> terms = new ArrayList<>(List.of(Unrolling.same(0)));
            var broken = new StringBuilder("(or false false");
            for (Pair pair : kept) {
                terms.add(step.equal(pair, 0));
                broken.append(' ').append(not(step.equal(pair, 1)));
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
                                        .filter(pair -> step.solver().holds(step.equal(pair, 1)))
                                        .toList();
            }
        }
    }

    /// What has one name on both sides, and what is alone and has one type.
    private List<Pair> candidates() {
        List<Pair> pairs = new ArrayList<>(Unrolling.pairs(left, right));
        Set<Smt.Held> paired = new HashSet<>();
        for (Pair pair : pairs) {
            paired.add(pair.left());
            paired.add(pair.right());
        }
        for (Smt.Held a : left.held()) {
            for (Smt.Held b : right.held()) {
                boolean alone = !paired.contains(a) || !paired.contains(b);
                if (alone && a.sort().equals(b.sort()) && pairs.size() < MOST_PAIRS) {
                    pairs.add(new Pair(a, b));
                }
            }
        }
        return pairs;
    }

    /// Whether k rows that agree make the next one agree.
    private boolean isInductive(Unrolling step, List<Pair> invariant, int k) {
        while (step.rows() <= k) {
            step.add();
        }
        List<String> terms = new ArrayList<>();
        for (int row = 0; row <= k; row++) {
            for (Pair pair : invariant) {
                terms.add(step.equal(pair, row));
            }
            terms.add(row < k ? Unrolling.same(row) : not(Unrolling.same(row)));
        }
        return step.solver().check(terms, slice()) == Answer.UNSATISFIABLE;
    }
}
