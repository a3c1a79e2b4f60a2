package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Interval analysis by brute force: all intervals within -6 … 6. It is never too narrow, and for
/// most operators as narrow as can be.
class RangesTest {
    private static final int MOST = 6;
    private static final List<Interval> ALL = intervals(-MOST);
    private static final List<Interval> AMOUNTS = intervals(0);

    /// Of these it may claim more values than there are.
    private static final Set<Operator> LOOSE =
            EnumSet.of(Operator.BIT_AND, Operator.BIT_OR, Operator.BIT_XOR);

    private static List<Interval> intervals(int least) {
        List<Interval> all = new ArrayList<>();
        for (int low = least; low <= MOST; low++) {
            for (int high = low; high <= MOST; high++) {
                all.add(Interval.of(low, high));
            }
        }
        return all;
    }

    private static List<BigInteger> values(Interval interval) {
        List<BigInteger> values = new ArrayList<>();
        for (BigInteger value = interval.low();
                value.compareTo(interval.high()) <= 0;
                value = value.add(BigInteger.ONE)) {
            values.add(value);
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void holdsEveryValueOfAnOperator(Operator operator) {
        boolean shift = operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
        for (Interval a : ALL) {
            for (Interval b : shift ? AMOUNTS : ALL) {
                Interval hull = null;
                for (BigInteger x : values(a)) {
                    for (BigInteger y : values(b)) {
                        if (operator != Operator.DIVIDE || y.signum() != 0) {
                            hull = hull(hull, operator.apply(x, y));
                        }
                    }
                }
                holds(Ranges.of(operator, a, b), hull, operator + " of " + a + " and " + b);
                if (hull != null && !LOOSE.contains(operator) && !isUnary(operator)) {
                    assertThat(Ranges.of(operator, a, b))
                            .as("%s of %s and %s", operator, a, b)
                            .isEqualTo(hull);
                }
            }
        }
    }

    private static boolean isUnary(Operator operator) {
        return switch (operator) {
            case NEGATE, COMPLEMENT, NOT, ABS, SIGN -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Operator.class,
            names = {"NEGATE", "COMPLEMENT", "NOT", "ABS", "SIGN"})
    void isExactForAUnaryOperator(Operator operator) {
        for (Interval a : ALL) {
            Interval hull = null;
            for (BigInteger x : values(a)) {
                hull = hull(hull, operator.apply(x, null));
            }
            assertThat(Ranges.of(operator, a)).as("%s of %s", operator, a).isEqualTo(hull);
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void holdsEveryRoundedValue(Rounding rounding) {
        for (Interval x : ALL) {
            for (Interval k : AMOUNTS) {
                Interval hull = null;
                for (BigInteger value : values(x)) {
                    for (BigInteger amount : values(k)) {
                        for (int random = 0; random <= 1 << MOST; random++) {
                            hull =
                                    hull(
                                            hull,
                                            rounding.shiftRight(
                                                    value,
                                                    amount.intValue(),
                                                    BigInteger.valueOf(random)));
                        }
                    }
                }
                holds(Ranges.round(rounding, x, k), hull, rounding + " of " + x + " by " + k);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Rounding.class, names = "STOCHASTIC", mode = Mode.EXCLUDE)
    void holdsEveryLeak(Rounding rounding) {
        for (Interval x : ALL) {
            for (int k = 0; k <= MOST; k++) {
                Interval hull = null;
                for (BigInteger v : values(x)) {
                    hull = hull(hull, v.subtract(rounding.shiftRight(v, k, BigInteger.ZERO)));
                }
                Interval range = Ranges.leak(rounding, x, BigInteger.valueOf(k));
                holds(range, hull, rounding + " leak of " + x + " by " + k);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Narrowing.class)
    void holdsEveryNarrowedValue(Narrowing narrowing) {
        for (Interval x : ALL) {
            for (int bits = 1; bits <= 4; bits++) {
                for (Type type : List.of(Type.signed(bits), Type.unsigned(bits))) {
                    Interval hull = null;
                    for (BigInteger value : values(x)) {
                        hull =
                                switch (narrowing) {
                                    case WRAP -> hull(hull, BigInteger.valueOf(type.wrap(value)));
                                    case SAT ->
                                            hull(hull, BigInteger.valueOf(type.saturate(value)));
                                    case CHECKED -> type.fits(value) ? hull(hull, value) : hull;
                                };
                    }
                    holds(narrowing.narrow(x, type), hull, narrowing + " of " + x + " to " + type);
                }
            }
        }
    }

    private static Interval hull(Interval hull, BigInteger value) {
        return hull == null ? Interval.of(value) : hull.hull(Interval.of(value));
    }

    private static void holds(Interval range, Interval hull, String what) {
        if (hull != null) {
            assertThat(hull.within(range)).as("%s: %s within %s", what, hull, range).isTrue();
        }
    }
}
