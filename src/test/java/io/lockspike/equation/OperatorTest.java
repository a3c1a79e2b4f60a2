package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both columns of [Operator] against a definition of their own: exhaustively on small operands,
/// and against each other where a `long` ends.
class OperatorTest {
    private static final int SMALL = 20;
    private static final int BITS = 16;
    private static final int LONGEST_SHIFT = 130;

    @ParameterizedTest
    @EnumSource(Operator.class)
    void computesWhatItIsDefinedAs(Operator operator) {
        for (long a = -SMALL; a <= SMALL; a++) {
            for (long b = -SMALL; b <= SMALL; b++) {
                if (isDefined(operator, BigInteger.valueOf(b))) {
                    long expected = definition(operator).applyAsLong(a, b);
                    assertThat(operator.apply(a, b))
                            .as("%d %s %d", a, operator, b)
                            .isEqualTo(expected);
                    assertThat(operator.apply(BigInteger.valueOf(a), BigInteger.valueOf(b)))
                            .as("exact %d %s %d", a, operator, b)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static boolean isDefined(Operator operator, BigInteger b) {
        return switch (operator) {
            case DIVIDE -> b.signum() != 0;
            case SHIFT_LEFT, SHIFT_RIGHT -> b.signum() >= 0;
            default -> true;
        };
    }

    private static LongBinaryOperator definition(Operator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> a + b;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> OperatorTest::sumOf;
            case SHIFT_LEFT -> (a, b) -> a * power(b);
            case SHIFT_RIGHT -> (a, b) -> Math.floorDiv(a, power(b));
            case BIT_AND -> (a, b) -> eachBit(a, b, (p, q) -> p * q);
            case BIT_OR -> (a, b) -> eachBit(a, b, Math::max);
            case BIT_XOR -> (a, b) -> eachBit(a, b, (p, q) -> (p + q) % 2);
            case EQUAL -> (a, b) -> Long.compare(a, b) == 0 ? 1 : 0;
            case NOT_EQUAL -> (a, b) -> Long.compare(a, b) != 0 ? 1 : 0;
            case LESS -> (a, b) -> Long.compare(a, b) < 0 ? 1 : 0;
            case LESS_OR_EQUAL -> (a, b) -> Long.compare(a, b) <= 0 ? 1 : 0;
            case GREATER -> (a, b) -> Long.compare(a, b) > 0 ? 1 : 0;
            case GREATER_OR_EQUAL -> (a, b) -> Long.compare(a, b) >= 0 ? 1 : 0;
            case MIN -> (a, b) -> a < b ? a : b;
            case MAX -> (a, b) -> a > b ? a : b;
            case DIVIDE -> (a, b) -> sign(a) * sign(b) * Math.floorDiv(a * sign(a), b * sign(b));
            case NEGATE -> (a, _) -> 0 - a;
            case COMPLEMENT -> (a, _) -> -1 - a;
            case NOT -> (a, _) -> 1 - a;
            case ABS -> (a, _) -> a * sign(a);
            case SIGN -> (a, _) -> sign(a);
        };
    }

    private static long sumOf(long a, long times) {
        long sum = 0;
        for (long i = 0; i < Math.abs(times); i++) {
            sum += times < 0 ? -a : a;
        }
        return sum;
    }

    private static long power(long exponent) {
        return exponent == 0 ? 1 : 2 * power(exponent - 1);
    }

    private static long sign(long a) {
        return a < 0 ? -1 : a > 0 ? 1 : 0;
    }

    /// Bit by bit; the highest of them weighs -2^15.
    private static long eachBit(long a, long b, LongBinaryOperator bit) {
        long result = 0;
        for (int i = 0; i < BITS; i++) {
            long weight = i == BITS - 1 ? -power(i) : power(i);
            long p = Math.floorMod(Math.floorDiv(a, power(i)), 2);
            long q = Math.floorMod(Math.floorDiv(b, power(i)), 2);
            result += weight * bit.applyAsLong(p, q);
        }
        return result;
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void saysTheSameInBothColumnsWhereALongEnds(Operator operator) {
        int compared = 0;
        for (long a : edges()) {
            for (long b : amounts(operator)) {
                BigInteger exact = exact(operator, a, b);
                if (exact != null && exact.bitLength() <= 63) {
                    assertThat(operator.apply(a, b))
                            .as("%d %s %d", a, operator, b)
                            .isEqualTo(exact.longValueExact());
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operator.class,
            names = {"ADD", "SUBTRACT", "MULTIPLY", "NEGATE", "ABS", "DIVIDE"})
    void leavesALongByOneAndStaysExact(Operator operator) {
        BigInteger beyond = BigInteger.ONE.shiftLeft(63);
        BigInteger least = beyond.negate();
        BigInteger one = BigInteger.ONE;
        BigInteger result =
                switch (operator) {
                    case ADD -> operator.apply(beyond.subtract(one), one);
                    case SUBTRACT -> operator.apply(least.add(one), least.add(one)).add(beyond);
                    case MULTIPLY, DIVIDE -> operator.apply(least, one.negate());
                    default -> operator.apply(least, null);
                };

        assertThat(result).isEqualTo(beyond);
    }

    private static BigInteger exact(Operator operator, long a, long b) {
        BigInteger right = BigInteger.valueOf(b);
        boolean endless = operator == Operator.SHIFT_LEFT && b > LONGEST_SHIFT;
        return isDefined(operator, right) && !endless
                ? operator.apply(BigInteger.valueOf(a), right)
                : null;
    }

    private static List<Long> amounts(Operator operator) {
        return operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT
                ? IntStream.rangeClosed(0, LONGEST_SHIFT).mapToObj(Long::valueOf).toList()
                : edges();
    }

    /// All of the form ±2^k + (-2 … 2) for the ends of some types.
    private static List<Long> edges() {
        List<Long> edges = new ArrayList<>();
        for (int k : new int[] {1, 7, 8, 31, 32, 33, 61, 62, 63}) {
            for (long near = -2; near <= 2; near++) {
                edges.add((1L << k) + near);
                edges.add(near - (1L << k));
            }
        }
        edges.add(0L);
        return edges;
    }
}
