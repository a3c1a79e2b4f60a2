package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `uN` or `sN`; N is at most 64 in a declaration, and any number for `cat`.
record Type(boolean signed, int bits) {

    private static final Pattern TEXT = Pattern.compile("([us])([1-9][0-9]?)");

    static Optional<Type> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 64) {
            return Optional.empty();
        }
        return Optional.of(
                new Type(matcher.group(1).equals("s"), Integer.parseInt(matcher.group(2))));
    }

    static Type of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("not a type: " + text));
    }

    static Type unsigned(int bits) {
        return new Type(false, bits);
    }

    BigInteger low() {
        return signed ? power(bits - 1).negate() : BigInteger.ZERO;
    }

    BigInteger high() {
        return power(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    boolean holds(BigInteger value) {
        return value.compareTo(low()) >= 0 && value.compareTo(high()) <= 0;
    }

    /// The value modulo 2^N, in the range of the type.
    BigInteger wrap(BigInteger value) {
        BigInteger rest = value.mod(power(bits));
        return rest.compareTo(high()) > 0 ? rest.subtract(power(bits)) : rest;
    }

    BigInteger clamp(BigInteger value) {
        return value.max(low()).min(high());
    }

    static BigInteger power(int exponent) {
        return BigInteger.ONE.shiftLeft(exponent);
    }

    @Override
    public String toString() {
        return (signed ? "s" : "u") + bits;
    }
}
