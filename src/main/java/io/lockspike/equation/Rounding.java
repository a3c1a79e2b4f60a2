package io.lockspike.equation;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/// How `x / 2^k` becomes an integer: the floor, and one more where the rule says so.
///
/// `rest` is `x mod 2^k`, what the floor left over; it lies in 0 … 2^k - 1.
public enum Rounding {
    FLOOR,
    CEIL,
    TOWARD_ZERO,
    AWAY,
    HALF_UP,
    HALF_EVEN,
    /// The floor, but 1 where the floor is 0 and x is not.
    AT_LEAST_ONE,
    /// The floor of `(x + r mod 2^k) / 2^k`, r a random number.
    STOCHASTIC;

    /// The name in a spec: `toward-zero`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Rounding> parse(String text) {
        for (Rounding rounding : values()) {
            if (rounding.text().equals(text)) {
                return Optional.of(rounding);
            }
        }
        return Optional.empty();
    }

    /// `x / 2^k` rounded this way; k >= 0; `random` counts only where stochastic.
    public long shiftRight(long x, int k, long random) {
        if (k > 62) {
            return shiftRight(BigInteger.valueOf(x), k, BigInteger.valueOf(random))
                    .longValueExact();
        }
        long floor = x >> k;
        long rest = x - (floor << k);
        long unit = 1L << k;
        boolean up =
                switch (this) {
                    case FLOOR -> false;
                    case CEIL -> rest != 0;
                    case TOWARD_ZERO -> x < 0 && rest != 0;
                    case AWAY -> x > 0 && rest != 0;
                    case HALF_UP -> rest >= unit - rest;
                    case HALF_EVEN ->
                            rest > unit - rest || (rest == unit - rest && (floor & 1) == 1);
                    case AT_LEAST_ONE -> floor == 0 && x != 0;
                    case STOCHASTIC -> rest >= unit - (random & (unit - 1));
                };
        return up ? floor + 1 : floor;
    }

    /// The same on integers of any size.
    public BigInteger shiftRight(BigInteger x, int k, BigInteger random) {
        BigInteger floor = x.shiftRight(k);
        BigInteger rest = x.subtract(floor.shiftLeft(k));
        BigInteger unit = BigInteger.ONE.shiftLeft(k);
        int half = rest.shiftLeft(1).compareTo(unit);
        boolean exact = rest.signum() == 0;
        boolean up =
                switch (this) {
                    case FLOOR -> false;
                    case CEIL -> !exact;
                    case TOWARD_ZERO -> x.signum() < 0 && !exact;
                    case AWAY -> x.signum() > 0 && !exact;
                    case HALF_UP -> half >= 0;
                    case HALF_EVEN -> half > 0 || (half == 0 && floor.testBit(0));
                    case AT_LEAST_ONE -> floor.signum() == 0 && x.signum() != 0;
                    case STOCHASTIC -> rest.add(random.mod(unit)).compareTo(unit) >= 0;
                };
        return up ? floor.add(BigInteger.ONE) : floor;
    }
}
