package io.lockspike.vector;

import io.lockspike.equation.Place;
import java.math.BigInteger;
import java.util.Optional;

/// One trap at one place of a design.
///
/// @param what the expression or name that it is about, as the language writes it
/// @param probe says of a row of the model how far it is from the trap
public record Trap(Flag flag, String what, Optional<Place> at, Probe probe) {

    /// Whether a row of the model is in it.
    boolean isMet(Moment moment) {
        BigInteger distance = probe.distance(moment);
        return distance != null && distance.signum() == 0;
    }

    /// For people: `just-fits s8 sat of v + i: 127`.
    public String text() {
        return flag.text() + " " + what;
    }

    /// Looks at a row of the model, sampled.
    @FunctionalInterface
    interface Probe {
        /// 0 where the row is in the trap, else how far it is from it; null where that has no
        /// meaning.
        BigInteger distance(Moment moment);
    }
}
