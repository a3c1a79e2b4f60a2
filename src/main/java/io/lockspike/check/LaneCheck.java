package io.lockspike.check;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.model.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Checks the rows of one lane, some rows behind what was read, so that a divergence can be told by
/// what comes after it.
///
/// Where a row differs, explanations are tried on copies of the model. First those after which all
/// rows ahead agree: the row alone is wrong; a value is late or early; the row and the next one are
/// swapped; the row is one too many; rows are lost (their inputs taken to be those of a neighbour).
/// Then, by how many rows agree before the next one differs: the state went another way, in this
/// row or in the next, and stays on its own; or again the row alone. In lockstep no row is lost,
/// too many or in another order, and so that is not tried. If nothing makes even one row agree, the
/// rows have parted: the state is unknown until rst or the equations define it again.
final class LaneCheck {
    /// Rows that are read ahead before a divergence is told.
    static final int LOOK_AHEAD = 16;

    private static final int MOST_SHIFTED = 4;
    private static final int MOST_LOST = 3;

    private final int lane;
    private final boolean lockstep;
    private final Comparison comparison;
    private final OnDivergence onDivergence;
    private final Comparison.Count count;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final Engine engine;
    private final Engine before;
    private final Engine trial;
    private final List<Signal> states;

    /// The states that the recording does not show.
    private final List<Signal> hidden;

    private Row last;
    private long steps;

    LaneCheck(
            Equations equations,
            BoundTrace bound,
            int lane,
            boolean named,
            boolean lockstep,
            OnDivergence onDivergence,
            Comparison.Count count) {
        this.lane = named ? lane : -1;
        this.lockstep = lockstep;
        this.comparison = new Comparison(bound);
        this.onDivergence = onDivergence;
        this.count = count;
        this.engine = Engine.of(equations, lane);
        this.before = Engine.of(equations, lane);
        this.trial = Engine.of(equations, lane);
        this.states = equations.states().stream().map(State::signal).toList();
        this.hidden = states.stream().filter(state -> !comparison.shows(state)).toList();
        engine.start(bound.hasRst());
    }

    List<Divergence> divergences() {
        return divergences;
    }

    long steps() {
        return steps;
    }

    void add(Row row) {
        ahead.add(row);
        if (ahead.size() > LOOK_AHEAD) {
            check(ahead.poll());
        }
    }

    void finish() {
        while (!ahead.isEmpty() && divergences.size() < onDivergence.most()) {
            check(ahead.poll());
        }
    }

    private void check(Row row) {
        before.copyFrom(engine);
        try {
            List<Divergence.Cell> wrong = comparison.step(engine, row, count);
            if (!wrong.isEmpty()) {
                tell(row, wrong);
            }
        } catch (CheckException e) {
            stopped(row, e);
        }
        steps++;
        last = row;
    }

    /// A spec that stops is wrong, unless the recording had led the model astray before.
    private void stopped(Row row, CheckException failure) {
        if (divergences.isEmpty()) {
            throw failure;
        }
        part(row, List.of(), failure.getMessage());
    }

    private void tell(Row row, List<Divergence.Cell> wrong) {
        boolean explained =
                alone(row, wrong, ahead.size())
                        || holds(() -> shifted(row, wrong))
                        || (!lockstep
                                && (swapped(row, wrong)
                                        || extra(row, wrong)
                                        || missing(row, wrong)))
                        || moved(row, wrong);
        if (!explained) {
            part(row, wrong, "the rows do not come back");
        }
    }

    /// What the model holds means nothing any more: until rst or an equation defines it, nothing is
    /// compared with it.
    private void part(Row row, List<Divergence.Cell> wrong, String why) {
        add(
                Divergence.Kind.FOR_GOOD,
                row,
                wrong,
                onDivergence.most() == 1
                        ? why
                        : why
                                + "; the model's state is unknown until rst or an equation defines it"
                                + (hidden.isEmpty() && !onDivergence.adopt()
                                        ? ", --on-divergence adopt goes on from the recorded states"
                                        : ""));
        states.forEach(this::forget);
    }

    private void forget(Signal state) {
        engine.poke(state.slot(), 0, false);
    }

    /// At least `enough` rows after this one agree.
    private boolean alone(Row row, List<Divergence.Cell> wrong, int enough) {
        trial.copyFrom(engine);
        int agreeing = agreeing(trial, 0);
        if (agreeing < enough) {
            return false;
        }
        String note =
                agreeing == 0
                        ? ""
                        : "the "
                                + rows(agreeing)
                                + " after it "
                                + (agreeing == 1 ? "agrees" : "agree");
        add(Divergence.Kind.WRONG_VALUE, row, wrong, note);
        return true;
    }

    private static String rows(int count) {
        return count == 1 ? "row" : count + " rows";
    }

    /// Whether the rows ahead, but for the first `skip`, all agree.
    private boolean agree(Engine from, int skip) {
        return agreeing(from, skip) == ahead.size() - skip;
    }

    /// How many of the rows ahead, but for the first `skip`, agree before one does not.
    private int agreeing(Engine from, int skip) {
        int index = 0;
        for (Row row : ahead) {
            if (index >= skip && !comparison.agrees(from, row)) {
                break;
            }
            index++;
        }
        return Math.max(0, index - skip);
    }

    /// One column differs here and, the other way round, some rows later; all else agrees.
    private boolean shifted(Row row, List<Divergence.Cell> wrong) {
        if (wrong.size() != 1 || !isBit(wrong.getFirst())) {
            return false;
        }
        Divergence.Cell first = wrong.getFirst();
        trial.copyFrom(engine);
        int distance = 0;
        for (Row later : ahead) {
            distance++;
            List<Divergence.Cell> again = comparison.step(trial, later, new Comparison.Count());
            if (again.isEmpty() && distance < MOST_SHIFTED) {
                continue;
            }
            boolean mirrored =
                    again.size() == 1
                            && again.getFirst().column().equals(first.column())
                            && again.getFirst().observed().equals(first.expected())
                            && again.getFirst().expected().equals(first.observed());
            if (!mirrored || !agree(trial, distance)) {
                return false;
            }
            boolean late = !first.expected().equals("0");
            add(
                    late ? Divergence.Kind.LATE : Divergence.Kind.EARLY,
                    row,
                    wrong,
                    "%s is %d %s %s"
                            .formatted(
                                    first.column(),
                                    distance,
                                    distance == 1 ? "row" : "rows",
                                    late ? "late" : "early"));
            skip(distance);
            return true;
        }
        return false;
    }

    private static boolean isBit(Divergence.Cell cell) {
        return cell.observed().equals("0") || cell.observed().equals("1");
    }

    /// Goes on behind rows that a divergence has told already.
    private void skip(int distance) {
        for (int i = 0; i < distance; i++) {
            comparison.step(engine, ahead.poll(), count);
            steps++;
        }
    }

    /// In the other order this row and the next agree, and so do those after them.
    private boolean swapped(Row row, List<Divergence.Cell> wrong) {
        trial.copyFrom(before);
        boolean other =
                !ahead.isEmpty()
                        && comparison.agrees(trial, ahead.peek())
                        && comparison.agrees(trial, row)
                        && agree(trial, 1);
        if (other) {
            add(
                    Divergence.Kind.SWAPPED_ROWS,
                    row,
                    wrong,
                    "in the other order it and the next agree");
            engine.copyFrom(before);
            skip(1);
            comparison.step(engine, row, new Comparison.Count());
        }
        return other;
    }

    /// Without this row the rows agree.
    private boolean extra(Row row, List<Divergence.Cell> wrong) {
        if (ahead.isEmpty()) {
            return false;
        }
        trial.copyFrom(before);
        if (!agree(trial, 0)) {
            return false;
        }
        add(Divergence.Kind.EXTRA_ROW, row, wrong, "one row too many: without it the rows agree");
        engine.copyFrom(before);
        steps--;
        return true;
    }

    /// With one to three more rows before this one the rows agree.
    private boolean missing(Row row, List<Divergence.Cell> wrong) {
        for (int lostRows = 1; lostRows <= MOST_LOST; lostRows++) {
            for (Row guess : last == null ? List.of(row) : List.of(last, row)) {
                int count = lostRows;
                if (holds(() -> bridged(row, guess, count))) {
                    add(
                            Divergence.Kind.LOST_ROW,
                            row,
                            wrong,
                            "the recording lacks %s before this one"
                                    .formatted(lostRows == 1 ? "a row" : lostRows + " rows"));
                    lead(engine, row, guess, lostRows);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean bridged(Row row, Row guess, int lostRows) {
        return lead(trial, row, guess, lostRows).isEmpty() && agree(trial, 0);
    }

    /// Takes rows like `guess` and then this one. Gives the cells of this one that differ.
    private List<Divergence.Cell> lead(Engine to, Row row, Row guess, int lostRows) {
        to.copyFrom(before);
        for (int i = 0; i < lostRows; i++) {
            comparison.step(to, guess, new Comparison.Count());
        }
        return comparison.step(to, row, new Comparison.Count());
    }

    /// Whether an explanation holds. One that makes the spec stop in a check does not.
    private static boolean holds(BooleanSupplier explanation) {
        try {
            return explanation.getAsBoolean();
        } catch (CheckException e) {
            return false;
        }
    }

    /// From a recorded state on, that of this row or of the next, some rows agree.
    private boolean moved(Row row, List<Divergence.Cell> wrong) {
        int here = holds(() -> adoptHere(row)) ? agreeing(trial, 0) : 0;
        int next = holds(() -> adoptNext(new Comparison.Count())) ? 1 + agreeing(trial, 1) : 0;
        trial.copyFrom(engine);
        int without = agreeing(trial, 0);
        if (without > 0 && without >= here && without >= next) {
            return alone(row, wrong, without);
        }
        if (here == 0 && next == 0 && !onDivergence.adopt()) {
            return false;
        }
        boolean again = movedBefore() && !hidden.isEmpty();
        if (!again) {
            boolean all = here == ahead.size() && here > 0;
            add(
                    Divergence.Kind.STATE,
                    row,
                    wrong,
                    "from the recorded state on the rows agree again"
                            + (all && !lockstep ? ", as they would after a lost row" : ""));
        }
        if (here >= next) {
            adoptHere(row);
        } else {
            adoptNext(count);
            ahead.poll();
            steps++;
        }
        engine.copyFrom(trial);
        if (again) {
            hidden.forEach(this::forget);
        }
        return true;
    }

    /// Whether the state went another way shortly before: then it went on with what the recording
    /// does not show, and this is no other divergence.
    private boolean movedBefore() {
        return !divergences.isEmpty()
                && divergences.getLast().kind() == Divergence.Kind.STATE
                && steps - divergences.getLast().step() <= LOOK_AHEAD;
    }

    /// Repeats this row, on the trial engine, with the states that the recording shows in it.
    private boolean adoptHere(Row row) {
        trial.copyFrom(before);
        comparison.stepAdopted(trial, row, new Comparison.Count());
        return showsStates();
    }

    private boolean showsStates() {
        return hidden.size() < states.size();
    }

    /// Takes the next row, on the trial engine, with the states that the recording shows in it; all
    /// else in it must agree.
    private boolean adoptNext(Comparison.Count counted) {
        if (ahead.isEmpty() || !showsStates()) {
            return false;
        }
        trial.copyFrom(engine);
        return comparison.stepAdopted(trial, ahead.peek(), counted).isEmpty();
    }

    private void add(Divergence.Kind kind, Row row, List<Divergence.Cell> wrong, String note) {
        count.divergences++;
        divergences.add(new Divergence(kind, lane, steps, row.number(), row.place(), wrong, note));
    }
}
