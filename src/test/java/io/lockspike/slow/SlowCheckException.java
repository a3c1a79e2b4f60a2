package io.lockspike.slow;

import java.math.BigInteger;

/// A check of R3 that failed: a value that does not fit its type, a division by zero, a negative
/// shift, an index or a `pick` outside its table.
public final class SlowCheckException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final BigInteger value;
    private final String kind;

    SlowCheckException(String name, BigInteger value, String kind) {
        super(name + ": " + value + " fails the check '" + kind + "'");
        this.name = name;
        this.value = value;
        this.kind = kind;
    }

    /// The wire, state or memory whose equation was evaluated; `when` for a condition.
    public String name() {
        return name;
    }

    /// The value that failed.
    public BigInteger value() {
        return value;
    }

    /// The type that the value does not fit (`u8`), or one of `division by zero`, `negative shift`,
    /// `index`, `pick`, `popcount`.
    public String kind() {
        return kind;
    }
}
