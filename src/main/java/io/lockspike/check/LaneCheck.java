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
/// Where a row differs, these are tried in turn, each on a copy of the model, and the first after
/// which [#LOOK_AHEAD] rows (or all that are left) agree is what is reported: the row alone is
/// wrong; a value is late or early; the row is one too many; rows are lost (their inputs taken to
/// be those of a neighbour); the state went another way and stays on its own.
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
        if (!alone(row, wrong)
                && !shifted(row, wrong)
                && !extra(row, wrong)
                && !missing(row, wrong)) {
            moved(row, wrong);
        }
    }

    /// The rows after this one agree.
    private boolean alone(Row row, List<Divergence.Cell> wrong) {
        trial.copyFrom(engine);
        if (!agree(trial, 0)) {
            return false;
        }
        String note = ahead.isEmpty() ? "" : "the " + rows(ahead.size()) + " after it agree";
        add(Divergence.Kind.WRONG_VALUE, row, wrong, note);
        return true;
    }

    private static String rows(int count) {
        return count == 1 ? "row" : count + " rows";
    }

    /// Whether the rows ahead, but for the first `skip`, agree.
    private boolean agree(Engine from, int skip) {
        int index = 0;
        for (Row row : ahead) {
            if (index++ >= skip && !comparison.agrees(from, row)) {
                return false;
            }
        }
        return true;
    }

    /// One column differs here and, the other way round, some rows later; all else agrees.
    private boolean shifted(Row row, List<Divergence.Cell> wrong) {
        if (wrong.size() != 1) {
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

    /// From the recorded state on the rows agree, or nothing helps.
    private void moved(Row row, List<Divergence.Cell> wrong) {
        trial.copyFrom(before);
        boolean adopted = comparison.stepAdopted(trial, row);
        boolean back = adopted && agree(trial, 0);
        if (back || (adopted && onDivergence.adopt())) {
            engine.copyFrom(before);
            comparison.stepAdopted(engine, row);
            add(
                    Divergence.Kind.STATE,
                    row,
                    wrong,
                    back
                            ? "from this recorded state on the rows agree; a lost row before it would look the same"
                            : "the recorded state is taken over");
            return;
        }
        lost = true;
        add(
                Divergence.Kind.FOR_GOOD,
                row,
                wrong,
                "the rows do not come back; nothing after it is compared");
    }

    private void add(Divergence.Kind kind, Row row, List<Divergence.Cell> wrong, String note) {
        divergences.add(
                new Divergence(kind, lane, steps - 1, row.number(), row.place(), wrong, note));
    }
}
