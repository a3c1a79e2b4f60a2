package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Drives an engine with rows of a recording and holds the compared columns against it.
final class Comparison {
    private final BoundTrace.Drive[] drives;
    private final BoundTrace.Compared[] before;
    private final BoundTrace.Compared[] after;
    private final long[] inputs;
    private final boolean[] defined;

    Comparison(BoundTrace bound) {
        this.drives = bound.drives().toArray(BoundTrace.Drive[]::new);
        this.before = columns(bound, false);
        this.after = columns(bound, true);
        this.inputs = new long[drives.length];
        this.defined = new boolean[drives.length];
    }

    private static BoundTrace.Compared[] columns(BoundTrace bound, boolean after) {
        List<BoundTrace.Compared> columns = new ArrayList<>();
        for (BoundTrace.Compared column : bound.compared()) {
            if (column.after() == after) {
                columns.add(column);
            }
        }
        return columns.toArray(BoundTrace.Compared[]::new);
    }

    /// Cells that were compared, those that were not, and the divergences that were told.
    static final class Count {
        long compared;
        long undefined;
        long unobserved;
        long divergences;
    }

    /// The whole of one row: inputs, comparison, edge, comparison of what the recording shows after
    /// the step. Gives the cells that differ.
    List<Divergence.Cell> step(Engine engine, Row row, Count count) {
        List<Divergence.Cell> wrong = sample(engine, row, count);
        engine.edge();
        for (BoundTrace.Compared column : after) {
            wrong = compare(engine, column, row, count, wrong);
        }
        return wrong;
    }

    /// Whether one row agrees; it does not if the spec stops in a check.
    boolean agrees(Engine engine, Row row) {
        try {
            return step(engine, row, new Count()).isEmpty();
        } catch (CheckException e) {
            return false;
        }
    }

    private List<Divergence.Cell> sample(Engine engine, Row row, Count count) {
        drive(row);
        engine.row(inputs, defined);
        List<Divergence.Cell> wrong = List.of();
        for (BoundTrace.Compared column : before) {
            wrong = compare(engine, column, row, count, wrong);
        }
        return wrong;
    }

    private void drive(Row row) {
        for (int slot = 0; slot < inputs.length; slot++) {
            BoundTrace.Drive drive = drives[slot];
            if (drive.pick() < 0) {
                inputs[slot] = drive.constant();
                defined[slot] = true;
            } else {
                inputs[slot] = driven(drive, row);
                defined[slot] = row.defined(drive.pick());
            }
        }
    }

    private static long driven(BoundTrace.Drive drive, Row row) {
        long raw = row.raw(drive.pick());
        if (drive.inverted()) {
            return raw == 0 ? 1 : 0;
        }
        Type type = drive.type();
        boolean fits = type.wrap(raw) == raw;
        if (!fits && row.defined(drive.pick())) {
            throw new BadInputException(
                    "%s: the input '%s' is %d, which does not fit %s (%s)"
                            .formatted(row.place(), drive.input(), raw, type, type.range()));
        }
        return raw;
    }

    private static List<Divergence.Cell> compare(
            Engine engine,
            BoundTrace.Compared column,
            Row row,
            Count count,
            List<Divergence.Cell> wrong) {
        if (row.lacks(column.pick())) {
            count.unobserved++;
            return wrong;
        }
        long observed = row.raw(column.pick());
        boolean seen = row.defined(column.pick());
        if (column.expression() instanceof io.lockspike.equation.Expr.Value value) {
            Signal signal = value.signal();
            if (!engine.defined(signal.slot())) {
                count.undefined++;
                return wrong;
            }
            count.compared++;
            long expected = engine.raw(signal.slot());
            boolean agrees = seen && observed == expected;
            return agrees
                    ? wrong
                    : with(wrong, column, observed, seen, signal.type().format(expected));
        }
        BigInteger expected = engine.evaluate(column.expression());
        if (expected == null) {
            count.undefined++;
            return wrong;
        }
        count.compared++;
        boolean agrees = seen && column.type().value(observed).equals(expected);
        return agrees ? wrong : with(wrong, column, observed, seen, expected.toString());
    }

    private static List<Divergence.Cell> with(
            List<Divergence.Cell> wrong,
            BoundTrace.Compared column,
            long observed,
            boolean seen,
            String expected) {
        List<Divergence.Cell> more = new ArrayList<>(wrong);
        more.add(
                new Divergence.Cell(
                        column.column(), seen ? column.type().format(observed) : "x", expected));
        return more;
    }

    private static boolean shows(BoundTrace.Compared column, Signal state) {
        return column.state().isPresent() && column.state().get().slot() == state.slot();
    }

    /// Whether the recording shows a state.
    boolean shows(Signal state) {
        return Stream.of(before, after)
                .flatMap(Arrays::stream)
                .anyMatch(column -> shows(column, state));
    }

    /// One row with the states that the recording shows in it, in place of the model's. Gives the
    /// cells that differ all the same.
    List<Divergence.Cell> stepAdopted(Engine engine, Row row, Count count) {
        adopt(engine, row, before);
        drive(row);
        engine.row(inputs, defined);
        adopt(engine, row, before);
        List<Divergence.Cell> wrong = List.of();
        for (BoundTrace.Compared column : before) {
            wrong = compare(engine, column, row, count, wrong);
        }
        engine.edge();
        adopt(engine, row, after);
        return wrong;
    }

    private static void adopt(Engine engine, Row row, BoundTrace.Compared[] columns) {
        for (BoundTrace.Compared column : columns) {
            if (column.state().isPresent() && !row.lacks(column.pick())) {
                Signal state = column.state().get();
                engine.poke(
                        state.slot(),
                        state.type().wrap(row.raw(column.pick())),
                        row.defined(column.pick()));
            }
        }
    }
}
