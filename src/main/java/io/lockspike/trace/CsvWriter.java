package io.lockspike.trace;

/// Writes CSV: lines that begin with `#` and say where the trace comes from, a header, a line for
/// each row. The first column is the step, the second one the lane if there are several. A value is
/// decimal, or `0x` and its bits in columns that ask for it; `x` where it is undefined.
final class CsvWriter implements TraceWriter {
    private final Output output;
    private final TraceHead head;
    private final Written[] columns;
    private final RowCount count;

    CsvWriter(Output output, TraceHead head) {
        this.output = output;
        this.head = head;
        columns = head.columns().toArray(new Written[0]);
        count = new RowCount(head.lanes());
        String provenance = head.provenance();
        if (!provenance.isEmpty()) {
            output.text("# ").text(provenance).letter('\n');
        }
        header();
    }

    @Override
    public void row(long[] raw, boolean[] defined) {
        output.unsigned(count.step());
        if (head.lanes() > 1) {
            output.letter(',').unsigned(count.lane());
        }
        for (int i = 0; i < columns.length; i++) {
            output.letter(',');
            if (!defined[i]) {
                output.letter('x');
            } else if (columns[i].hex()) {
                output.hex(raw[i], columns[i].type());
            } else {
                output.decimal(raw[i], columns[i].type());
            }
        }
        output.letter('\n');
        count.next();
    }

    @Override
    public void close() {
        output.close();
    }

    @Override
    public void abandon() {
        output.abandon();
    }

    private void header() {
        output.text(head.free("step"));
        if (head.lanes() > 1) {
            output.letter(',').text(head.free("lane"));
        }
        for (Written column : columns) {
            output.letter(',').text(quoted(column.name()));
        }
        output.letter('\n');
    }

    private static String quoted(String name) {
        boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0 && !name.startsWith("#");
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
