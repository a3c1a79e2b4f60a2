package io.lockspike.equation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An expression whose names are resolved and whose values are bounded: exact on unbounded
/// integers.
public sealed interface Expr {

    /// All values that it can have; interval analysis, never too narrow.
    Interval range();

    /// Whether its values need more than a `long`.
    default boolean wide() {
        return range().wide();
    }

    /// The declared width in bits, if it is a typed value.
    default OptionalInt width() {
        return switch (this) {
            case Value value -> OptionalInt.of(value.signal().type().bits());
            case Parameter parameter ->
                    parameter
                            .type()
                            .map(Type::bits)
                            .map(OptionalInt::of)
                            .orElse(OptionalInt.empty());
            case Read read -> OptionalInt.of(read.memory().type().bits());
            case Cast cast -> OptionalInt.of(cast.type().bits());
            case Bit _ -> OptionalInt.of(1);
            case Bits bits -> OptionalInt.of(bits.high() - bits.low() + 1);
            case Cat cat -> OptionalInt.of(cat.widths().stream().mapToInt(w -> w).sum());
            case Constant _,
                    Unary _,
                    Binary _,
                    Round _,
                    And _,
                    Or _,
                    Choose _,
                    Pick _,
                    Popcount _ ->
                    OptionalInt.empty();
        };
    }

    record Constant(BigInteger value, long small, boolean wide) implements Expr {
        public Constant(BigInteger value) {
            this(value, value.longValue(), Interval.of(value).wide());
        }

        @Override
        public Interval range() {
            return Interval.of(value);
        }
    }

    /// A constant of the spec: one value, or one for each lane.
    record Parameter(
            String name, List<BigInteger> values, Optional<Type> type, Interval range, boolean wide)
            implements Expr {
        Parameter(String name, List<BigInteger> values, Optional<Type> type, Interval range) {
            this(name, values, type, range, range.wide());
        }

        public BigInteger value(int lane) {
            return values.get(values.size() == 1 ? 0 : lane);
        }
    }

    /// An input, a state or a wire; `range` may be narrower than its type.
    record Value(Signal signal, Interval range, boolean wide) implements Expr {
        public Value(Signal signal, Interval range) {
            this(signal, range, range.wide());
        }
    }

    record Unary(Operator operator, Expr operand, Interval range, boolean wide) implements Expr {}

    /// Two operands; `narrow` if all three of operands and result fit a `long`.
    record Binary(
            Operator operator, Expr left, Expr right, Interval range, boolean wide, boolean narrow)
            implements Expr {
        public Binary(Operator operator, Expr left, Expr right, Interval range) {
            boolean wide = range.wide();
            this(operator, left, right, range, wide, !wide && !left.wide() && !right.wide());
        }
    }

    /// `operand / 2^amount`, rounded; `random` is a constant 0 unless the rounding is stochastic.
    record Round(
            Rounding rounding, Expr operand, Expr amount, Expr random, Interval range, boolean wide)
            implements Expr {
        Round(Rounding rounding, Expr operand, Expr amount, Expr random, Interval range) {
            this(rounding, operand, amount, random, range, range.wide());
        }
    }

    record And(Expr left, Expr right, Interval range) implements Expr {
        @Override
        public boolean wide() {
            return false;
        }
    }

    record Or(Expr left, Expr right, Interval range) implements Expr {
        @Override
        public boolean wide() {
            return false;
        }
    }

    record Choose(Expr condition, Expr then, Expr otherwise, Interval range, boolean wide)
            implements Expr {}

    /// `options[index]`; `otherwise` holds at most one expression.
    record Pick(Expr index, List<Expr> options, List<Expr> otherwise, Interval range)
            implements Expr {}

    /// Bit `index` of a value `size` bits wide.
    record Bit(Expr operand, int size, Expr index, Interval range) implements Expr {}

    /// Bits `high` down to `low`, unsigned.
    record Bits(Expr operand, int high, int low, Interval range) implements Expr {}

    /// The parts' bits side by side, the first highest; `widths` has one width for each.
    record Cat(List<Expr> parts, List<Integer> widths, Interval range) implements Expr {}

    /// Ones among the lowest `size` bits.
    record Popcount(Expr operand, int size, Interval range) implements Expr {}

    /// `uN(x)`, `sN(x)`, `sat(TYPE, x)`.
    record Cast(Type type, Narrowing narrowing, Expr operand, Interval range, boolean wide)
            implements Expr {
        Cast(Type type, Narrowing narrowing, Expr operand, Interval range) {
            this(type, narrowing, operand, range, range.wide());
        }
    }

    record Read(Memory memory, Expr address, Interval range, boolean wide) implements Expr {
        Read(Memory memory, Expr address, Interval range) {
            this(memory, address, range, range.wide());
        }
    }
}
