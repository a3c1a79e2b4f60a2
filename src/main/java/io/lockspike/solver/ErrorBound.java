package io.lockspike.solver;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Rounding;
import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;
import java.util.Optional;
import java.util.function.Supplier;

/// How far the membrane v is from the ideal u' = αu + I, in LSB, for all inputs and all time:
/// numerics T1. It holds as long as both fire in the same steps; what a spike sets to one value
/// starts from 0 again, what it takes away from both changes nothing.
///
/// @param low the least v - u, with a synapse the error of the current included
/// @param high the greatest v - u
/// @param factor α
/// @param ideal what the ideal does where the membrane would overflow
/// @param mean of v - u where what the leak leaves over is uniform
/// @param variance an upper bound, for independent random bits
/// @param lowest an input that comes near the low end, if one was found
/// @param highest the same of the high end
public record ErrorBound(
        String state,
        double low,
        double high,
        double factor,
        Ideal ideal,
        Optional<Double> mean,
        Optional<Double> variance,
        Optional<Approach> lowest,
        Optional<Approach> highest) {

    public enum Ideal {
        /// Has no bounds; nor does the membrane ever meet its own.
        FREE,
        /// Clamps at the same places and values. (A clamp brings two values no further apart.)
        CLAMPED,
        /// Has no bounds; the run of the membrane stops where it meets its own.
        UNTIL_IT_STOPS
    }

    /// The error v - u after the rows of `drive`.
    public record Approach(Drive drive, double error) {}

    public static Claim<ErrorBound> of(Spec spec) {
        return switch (Circuit.of(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) ->
                    circuit.family().synapse().isEmpty()
                            ? of(circuit, () -> Reach.of(spec))
                            : driven(spec, circuit);
        };
    }

    /// Of the current, where the neuron has a synapse.
    public static Claim<ErrorBound> ofSynapse(Spec spec) {
        return switch (Circuit.ofSynapse(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) -> of(circuit, () -> Reach.ofSynapse(spec));
        };
    }

    private static Claim<ErrorBound> of(Circuit circuit, Supplier<Claim<Reach>> reach) {
        return switch (circuit.linear()) {
            case Claim.Open<Decay.Linear>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Decay.Linear>(Decay.Linear decay) ->
                    of(circuit, decay, reach.get().value());
        };
    }

    private static Claim<ErrorBound> of(
            Circuit circuit, Decay.Linear decay, Optional<Reach> reach) {
        boolean overflows = reach.map(Reach::overflows).orElse(true);
        if (overflows && circuit.overflow() == Family.Overflow.WRAP) {
            return new Claim.Open<>(Unmet.OVERFLOWS);
        }
        Interval range = range(reach);
        Noise noise = Noise.of(decay, range);
        var hold = new Hold(circuit, decay, range);
        return new Claim.Holds<>(
                new ErrorBound(
                        circuit.state(),
                        noise.leastError(),
                        noise.mostError(),
                        decay.alpha(),
                        ideal(circuit.overflow(), overflows),
                        mean(decay),
                        variance(decay),
                        hold.near(noise.low()),
                        hold.near(noise.high())));
    }

    /// The values that can leak: all where some overflow.
    static Interval range(Optional<Reach> reach) {
        return reach.filter(r -> !r.overflows())
                .flatMap(Reach::peak)
                .orElse(Interval.of(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Ideal ideal(Family.Overflow overflow, boolean overflows) {
        return switch (overflow) {
            case CLAMP_AT_ZERO -> Ideal.CLAMPED;
            case SAT -> overflows ? Ideal.CLAMPED : Ideal.FREE;
            case CHECKED -> overflows ? Ideal.UNTIL_IT_STOPS : Ideal.FREE;
            case WRAP -> Ideal.FREE;
        };
    }

    /// The error of the current is a hidden input of the membrane, too.
    private static Claim<ErrorBound> driven(Spec spec, Circuit circuit) {
        return switch (ofSynapse(spec)) {
            case Claim.Open<ErrorBound> open -> open;
            case Claim.Holds<ErrorBound>(ErrorBound current) ->
                    switch (of(circuit, () -> Reach.of(spec))) {
                        case Claim.Open<ErrorBound> open -> open;
                        case Claim.Holds<ErrorBound>(ErrorBound own) ->
                                new Claim.Holds<>(own.after(current, circuit));
                    };
        };
    }

    private ErrorBound after(ErrorBound current, Circuit circuit) {
        double gain = 1 / (1 - factor);
        boolean clamps = ideal == Ideal.CLAMPED || current.ideal == Ideal.CLAMPED;
        boolean stops = ideal == Ideal.UNTIL_IT_STOPS || current.ideal == Ideal.UNTIL_IT_STOPS;
        return new ErrorBound(
                circuit.state(),
                low + gain * current.low,
                high + gain * current.high,
                factor,
                clamps ? Ideal.CLAMPED : stops ? Ideal.UNTIL_IT_STOPS : Ideal.FREE,
                mean.flatMap(m -> current.mean.map(c -> m + gain * c)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Where each remainder is equally frequent, and both signs give the same.
    private static Optional<Double> mean(Decay.Linear decay) {
        if (decay.rounding() == Rounding.STOCHASTIC) {
            return Optional.of(0.0);
        }
        long period = 1L << decay.bits();
        double above = 0;
        double below = 0;
        for (long d = 2 * period; d < 4 * period; d++) {
            above += decay.noise(decay.rest() + d, 0);
            below += decay.noise(decay.rest() - 1 - d, 0);
        }
        return above == below ? Optional.of(above / (2 * period) / decay.lost()) : Optional.empty();
    }

    /// Σ α^2j / 4: a number between two integers is rounded to one of them, at random.
    private static Optional<Double> variance(Decay.Linear decay) {
        boolean one = decay.rounding() == Rounding.STOCHASTIC && decay.parts().size() == 1;
        double alpha = decay.alpha();
        return one ? Optional.of(1 / (4 * (1 - alpha * alpha))) : Optional.empty();
    }

    /// T10: the least error, in LSB, where each of so many inputs a step is a weight that was
    /// rounded to nearest.
    public double lowWith(int activeInputs) {
        return low - activeInputs / (2 * (1 - factor));
    }

    public double highWith(int activeInputs) {
        return high + activeInputs / (2 * (1 - factor));
    }

    /// T10: the bits behind the point that keep the error within `epsilon`, in units of the real
    /// input, with so many rounded weights a step.
    public int fractionBits(double epsilon, int activeInputs) {
        double worst = Math.max(-lowWith(activeInputs), highWith(activeInputs));
        int bits = (int) Math.ceil(Math.log(worst / epsilon) / Math.log(2));
        while (Math.scalb(worst, -bits) > epsilon) {
            bits++;
        }
        return Math.max(0, bits);
    }
}
