package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Locale;

/// The narrowing N(x) of the short form.
enum Overflow {
    SAT,
    WRAP,
    CLAMP_AT_ZERO,
    CHECKED;

    static Overflow of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    BigInteger narrow(String name, Type type, BigInteger x) {
        return switch (this) {
            case SAT -> type.clamp(x);
            case WRAP -> type.wrap(x);
            case CLAMP_AT_ZERO -> x.max(BigInteger.ZERO).min(type.high());
            case CHECKED -> Mode.CHECKED.narrow(name, type, x);
        };
    }
}
