package io.lockspike.rtl;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import io.lockspike.vector.SplitMix64;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Model and device in lockstep, in the child process. Rows are compared many at a time; only where
/// a batch differs is the run repeated, row by row ([Detail]).
final class Lockstep {
    private static final int BATCH = 2048;

    private final Job job;
    private final Spec spec;
    private final Pins pins;
    private final Devices devices;
    private final LongConsumer passBegins;
    private final TraceRecordings recordings;

    private final List<String> warnings = new ArrayList<>();
    private final List<Verdict.About> about = new ArrayList<>();
    private long steps;
    private long cells;
    private long undefined;
    private long busy;

    /// @param passBegins told before each run how many rows came before it
    Lockstep(
            Job job,
            Spec spec,
            Pins pins,
            Devices devices,
            LongConsumer passBegins,
            TraceRecordings recordings) {
        this.job = job;
        this.spec = spec;
        this.pins = pins;
        this.devices = devices;
        this.passBegins = passBegins;
        this.recordings = recordings;
    }

    static int batch() {
        return BATCH;
    }

    /// The directed rows from each start, all rows of one run from the first one, and then runs
    /// side by side.
    Verdict run() {
        long directed = Math.min(job.rows(), job.directed().size());
        if (job.level() != Verdict.Level.CYCLE) {
            return events(directed);
        }
        for (int start = job.starts() - 1; start >= 0; start--) {
            Optional<Verdict> wrong = pass(start, start == 0 ? job.oneRun() : directed);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        if (job.exhaustive()) {
            return exhaustive();
        }
        Optional<Verdict> wrong = job.runRows() > 0 ? sideBySide() : Optional.empty();
        return wrong.orElseGet(() -> verdict(List.of(), ""));
    }

    /// The same by events, whenever they come: the first rows from each start, all from the first.
    private Verdict events(long directed) {
        for (int start = job.starts() - 1; start > 0; start--) {
            Verdict verdict = events(start, directed);
            if (verdict.outcome() == Verdict.Outcome.DISAGREED) {
                return verdict;
            }
        }
        return events(0, job.rows());
    }

    private Verdict events(int start, long upTo) {
        Course course = one(upTo);
        Optional<String> failed = start(course, start);
        if (failed.isPresent()) {
            return verdict(List.of(gone(0, failed.get())), "");
        }
        checkWidths();
        Rows first = rows(course.upTo(1));
        if (first.next() && first.ended.isPresent()) {
            return verdict(List.of(gone(0, first.ended.get())), "");
        }
        return new Detail(this, job, spec, pins, course, start).events();
    }

    /// Every input in every state.
    private Verdict exhaustive() {
        NativeStates states = devices.states().orElseThrow();
        long most = job.rows() - job.oneRun();
        var search = new Exhaustive(spec, pins, states, job.hasRst(), most);
        Optional<String> failed = Optional.empty();
        for (int start = 0; start < job.starts() && failed.isEmpty(); start++) {
            List<long[]> way = search.way(List.of());
            Course course = alone(way, way.size());
            failed = start(course, start);
            Rows rows = rows(course);
            while (failed.isEmpty() && rows.next()) {
                failed = rows.ended;
            }
            search.begin(start);
        }
        passBegins.accept(job.oneRun());
        Optional<Exhaustive.Found> found = failed.isEmpty() ? search.run() : Optional.empty();
        steps += search.rows;
        cells += search.cells;
        undefined += search.undefined;
        about.add(new Verdict.About("exhaustive", sentence(search)));
        if (failed.isPresent() || search.ended) {
            String why = failed.orElseGet(devices.one()::why);
            return verdict(List.of(gone(steps, why)), "");
        }
        if (found.isPresent()) {
            return theWay(found.get());
        }
        return verdict(
                List.of(),
                search.left() == 0
                        ? ""
                        : "stopped after %,d rows: %,d states were not left by every input"
                                .formatted(search.rows, search.left()));
    }

    private static String sentence(Exhaustive search) {
        String refused =
                search.refused == 0
                        ? ""
                        : "; %,d of these rows are what the spec does not allow"
                                .formatted(search.refused);
        return search.left() == 0
                ? "every state and input: %,d states × %,d inputs%s"
                        .formatted(search.pairs(), search.each(), refused)
                : "%,d of %,d states met, × %,d inputs%s"
                        .formatted(
                                search.pairs() - search.left(),
                                search.pairs(),
                                search.each(),
                                refused);
    }

    /// The shortest way to a row that differs, from power-up on. Where it does not differ there,
    /// the device keeps a state that cannot be gone back to.
    private Verdict theWay(Exhaustive.Found found) {
        long before = steps;
        long cellsBefore = cells;
        long undefinedBefore = undefined;
        try {
            Course course = alone(found.way(), found.way().size());
            Verdict verdict = detail(course, found.start(), found.way().size() - 1L);
            steps = before;
            cells = cellsBefore;
            undefined = undefinedBefore;
            return verdict(verdict.divergences(), "stopped at the first state that differs");
        } catch (Detail.NotAgainException e) {
            return verdict(
                    List.of(),
                    "the device has a state that cannot be gone back to: a row differs, and does not when it is come to by the rows before it");
        }
    }

    private Course alone(List<long[]> way, long rows) {
        VectorMaker maker = maker();
        return new Course(
                devices.one(),
                way,
                () -> maker.randomRows(recordings),
                rows,
                0,
                " of the shortest way");
    }

    private VectorMaker maker() {
        return new VectorMaker(spec, pins, job.seed(), 0, job.hasRst(), job.given());
    }

    private Course one(long rows) {
        VectorMaker maker = maker();
        return new Course(
                devices.one(), job.directed(), () -> maker.randomRows(recordings), rows, 0, "");
    }

    ModelRun model(Course course) {
        return new ModelRun(
                spec, pins, job.hasRst(), course.directed(), course.random().get(), course.rows());
    }

    /// From power-up.
    Rows rows(Course course) {
        return new Rows(model(course), course.device(), pins, job.columns(), BATCH);
    }

    /// Gives why it fails.
    Optional<String> start(Course course, int start) {
        passBegins.accept(course.begun());
        return course.device().start(seed(start));
    }

    private long seed(int start) {
        long seed = SplitMix64.derive(job.seed(), "start", start);
        return 1 + (seed & 0x3fffffff);
    }

    /// Empty where all agrees.
    private Optional<Verdict> pass(int start, long upTo) {
        Course course = one(upTo);
        Optional<String> failed = start(course, start);
        if (failed.isPresent()) {
            return Optional.of(verdict(List.of(gone(0, failed.get())), ""));
        }
        if (start == job.starts() - 1) {
            checkWidths();
        }
        Rows rows = rows(course);
        steps = 0;
        cells = 0;
        while (rows.next()) {
            int mismatch = rows.mismatch();
            if (mismatch >= 0) {
                return Optional.of(told(course, start, rows.first + mismatch / rows.columns()));
            }
            steps = Math.min(upTo, rows.first + rows.count);
            if (rows.ended.isPresent()) {
                count(rows);
                return Optional.of(verdict(List.of(gone(steps, rows.ended.get())), ""));
            }
        }
        count(rows);
        return Optional.empty();
    }

    /// A row that differs, told by a second run from power-up on.
    private Verdict told(Course course, int start, long row) {
        try {
            return detail(job.goesOn() ? one(job.rows()) : course, start, row);
        } catch (Detail.NotAgainException e) {
            return verdict(
                    List.of(),
                    "the device does not repeat itself: %s; it depends on something that is not set at the start (a file, the time, a random number)"
                            .formatted(e.getMessage()));
        }
    }

    private void count(Rows rows) {
        undefined = rows.undefined;
        busy = rows.busy;
        cells = steps * pins.outputs().size() - undefined - busy;
    }

    private void checkWidths() {
        long[] widths = devices.one().widths();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            if (widths[i] != out.type().bits()) {
                throw new BadInputException(
                        "'%s' of the device has %d bits, and '%s' has %d"
                                .formatted(out.port(), widths[i], out.column(), out.type().bits()));
            }
        }
    }

    /// Empty where all agrees.
    private Optional<Verdict> sideBySide() {
        try {
            var runs = new SideBySide(spec, pins, devices.many(), this::random, job.runRows());
            passBegins.accept(job.oneRun());
            Optional<String> failed = runs.start(seed(0), job.hasRst(), rst());
            if (failed.isPresent()) {
                return Optional.of(verdict(List.of(goneMany(failed.get())), ""));
            }
            Optional<SideBySide.Found> found = runs.run();
            if (found.isPresent()) {
                return detail(found.get());
            }
            count(runs.done);
            return runs.ended.map(why -> verdict(List.of(goneMany(why)), ""));
        } catch (CheckException refused) {
            // A row is left out, and what comes behind it depends on that: one run for all.
            warnings.add(
                    "a random row is what the spec does not allow, so all rows were run again in one run");
            return pass(0, job.rows());
        }
    }

    /// The random rows of a run: behind the segments of the one run, and two runs have none in
    /// common. Those of a run are of all kinds.
    private RandomRows random(int run) {
        return randomOf(run, job.oneRun() - job.directed().size(), maker(), recordings);
    }

    /// @param rows random ones of the one run
    static RandomRows randomOf(int run, long rows, VectorMaker maker, TraceRecordings recordings) {
        int before = RandomRows.segments(rows);
        return maker.randomRows(before + run, SideBySide.RUNS + 1, recordings);
    }

    /// From the segments that are left over.
    private List<long[]> rst() {
        return SideBySide.rst(spec, job.hasRst(), random(SideBySide.RUNS));
    }

    private Divergence goneMany(String why) {
        Divergence gone = gone(steps, why);
        return new Divergence(
                gone.kind(),
                gone.lane(),
                gone.step(),
                gone.row(),
                job.place(gone.row()),
                gone.cells(),
                gone.note());
    }

    private void count(long done) {
        steps += done * SideBySide.RUNS;
        for (Pins.Out out : pins.outputs()) {
            cells += Math.max(0, done - out.latency()) * SideBySide.RUNS;
        }
    }

    /// One of the runs alone, from the same power-up. Where it does not differ then, the devices
    /// are not independent of each other, and there is nothing for it but to go on in one run.
    private Optional<Verdict> detail(SideBySide.Found found) {
        var course =
                new Course(
                        new LaneDevice(devices.many(), pins, found.run()),
                        rst(),
                        () -> random(found.run()),
                        SideBySide.RST_ROWS + job.runRows(),
                        job.oneRun() - (long) SideBySide.RST_ROWS * SideBySide.RUNS,
                        " of run " + (found.run() + 1));
        long before = steps;
        long cellsBefore = cells;
        long undefinedBefore = undefined;
        try {
            Verdict verdict = detail(course, 0, SideBySide.RST_ROWS + found.row());
            steps += before;
            cells += cellsBefore;
            undefined += undefinedBefore;
            boolean toItsEnd = verdict.partial().isEmpty();
            String partial = toItsEnd ? "stopped behind the run that differs" : verdict.partial();
            return Optional.of(verdict(verdict.divergences(), partial));
        } catch (Detail.NotAgainException e) {
            warnings.add(
                    "the devices that ran side by side were not independent of each other, so all rows were run again in one run");
            return pass(0, job.rows());
        }
    }

    private Verdict detail(Course course, int start, long row) {
        Verdict checked = new Detail(this, job, spec, pins, course, start).verdict(row);
        steps = checked.steps();
        cells = checked.cells();
        undefined = checked.undefined();
        busy = checked.unobserved();
        return verdict(checked.divergences(), checked.partial());
    }

    static Divergence gone(long row, String why) {
        return new Divergence(
                Divergence.Kind.GONE,
                -1,
                row,
                row,
                "row " + row,
                List.of(),
                "the device ended: " + Death.near(why));
    }

    private Verdict.Level level() {
        return job.columns() > pins.outputs().size() ? Verdict.Level.STEP : job.level();
    }

    private Verdict verdict(List<Divergence> divergences, String partial) {
        return new Verdict(
                spec.name(),
                spec.hash(),
                job.subject(),
                level(),
                steps,
                cells,
                undefined,
                busy,
                0,
                pins.outputs().stream().map(Pins.Out::port).toList(),
                List.of(),
                divergences,
                warnings,
                partial,
                about,
                job.replay());
    }
}
