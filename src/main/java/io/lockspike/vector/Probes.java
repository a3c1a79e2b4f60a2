package io.lockspike.vector;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.math.BigInteger;

/// How far a row is from each kind of trap: 0 in it, 1 (or the distance, where there is one) beside
/// it, null where an expression has no value.
final class Probes {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger ZERO = BigInteger.ZERO;

    private Probes() {}

    private static BigInteger hit(boolean hit) {
        return hit ? ZERO : ONE;
    }

    /// `left - right` is `wanted`.
    static Trap.Probe difference(Expr left, Expr right, BigInteger wanted) {
        return moment -> {
            BigInteger a = moment.value(left);
            BigInteger b = moment.value(right);
            return a == null || b == null ? null : a.subtract(b).subtract(wanted);
        };
    }

    /// A shift leaves nothing of a value that is not 0.
    static Trap.Probe nothingLeft(Expr shifted, Expr operand) {
        return moment -> {
            BigInteger value = moment.value(operand);
            BigInteger left = moment.value(shifted);
            return value == null || left == null
                    ? null
                    : hit(value.signum() != 0 && left.signum() == 0);
        };
    }

    /// A shift drops bits of a negative value.
    static Trap.Probe negativeRest(Expr operand, Expr amount) {
        return moment -> {
            BigInteger value = moment.value(operand);
            BigInteger by = moment.value(amount);
            return value == null || by == null ? null : hit(hasNegativeRest(value, by));
        };
    }

    private static boolean hasNegativeRest(BigInteger value, BigInteger by) {
        return value.signum() < 0 && BigInteger.valueOf(value.getLowestSetBit()).compareTo(by) < 0;
    }

    static Trap.Probe doesNotFit(Expr value, Type type) {
        return moment -> {
            BigInteger exact = moment.value(value);
            return exact == null ? null : hit(!type.fits(exact));
        };
    }

    static Trap.Probe equal(Expr value, BigInteger wanted) {
        return moment -> {
            BigInteger exact = moment.value(value);
            return exact == null ? null : exact.subtract(wanted);
        };
    }

    /// A value beyond the end of a range; `high` where that is its greatest value.
    static Trap.Probe beyond(Expr value, BigInteger end, boolean high) {
        BigInteger first = high ? end.add(ONE) : end.subtract(ONE);
        return moment -> {
            BigInteger exact = moment.value(value);
            if (exact == null) {
                return null;
            }
            int side = exact.compareTo(end);
            return (high ? side > 0 : side < 0) ? ZERO : exact.subtract(first);
        };
    }

    static Trap.Probe condition(Expr condition, BigInteger wanted) {
        return moment -> {
            BigInteger value = moment.value(condition);
            return value == null ? null : hit(value.equals(wanted));
        };
    }

    static Trap.Probe input(Signal input, BigInteger wanted) {
        return moment -> hit(moment.input(input).equals(wanted));
    }

    /// An input was 1, then 0, and is 1 again.
    static Trap.Probe gap(Signal input) {
        return moment -> hit(moment.endsGap(input));
    }

    /// rst comes while a state holds something else than it loads.
    static Trap.Probe interrupted(Signal state, long loaded) {
        return moment -> hit(moment.interrupts(state, loaded));
    }
}
