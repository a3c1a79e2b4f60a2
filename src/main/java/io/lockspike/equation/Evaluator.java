package io.lockspike.equation;

import java.math.BigInteger;

/// The value of an expression in a row: R1 to R4, and R14. What fits a `long` by interval analysis
/// is computed in one; the rest exactly all the same.
final class Evaluator {
    private static final int MOST_SHIFTED = 1 << 10;

    /// The place of what no statement asks for.
    static final Place NOWHERE = Place.of("equations");

    private final Values values;
    private final int lane;
    private long row;

    /// The statement that is being evaluated, for messages.
    private Place at = NOWHERE;

    Evaluator(Values values, int lane) {
        this.values = values;
        this.lane = lane;
    }

    /// Says what is evaluated next.
    void at(Place place) {
        at = place;
    }

    long row() {
        return row;
    }

    void row(long number) {
        row = number;
    }

    /// R2: the value of an expression in a type, raw.
    long narrowed(Expr value, Narrowing narrowing, Type type, String name) {
        if (value.wide()) {
            BigInteger exact = exact(value);
            return switch (narrowing) {
                case WRAP -> type.wrap(exact);
                case SAT -> type.saturate(exact);
                case CHECKED -> {
                    if (!type.fits(exact)) {
                        throw misfit(name, exact, type);
                    }
                    yield exact.longValue();
                }
            };
        }
        long small = value(value);
        long wrapped = type.wrap(small);
        boolean fits = wrapped == small && (type.signed() || small >= 0);
        if (fits || narrowing == Narrowing.WRAP) {
            return wrapped;
        }
        if (narrowing == Narrowing.SAT) {
            return type.saturate(BigInteger.valueOf(small));
        }
        throw misfit(name, BigInteger.valueOf(small), type);
    }

    /// R3.
    private CheckException misfit(String name, BigInteger value, Type type) {
        return failure(
                "%s is %s, which does not fit %s (%s)".formatted(name, value, type, type.range()));
    }

    /// 1, 0, or -1 where it is undefined.
    int condition(Expr expression) {
        try {
            return (int) value(expression);
        } catch (UndefinedException undefined) {
            return -1;
        }
    }

    /// The value of an expression that fits a `long`. R4: `?:`, `and`, `or` and `pick` evaluate
    /// only what they select.
    private long value(Expr expression) {
        return switch (expression) {
            case Expr.Constant constant -> constant.small();
            case Expr.Parameter parameter -> parameter.value(lane).longValue();
            case Expr.Value value -> read(value.signal().slot());
            case Expr.Unary unary ->
                    unary.wide()
                            ? unary.operator().apply(exact(unary.operand()), null).longValue()
                            : unary.operator().apply(value(unary.operand()), 0);
            case Expr.Binary binary ->
                    binary.narrow() ? narrowBinary(binary) : wideBinary(binary).longValue();
            case Expr.Round round ->
                    round.operand().wide() || round.random().wide()
                            ? wideRound(round).longValue()
                            : narrowRound(round);
            case Expr.And and -> value(and.left()) == 0 ? 0 : value(and.right());
            case Expr.Or or -> value(or.left()) == 1 ? 1 : value(or.right());
            case Expr.Choose choose ->
                    value(value(choose.condition()) == 1 ? choose.then() : choose.otherwise());
            case Expr.Pick pick -> value(picked(pick));
            case Expr.Bit bit -> bit(bit);
            case Expr.Bits bits -> bits(bits);
            case Expr.Cat cat -> exactCat(cat).longValue();
            case Expr.Popcount count -> exactPopcount(count);
            case Expr.Cast cast -> narrowed(cast.operand(), cast.narrowing(), cast.type(), "");
            case Expr.Read read -> read(read);
        };
    }

    /// The value of any expression.
    BigInteger exact(Expr expression) {
        if (!expression.wide()) {
            return BigInteger.valueOf(value(expression));
        }
        return switch (expression) {
            case Expr.Constant constant -> constant.value();
            case Expr.Parameter parameter -> parameter.value(lane);
            case Expr.Value value -> value.signal().type().value(read(value.signal().slot()));
            case Expr.Unary unary -> unary.operator().apply(exact(unary.operand()), null);
            case Expr.Binary binary -> wideBinary(binary);
            case Expr.Round round -> wideRound(round);
            case Expr.And and -> BigInteger.valueOf(value(and));
            case Expr.Or or -> BigInteger.valueOf(value(or));
            case Expr.Choose choose ->
                    exact(value(choose.condition()) == 1 ? choose.then() : choose.otherwise());
            case Expr.Pick pick -> exact(picked(pick));
            case Expr.Bit bit -> BigInteger.valueOf(bit(bit));
            case Expr.Bits bits -> exactBits(exact(bits.operand()), bits.high(), bits.low());
            case Expr.Cat cat -> exactCat(cat);
            case Expr.Popcount count -> BigInteger.valueOf(exactPopcount(count));
            case Expr.Cast cast ->
                    cast.type().value(narrowed(cast.operand(), cast.narrowing(), cast.type(), ""));
            case Expr.Read read -> read.memory().type().value(read(read));
        };
    }

    /// R14.
    private long read(int slot) {
        if (!values.defined(slot)) {
            throw UndefinedException.INSTANCE;
        }
        return values.raw(slot);
    }

    private long read(Expr.Read read) {
        Memory memory = read.memory();
        int address = index(read.address(), memory.depth(), memory.name());
        if (!values.cellDefined(memory, address)) {
            throw UndefinedException.INSTANCE;
        }
        return values.cell(memory, address);
    }

    /// R3: an index that lies in 0 … size - 1.
    int index(Expr index, int size, String name) {
        long value = nearest(index);
        if (value < 0 || value >= size) {
            throw failure(
                    "the index %s is outside of %s (0 … %d)"
                            .formatted(exact(index), name, size - 1));
        }
        return (int) value;
    }

    /// The value of any expression, or the `long` nearest to it.
    private long nearest(Expr expression) {
        if (!expression.wide()) {
            return value(expression);
        }
        BigInteger exact = exact(expression);
        boolean fits = exact.bitLength() <= 63;
        return fits ? exact.longValue() : exact.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private long narrowBinary(Expr.Binary binary) {
        long left = value(binary.left());
        long right = value(binary.right());
        checkOperand(binary.operator(), right);
        return binary.operator().apply(left, right);
    }

    private BigInteger wideBinary(Expr.Binary binary) {
        BigInteger left = exact(binary.left());
        BigInteger right = exact(binary.right());
        checkOperand(binary.operator(), right.signum());
        return binary.operator().apply(left, right);
    }

    /// R3: no division by 0, no negative shift.
    private void checkOperand(Operator operator, long right) {
        if (operator == Operator.DIVIDE && right == 0) {
            throw failure("a division by 0");
        }
        boolean shift = operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
        if (shift && right < 0) {
            throw failure("a shift by a negative amount");
        }
    }

    private CheckException failure(String what) {
        return new CheckException(at, row, what);
    }

    private long narrowRound(Expr.Round round) {
        long operand = value(round.operand());
        int amount = amount(round);
        return round.rounding().shiftRight(operand, amount, value(round.random()));
    }

    private BigInteger wideRound(Expr.Round round) {
        BigInteger operand = exact(round.operand());
        int amount = amount(round);
        return round.rounding().shiftRight(operand, amount, exact(round.random()));
    }

    /// More than 2^10 bits are as good as 2^10: no value has as many.
    private int amount(Expr.Round round) {
        long amount = nearest(round.amount());
        checkOperand(Operator.SHIFT_RIGHT, amount);
        return (int) Math.min(amount, MOST_SHIFTED);
    }

    private Expr picked(Expr.Pick pick) {
        long index = nearest(pick.index());
        int size = pick.options().size();
        if (index >= 0 && index < size) {
            return pick.options().get((int) index);
        }
        if (pick.otherwise().isEmpty()) {
            throw failure(
                    "the index %s is outside of pick (0 … %d)"
                            .formatted(exact(pick.index()), size - 1));
        }
        return pick.otherwise().getFirst();
    }

    private long bit(Expr.Bit bit) {
        Expr operand = bit.operand();
        if (operand.wide()) {
            BigInteger exact = exact(operand);
            return exact.testBit(index(bit.index(), bit.size(), "the bits")) ? 1 : 0;
        }
        long value = value(operand);
        return value >> Math.min(63, index(bit.index(), bit.size(), "the bits")) & 1;
    }

    private long bits(Expr.Bits bits) {
        Expr operand = bits.operand();
        return operand.wide()
                ? exactBits(exact(operand), bits.high(), bits.low()).longValue()
                : Type.unsigned(bits.high() - bits.low() + 1).wrap(value(operand) >> bits.low());
    }

    private static BigInteger exactBits(BigInteger value, int high, int low) {
        BigInteger mask = BigInteger.ONE.shiftLeft(high - low + 1).subtract(BigInteger.ONE);
        return value.shiftRight(low).and(mask);
    }

    private BigInteger exactCat(Expr.Cat cat) {
        BigInteger result = BigInteger.ZERO;
        for (int i = 0; i < cat.parts().size(); i++) {
            int width = cat.widths().get(i);
            BigInteger bits = exactBits(exact(cat.parts().get(i)), width - 1, 0);
            result = result.shiftLeft(width).or(bits);
        }
        return result;
    }

    private long exactPopcount(Expr.Popcount count) {
        return exactBits(exact(count.operand()), count.size() - 1, 0).bitCount();
    }
}
