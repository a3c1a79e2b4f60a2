package io.lockspike.vector;

import io.lockspike.equation.Place;
import java.math.BigInteger;
import java.util.Optional;

/// One trap at one place of a design.
///
/// @param what the expression or name that it is about, as the language writes it
/// @param probe says of a row of the model how far it is from the trap
public record Trap(Flag flag, String what, Optional<Place> at, Probe probe) {

    /// Looks at a row of the model, sampled.
    @FunctionalInterface
    interface Probe {
        /// 0 where the row is in the trap, else how far it is from it; null where that has no
        /// meaning.
        BigInteger distance(Moment moment);
    }
}
