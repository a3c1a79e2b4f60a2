package io.lockspike.slow;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// Whole numbers as the manual writes them: decimal, `0x…`, `0b…`, with `_` between digits.
final class Numbers {

    private static final Pattern NUMBER =
            Pattern.compile(
                    "-?(0x[0-9a-fA-F]+(_[0-9a-fA-F]+)*|0b[01]+(_[01]+)*|0|[1-9][0-9]*(_[0-9]+)*)");

    private Numbers() {}

    static boolean is(String text) {
        return NUMBER.matcher(text).matches();
    }

    static BigInteger parse(String text) {
        if (!is(text)) {
            throw new IllegalArgumentException("not a whole number: " + text);
        }
        String plain = text.replace("_", "");
        if (plain.startsWith("-")) {
            return parse(plain.substring(1)).negate();
        }
        if (plain.startsWith("0x")) {
            return new BigInteger(plain.substring(2), 16);
        }
        if (plain.startsWith("0b")) {
            return new BigInteger(plain.substring(2), 2);
        }
        return new BigInteger(plain);
    }
}
