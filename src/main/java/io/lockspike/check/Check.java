package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.trace.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Holds a recording against the model, row by row.
public final class Check {
    private final Spec spec;
    private final BoundTrace bound;
    private final TraceReader reader;
    private final boolean lockstep;
    private final OnDivergence onDivergence;
    private final Comparison.Count count = new Comparison.Count();
    private final List<LaneCheck> lanes = new ArrayList<>();

    /// Those that rst ended.
    private final List<LaneCheck> ended = new ArrayList<>();

    private Check(Request request, TraceReader reader) {
        this.spec = request.spec();
        this.reader = reader;
        this.lockstep = request.lockstep();
        this.onDivergence = request.onDivergence();
        Binding binding = request.binding();
        this.bound = Binder.bind(spec, binding, reader);
        Equations equations = spec.equations();
        if (bound.lane() < 0 && equations.lanes() > 1) {
            throw new BadInputException(
                    binding.at(),
                    "the parameters have values for %d lanes, and the binding names no lane column: write 'lane: COLUMN'"
                            .formatted(equations.lanes()));
        }
    }

    /// What to hold a recording against, and how.
    ///
    /// @param subject what the verdict calls the recording
    /// @param lockstep model and device take each row together: no row is lost, too many or in
    ///   another order
    /// @param level rows (`CYCLE`), or events in order or within steps
    /// @param replay the command that repeats the check
    /// @param progress told the number of rows now and then
    /// @param interrupted asked now and then; the verdict is partial where it says yes
    public record Request(
            Spec spec,
            Binding binding,
            String subject,
            boolean lockstep,
            Verdict.Level level,
            String replay,
            OnDivergence onDivergence,
            LongConsumer progress,
            BooleanSupplier interrupted) {

        /// Row by row.
        public Request(
                Spec spec,
                Binding binding,
                String subject,
                boolean lockstep,
                String replay,
                OnDivergence onDivergence,
                LongConsumer progress,
                BooleanSupplier interrupted) {
            this(
                    spec,
                    binding,
                    subject,
                    lockstep,
                    Verdict.Level.CYCLE,
                    replay,
                    onDivergence,
                    progress,
                    interrupted);
        }
    }

    /// Refuses a level that the spec does not say enough for.
    ///
    /// @throws BadInputException if it has no events, or none that end a step
    public static void refuse(Spec spec, Verdict.Level level) {
        if (level != Verdict.Level.CYCLE) {
            EventCheck.refuse(spec, level);
        }
    }

    /// Checks a recording to its end, or to where the request says to stop.
    ///
    /// @throws BadInputException where binding or recording are wrong
    public static Verdict run(Request request, TraceReader reader) {
        var check = new Check(request, reader);
        reader.select(check.bound.picks());
        return switch (request.level()) {
            case CYCLE -> check.run(request);
            case ORDER, STEP -> new EventCheck(request.spec(), check.bound, request, reader).run();
        };
    }

    private Verdict run(Request request) {
        var rows = new Rows(reader, bound);
        String partial;
        try (rows) {
            partial = compare(rows, request);
        }
        lanes.stream().filter(lane -> lane != null).forEach(LaneCheck::finish);
        return verdict(request, rows, partial);
    }

    /// Compares row by row; gives why it ended before the last, if it did.
    private String compare(Rows rows, Request request) {
        long read = 0;
        for (Row row = rows.next(); row != null; row = rows.next()) {
            lane(row).add(row);
            read++;
            if ((read & 1023) == 0) {
                request.progress().accept(read);
            }
            if (count.divergences >= onDivergence.most()) {
                return onDivergence.reached();
            }
            if (request.interrupted().getAsBoolean()) {
                return "interrupted after row " + (read - 1);
            }
        }
        return "";
    }

    private LaneCheck lane(Row row) {
        int index = bound.lane() < 0 ? 0 : laneOf(row);
        while (lanes.size() <= index) {
            lanes.add(null);
        }
        LaneCheck lane = lanes.get(index);
        if (lane == null || isRestart(row)) {
            if (lane != null) {
                lane.finish();
                ended.add(lane);
            }
            lane =
                    new LaneCheck(
                            spec.equations(),
                            bound,
                            index,
                            bound.lane() >= 0,
                            lockstep,
                            onDivergence,
                            count);
            lanes.set(index, lane);
        }
        return lane;
    }

    private boolean isRestart(Row row) {
        return bound.step() >= 0
                && spec.equations().rst() != Rst.NONE
                && row.defined(bound.step())
                && row.raw(bound.step()) == 0;
    }

    private List<LaneCheck> all() {
        List<LaneCheck> all = new ArrayList<>(ended);
        for (LaneCheck lane : lanes) {
            if (lane != null) {
                all.add(lane);
            }
        }
        return all;
    }

    private int laneOf(Row row) {
        long lane = row.raw(bound.lane());
        int most = spec.equations().lanes() > 1 ? spec.equations().lanes() : 1 << 16;
        if (!row.defined(bound.lane()) || lane < 0 || lane >= most) {
            throw new BadInputException(
                    "%s: the lane is %s, and lanes are 0 to %d"
                            .formatted(
                                    row.place(), row.defined(bound.lane()) ? lane : "x", most - 1));
        }
        return (int) lane;
    }

    private Verdict verdict(Request request, Rows rows, String partial) {
        List<Divergence> divergences = new ArrayList<>();
        long steps = 0;
        for (LaneCheck lane : all()) {
            divergences.addAll(lane.divergences());
            steps += lane.steps();
        }
        if (lanes.size() + ended.size() > 1) {
            divergences.sort(Comparator.comparingLong(Divergence::row));
        }
        if (steps == 0) {
            throw new BadInputException(
                    "%s: nothing to compare: the recording has no rows%s"
                            .formatted(
                                    request.subject(),
                                    rows.skipped() > 0 ? " that count (see 'sample')" : ""));
        }
        return new Verdict(
                spec.name(),
                spec.hash(),
                request.subject(),
                bound.step() >= 0 || bound.when().isPresent() || bound.lane() >= 0
                        ? Verdict.Level.STEP
                        : Verdict.Level.CYCLE,
                steps,
                count.compared,
                count.undefined,
                count.unobserved,
                rows.skipped(),
                bound.compared().stream().map(BoundTrace.Compared::column).toList(),
                bound.left(),
                divergences,
                rows.warnings(),
                partial,
                about(),
                request.replay());
    }

    private List<Verdict.About> about() {
        List<Verdict.About> about = new ArrayList<>();
        if (!ended.isEmpty()) {
            about.add(
                    new Verdict.About(
                            "rst",
                            "taken to have come where step is 0 again: %d time%s"
                                    .formatted(ended.size(), ended.size() == 1 ? "" : "s")));
        }
        if (!lockstep) {
            about.add(
                    new Verdict.About(
                            "aligned", "by a look-ahead of " + LaneCheck.LOOK_AHEAD + " rows"));
        }
        return about;
    }
}
