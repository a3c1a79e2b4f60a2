package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.math.BigInteger;

/// Whether the equations of a design can be computed for many lanes at once, and in which type.
/// Lanes at once compute whatever a branch may select, so a check may stand only where a result is
/// narrowed.
///
/// @param lane the narrowest type that holds all values; LONG where there is a reason against all
/// @param reason why it cannot be; empty where it can
record BlockPlan(LaneType lane, String reason) {

    /// Operations of all vectors of a row; one takes about 20 bytes, and the JVM's compiler leaves
    /// alone what has more than 8,000.
    private static final int MOST = 320;

    private static final int MOST_COPIES = 4;

    static BlockPlan of(Equations equations) {
        var builder = new Builder();
        equations.signals().forEach(builder::signal);
        equations.wires().forEach(builder::wire);
        equations.statements().forEach(builder::statement);
        if (!equations.memories().isEmpty()) {
            builder.refuse("it has memories");
        }
        return new BlockPlan(builder.lane, builder.reason);
    }

    boolean possible() {
        return reason.isEmpty();
    }

    private static final class Builder {
        private LaneType lane = LaneType.SHORT;
        private String reason = "";

        void refuse(String why) {
            reason = reason.isEmpty() ? why : reason;
            lane = LaneType.LONG;
        }

        void signal(Signal signal) {
            if (signal.kind() != Signal.Kind.WIRE) {
                hold(signal.type().range());
            }
        }

        void wire(Wire wire) {
            hold(wire.narrowing().narrow(wire.value().range(), wire.signal().type()));
            expression(wire.value());
        }

        private void hold(Interval range) {
            for (LaneType type : LaneType.values()) {
                if (type.holds(range)) {
                    lane = type.compareTo(lane) > 0 ? type : lane;
                    return;
                }
            }
            refuse("a value needs more than 64 bits, its sign counted: " + range);
        }

        void statement(Statement statement) {
            switch (statement) {
                case Statement.Assign assign -> expression(assign.value());
                case Statement.Write _ -> refuse("it writes memories");
                case Statement.When when ->
                        when.branches()
                                .forEach(branch -> {
                                    expression(branch.condition());
                                    branch.body().forEach(this::statement);
                                });
            }
        }

        void expression(Expr expression) {
            hold(expression.range());
            switch (expression) {
                case Expr.Binary binary -> binary(binary);
                case Expr.Round round -> round(round);
                case Expr.Pick pick -> pick(pick);
                case Expr.Bit bit -> index(bit.index(), bit.size());
                case Expr.Read _ -> refuse("it reads memories");
                case Expr.Constant _,
                        Expr.Parameter _,
                        Expr.Value _,
                        Expr.Unary _,
                        Expr.And _,
                        Expr.Or _,
                        Expr.Choose _,
                        Expr.Bits _,
                        Expr.Cat _,
                        Expr.Popcount _,
                        Expr.Cast _ -> {}
            }
            Uses.parts(expression).forEach(this::expression);
        }

        private void binary(Expr.Binary binary) {
            boolean shift =
                    binary.operator() == Operator.SHIFT_LEFT
                            || binary.operator() == Operator.SHIFT_RIGHT;
            if (shift && binary.right().range().low().signum() < 0) {
                refuse("a shift may be negative");
            }
            boolean divides = binary.operator() == Operator.DIVIDE;
            if (divides && binary.right().range().contains(BigInteger.ZERO)) {
                refuse("a divisor may be 0");
            }
        }

        private void round(Expr.Round round) {
            Interval amount = round.amount().range();
            if (!amount.within(Interval.of(0, 61))) {
                refuse("a rounded shift may be by more than 61 or less than 0");
                return;
            }
            boolean random = round.rounding() == Rounding.STOCHASTIC;
            hold(
                    Interval.of(
                            BigInteger.ONE.shiftLeft(amount.high().intValue() + (random ? 1 : 0))));
        }

        private void pick(Expr.Pick pick) {
            if (pick.otherwise().isEmpty()) {
                index(pick.index(), pick.options().size());
            }
        }

        private void index(Expr index, int size) {
            if (!index.range().within(Interval.of(0, size - 1))) {
                refuse("an index may be outside");
            }
        }
    }

    /// How many vectors of lanes go side by side; 0 where a single one is too much.
    static int copies(Equations equations) {
        return Math.min(MOST_COPIES, MOST / Math.max(1, Size.of(equations)));
    }
}
