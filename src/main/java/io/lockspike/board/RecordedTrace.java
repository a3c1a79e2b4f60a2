package io.lockspike.board;

import io.lockspike.trace.TraceReader;

/// A session that was kept as a file: a cell that it has no value for is one that the board did not
/// show.
final class RecordedTrace extends PassingTrace {
    RecordedTrace(TraceReader trace) {
        super(trace);
    }

    @Override
    public boolean observed(int pick) {
        return super.defined(pick);
    }
}
