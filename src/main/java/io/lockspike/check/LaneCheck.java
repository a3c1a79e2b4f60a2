package io.lockspike.check;

import io.lockspike.equation.Equations;
import io.lockspike.model.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Checks the rows of one lane, some rows behind what was read, so that a divergence can be told by
/// what comes after it.
///
/// Where a row differs, explanations are tried on copies of the model. First those after which all
/// rows ahead agree: the row alone is wrong; a value is late or early; the row is one too many;
/// rows are lost (their inputs taken to be those of a neighbour). Then, by how many rows agree
/// before the next one differs: the state went another way, in this row or in the next, and stays
/// on its own; or again the row alone. If nothing makes even one row agree, the rows have parted.
final class LaneCheck {
    /// Rows that are read ahead before a divergence is told.
    static final int LOOK_AHEAD = 16;

    private static final int MOST_SHIFTED = 4;
    private static final int MOST_LOST = 3;

    private final int lane;
    private final Comparison comparison;
    private final OnDivergence onDivergence;
    private final Comparison.Count count;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final Engine engine;
    private final Engine before;
    private final Engine trial;
    private Row last;
    private long steps;
    private boolean lost;

    LaneCheck(
            Equations equations,
            BoundTrace bound,
            int lane,
            boolean named,
            OnDivergence onDivergence,
            Comparison.Count count) {
        this.lane = named ? lane : -1;
        this.comparison = new Comparison(bound);
        this.onDivergence = onDivergence;
        this.count = count;
        this.engine = Engine.interpreted(equations, lane);
        this.before = Engine.interpreted(equations, lane);
        this.trial = Engine.interpreted(equations, lane);
        engine.start(bound.hasRst());
    }

    List<Divergence> divergences() {
        return divergences;
    }

    long steps() {
        return steps;
    }

    /// Whether the rows did not come back, so that nothing more is compared.
    boolean lost() {
        return lost;
    }

    void add(Row row) {
        ahead.add(row);
        if (ahead.size() > LOOK_AHEAD) {
            check(ahead.poll());
        }
    }

    void finish() {
        while (!ahead.isEmpty()) {
            check(ahead.poll());
        }
    }

    private void check(Row row) {
        if (lost) {
            count.unobserved++;
            return;
        }
        before.copyFrom(engine);
        List<Divergence.Cell> wrong = comparison.step(engine, row, count);
        steps++;
        if (!wrong.isEmpty()) {
            tell(row, wrong);
        }
        last = row;
    }

    private void tell(Row row, List<Divergence.Cell> wrong) {
        boolean explained =
                alone(row, wrong, ahead.size())
                        || shifted(row, wrong)
                        || extra(row, wrong)
                        || missing(row, wrong);
        if (!explained && !moved(row, wrong)) {
            lost = true;
            add(
                    Divergence.Kind.FOR_GOOD,
                    row,
                    wrong,
                    "the rows do not come back; nothing after it is compared");
        }
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
                    "%s is %s %s"
                            .formatted(first.column(), rows(distance), late ? "late" : "early"));
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

    /// Without this row the rows agree.
    private boolean extra(Row row, List<Divergence.Cell> wrong) {
        if (ahead.isEmpty()) {
            return false;
        }
        trial.copyFrom(before);
        if (!agree(trial, 0)) {
            return false;
        }
        engine.copyFrom(before);
        steps--;
        add(Divergence.Kind.EXTRA_ROW, row, wrong, "one row too many: without it the rows agree");
        return true;
    }

    /// With one to three more rows before this one the rows agree.
    private boolean missing(Row row, List<Divergence.Cell> wrong) {
        for (int lostRows = 1; lostRows <= MOST_LOST; lostRows++) {
            for (Row guess : last == null ? List.of(row) : List.of(last, row)) {
                trial.copyFrom(before);
                for (int i = 0; i < lostRows; i++) {
                    comparison.step(trial, guess, new Comparison.Count());
                }
                if (comparison.agrees(trial, row) && agree(trial, 0)) {
                    resume(row, guess, lostRows);
                    add(
                            Divergence.Kind.LOST_ROW,
                            row,
                            wrong,
                            "the recording lacks %s before this one"
                                    .formatted(lostRows == 1 ? "a row" : lostRows + " rows"));
                    return true;
                }
            }
        }
        return false;
    }

    private void resume(Row row, Row guess, int lostRows) {
        engine.copyFrom(before);
        for (int i = 0; i < lostRows; i++) {
            comparison.step(engine, guess, new Comparison.Count());
        }
        comparison.step(engine, row, new Comparison.Count());
    }

    /// From a recorded state on, that of this row or of the next, some rows agree.
    private boolean moved(Row row, List<Divergence.Cell> wrong) {
        int here = adoptHere(row) ? agreeing(trial, 0) : 0;
        int next = adoptNext(new Comparison.Count()) ? 1 + agreeing(trial, 1) : 0;
        trial.copyFrom(engine);
        int without = agreeing(trial, 0);
        if (without > 0 && without >= here && without >= next) {
            return alone(row, wrong, without);
        }
        if (here == 0 && next == 0 && !onDivergence.adopt()) {
            return false;
        }
        boolean all = here == ahead.size() && here > 0;
        add(
                Divergence.Kind.STATE,
                row,
                wrong,
                "from the recorded state on the rows agree again"
                        + (all ? ", as they would after a lost row" : ""));
        if (here >= next) {
            adoptHere(row);
        } else {
            adoptNext(count);
            ahead.poll();
            steps++;
        }
        engine.copyFrom(trial);
        return true;
    }

    /// Repeats this row, on the trial engine, with the states that the recording shows in it.
    private boolean adoptHere(Row row) {
        trial.copyFrom(before);
        comparison.stepAdopted(trial, row, new Comparison.Count());
        return comparison.showsStates();
    }

    /// Takes the next row, on the trial engine, with the states that the recording shows in it; all
    /// else in it must agree.
    private boolean adoptNext(Comparison.Count counted) {
        if (ahead.isEmpty() || !comparison.showsStates()) {
            return false;
        }
        trial.copyFrom(engine);
        return comparison.stepAdopted(trial, ahead.peek(), counted).isEmpty();
    }

    private void add(Divergence.Kind kind, Row row, List<Divergence.Cell> wrong, String note) {
        divergences.add(
                new Divergence(kind, lane, steps - 1, row.number(), row.place(), wrong, note));
    }
}
