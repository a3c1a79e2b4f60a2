package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Optional;

/// A generated expression: its text, how tightly it binds (its row in the table of operators, from
/// 0 for `?:` to 12 for a name), and a range that holds all its values.
///
/// @param type the declared type, of a typed value
record Piece(String text, int level, BigInteger low, BigInteger high, Optional<Type> type) {

    static Piece typed(String text, Type type) {
        return new Piece(text, 12, type.low(), type.high(), Optional.of(type));
    }

    static Piece of(String text, int level, BigInteger low, BigInteger high) {
        return new Piece(text, level, low, high, Optional.empty());
    }

    /// The text as an operand that must bind at least that tightly.
    String operand(int least) {
        return level >= least ? text : "(" + text + ")";
    }

    /// The same, but a sum is put in brackets too: it must not meet a shift without.
    String besideShift(int least) {
        return level == 9 ? "(" + text + ")" : operand(least);
    }

    boolean within(Type other) {
        return other.holds(low) && other.holds(high);
    }

    boolean meets(Type other) {
        return low.compareTo(other.high()) <= 0 && high.compareTo(other.low()) >= 0;
    }

    /// The bits that two's complement needs for every value of the range.
    int bits() {
        return Math.max(low.bitLength(), high.bitLength()) + 1;
    }
}
