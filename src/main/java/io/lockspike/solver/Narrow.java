package io.lockspike.solver;

import io.lockspike.equation.Type;
import io.lockspike.spec.Family;
import java.util.ArrayList;
import java.util.List;

/// How a value is brought into the type of its state.
///
/// @param period 2^N where it wraps, else 0
/// @param stops a value outside ends the run
record Narrow(long low, long high, long period, boolean stops) {

    /// As the type and the overflow rule have it.
    static Narrow declared(Type type, Family.Overflow overflow) {
        long low = type.min().longValueExact();
        long high = type.max().longValueExact();
        return switch (overflow) {
            case SAT -> new Narrow(low, high, 0, false);
            case CLAMP_AT_ZERO -> new Narrow(0, high, 0, false);
            case WRAP -> new Narrow(low, high, 1L << type.bits(), false);
            case CHECKED -> new Narrow(low, high, 0, true);
        };
    }

    /// As if no type were too small; a clamp at 0 is kept.
    static Narrow free(Family.Overflow overflow) {
        boolean zero = overflow == Family.Overflow.CLAMP_AT_ZERO;
        return new Narrow(zero ? 0 : -Circuit.LIMIT, Circuit.LIMIT, 0, false);
    }

    boolean wraps() {
        return period != 0;
    }

    long clamp(long value) {
        return Math.max(low, Math.min(high, value));
    }

    /// The images of `from … to`, each an interval.
    List<long[]> images(long from, long to) {
        if (!wraps()) {
            boolean gone = stops && (to < low || from > high);
            return gone ? List.of() : List.of(new long[] {clamp(from), clamp(to)});
        }
        if (to - from >= period - 1) {
            return List.of(new long[] {low, high});
        }
        List<long[]> images = new ArrayList<>();
        for (long turn = Math.floorDiv(from - low, period);
                turn <= Math.floorDiv(to - low, period);
                turn++) {
            long base = turn * period;
            images.add(new long[] {Math.max(from - base, low), Math.min(to - base, high)});
        }
        return images;
    }

    /// A value of `from … to` that becomes `value`.
    long origin(long value, long from, long to) {
        if (wraps()) {
            return value + Math.ceilDiv(from - value, period) * period;
        }
        return Math.max(from, Math.min(to, value));
    }
}
