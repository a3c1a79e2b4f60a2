package io.lockspike.trace;

import io.lockspike.equation.Type;

/// What a caller wants of a recording: one column, or some bits of it, as a value of `type`.
///
/// `high` and `low` are the first and the last bit in the numbering that the recording itself
/// declares; both are [#WHOLE] for the whole column. Of what is marked as an `input` the reader
/// watches whether it changes at the very time of a clock's edge (see [TraceReader#warnings]).
public record Pick(String column, int high, int low, Type type, boolean input) {
    public static final int WHOLE = -1;

    public static Pick whole(String column, Type type) {
        return new Pick(column, WHOLE, WHOLE, type, false);
    }

    public static Pick bits(String column, int high, int low, Type type) {
        return new Pick(column, high, low, type, false);
    }

    public Pick asInput() {
        return new Pick(column, high, low, type, true);
    }

    public boolean isWhole() {
        return high == WHOLE && low == WHOLE;
    }

    /// As the recording's own language writes it: `bus` or `bus[8:0]`.
    @Override
    public String toString() {
        return isWhole() ? column : column + "[" + high + ":" + low + "]";
    }
}
