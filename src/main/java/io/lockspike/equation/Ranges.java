package io.lockspike.equation;

import java.math.BigInteger;
import java.util.function.BinaryOperator;

/// Interval analysis: which values an operation can have, from those of its operands. Never too
/// narrow.
public final class Ranges {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger MINUS_ONE = ONE.negate();

    private Ranges() {}

    /// `a op b`; where shifted the amount is not negative, where divided the divisor may be
    /// anything but 0.
    public static Interval of(Operator op, Interval a, Interval b) {
        return switch (op) {
            case ADD -> new Interval(a.low().add(b.low()), a.high().add(b.high()));
            case SUBTRACT -> new Interval(a.low().subtract(b.high()), a.high().subtract(b.low()));
            case MULTIPLY, SHIFT_LEFT, SHIFT_RIGHT -> corners(op::apply, a, b);
            case BIT_AND -> and(a, b);
            case BIT_OR -> or(a, b);
            case BIT_XOR -> bits(a, b);
            case MIN -> new Interval(a.low().min(b.low()), a.high().min(b.high()));
            case MAX -> new Interval(a.low().max(b.low()), a.high().max(b.high()));
            case DIVIDE -> divide(a, b);
            case LESS -> less(a, b, true);
            case LESS_OR_EQUAL -> less(a, b, false);
            case GREATER -> less(b, a, true);
            case GREATER_OR_EQUAL -> less(b, a, false);
            case EQUAL -> equal(a, b);
            case NOT_EQUAL -> of(Operator.NOT, equal(a, b));
            case NEGATE -> new Interval(a.high().negate(), a.low().negate());
            case COMPLEMENT -> new Interval(a.high().not(), a.low().not());
            case NOT -> new Interval(ONE.subtract(a.high()), ONE.subtract(a.low()));
            case ABS -> abs(a);
            case SIGN -> Interval.of(a.low().signum(), a.high().signum());
        };
    }

    public static Interval of(Operator op, Interval a) {
        return of(op, a, a);
    }

    /// `x / 2^k` by any rounding: between the floor and the ceiling.
    static Interval round(Rounding rounding, Interval x, Interval k) {
        if (k.isSingle() && rounding != Rounding.STOCHASTIC) {
            int bits = shift(k.low());
            return new Interval(
                    rounding.shiftRight(x.low(), bits, BigInteger.ZERO),
                    rounding.shiftRight(x.high(), bits, BigInteger.ZERO));
        }
        Interval floor = of(Operator.SHIFT_RIGHT, x, k);
        BigInteger high = rounding == Rounding.FLOOR ? floor.high() : floor.high().add(ONE);
        return new Interval(
                floor.low(), k.high().signum() == 0 ? x.high() : high.min(x.high().max(ONE)));
    }

    /// `x - R(x / 2^k)` for one k: never falls when x rises, so its ends are those of x (numerics
    /// T4).
    static Interval leak(Rounding rounding, Interval x, BigInteger k) {
        return new Interval(leak(rounding, x.low(), shift(k)), leak(rounding, x.high(), shift(k)));
    }

    private static BigInteger leak(Rounding rounding, BigInteger x, int k) {
        return x.subtract(rounding.shiftRight(x, k, BigInteger.ZERO));
    }

    /// More than 2^10 bits are as good as 2^10: no value has as many.
    private static int shift(BigInteger k) {
        return k.min(BigInteger.valueOf(1 << 10)).intValue();
    }

    private static Interval corners(BinaryOperator<BigInteger> op, Interval a, Interval b) {
        BigInteger p = op.apply(a.low(), b.low());
        BigInteger q = op.apply(a.low(), b.high());
        BigInteger r = op.apply(a.high(), b.low());
        BigInteger s = op.apply(a.high(), b.high());
        return new Interval(p.min(q).min(r).min(s), p.max(q).max(r).max(s));
    }

    private static Interval divide(Interval a, Interval b) {
        Interval result = null;
        if (b.low().signum() < 0) {
            result = corners(BigInteger::divide, a, new Interval(b.low(), b.high().min(MINUS_ONE)));
        }
        if (b.high().signum() > 0) {
            Interval up = corners(BigInteger::divide, a, new Interval(b.low().max(ONE), b.high()));
            result = result == null ? up : result.hull(up);
        }
        return result == null ? Interval.of(0, 0) : result;
    }

    private static Interval abs(Interval a) {
        BigInteger high = a.low().abs().max(a.high().abs());
        boolean zero = a.low().signum() <= 0 && a.high().signum() >= 0;
        return new Interval(zero ? BigInteger.ZERO : a.low().abs().min(a.high().abs()), high);
    }

    private static Interval and(Interval a, Interval b) {
        boolean positive = a.low().signum() >= 0 && b.low().signum() >= 0;
        if (positive) {
            return new Interval(BigInteger.ZERO, a.high().min(b.high()));
        }
        if (a.low().signum() >= 0) {
            return new Interval(BigInteger.ZERO, a.high());
        }
        return b.low().signum() >= 0 ? new Interval(BigInteger.ZERO, b.high()) : bits(a, b);
    }

    private static Interval or(Interval a, Interval b) {
        Interval all = bits(a, b);
        boolean positive = all.low().signum() >= 0;
        return positive ? new Interval(a.low().max(b.low()), all.high()) : all;
    }

    /// All that the bits of a and b can make.
    private static Interval bits(Interval a, Interval b) {
        BigInteger unit = ONE.shiftLeft(Math.max(a.bitLength(), b.bitLength()));
        boolean positive = a.low().signum() >= 0 && b.low().signum() >= 0;
        return new Interval(positive ? BigInteger.ZERO : unit.negate(), unit.subtract(ONE));
    }

    private static Interval less(Interval a, Interval b, boolean strict) {
        int always = a.high().compareTo(b.low());
        int never = a.low().compareTo(b.high());
        if (strict ? always < 0 : always <= 0) {
            return Interval.of(1, 1);
        }
        return (strict ? never >= 0 : never > 0) ? Interval.of(0, 0) : Interval.CONDITION;
    }

    private static Interval equal(Interval a, Interval b) {
        if (!a.meets(b)) {
            return Interval.of(0, 0);
        }
        return a.isSingle() && b.isSingle() ? Interval.of(1, 1) : Interval.CONDITION;
    }
}
