package io.lockspike.proof;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import java.util.List;

/// Whether a check may stop a design in some row: what interval analysis has not proven (R3).
final class MayStop {
    private MayStop() {}

    static boolean in(Equations equations) {
        return equations.wires().stream()
                        .anyMatch(wire -> in(wire.value(), wire.narrowing(), wire.signal().type()))
                || in(equations.statements());
    }

    private static boolean in(List<Statement> statements) {
        return statements.stream()
                .anyMatch(statement ->
                        switch (statement) {
                            case Statement.Assign assign ->
                                    in(
                                            assign.value(),
                                            assign.narrowing(),
                                            assign.target().signal().type());
                            case Statement.Write write ->
                                    outside(write.address(), write.memory().depth())
                                            || in(write.address())
                                            || in(
                                                    write.value(),
                                                    write.narrowing(),
                                                    write.memory().type());
                            case Statement.When when ->
                                    when.branches().stream()
                                            .anyMatch(branch ->
                                                    in(branch.condition()) || in(branch.body()));
                        });
    }

    private static boolean in(Expr value, Narrowing narrowing, Type type) {
        return (narrowing == Narrowing.CHECKED && !value.range().within(type.range())) || in(value);
    }

    private static boolean in(Expr expression) {
        return here(expression) || Uses.parts(expression).stream().anyMatch(MayStop::in);
    }

    private static boolean here(Expr expression) {
        return switch (expression) {
            case Expr.Binary binary ->
                    switch (binary.operator()) {
                        case DIVIDE -> binary.right().range().meets(Interval.of(0, 0));
                        case SHIFT_LEFT, SHIFT_RIGHT -> isNegative(binary.right());
                        default -> false;
                    };
            case Expr.Round round -> isNegative(round.amount());
            case Expr.Pick pick ->
                    pick.otherwise().isEmpty() && outside(pick.index(), pick.options().size());
            case Expr.Bit bit -> outside(bit.index(), bit.size());
            case Expr.Read read -> outside(read.address(), read.memory().depth());
            case Expr.Cast cast ->
                    cast.narrowing() == Narrowing.CHECKED
                            && !cast.operand().range().within(cast.type().range());
            case Expr.Constant _,
                    Expr.Parameter _,
                    Expr.Value _,
                    Expr.Unary _,
                    Expr.And _,
                    Expr.Or _,
                    Expr.Choose _,
                    Expr.Bits _,
                    Expr.Cat _,
                    Expr.Popcount _ ->
                    false;
        };
    }

    private static boolean isNegative(Expr amount) {
        return amount.range().low().signum() < 0;
    }

    private static boolean outside(Expr index, int size) {
        return !index.range().within(Interval.of(0, size - 1L));
    }
}
