package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each rounding against the exact quotient.
class RoundingTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // x / 4 for x =  -7  -6  -5  -4  -3  -2  -1  0  1  2  3  4  5  6  7
        "FLOOR,           -2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 1",
        "CEIL,            -1, -1, -1, -1,  0,  0,  0, 0, 1, 1, 1, 1, 2, 2, 2",
        "TOWARD_ZERO,     -1, -1, -1, -1,  0,  0,  0, 0, 0, 0, 0, 1, 1, 1, 1",
        "AWAY,            -2, -2, -2, -1, -1, -1, -1, 0, 1, 1, 1, 1, 2, 2, 2",
        "HALF_UP,         -2, -1, -1, -1, -1,  0,  0, 0, 0, 1, 1, 1, 1, 2, 2",
        "HALF_EVEN,       -2, -2, -1, -1, -1,  0,  0, 0, 0, 0, 1, 1, 1, 2, 2",
        "AT_LEAST_ONE,    -2, -2, -2, -1, -1, -1, -1, 0, 1, 1, 1, 1, 1, 1, 1",
    })
    void roundsQuarters(
            Rounding rounding,
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            int i,
            int j,
            int k,
            int l,
            int m,
            int n,
            int o) {
        List<Integer> expected = List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);

        for (int x = -7; x <= 7; x++) {
            assertThat(rounding.shiftRight(x, 2, 0))
                    .as("%d / 4", x)
                    .isEqualTo(expected.get(x + 7).longValue());
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void roundsTheExactQuotientOfSmallNumbers(Rounding rounding) {
        for (int k = 0; k <= 7; k++) {
            for (long x = -300; x <= 300; x++) {
                for (long random : randoms(rounding, k)) {
                    holds(rounding, x, k, random);
                }
            }
        }
    }

    private static List<Long> randoms(Rounding rounding, int k) {
        List<Long> randoms = new ArrayList<>(List.of(0L));
        if (rounding == Rounding.STOCHASTIC) {
            for (long random = -3; random <= 1 << k; random += 1 + k / 3) {
                randoms.add(random);
            }
        }
        return randoms;
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void roundsTheExactQuotientWhereALongEnds(Rounding rounding) {
        for (int k = 0; k <= 70; k++) {
            for (long x : edges(k)) {
                for (long random : List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)) {
                    holds(rounding, x, k, random);
                }
            }
        }
    }

    private static List<Long> edges(int k) {
        List<Long> edges = new ArrayList<>();
        for (long base : List.of(0L, 1L << 61, 1L << 62, Long.MIN_VALUE, 1L << k, 1L << (k / 2))) {
            for (long near = -2; near <= 2; near++) {
                edges.add(base + near);
                edges.add(near - base);
                edges.add(base + (base >> 1) + near);
            }
        }
        return edges;
    }

    private static void holds(Rounding rounding, long x, int k, long random) {
        BigInteger expected = definition(rounding, x, k, random);
        String what = "%s of %d / 2^%d with %d".formatted(rounding, x, k, random);
        assertThat(rounding.shiftRight(x, k, random)).as(what).isEqualTo(expected.longValueExact());
        assertThat(rounding.shiftRight(BigInteger.valueOf(x), k, BigInteger.valueOf(random)))
                .as("exact " + what)
                .isEqualTo(expected);
    }

    private static BigInteger definition(Rounding rounding, long x, int k, long random) {
        var exact = new BigDecimal(x).divide(new BigDecimal(BigInteger.TWO.pow(k)));
        return switch (rounding) {
            case FLOOR -> integer(exact, RoundingMode.FLOOR);
            case CEIL -> integer(exact, RoundingMode.CEILING);
            case TOWARD_ZERO -> integer(exact, RoundingMode.DOWN);
            case AWAY -> integer(exact, RoundingMode.UP);
            case HALF_UP -> integer(exact.add(new BigDecimal("0.5")), RoundingMode.FLOOR);
            case HALF_EVEN -> integer(exact, RoundingMode.HALF_EVEN);
            case AT_LEAST_ONE -> {
                BigInteger floor = integer(exact, RoundingMode.FLOOR);
                yield floor.signum() == 0 && x != 0 ? BigInteger.ONE : floor;
            }
            case STOCHASTIC -> {
                BigInteger part = BigInteger.valueOf(random).mod(BigInteger.TWO.pow(k));
                BigInteger sum = part.add(BigInteger.valueOf(x));
                yield integer(
                        new BigDecimal(sum).divide(new BigDecimal(BigInteger.TWO.pow(k))),
                        RoundingMode.FLOOR);
            }
        };
    }

    private static BigInteger integer(BigDecimal exact, RoundingMode mode) {
        return exact.setScale(0, mode).toBigIntegerExact();
    }

    @Test
    void isUnbiasedWhereItIsStochastic() {
        for (long x = -40; x <= 40; x++) {
            long sum = 0;
            for (long random = 0; random < 16; random++) {
                sum += Rounding.STOCHASTIC.shiftRight(x, 4, random);
            }
            assertThat(sum).as("the sum over all random numbers").isEqualTo(x);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "floor, FLOOR",
        "ceil, CEIL",
        "toward-zero, TOWARD_ZERO",
        "away, AWAY",
        "half-up, HALF_UP",
        "half-even, HALF_EVEN",
        "at-least-one, AT_LEAST_ONE",
        "stochastic, STOCHASTIC",
    })
    void hasAName(String text, Rounding rounding) {
        assertThat(Rounding.parse(text)).contains(rounding);
        assertThat(rounding.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"nearest", "Floor", "FLOOR", "half_up", "''"})
    void hasNoOtherName(String text) {
        assertThat(Rounding.parse(text)).isEqualTo(Optional.empty());
    }
}
