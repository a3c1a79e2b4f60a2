package io.lockspike.rtl;

import io.lockspike.check.Check;
import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Type;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A run in which a row differs, once more and row by row, by the one [Check] that judges
/// recordings too.
record Detail(Lockstep lockstep, Job job, Spec spec, Pins pins, Course course, int start) {
    /// Rows before and behind a divergence that a waveform shows.
    private static final int SHOWN = 32;

    /// Divergences that are told, whatever was asked for: more would fill the memory that the
    /// device has, too.
    private static final int MOST = 100_000;

    /// No row differs when the run is repeated.
    static final class NotAgainException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotAgainException(long row) {
            super("row " + row + " differs, and does not when it is run again");
        }
    }

    /// Row by row from the beginning, to some rows behind the first that differs, or to the end
    /// where further divergences were asked for.
    ///
    /// @throws NotAgainException if none does
    Verdict verdict(long row) {
        long looked = job.goesOn() ? course.rows() : row + 1 + job.look();
        Verdict checked = checked(Math.min(course.rows(), looked));
        if (checked.divergences().isEmpty()) {
            throw new NotAgainException(row);
        }
        return checked;
    }

    /// All rows, by their events.
    Verdict events() {
        return checked(course.rows());
    }

    private Verdict checked(long end) {
        int late = pins.outputs().stream().mapToInt(Pins.Out::latency).max().orElse(0);
        lockstep.start(course, start);
        Rows rows = lockstep.rows(course.upTo(end));
        var trace = new DeviceTrace(pins, rows, end + late, course.name());
        var request =
                new Check.Request(
                        spec,
                        binding(),
                        job.subject(),
                        true,
                        job.level(),
                        job.replay(),
                        job.onDivergence().upTo(MOST),
                        _ -> {},
                        () -> false);
        Verdict checked = Check.run(request, trace);
        List<Divergence> divergences = new ArrayList<>(checked.divergences());
        boolean looked = checked.partial().isEmpty();
        if (looked && trace.ended().isPresent()) {
            divergences.add(Lockstep.gone(rows.first + rows.count, trace.ended().get()));
        }
        if (divergences.isEmpty()) {
            return checked;
        }
        divergences.set(0, withStarts(divergences.getFirst()));
        job.wave().ifPresent(file -> wave(file, divergences.getFirst().row()));
        String partial =
                looked && end < course.rows()
                        ? "stopped %d rows behind the first divergence".formatted(job.look())
                        : checked.partial();
        return checked.with(divergences, partial);
    }

    /// The rows that the device was not ready in are told by the trace itself.
    private Binding binding() {
        Binding named = spec.binding("rtl");
        Binding binding = job.isC() ? named : named.ofEveryRow(Pins.tied(spec));
        boolean rests = !job.hasRst() && spec.equations().rst() != Rst.NONE;
        return rests ? binding.withoutRst() : binding;
    }

    /// Says so where the first cell that differs has other values from other starts.
    private Divergence withStarts(Divergence first) {
        if (first.cells().isEmpty() || job.starts() < 2) {
            return first;
        }
        String column = first.cells().getFirst().column();
        TreeSet<String> others = new TreeSet<>();
        for (int other = 0; other < job.starts(); other++) {
            if (other != start) {
                seen(other, first.row(), column).ifPresent(others::add);
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

    private Optional<String> seen(int other, long row, String port) {
        if (lockstep.start(course, other).isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            if (out.port().equals(port)) {
                long clock = row + out.latency();
                Rows rows = lockstep.rows(course.upTo(row + 1));
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

    private void wave(Path file, long row) {
        lockstep.start(course, start);
        long end = Math.min(course.rows(), row + SHOWN);
        Rows rows = lockstep.rows(course.upTo(end));
        Wave.write(file, spec, pins, job.seed(), rows, Math.max(0, row - SHOWN), end);
    }
}
