package io.lockspike.board;

import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import java.nio.file.Path;

/// Writes each row of a session to a file as it is read.
final class Recorder extends PassingTrace {
    private final BoardTrace trace;
    private final TraceWriter writer;
    private final long[] raw;
    private final boolean[] defined;
    private boolean kept;

    Recorder(BoardTrace trace, Path file, TraceHead head) {
        super(trace);
        this.trace = trace;
        this.writer = TraceWriter.to(file, head);
        this.raw = new long[head.columns().size()];
        this.defined = new boolean[raw.length];
    }

    @Override
    public boolean next() {
        boolean more = super.next();
        if (more) {
            for (int column = 0; column < raw.length; column++) {
                defined[column] = trace.shows(column);
                raw[column] = trace.cell(column);
            }
            writer.row(raw, defined);
        }
        return more;
    }

    /// The file is whole.
    void keep() {
        writer.close();
        kept = true;
    }

    @Override
    public void close() {
        if (!kept) {
            writer.abandon();
        }
    }
}
