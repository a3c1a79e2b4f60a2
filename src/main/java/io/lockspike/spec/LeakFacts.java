package io.lockspike.spec;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a leak that is written with a shift really does, as integers have it and real numbers do
/// not.
///
/// With P = 2^k and a state that nothing else changes, v' = v - R(v / P) follows u' = αu, α = 1 -
/// 1/P, up to a rounding in each step. That adds d = v/P - R(v/P) to the input, so that the error v
/// - u tends to at most P times the extremes of d; it is claimed below the threshold and where
///   nothing saturates or wraps.
///
/// @param state the leaking state
/// @param form as it is written
/// @param factor α, what one step leaves
/// @param tau the time constant -1 / ln(α), in steps
/// @param dead the values that leak no further
/// @param lowestError the least v - u, for all inputs and all time
/// @param highestError the greatest
/// @param bias the mean of v - u under a busy input, where it is known
public record LeakFacts(
        String state,
        String form,
        double factor,
        double tau,
        Interval dead,
        double lowestError,
        double highestError,
        Optional<Double> bias) {
    private static final int MOST_BITS = 20;

    /// One for each different leak of a state.
    public static List<LeakFacts> of(Equations equations) {
        Set<LeakFacts> facts = new LinkedHashSet<>();
        equations.wires().forEach(wire -> search(wire.value(), facts));
        search(equations.statements(), facts);
        return new ArrayList<>(facts);
    }

    private static void search(List<Statement> statements, Set<LeakFacts> facts) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> search(assign.value(), facts);
                case Statement.Write write -> search(write.value(), facts);
                case Statement.When when -> when.branches().forEach(b -> search(b.body(), facts));
            }
        }
    }

    private static void search(Expr expression, Set<LeakFacts> facts) {
        Optional<LeakFacts> found = takenAway(expression).or(() -> kept(expression));
        if (found.isPresent()) {
            facts.add(found.get());
        } else {
            Uses.parts(expression).forEach(part -> search(part, facts));
        }
    }

    /// `v - R(v / 2^k)`.
    private static Optional<LeakFacts> takenAway(Expr expression) {
        if (!(expression instanceof Expr.Binary difference)
                || difference.operator() != Operator.SUBTRACT) {
            return Optional.empty();
        }
        return shifted(difference.right())
                .filter(s -> s.of().equals(difference.left()) && isState(s.of()))
                .filter(s -> s.bits() > 0 && s.bits() <= MOST_BITS)
                .map(s -> subtracting(name(s.of()), s.bits(), s.rounding()));
    }

    /// `R(v · a / 2^n)`.
    private static Optional<LeakFacts> kept(Expr expression) {
        return shifted(expression)
                .filter(s -> s.bits() > 0 && s.bits() <= MOST_BITS)
                .flatMap(s ->
                        s.of() instanceof Expr.Binary product
                                        && product.operator() == Operator.MULTIPLY
                                        && isState(product.left())
                                        && product.right().range().isSingle()
                                ? keeping(product, s)
                                : Optional.empty());
    }

    /// Something over a power of two, rounded.
    private record Shifted(Expr of, int bits, Rounding rounding) {}

    private static Optional<Shifted> shifted(Expr expression) {
        return switch (expression) {
            case Expr.Binary shift
                    when shift.operator() == Operator.SHIFT_RIGHT
                            && shift.right().range().isSingle() ->
                    Optional.of(new Shifted(shift.left(), bits(shift.right()), Rounding.FLOOR));
            case Expr.Round round when round.amount().range().isSingle() ->
                    Optional.of(
                            new Shifted(round.operand(), bits(round.amount()), round.rounding()));
            default -> Optional.empty();
        };
    }

    private static int bits(Expr amount) {
        return amount.range().low().min(BigInteger.valueOf(1 << 10)).intValue();
    }

    private static boolean isState(Expr expression) {
        return expression instanceof Expr.Value value
                && value.signal().kind() == io.lockspike.equation.Signal.Kind.STATE;
    }

    private static String name(Expr state) {
        return ((Expr.Value) state).signal().name();
    }

    static LeakFacts subtracting(String state, int k, Rounding rounding) {
        long p = 1L << k;
        double alpha = 1 - 1.0 / p;
        return new LeakFacts(
                state,
                state + " - " + rounded(state, k, rounding),
                alpha,
                -1 / Math.log(alpha),
                dead(p, v -> v - rounding.shiftRight(v, k, 0), rounding),
                p * least(p, k, rounding),
                p * most(p, k, rounding),
                bias(p, rounding));
    }

    private static String rounded(String value, int k, Rounding rounding) {
        return rounding == Rounding.FLOOR
                ? "(" + value + " >> " + k + ")"
                : "shr(" + value + ", " + k + ", " + rounding.text() + ")";
    }

    private static Optional<LeakFacts> keeping(Expr.Binary product, Shifted shifted) {
        long a = product.right().range().low().longValue();
        long unit = 1L << shifted.bits();
        if (a <= 0 || a >= unit || shifted.rounding() == Rounding.STOCHASTIC) {
            return Optional.empty();
        }
        String state = name(product.left());
        double alpha = (double) a / unit;
        Rounding rounding = shifted.rounding();
        return Optional.of(
                new LeakFacts(
                        state,
                        rounded("(" + state + " * " + a + ")", shifted.bits(), rounding),
                        alpha,
                        -1 / Math.log(alpha),
                        dead(unit, v -> rounding.shiftRight(v * a, shifted.bits(), 0), rounding),
                        -most(unit, shifted.bits(), rounding) / (1 - alpha),
                        -least(unit, shifted.bits(), rounding) / (1 - alpha),
                        Optional.empty()));
    }

    /// The values around 0 that one step leaves as they are. A random rounding leaves only 0 for
    /// ever.
    private static Interval dead(
            long limit, java.util.function.LongUnaryOperator step, Rounding rounding) {
        if (rounding == Rounding.STOCHASTIC) {
            return Interval.of(0, 0);
        }
        long low = 0;
        long high = 0;
        while (low > -2 * limit && step.applyAsLong(low - 1) == low - 1) {
            low--;
        }
        while (high < 2 * limit && step.applyAsLong(high + 1) == high + 1) {
            high++;
        }
        return Interval.of(low, high);
    }

    /// The least of v/P - R(v/P) over two periods on both sides of 0.
    private static double least(long p, int k, Rounding rounding) {
        double least = rounding == Rounding.STOCHASTIC ? 1.0 / p - 1 : 1;
        for (long v = -2 * p; v <= 2 * p && rounding != Rounding.STOCHASTIC; v++) {
            least = Math.min(least, (double) v / p - rounding.shiftRight(v, k, 0));
        }
        return least;
    }

    private static double most(long p, int k, Rounding rounding) {
        double most = rounding == Rounding.STOCHASTIC ? 1 - 1.0 / p : -1;
        for (long v = -2 * p; v <= 2 * p && rounding != Rounding.STOCHASTIC; v++) {
            most = Math.max(most, (double) v / p - rounding.shiftRight(v, k, 0));
        }
        return most;
    }

    /// Measured for these roundings; for the others none is claimed.
    private static Optional<Double> bias(long p, Rounding rounding) {
        return switch (rounding) {
            case FLOOR -> Optional.of((p - 1) / 2.0);
            case TOWARD_ZERO, STOCHASTIC -> Optional.of(0.0);
            case HALF_UP -> Optional.of(-0.5);
            case CEIL, AWAY, HALF_EVEN, AT_LEAST_ONE -> Optional.empty();
        };
    }
}
