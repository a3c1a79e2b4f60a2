package io.lockspike.emit;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Operator;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/// An expression of few kinds, as hardware and C have them: what [Simplifier] makes of an
/// [io.lockspike.equation.Expr]. Exact on unbounded integers, like that one.
sealed interface Node {

    /// All values that it can have.
    Interval range();

    /// The form in which it is at hand without a change; else the narrowest one.
    default Form form() {
        return switch (this) {
            case Name name -> name.declared();
            case Cast cast -> cast.to();
            case Cell cell -> cell.declared();
            case Constant _,
                    Arithmetic _,
                    Negate _,
                    Invert _,
                    Compare _,
                    Both _,
                    Either _,
                    Not _,
                    Choose _,
                    Slice _,
                    At _,
                    Join _,
                    Ones _ ->
                    Form.of(range());
        };
    }

    /// Adds all names that it is made of.
    default void names(Set<String> found) {
        switch (this) {
            case Constant _ -> {}
            case Name name -> found.add(name.text());
            case Arithmetic math -> {
                math.left().names(found);
                math.right().names(found);
            }
            case Negate negate -> negate.operand().names(found);
            case Invert invert -> invert.operand().names(found);
            case Compare compare -> {
                compare.left().names(found);
                compare.right().names(found);
            }
            case Both both -> {
                both.left().names(found);
                both.right().names(found);
            }
            case Either either -> {
                either.left().names(found);
                either.right().names(found);
            }
            case Not not -> not.operand().names(found);
            case Choose choose -> {
                choose.condition().names(found);
                choose.then().names(found);
                choose.otherwise().names(found);
            }
            case Slice slice -> slice.of().names(found);
            case At at -> {
                at.of().names(found);
                at.index().names(found);
            }
            case Join join -> join.parts().forEach(part -> part.names(found));
            case Ones ones -> ones.of().names(found);
            case Cast cast -> cast.operand().names(found);
            case Cell cell -> {
                found.add(cell.memory());
                cell.address().names(found);
            }
        }
    }

    record Constant(BigInteger value) implements Node {
        static final Constant ZERO = new Constant(BigInteger.ZERO);
        static final Constant ONE = new Constant(BigInteger.ONE);

        @Override
        public Interval range() {
            return Interval.of(value);
        }
    }

    /// What has been declared: a port, a register, a wire, a parameter.
    record Name(String text, Form declared, Interval range) implements Node {}

    /// `+ - * & | ^ << >> div`; a shift's amount is not negative.
    record Arithmetic(Operator operator, Node left, Node right, Interval range) implements Node {}

    record Negate(Node operand, Interval range) implements Node {}

    record Invert(Node operand, Interval range) implements Node {}

    /// `== != < <= > >=`.
    record Compare(Operator operator, Node left, Node right) implements Condition {}

    record Both(Node left, Node right) implements Condition {}

    record Either(Node left, Node right) implements Condition {}

    record Not(Node operand) implements Condition {}

    record Choose(Node condition, Node then, Node otherwise, Interval range) implements Node {}

    /// Bits `high` down to `low`.
    record Slice(Name of, int high, int low, Interval range) implements Node {}

    /// Bit `index`.
    record At(Name of, Node index) implements Condition {}

    /// Bits side by side, the first part highest; the lowest `widths` bits of each.
    record Join(List<Node> parts, List<Integer> widths, Interval range) implements Node {}

    /// How many bits are 1.
    record Ones(Name of, Interval range) implements Node {}

    /// Modulo 2^bits.
    record Cast(Form to, Node operand, Interval range) implements Node {}

    /// One cell of a memory.
    record Cell(String memory, int depth, Form declared, Node address) implements Node {
        @Override
        public Interval range() {
            return declared.range();
        }
    }

    /// 0 or 1.
    sealed interface Condition extends Node permits Compare, Both, Either, Not, At {
        @Override
        default Interval range() {
            return Interval.CONDITION;
        }
    }
}
