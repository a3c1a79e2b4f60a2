package io.lockspike.check;

import io.lockspike.trace.TraceReader;

/// The picked cells of one row of a recording, and where it stands.
final class Row {
    private final long[] raws;
    private final boolean[] defineds;

    /// Picks that the recording ends before, or does not show in this row.
    private final boolean[] lacking;

    private final TraceReader reader;
    private final long number;
    private final long position;

    private Row(int picks, TraceReader reader, long number, long position) {
        this.raws = new long[picks];
        this.defineds = new boolean[picks];
        this.lacking = new boolean[picks];
        this.reader = reader;
        this.number = number;
        this.position = position;
    }

    static Row of(TraceReader reader, int picks) {
        var row = new Row(picks, reader, reader.row(), reader.position());
        for (int i = 0; i < picks; i++) {
            row.raws[i] = reader.raw(i);
            row.defineds[i] = reader.defined(i);
            row.lacking[i] = !reader.observed(i);
        }
        return row;
    }

    /// The row at the same place, whose pick i is that of the row `delays[i]` rows later, if there
    /// is one.
    static Row joined(Row[] rows, int[] delays) {
        var row = new Row(delays.length, rows[0].reader, rows[0].number, rows[0].position);
        for (int i = 0; i < delays.length; i++) {
            row.lacking[i] = delays[i] >= rows.length;
            if (!row.lacking[i]) {
                row.raws[i] = rows[delays[i]].raws[i];
                row.defineds[i] = rows[delays[i]].defineds[i];
                row.lacking[i] = rows[delays[i]].lacking[i];
            }
        }
        return row;
    }

    long raw(int pick) {
        return raws[pick];
    }

    boolean defined(int pick) {
        return defineds[pick];
    }

    boolean lacks(int pick) {
        return lacking[pick];
    }

    /// Among all rows of the recording, from 0.
    long number() {
        return number;
    }

    /// For people: `line 17`.
    String place() {
        return reader.place(position);
    }
}
