package io.lockspike.rtl;

import io.lockspike.check.Check;
import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import io.lockspike.vector.SplitMix64;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Model and device in lockstep, in the child process. Rows are compared many at a time; only where
/// a batch differs is the run repeated, row by row, by the one [Check] that judges recordings too.
final class Lockstep {
    private static final int BATCH = 2048;

    /// Rows before and behind a divergence that a waveform shows.
    private static final int SHOWN = 32;

    private final Job job;
    private final Spec spec;
    private final Pins pins;
    private final NativeDevice device;
    private final Runnable passBegins;

    private long steps;
    private long cells;
    private long undefined;
    private long busy;

    /// @param passBegins told before each run from row 0
    Lockstep(Job job, Spec spec, Pins pins, NativeDevice device, Runnable passBegins) {
        this.job = job;
        this.spec = spec;
        this.pins = pins;
        this.device = device;
        this.passBegins = passBegins;
    }

    static int batch() {
        return BATCH;
    }

    Verdict run() {
        try (var recordings = new TraceRecordings()) {
            return run(recordings);
        }
    }

    /// The directed rows from each start, and all rows from the first one.
    private Verdict run(TraceRecordings recordings) {
        long directed = Math.min(job.rows(), job.directed().size());
        for (int start = job.starts() - 1; start >= 0; start--) {
            Optional<Verdict> wrong = pass(start, start == 0 ? job.rows() : directed, recordings);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        return verdict(List.of(), "");
    }

    /// Empty where all agrees.
    private Optional<Verdict> pass(int start, long upTo, TraceRecordings recordings) {
        Optional<String> failed = start(start);
        if (failed.isPresent()) {
            return Optional.of(verdict(List.of(gone(0, failed.get())), ""));
        }
        if (start == job.starts() - 1) {
            checkWidths();
        }
        var rows = new Rows(model(upTo, recordings), device, pins, job.columns(), BATCH);
        steps = 0;
        cells = 0;
        while (rows.next()) {
            int mismatch = rows.mismatch();
            if (mismatch >= 0) {
                return Optional.of(
                        detail(start, rows.first + mismatch / rows.columns(), recordings));
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

    private void count(Rows rows) {
        undefined = rows.undefined;
        busy = rows.busy;
        cells = steps * pins.outputs().size() - undefined - busy;
    }

    private ModelRun model(long rows, TraceRecordings recordings) {
        var maker = new VectorMaker(spec, pins, job.seed(), 0, job.hasRst(), job.given());
        return new ModelRun(
                spec, pins, job.hasRst(), job.directed(), maker.randomRows(recordings), rows);
    }

    private Optional<String> start(int start) {
        passBegins.run();
        long seed = SplitMix64.derive(job.seed(), "start", start);
        return device.start(1 + (seed & 0x3fffffff));
    }

    private void checkWidths() {
        long[] widths = device.widths();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            if (widths[i] != out.type().bits()) {
                throw new BadInputException(
                        "'%s' of the device has %d bits, and '%s' has %d"
                                .formatted(out.port(), widths[i], out.column(), out.type().bits()));
            }
        }
    }

    private static Divergence gone(long row, String why) {
        return new Divergence(
                Divergence.Kind.GONE,
                -1,
                row,
                row,
                "row " + row,
                List.of(),
                "the device ended: " + Death.near(why));
    }

    /// Row by row from the beginning, to some rows behind the first that differs.
    private Verdict detail(int start, long row, TraceRecordings recordings) {
        long end = Math.min(job.rows(), row + 1 + job.look());
        int late = pins.outputs().stream().mapToInt(Pins.Out::latency).max().orElse(0);
        start(start);
        var rows = new Rows(model(end, recordings), device, pins, job.columns(), BATCH);
        var trace = new DeviceTrace(pins, rows, end + late);
        var request =
                new Check.Request(
                        spec,
                        job.isC() ? spec.binding("rtl") : everyRow(spec.binding("rtl")),
                        job.subject(),
                        true,
                        job.replay(),
                        job.onDivergence(),
                        _ -> {},
                        () -> false);
        Verdict checked = Check.run(request, trace);
        List<Divergence> divergences = new ArrayList<>(checked.divergences());
        boolean looked = checked.partial().isEmpty();
        if (looked && trace.ended().isPresent()) {
            divergences.add(gone(rows.first + rows.count, trace.ended().get()));
        }
        if (divergences.isEmpty()) {
            throw new IllegalStateException(
                    "row " + row + " differs, and does not when it is run again");
        }
        divergences.set(0, withStarts(divergences.getFirst(), start, recordings));
        job.wave().ifPresent(file -> wave(file, start, divergences.getFirst().row(), recordings));
        steps = checked.steps();
        cells = checked.cells();
        undefined = checked.undefined();
        busy = checked.unobserved();
        String partial =
                looked && end < job.rows()
                        ? "stopped %d rows behind the first divergence".formatted(job.look())
                        : checked.partial();
        return verdict(divergences, partial);
    }

    /// The rows that the device was not ready in are told by the trace itself.
    private static Binding everyRow(Binding binding) {
        return new Binding(
                binding.clock(),
                binding.fallingClock(),
                binding.rst(),
                binding.rstActiveLow(),
                binding.map(),
                binding.tie(),
                binding.after(),
                binding.latency(),
                binding.lane(),
                Optional.empty(),
                binding.at());
    }

    /// Says so where the first cell that differs has other values from other starts.
    private Divergence withStarts(Divergence first, int start, TraceRecordings recordings) {
        if (first.cells().isEmpty() || job.starts() < 2) {
            return first;
        }
        String column = first.cells().getFirst().column();
        TreeSet<String> others = new TreeSet<>();
        for (int other = 0; other < job.starts(); other++) {
            if (other != start) {
                seen(other, first.row(), column, recordings).ifPresent(others::add);
            }
        }
        others.remove(first.cells().getFirst().observed());
        if (others.isEmpty()) {
            return first;
        }
        String says =
                "it depends on an uninitialised register: from another start %s is %s"
                        .formatted(column, String.join(" or ", others));
        String note = first.note().isEmpty() ? says : says + "; " + first.note();
        return new Divergence(
                first.kind(),
                first.lane(),
                first.step(),
                first.row(),
                first.place(),
                first.cells(),
                note);
    }

    private Optional<String> seen(int start, long row, String port, TraceRecordings recordings) {
        if (start(start).isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            if (out.port().equals(port)) {
                long clock = row + out.latency();
                var rows = new Rows(model(row + 1, recordings), device, pins, job.columns(), BATCH);
                while (rows.next()) {
                    if (clock < rows.first + rows.count) {
                        int at = (int) (clock - rows.first);
                        Type type = out.type();
                        return Optional.of(type.format(rows.observed[at * rows.columns() + i]));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void wave(java.nio.file.Path file, int start, long row, TraceRecordings recordings) {
        start(start);
        long end = Math.min(job.rows(), row + SHOWN);
        var rows = new Rows(model(end, recordings), device, pins, job.columns(), BATCH);
        Wave.write(file, spec, pins, job.seed(), rows, Math.max(0, row - SHOWN), end);
    }

    private Verdict verdict(List<Divergence> divergences, String partial) {
        return new Verdict(
                spec.name(),
                spec.hash(),
                job.subject(),
                job.columns() > pins.outputs().size() ? Verdict.Level.STEP : Verdict.Level.CYCLE,
                steps,
                cells,
                undefined,
                busy,
                0,
                pins.outputs().stream().map(Pins.Out::port).toList(),
                List.of(),
                divergences,
                List.of(),
                partial,
                List.of(),
                job.replay());
    }
}
