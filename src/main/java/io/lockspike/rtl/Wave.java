package io.lockspike.rtl;

import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import io.lockspike.trace.Written;
import io.lockspike.vector.Pins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A waveform of model and device side by side, in two scopes with the same names; `step` is the
/// number of the row, as the file begins in the middle. A late output is shown when the device
/// shows it, in both.
final class Wave {
    private Wave() {}

    static void write(Path file, Spec spec, Pins pins, long seed, Rows rows, long first, long end) {
        List<Written> columns =
                new ArrayList<>(List.of(Written.decimal("step", Type.unsigned(64))));
        pins.inputs().forEach(in -> columns.add(Written.decimal(in.port(), in.signal().type())));
        pins.outputs().forEach(out -> columns.add(Written.decimal(out.port(), out.type())));
        var head =
                new TraceHead(
                        spec.name(),
                        spec.hash(),
                        Long.toString(seed),
                        List.of("model", "rtl"),
                        columns);
        TraceWriter writer = TraceWriter.to(file, head);
        boolean whole = false;
        try {
            write(writer, pins, rows, first, end);
            writer.close();
            whole = true;
        } finally {
            if (!whole) {
                writer.abandon();
            }
        }
    }

    private static void write(TraceWriter writer, Pins pins, Rows rows, long first, long end) {
        int inputs = pins.inputs().size();
        int outputs = pins.outputs().size();
        long[] raw = new long[1 + inputs + outputs];
        boolean[] defined = new boolean[raw.length];
        while (rows.next()) {
            for (int at = 0; at < rows.count; at++) {
                long row = rows.first + at;
                if (row < first || row > end) {
                    continue;
                }
                raw[0] = row;
                Arrays.fill(defined, true);
                System.arraycopy(rows.driven, at * inputs, raw, 1, inputs);
                int cell = at * rows.columns();
                System.arraycopy(rows.expected, cell, raw, 1 + inputs, outputs);
                for (int i = 0; i < outputs; i++) {
                    defined[1 + inputs + i] = !rows.open[cell + i];
                }
                writer.row(raw, defined);
                Arrays.fill(defined, true);
                System.arraycopy(rows.observed, cell, raw, 1 + inputs, outputs);
                writer.row(raw, defined);
            }
        }
    }
}
