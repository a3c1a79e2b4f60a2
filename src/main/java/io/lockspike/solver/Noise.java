package io.lockspike.solver;

import io.lockspike.equation.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What rounding adds in a step, as a hidden input δ (numerics T1): v' = αv + I + δ.
///
/// @param low the least δ, at most 0, in units of 2^-bits
/// @param high the greatest, at least 0
/// @param bits those of α's fraction
/// @param lost 2^bits · (1 - α)
record Noise(long low, long high, int bits, long lost) {

    /// Over all values of `range` that differ in what they leave over.
    static Noise of(Decay.Linear decay, Interval range) {
        Interval values = values(decay, range);
        long low = 0;
        long high = 0;
        for (long v = values.low().longValue(); v <= values.high().longValue(); v++) {
            low = Math.min(low, Math.min(decay.noise(v, 0), decay.noise(v, decay.mostRandom())));
            high = Math.max(high, Math.max(decay.noise(v, 0), decay.noise(v, decay.mostRandom())));
        }
        return new Noise(low, high, decay.bits(), decay.lost());
    }

    /// Two periods on each side of rest that the range meets, as rounding may look at the sign, or
    /// at the last bit that is kept; the range alone where it is smaller.
    private static Interval values(Decay.Linear decay, Interval range) {
        Interval rest = Interval.of(decay.rest(), decay.rest());
        long far = 2L << decay.bits();
        Interval above = rest.hull(Interval.of(decay.rest() + far, decay.rest() + far));
        Interval below = rest.hull(Interval.of(decay.rest() - far, decay.rest() - far));
        if (range.within(above.hull(below))) {
            return range;
        }
        if (range.low().compareTo(rest.low()) >= 0) {
            return above;
        }
        return range.high().compareTo(rest.low()) <= 0 ? below : above.hull(below);
    }

    /// In LSB a step.
    double least() {
        return Math.scalb((double) low, -bits);
    }

    double most() {
        return Math.scalb((double) high, -bits);
    }

    /// Σ α^j δ: what a hidden input adds up to.
    double leastError() {
        return (double) low / lost;
    }

    double mostError() {
        return (double) high / lost;
    }

    /// Values that meet the extreme, the nearest to rest first.
    static List<Long> extremes(Decay.Linear decay, Interval range, long noise, int most) {
        List<Long> found = new ArrayList<>();
        Interval values = values(decay, range);
        for (long v = values.low().longValue(); v <= values.high().longValue(); v++) {
            if (decay.noise(v, 0) == noise || decay.noise(v, decay.mostRandom()) == noise) {
                found.add(v);
            }
        }
        found.sort(
                Comparator.<Long>comparingLong(v -> Math.abs(v - decay.rest()))
                        .thenComparingLong(v -> v));
        return found.subList(0, Math.min(most, found.size()));
    }
}
