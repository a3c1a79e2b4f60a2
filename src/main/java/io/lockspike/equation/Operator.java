package io.lockspike.equation;

import java.math.BigInteger;

/// What an operator does: on `long`s where interval analysis shows that operands and result fit
/// one, on integers of any size otherwise. Both columns say the same (R1). A unary operator has its
/// operand on the left.
public enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    BIT_AND("&"),
    BIT_OR("|"),
    BIT_XOR("^"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    MIN("min"),
    MAX("max"),
    /// The quotient, toward zero; the divisor is not 0.
    DIVIDE("div"),
    NEGATE("-"),
    COMPLEMENT("~"),
    NOT("not"),
    ABS("abs"),
    SIGN("sign");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public long apply(long a, long b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case SHIFT_LEFT -> a == 0 ? 0 : a << b;
            case SHIFT_RIGHT -> a >> Math.min(b, 63);
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            case BIT_XOR -> a ^ b;
            case EQUAL -> bit(a == b);
            case NOT_EQUAL -> bit(a != b);
            case LESS -> bit(a < b);
            case LESS_OR_EQUAL -> bit(a <= b);
            case GREATER -> bit(a > b);
            case GREATER_OR_EQUAL -> bit(a >= b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case DIVIDE -> a / b;
            case NEGATE -> -a;
            case COMPLEMENT -> ~a;
            case NOT -> 1 - a;
            case ABS -> Math.abs(a);
            case SIGN -> Long.signum(a);
        };
    }

    public BigInteger apply(BigInteger a, BigInteger b) {
        return switch (this) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case SHIFT_LEFT -> a.signum() == 0 ? a : a.shiftLeft(b.intValueExact());
            case SHIFT_RIGHT ->
                    a.shiftRight(b.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue());
            case BIT_AND -> a.and(b);
            case BIT_OR -> a.or(b);
            case BIT_XOR -> a.xor(b);
            case EQUAL -> exactBit(a.equals(b));
            case NOT_EQUAL -> exactBit(!a.equals(b));
            case LESS -> exactBit(a.compareTo(b) < 0);
            case LESS_OR_EQUAL -> exactBit(a.compareTo(b) <= 0);
            case GREATER -> exactBit(a.compareTo(b) > 0);
            case GREATER_OR_EQUAL -> exactBit(a.compareTo(b) >= 0);
            case MIN -> a.min(b);
            case MAX -> a.max(b);
            case DIVIDE -> a.divide(b);
            case NEGATE -> a.negate();
            case COMPLEMENT -> a.not();
            case NOT -> BigInteger.ONE.subtract(a);
            case ABS -> a.abs();
            case SIGN -> BigInteger.valueOf(a.signum());
        };
    }

    private static long bit(boolean condition) {
        return condition ? 1 : 0;
    }

    private static BigInteger exactBit(boolean condition) {
        return condition ? BigInteger.ONE : BigInteger.ZERO;
    }
}
