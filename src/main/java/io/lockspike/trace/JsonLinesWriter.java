package io.lockspike.trace;

import io.lockspike.equation.Type;

/// Writes JSON lines: first an object that has a `schema`, says where the trace comes from and
/// lists the `names` and `types` of the values, then an object for each row.
///
/// Numbers are JSON numbers with all their digits, also beyond 2^53, where a reader that takes them
/// as floating-point loses bits: the type tells it. What is undefined is `null`.
final class JsonLinesWriter implements TraceWriter {
    static final String SCHEMA = "lockspike-trace-1";

    private static final Type STEP = Type.unsigned(63);
    private static final Type LANE = Type.unsigned(31);

    private final Output output;
    private final TraceHead head;
    private final Written[] columns;

    /// What stands before each value: `,"v":`.
    private final String[] keys;

    private final String stepKey;
    private final String laneKey;
    private final RowCount count;

    JsonLinesWriter(Output output, TraceHead head) {
        this.output = output;
        this.head = head;
        columns = head.columns().toArray(new Written[0]);
        keys = new String[columns.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "," + JsonText.quote(columns[i].name()) + ":";
        }
        stepKey = "{" + JsonText.quote(head.free("step")) + ":";
        laneKey = "," + JsonText.quote(head.free("lane")) + ":";
        count = new RowCount(head.lanes());
        header();
    }

    @Override
    public void row(long[] raw, boolean[] defined) {
        output.text(stepKey).unsigned(count.step());
        if (head.lanes() > 1) {
            output.text(laneKey).unsigned(count.lane());
        }
        for (int i = 0; i < columns.length; i++) {
            output.text(keys[i]);
            if (defined[i]) {
                output.decimal(raw[i], columns[i].type());
            } else {
                output.text("null");
            }
        }
        output.text("}\n");
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
        output.text("{\"schema\":").text(JsonText.quote(SCHEMA));
        known("spec", head.spec());
        known("hash", head.hash());
        known("seed", head.seed());
        output.text(",\"names\":[").text(JsonText.quote(head.free("step")));
        if (head.lanes() > 1) {
            output.letter(',').text(JsonText.quote(head.free("lane")));
        }
        for (Written column : columns) {
            output.letter(',').text(JsonText.quote(column.name()));
        }
        output.text("],\"types\":[").text(JsonText.quote(STEP.toString()));
        if (head.lanes() > 1) {
            output.letter(',').text(JsonText.quote(LANE.toString()));
        }
        for (Written column : columns) {
            output.letter(',').text(JsonText.quote(column.type().toString()));
        }
        output.text("]}\n");
    }

    private void known(String key, String value) {
        if (!value.isEmpty()) {
            output.text(",\"").text(key).text("\":").text(JsonText.quote(value));
        }
    }
}
