package io.lockspike.equation;

import java.util.Optional;

/// A register.
///
/// @param falling clocked by the falling edge
/// @param rst the value that rst loads, raw
/// @param init the value at power-up, raw
public record State(Signal signal, boolean falling, Optional<Long> rst, Optional<Long> init) {

    /// R8: the value before row 0, if it is defined.
    public Optional<Long> atStart(boolean hasRst) {
        return init.isPresent() || hasRst ? init : rst;
    }
}
