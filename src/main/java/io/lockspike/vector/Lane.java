package io.lockspike.vector;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;

/// Where a stimulus is used: the input, the global seed, the number of the lane (from 0), and where
/// recordings come from.
public record Lane(Signal input, long seed, int number, Recordings recordings) {
    Type type() {
        return input.type();
    }

    /// A generator for this input and lane alone, at its beginning.
    SplitMix64 random() {
        return SplitMix64.of(seed, input.name(), number);
    }
}
