package io.lockspike.emit;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Interval;
import java.math.BigInteger;

/// The C types that values are computed in: signed ones, wide enough for every operand and result,
/// so that nothing overflows and no conversion changes a value.
enum Carrier {
    I32("int32_t", 32),
    I64("int64_t", 64),
    I128("__int128", 128);

    private final String type;
    private final int bits;

    Carrier(String type, int bits) {
        this.type = type;
        this.bits = bits;
    }

    String type() {
        return type;
    }

    int bits() {
        return bits;
    }

    /// The narrowest one that holds `range`.
    ///
    /// @throws BadInputException if 128 bits are not enough
    static Carrier of(Interval range) {
        for (Carrier carrier : values()) {
            if (range.bitLength() < carrier.bits) {
                return carrier;
            }
        }
        throw new BadInputException(
                "C has no integers of more than 128 bits, and a value of this spec may need %d (%s): narrow a part of it in a named result"
                        .formatted(range.bitLength() + 1, range));
    }

    Carrier max(Carrier other) {
        return compareTo(other) >= 0 ? this : other;
    }

    String number(BigInteger value) {
        return switch (this) {
            case I32 ->
                    value.equals(BigInteger.valueOf(Integer.MIN_VALUE))
                            ? "INT32_MIN"
                            : value.toString();
            case I64 ->
                    value.equals(BigInteger.valueOf(Long.MIN_VALUE))
                            ? "INT64_MIN"
                            : "INT64_C(" + value + ")";
            case I128 -> wide(value);
        };
    }

    private static String wide(BigInteger value) {
        if (value.bitLength() < 64) {
            return "(__int128)" + I64.number(value);
        }
        String high = I64.number(value.shiftRight(64));
        String low = "UINT64_C(" + Long.toUnsignedString(value.longValue()) + ")";
        return value.bitLength() == 64 && value.signum() > 0
                ? "(__int128)" + low
                : "((__int128)" + high + " * ((__int128)1 << 64) + " + low + ")";
    }

    /// The smallest type of stdint.h that holds a form; beyond 64 bits that of its carrier.
    static String storage(Form form) {
        if (form.bits() > 64) {
            return of(form.range()).type;
        }
        int bits = Math.max(8, Integer.highestOneBit(form.bits() * 2 - 1));
        return (form.signed() ? "int" : "uint") + bits + "_t";
    }
}
