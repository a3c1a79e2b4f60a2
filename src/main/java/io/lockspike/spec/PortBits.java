package io.lockspike.spec;

import java.util.Optional;

/// Some bits of a port or a column, as a binding writes them: `bus[8:0]`, or `bus[3]` for one.
///
/// @param port what the bits are of
/// @param high the bit that is written first
/// @param low the bit that is written last
public record PortBits(String port, int high, int low) {
    private static final int MOST_DIGITS = 6;

    /// Empty where the text names no bits. (No regular expression: each check of a recording would
    /// wait for what they load.)
    public static Optional<PortBits> of(String text) {
        int open = text.lastIndexOf('[');
        if (open < 0 || !text.endsWith("]")) {
            return Optional.empty();
        }
        String inside = text.substring(open + 1, text.length() - 1);
        int colon = inside.indexOf(':');
        int high = number(colon < 0 ? inside : inside.substring(0, colon));
        int low = colon < 0 ? high : number(inside.substring(colon + 1));
        return high < 0 || low < 0
                ? Optional.empty()
                : Optional.of(new PortBits(text.substring(0, open), high, low));
    }

    /// A number of some digits, blanks around it left out; -1 for anything else.
    private static int number(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    /// The port alone.
    public static String portOf(String text) {
        return of(text).map(PortBits::port).orElse(text);
    }

    /// How many bits they are.
    public int count() {
        return Math.abs(high - low) + 1;
    }
}
