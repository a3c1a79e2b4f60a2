package io.lockspike.emit;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import java.math.BigInteger;

/// Whether a check fails where an expression is evaluated (R3), as a condition: 0 where interval
/// analysis has proven that none does. Only what is selected is evaluated (R4).
final class Failing {
    private final Simplifier simplifier;

    Failing(Simplifier simplifier) {
        this.simplifier = simplifier;
    }

    /// Its evaluation, and that it fits.
    Node of(Expr value, Narrowing narrowing, Type type) {
        return narrowing == Narrowing.CHECKED
                ? either(of(value), outside(value, Form.of(type).range()))
                : of(value);
    }

    Node of(Expr expression) {
        return switch (expression) {
            case Expr.And and ->
                    either(of(and.left()), both(simplifier.node(and.left()), of(and.right())));
            case Expr.Or or ->
                    either(of(or.left()), both(not(simplifier.node(or.left())), of(or.right())));
            case Expr.Choose choose ->
                    either(
                            of(choose.condition()),
                            chosen(
                                    simplifier.node(choose.condition()),
                                    of(choose.then()),
                                    of(choose.otherwise())));
            case Expr.Pick pick -> pick(pick);
            case Expr.Binary binary -> either(parts(binary), here(binary));
            case Expr.Round round ->
                    either(parts(round), Simplifier.negative(node(round.amount())));
            case Expr.Bit bit -> either(parts(bit), outside(bit.index(), bit.size()));
            case Expr.Read read ->
                    either(parts(read), outside(read.address(), read.memory().depth()));
            case Expr.Cast cast -> of(cast.operand(), cast.narrowing(), cast.type());
            case Expr.Constant _,
                    Expr.Parameter _,
                    Expr.Value _,
                    Expr.Unary _,
                    Expr.Bits _,
                    Expr.Cat _,
                    Expr.Popcount _ ->
                    parts(expression);
        };
    }

    private Node node(Expr expression) {
        return simplifier.node(expression);
    }

    private Node parts(Expr expression) {
        return Uses.parts(expression).stream()
                .map(this::of)
                .reduce(Node.Constant.ZERO, Failing::either);
    }

    private Node here(Expr.Binary binary) {
        Operator operator = binary.operator();
        if (operator == Operator.DIVIDE) {
            return Simplifier.compare(Operator.EQUAL, node(binary.right()), Node.Constant.ZERO);
        }
        boolean shift = operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
        return shift ? Simplifier.negative(node(binary.right())) : Node.Constant.ZERO;
    }

    private Node pick(Expr.Pick pick) {
        int size = pick.options().size();
        Node index = node(pick.index());
        Node fails =
                both(
                        outside(pick.index(), size),
                        pick.otherwise().isEmpty()
                                ? Node.Constant.ONE
                                : of(pick.otherwise().getFirst()));
        for (int i = 0; i < size; i++) {
            Node here = new Node.Constant(BigInteger.valueOf(i));
            fails =
                    either(
                            fails,
                            both(
                                    Simplifier.compare(Operator.EQUAL, index, here),
                                    of(pick.options().get(i))));
        }
        return either(of(pick.index()), fails);
    }

    Node outside(Expr index, int size) {
        return outside(index, Interval.of(0, size - 1L));
    }

    private Node outside(Expr value, Interval bounds) {
        Node node = node(value);
        return either(
                Simplifier.compare(Operator.LESS, node, new Node.Constant(bounds.low())),
                Simplifier.compare(Operator.GREATER, node, new Node.Constant(bounds.high())));
    }

    static Node either(Node a, Node b) {
        if (a.range().isOnly(0) || b.range().isOnly(1)) {
            return b;
        }
        return a.range().isOnly(1) || b.range().isOnly(0) ? a : new Node.Either(a, b);
    }

    static Node both(Node a, Node b) {
        if (a.range().isOnly(1) || b.range().isOnly(0)) {
            return b;
        }
        return a.range().isOnly(0) || b.range().isOnly(1) ? a : new Node.Both(a, b);
    }

    static Node not(Node condition) {
        return condition.range().isSingle()
                ? new Node.Constant(BigInteger.ONE.subtract(condition.range().low()))
                : new Node.Not(condition);
    }

    static Node chosen(Node condition, Node then, Node otherwise) {
        return either(both(condition, then), both(not(condition), otherwise));
    }
}
