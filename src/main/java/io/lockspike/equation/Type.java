package io.lockspike.equation;

import java.math.BigInteger;
import java.util.Optional;

/// An integer type of the hardware: `uN` (unsigned) or `sN` (signed, two's complement), N from 1 to
/// 64.
///
/// A value of a type is held **raw** in a `long`: the integer itself, but for `u64`, whose upper
/// half wraps to negative longs.
public record Type(boolean signed, int bits) {
    public static final int MAX_BITS = 64;
    public static final Type BIT = unsigned(1);

    public Type {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("a type has 1 to 64 bits, not " + bits);
        }
    }

    public static Type unsigned(int bits) {
        return new Type(false, bits);
    }

    public static Type signed(int bits) {
        return new Type(true, bits);
    }

    /// The type that `text` names, if it has the form of one; the width may be out of range.
    ///
    /// @throws IllegalArgumentException if it has more than 64 bits
    public static Optional<Type> parse(String text) {
        return isType(text)
                ? Optional.of(
                        new Type(
                                text.startsWith("s"), Integer.parseInt(text, 1, text.length(), 10)))
                : Optional.empty();
    }

    /// `u` or `s`, and 1 to 9 digits, the first of them no 0.
    private static boolean isType(String text) {
        boolean form =
                text.length() > 1
                        && text.length() <= 10
                        && (text.startsWith("u") || text.startsWith("s"))
                        && text.charAt(1) != '0';
        for (int i = 1; form && i < text.length(); i++) {
            form = Words.isDigit(text.charAt(i));
        }
        return form;
    }

    /// The narrowest type that holds each value of `range`, if 64 bits are enough.
    public static Optional<Type> holding(Interval range) {
        boolean signed = range.low().signum() < 0;
        int magnitude = Math.max(range.low().bitLength(), range.high().bitLength());
        int bits = Math.max(1, signed ? magnitude + 1 : magnitude);
        return bits <= MAX_BITS ? Optional.of(new Type(signed, bits)) : Optional.empty();
    }

    public BigInteger min() {
        return signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    public BigInteger max() {
        return BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    public Interval range() {
        return new Interval(min(), max());
    }

    public boolean fits(BigInteger value) {
        return value.compareTo(min()) >= 0 && value.compareTo(max()) <= 0;
    }

    /// The value that `raw` stands for.
    public BigInteger value(long raw) {
        BigInteger value = BigInteger.valueOf(raw);
        return raw < 0 && !signed ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
    }

    /// `value` modulo 2^N, in the range of this type, raw.
    public long wrap(BigInteger value) {
        return wrap(value.longValue());
    }

    /// `value` modulo 2^N, in the range of this type, raw.
    public long wrap(long value) {
        int unused = 64 - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }

    /// `value` clamped to the range of this type, raw.
    public long saturate(BigInteger value) {
        return value.min(max()).max(min()).longValue();
    }

    /// The decimal number that `raw` stands for.
    public String format(long raw) {
        return signed ? Long.toString(raw) : Long.toUnsignedString(raw);
    }

    @Override
    public String toString() {
        return (signed ? "s" : "u") + bits;
    }
}
