package io.lockspike.equation;

import java.math.BigInteger;

/// All integers from `low` to `high`, both included.
public record Interval(BigInteger low, BigInteger high) {
    public static final Interval CONDITION = of(0, 1);

    public Interval {
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException("empty interval: " + low + " > " + high);
        }
    }

    public static Interval of(long low, long high) {
        return new Interval(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }

    public static Interval of(BigInteger value) {
        return new Interval(value, value);
    }

    public boolean isSingle() {
        return low.equals(high);
    }

    /// Whether `value` is all that there is.
    public boolean isOnly(long value) {
        return isSingle() && low.bitLength() < 64 && low.longValue() == value;
    }

    public boolean contains(BigInteger value) {
        return low.compareTo(value) <= 0 && value.compareTo(high) <= 0;
    }

    public boolean within(Interval other) {
        return other.low.compareTo(low) <= 0 && high.compareTo(other.high) <= 0;
    }

    public boolean meets(Interval other) {
        return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }

    /// The smallest interval that holds both.
    public Interval hull(Interval other) {
        return new Interval(low.min(other.low), high.max(other.high));
    }

    /// The bits of the wider end, its sign not counted.
    public int bitLength() {
        return Math.max(low.bitLength(), high.bitLength());
    }

    /// Whether its values need more than a `long`.
    public boolean wide() {
        return bitLength() > 63;
    }

    @Override
    public String toString() {
        return isSingle() ? low.toString() : low + " … " + high;
    }
}
