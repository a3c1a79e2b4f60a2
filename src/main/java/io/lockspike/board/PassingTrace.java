package io.lockspike.board;

import io.lockspike.equation.Place;
import io.lockspike.trace.Column;
import io.lockspike.trace.Pick;
import io.lockspike.trace.TraceReader;
import java.util.List;
import java.util.Optional;

/// A recording that is read through another one.
abstract class PassingTrace implements TraceReader {
    private final TraceReader trace;

    PassingTrace(TraceReader trace) {
        this.trace = trace;
    }

    @Override
    public List<Column> columns() {
        return trace.columns();
    }

    @Override
    public Optional<Column> find(String name) {
        return trace.find(name);
    }

    @Override
    public void select(List<Pick> picks) {
        trace.select(picks);
    }

    @Override
    public boolean next() {
        return trace.next();
    }

    @Override
    public long raw(int pick) {
        return trace.raw(pick);
    }

    @Override
    public boolean defined(int pick) {
        return trace.defined(pick);
    }

    @Override
    public boolean observed(int pick) {
        return trace.observed(pick);
    }

    @Override
    public String text(int pick) {
        return trace.text(pick);
    }

    @Override
    public long row() {
        return trace.row();
    }

    @Override
    public long position() {
        return trace.position();
    }

    @Override
    public String place(long position) {
        return trace.place(position);
    }

    @Override
    public Place where() {
        return trace.where();
    }

    @Override
    public List<String> warnings() {
        return trace.warnings();
    }

    @Override
    public void close() {
        trace.close();
    }
}
