package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Locale;

/// How `x / 2^k` becomes a whole number.
enum Rounding {
    FLOOR,
    CEIL,
    TOWARD_ZERO,
    AWAY,
    HALF_UP,
    HALF_EVEN,
    AT_LEAST_ONE,
    STOCHASTIC;

    /// No value of the language has that many bits, so a longer shift gives the same result.
    private static final BigInteger LONGEST = BigInteger.valueOf(4096);

    static Rounding of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// `x / 2^k`, rounded this way; `random` counts only for the stochastic one.
    BigInteger shift(BigInteger x, BigInteger k, BigInteger random) {
        BigInteger unit = Type.power(k.min(LONGEST).intValueExact());
        BigInteger below = floor(x, unit);
        BigInteger rest = x.subtract(below.multiply(unit));
        BigInteger above = rest.signum() == 0 ? below : below.add(BigInteger.ONE);
        int half = rest.shiftLeft(1).compareTo(unit);
        return switch (this) {
            case FLOOR -> below;
            case CEIL -> above;
            case TOWARD_ZERO -> x.signum() < 0 ? above : below;
            case AWAY -> x.signum() < 0 ? below : above;
            case HALF_UP -> half >= 0 ? above : below;
            case HALF_EVEN -> half > 0 || (half == 0 && below.testBit(0)) ? above : below;
            case AT_LEAST_ONE -> below.signum() == 0 && x.signum() != 0 ? BigInteger.ONE : below;
            case STOCHASTIC -> floor(x.add(random.mod(unit)), unit);
        };
    }

    private static BigInteger floor(BigInteger x, BigInteger unit) {
        return x.subtract(x.mod(unit)).divide(unit);
    }
}
