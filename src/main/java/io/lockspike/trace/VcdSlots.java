package io.lockspike.trace;

import java.util.Arrays;

/// The present bits of the signals of a VCD file that somebody wants.
///
/// Each signal has a slot: two planes of bits, lowest bit first. Value and `unknown` are 0 and 0
/// for 0, 1 and 0 for 1, 1 and 1 for x, 0 and 1 for z.
final class VcdSlots {
    int count;
    private int[] widths = new int[16];
    private int[] firstWords = new int[16];
    private long[] values = new long[16];
    private long[] unknowns = new long[16];
    private int words;

    /// Makes a slot for a signal, all of whose bits are x.
    int add(int width) {
        int size = (width + 63) >>> 6;
        if (count == widths.length) {
            widths = Arrays.copyOf(widths, 2 * count);
            firstWords = Arrays.copyOf(firstWords, 2 * count);
        }
        if (words + size > values.length) {
            values = Arrays.copyOf(values, 2 * (words + size));
            unknowns = Arrays.copyOf(unknowns, values.length);
        }
        Arrays.fill(values, words, words + size, -1L);
        Arrays.fill(unknowns, words, words + size, -1L);
        widths[count] = width;
        firstWords[count] = words;
        words += size;
        return count++;
    }

    int width(int slot) {
        return widths[slot];
    }

    /// Gives a slot the bits that `bytes` spell from `from` to before `to`, the highest first.
    /// Missing ones are 0, but x or z if the highest one given is. False if they are no bits, or
    /// too many.
    boolean assign(int slot, byte[] bytes, int from, int to) {
        int width = widths[slot];
        int first = firstWords[slot];
        int at = to;
        for (int word = 0; word << 6 < width; word++) {
            int bits = Math.min(64, width - (word << 6));
            long value = 0;
            long unknown = 0;
            for (int bit = 0; bit < bits; bit++) {
                int code = code(at > from ? bytes[--at] : extension(bytes[from]));
                if (code < 0) {
                    return false;
                }
                value |= (code & 1L) << bit;
                unknown |= (code >> 1 & 1L) << bit;
            }
            values[first + word] = value;
            unknowns[first + word] = unknown;
        }
        return isPadding(bytes, from, at);
    }

    /// `width` bits of a slot from bit `low` on, at most 64.
    long value(int slot, int low, int width) {
        return bits(values, firstWords[slot], low, width);
    }

    long unknown(int slot, int low, int width) {
        return bits(unknowns, firstWords[slot], low, width);
    }

    private static long bits(long[] plane, int first, int low, int width) {
        int word = first + (low >>> 6);
        int shift = low & 63;
        long bits = plane[word] >>> shift;
        if (shift + width > 64) {
            bits |= plane[word + 1] << (64 - shift);
        }
        return width == 64 ? bits : bits & (1L << width) - 1;
    }

    /// Some writers put zeros in front of a value.
    private static boolean isPadding(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '0') {
                return false;
            }
        }
        return true;
    }

    private static byte extension(byte highest) {
        return highest == '1' ? (byte) '0' : highest;
    }

    /// Value in bit 0, unknown in bit 1; of the nine values of VHDL, L and H are 0 and 1, the
    /// others x.
    static int code(byte letter) {
        return switch (letter) {
            case '0', 'l', 'L' -> 0;
            case '1', 'h', 'H' -> 1;
            case 'z', 'Z' -> 2;
            case 'x', 'X', 'u', 'U', 'w', 'W', '-' -> 3;
            default -> -1;
        };
    }
}
