package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;

/// Ends an evaluation at the first undefined value that it reads (R14).
final class Undefined extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Undefined() {
        super("an undefined value was read", null, false, false);
    }

    /// The value of an evaluation, empty where it met an undefined value.
    static Optional<BigInteger> attempt(Supplier<BigInteger> evaluation) {
        try {
            return Optional.of(evaluation.get());
        } catch (Undefined undefined) {
            return Optional.empty();
        }
    }

    /// A value that must be there to go on.
    static BigInteger read(Optional<BigInteger> value) {
        return value.orElseThrow(Undefined::new);
    }
}
