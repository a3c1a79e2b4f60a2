package io.lockspike.equation;

import java.math.BigInteger;

/// What happens to a value on its way into a type.
public enum Narrowing {
    /// The value must fit; where that is not proven it is checked in each step.
    CHECKED(""),
    /// Modulo 2^N.
    WRAP("wrap"),
    /// Clamped to the range.
    SAT("sat");

    private final String word;

    Narrowing(String word) {
        this.word = word;
    }

    /// The word in an equation; none for a value that must fit.
    public String word() {
        return word;
    }

    /// The values that a type can show for the values of `range`.
    public Interval narrow(Interval range, Type type) {
        if (range.within(type.range())) {
            return range;
        }
        return switch (this) {
            case WRAP -> type.range();
            case SAT -> clamp(range, type.range());
            case CHECKED -> range.meets(type.range()) ? cut(range, type.range()) : type.range();
        };
    }

    private static Interval clamp(Interval range, Interval bounds) {
        return new Interval(clamp(range.low(), bounds), clamp(range.high(), bounds));
    }

    private static BigInteger clamp(BigInteger value, Interval bounds) {
        return value.max(bounds.low()).min(bounds.high());
    }

    private static Interval cut(Interval range, Interval bounds) {
        return new Interval(range.low().max(bounds.low()), range.high().min(bounds.high()));
    }
}
