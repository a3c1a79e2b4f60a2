package io.lockspike.equation;

import java.math.BigInteger;
import java.util.Optional;

/// The one rule for whole numbers: decimal, `0x…` or `0b…`, `_` between digits.
public final class Numbers {
    private static final int MAX_DIGITS = 300;

    private Numbers() {}

    /// The number that `text` says, with an optional `-` in front.
    public static Optional<BigInteger> parse(String text) {
        return text.startsWith("-")
                ? parseUnsigned(text.substring(1)).map(BigInteger::negate)
                : parseUnsigned(text);
    }

    static Optional<BigInteger> parseUnsigned(String text) {
        if (text.startsWith("0x")) {
            return digits(text.substring(2), 16);
        }
        if (text.startsWith("0b")) {
            return digits(text.substring(2), 2);
        }
        boolean octal = text.length() > 1 && text.startsWith("0");
        return octal ? Optional.empty() : digits(text, 10);
    }

    private static Optional<BigInteger> digits(String text, int radix) {
        if (text.length() > MAX_DIGITS || text.endsWith("_")) {
            return Optional.empty();
        }
        var digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean between = c == '_' && i > 0 && text.charAt(i - 1) != '_';
            if (c < 128 && Character.digit(c, radix) >= 0) {
                digits.append(c);
            } else if (!between) {
                return Optional.empty();
            }
        }
        return digits.isEmpty()
                ? Optional.empty()
                : Optional.of(new BigInteger(digits.toString(), radix));
    }
}
