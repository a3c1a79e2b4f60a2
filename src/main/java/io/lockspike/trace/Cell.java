package io.lockspike.trace;

import io.lockspike.equation.Type;

/// One cell of a text, as a value of a type: a decimal number, `0x…` or `0b…` (the bits of the
/// value), or `x` or `z`, any number of them, where there is no value. One unknown digit in `0x…`
/// or `0b…` makes all of it unknown.
final class Cell {
    /// As many digits as are always less than 2^63.
    private static final int SAFE_DIGITS = 18;

    long raw;
    boolean defined;

    private final Type type;

    /// The greatest number, and the magnitude of the least one.
    private final long top;

    private final long bottom;

    private enum Fault {
        NONE,
        EMPTY,
        NO_NUMBER,
        OUTSIDE,
        TOO_WIDE
    }

    Cell(Type type) {
        this.type = type;
        int magnitude = type.signed() ? type.bits() - 1 : type.bits();
        top = magnitude == 64 ? -1L : (1L << magnitude) - 1;
        bottom = type.signed() ? 1L << magnitude : 0;
    }

    /// Reads `bytes` from `from` to before `to`; `null` if all is well, else what is wrong with
    /// them.
    String read(byte[] bytes, int from, int to) {
        raw = 0;
        defined = true;
        Fault fault = value(bytes, from, to);
        return fault == Fault.NONE ? null : sentence(fault, TextBytes.text(bytes, from, to));
    }

    private Fault value(byte[] bytes, int from, int to) {
        if (from == to) {
            return Fault.EMPTY;
        }
        if (isUnknown(bytes[from])) {
            return unknown(bytes, from, to);
        }
        if (to - from > 2 && bytes[from] == '0') {
            int letter = bytes[from + 1] | 0x20;
            if (letter == 'x' || letter == 'b') {
                return pattern(bytes, from + 2, to, letter == 'x' ? 4 : 1);
            }
        }
        return decimal(bytes, from, to);
    }

    private Fault unknown(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isUnknown(bytes[i])) {
                return Fault.NO_NUMBER;
            }
        }
        defined = false;
        return Fault.NONE;
    }

    private Fault pattern(byte[] bytes, int from, int to, int digitBits) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(bytes[i], 1 << digitBits);
            if (isUnknown(bytes[i])) {
                defined = false;
                digit = 0;
            }
            if (digit < 0) {
                return Fault.NO_NUMBER;
            }
            if (value >>> (64 - digitBits) != 0) {
                return Fault.TOO_WIDE;
            }
            value = value << digitBits | digit;
        }
        if (type.bits() < 64 && value >>> type.bits() != 0) {
            return Fault.TOO_WIDE;
        }
        raw = defined ? type.wrap(value) : 0;
        return Fault.NONE;
    }

    private Fault decimal(byte[] bytes, int from, int to) {
        boolean minus = bytes[from] == '-';
        int at = minus || bytes[from] == '+' ? from + 1 : from;
        if (at == to) {
            return Fault.NO_NUMBER;
        }
        return to - at <= SAFE_DIGITS ? few(bytes, at, to, minus) : many(bytes, at, to, minus);
    }

    /// Digits that cannot overflow.
    private Fault few(byte[] bytes, int from, int to, boolean minus) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Fault.NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        return number(value, minus);
    }

    private Fault many(byte[] bytes, int from, int to, boolean minus) {
        long value = 0;
        boolean huge = false;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Fault.NO_NUMBER;
            }
            // 1844674407370955161 is the tenth part of 2^64.
            huge |= value < 0 || value > 1844674407370955161L;
            long next = value * 10 + digit;
            huge |= Long.compareUnsigned(next, value) < 0;
            value = next;
        }
        return huge ? Fault.OUTSIDE : number(value, minus);
    }

    /// @param value a magnitude, unsigned
    private Fault number(long value, boolean minus) {
        if (Long.compareUnsigned(value, minus ? bottom : top) > 0) {
            return Fault.OUTSIDE;
        }
        raw = minus ? -value : value;
        return Fault.NONE;
    }

    private static boolean isUnknown(byte letter) {
        return letter == 'x' || letter == 'X' || letter == 'z' || letter == 'Z';
    }

    private String sentence(Fault fault, String text) {
        return switch (fault) {
            case NONE -> "";
            case EMPTY -> "is empty; write a number, or x for undefined";
            case NO_NUMBER ->
                    Quote.of(text)
                            + " is not a whole number; write it in decimal, as 0x… or 0b… (its"
                            + " bits), or x for undefined";
            case OUTSIDE ->
                    Quote.plain(text)
                            + " is outside "
                            + type
                            + ", "
                            + type.range()
                            + "; correct it, or bind the column to a type that holds it"
                            + (type.signed() ? "; bits are written 0x… or 0b…" : "");
            case TOO_WIDE ->
                    Quote.plain(text)
                            + " has more than the "
                            + type.bits()
                            + " bits of "
                            + type
                            + "; correct it, or bind the column to a wider type";
        };
    }
}
