package io.lockspike.spec;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a leak that is written with shifts really does, as integers have it and real numbers do
/// not.
///
/// The next value of a leaking state v is a sum of terms of v, such as v - R(v / 2^k), and an
/// input. It follows u' = αu + input up to a rounding in each step. That adds some d to the input,
/// so that the error v - u, once 0, stays within the extremes of d / (1 - α), for all inputs and
/// all time; claimed below the threshold and where nothing saturates or wraps.
///
/// @param state the leaking state
/// @param form its terms, as they are written
/// @param factor α, what one step leaves
/// @param tau the time constant -1 / ln(α), in steps
/// @param dead the values around 0 that leak no further
/// @param lowestError the least v - u
/// @param highestError the greatest v - u
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
    private static final int FARTHEST = 1 << 20;

    /// One for each different leak of a state.
    public static List<LeakFacts> of(Equations equations) {
        Map<String, LeakFacts> facts = new LinkedHashMap<>();
        for (State state : equations.states()) {
            for (LeakTerms terms : LeakTerms.of(equations, state)) {
                facts(state.signal(), terms).ifPresent(f -> facts.putIfAbsent(f.form(), f));
            }
        }
        return List.copyOf(facts.values());
    }

    private static Optional<LeakFacts> facts(Signal state, LeakTerms terms) {
        double factor = terms.factor();
        if (factor <= 0 || factor >= 1) {
            return Optional.empty();
        }
        return Optional.of(
                new LeakFacts(
                        state.name(),
                        terms.text(),
                        factor,
                        -1 / Math.log(factor),
                        dead(terms, state.type()),
                        terms.leastRounding() / (1 - factor),
                        terms.greatestRounding() / (1 - factor),
                        terms.singleShift().flatMap(LeakFacts::bias)));
    }

    /// The values around 0 that one step leaves as they are. A random rounding leaves only 0 for
    /// ever.
    private static Interval dead(LeakTerms terms, Type type) {
        return Interval.of(stuck(terms, -1, type), stuck(terms, 1, type));
    }

    /// The last value in a direction from 0 up to which all stay.
    private static long stuck(LeakTerms terms, int direction, Type type) {
        long v = 0;
        while (!terms.isRandom()
                && Math.abs(v) < FARTHEST
                && type.fits(BigInteger.valueOf(v + direction))
                && terms.step(v + direction) == v + direction) {
            v += direction;
        }
        return v;
    }

    /// Of v - R(v / P), measured for these roundings; for the others none is claimed.
    private static Optional<Double> bias(LeakTerms.Term shift) {
        double p = Math.scalb(1.0, shift.bits());
        return switch (shift.rounding()) {
            case FLOOR -> Optional.of((p - 1) / 2);
            case TOWARD_ZERO, STOCHASTIC -> Optional.of(0.0);
            case HALF_UP -> Optional.of(-0.5);
            case CEIL, AWAY, HALF_EVEN, AT_LEAST_ONE -> Optional.empty();
        };
    }

    /// The facts of `v - R(v / 2^k)`.
    static LeakFacts subtracting(int k, Rounding rounding) {
        Signal v = new Signal("v", Type.signed(Type.MAX_BITS), Signal.Kind.STATE, 0);
        var whole = new LeakTerms.Term(1, 1, 0, Rounding.FLOOR, "v");
        var shift = new LeakTerms.Term(-1, 1, k, rounding, "R(v / 2^" + k + ")");
        return facts(v, new LeakTerms(List.of(whole, shift))).orElseThrow();
    }
}
