package io.lockspike.solver;

import io.lockspike.equation.Interval;
import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;
import java.math.BigInteger;

/// Steps between spikes under a constant current, against those of the ideal in real numbers:
/// numerics T8.
///
/// With J = I + δ between the extremes of what rounding adds, the membrane lies between the ideals
/// of the two currents J, and so does its first crossing: the time is ⌈ln((u∞ - r)/(u∞ - θ)) / -ln
/// α⌉ for u∞ = rest + J/(1 - α) and the value r after a spike.
///
/// @param rheobase the current above which the ideal fires
/// @param zoneLow the first whole current near rheobase at which nothing is bounded: one of the two
///   may be silent and the other not
/// @param zoneHigh the last such current, below `zoneLow` where there is none
/// @param within the current from which on both ends of the bound are a step apart or less
/// @param currents those that the inputs can sum up to, from 0
public record RateBound(
        double rheobase,
        long zoneLow,
        long zoneHigh,
        double within,
        Interval currents,
        Model model) {

    /// The numbers of the spec that the bound takes.
    ///
    /// @param least the least that rounding adds to the current in a step
    /// @param refractory steps that a spike adds to the time
    record Model(
            Circuit circuit,
            Decay.Linear decay,
            double lost,
            double rest,
            double reset,
            double threshold,
            double gain,
            double least,
            double most,
            int refractory) {}

    /// Steps from one spike to the next.
    public sealed interface Gap {
        /// Neither ever fires.
        record Silent() implements Gap {}

        /// Both fire, after `earliest … latest` steps; the ideal after `ideal`.
        record Bounded(long earliest, long latest, long ideal) implements Gap {}

        /// Near rheobase: no bound holds.
        record Unbounded() implements Gap {}
    }

    private static final double SLACK = 0x1p-40;

    public static Claim<RateBound> of(Spec spec) {
        return switch (Circuit.of(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) ->
                    switch (circuit.linear()) {
                        case Claim.Open<Decay.Linear>(Unmet why) -> new Claim.Open<>(why);
                        case Claim.Holds<Decay.Linear>(Decay.Linear decay) ->
                                of(
                                        circuit,
                                        decay,
                                        Reach.of(spec).value().map(Reach::overflows).orElse(true));
                    };
        };
    }

    private static Claim<RateBound> of(Circuit circuit, Decay.Linear decay, boolean overflows) {
        Unmet unmet = unmet(circuit, decay, overflows);
        if (unmet != null) {
            return new Claim.Open<>(unmet);
        }
        Circuit.Fire fire = circuit.fire().orElseThrow();
        long reset = fire.reset().orElseThrow();
        // From rest or above upwards nothing below rest leaks.
        Interval range =
                reset >= decay.rest()
                        ? Interval.of(decay.rest(), Long.MAX_VALUE)
                        : Interval.of(Long.MIN_VALUE, Long.MAX_VALUE);
        Noise noise = Noise.of(decay, range);
        boolean leakFirst = circuit.order().getFirst() == Family.Stage.LEAK;
        var model =
                new Model(
                        circuit,
                        decay,
                        Math.scalb((double) decay.lost(), -decay.bits()),
                        decay.rest(),
                        reset,
                        fire.value(),
                        leakFirst ? 1 : decay.alpha(),
                        noise.least(),
                        noise.most(),
                        circuit.refractory());
        return new Claim.Holds<>(of(model, circuit.inputs()));
    }

    private static RateBound of(Model model, Interval inputs) {
        double rheobase = (model.threshold() - model.rest()) * model.lost() / model.gain();
        Interval currents = new Interval(BigInteger.ZERO, inputs.high().max(BigInteger.ZERO));
        var bound =
                new RateBound(rheobase, 0, -1, within(model, rheobase, currents), currents, model);
        long low = (long) Math.floor(rheobase - (1 + model.most()) / model.gain());
        long high = (long) Math.ceil(rheobase + (1 - model.least()) / model.gain());
        while (low <= high && !(bound.at(low) instanceof Gap.Unbounded)) {
            low++;
        }
        while (low <= high && !(bound.at(high) instanceof Gap.Unbounded)) {
            high--;
        }
        return new RateBound(rheobase, low, high, bound.within, currents, model);
    }

    /// Whether the membrane stays below the threshold: it lands on the first value that this
    /// current holds (numerics T3).
    private boolean staysBelow(long current) {
        boolean leakFirst = model.circuit().order().getFirst() == Family.Stage.LEAK;
        long reset = (long) model.reset();
        long lands =
                Reachable.first(
                        reset,
                        (long) model.threshold() + 1,
                        v ->
                                (leakFirst
                                                ? model.decay().most(v) + current
                                                : model.decay().most(v + current))
                                        <= v);
        return model.decay().steady() && !model.circuit().fire().orElseThrow().fires(lands);
    }

    /// The least real current from which on the real times of both ends are a step apart or less.
    private static double within(Model model, double rheobase, Interval currents) {
        double low = rheobase;
        double high = Math.max(rheobase + 1, currents.high().doubleValue());
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            double apart =
                    time(model, middle * model.gain() + model.least())
                            - time(model, middle * model.gain() + model.most());
            if (apart <= 1) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static Unmet unmet(Circuit circuit, Decay.Linear decay, boolean overflows) {
        Circuit.Fire fire = circuit.fire().orElseThrow();
        Unmet unmet = circuit.notOneThreshold();
        if (unmet != null) {
            return unmet;
        }
        if (circuit.order().getLast() != Family.Stage.FIRE) {
            return Unmet.FIRE_NOT_LAST;
        }
        if (fire.reset().isEmpty()) {
            return Unmet.RESET_NOT_TO_A_VALUE;
        }
        if (fire.reset().get() >= fire.value() || decay.rest() >= fire.value()) {
            return Unmet.RESET_TO_OR_ABOVE_THRESHOLD;
        }
        return overflows ? Unmet.OVERFLOWS : waits(circuit, decay, fire.reset().get());
    }

    private static Unmet waits(Circuit circuit, Decay.Linear decay, long reset) {
        Family.Refractory refractory = circuit.family().refractory();
        boolean still = !refractory.leakOn() || reset == decay.rest();
        boolean moves = circuit.refractory() > 0 && !(refractory.inputIgnored() && still);
        return moves ? Unmet.LEAK_IN_REFRACTORY : null;
    }

    /// Of a constant current of at least 0.
    public Gap at(long current) {
        double mean = current * model.gain();
        double ideal = time(model, mean);
        double earliest = time(model, mean + model.most());
        double latest = time(model, mean + model.least());
        if (earliest == Double.POSITIVE_INFINITY
                || (ideal == Double.POSITIVE_INFINITY && staysBelow(current))) {
            return new Gap.Silent();
        }
        return latest == Double.POSITIVE_INFINITY
                ? new Gap.Unbounded()
                : new Gap.Bounded(
                        steps(earliest * (1 - SLACK) - SLACK),
                        steps(latest * (1 + SLACK) + SLACK),
                        steps(ideal));
    }

    private long steps(double time) {
        return Math.max(1, (long) Math.ceil(time)) + model.refractory();
    }

    /// The real time at which the ideal crosses under the current `j`; infinite where it never
    /// does.
    private static double time(Model model, double j) {
        double end = model.rest() + j / model.lost();
        return end - model.threshold() <= SLACK * Math.abs(model.threshold())
                ? Double.POSITIVE_INFINITY
                : -Math.log((end - model.threshold()) / (end - model.reset()))
                        / -Math.log1p(-model.lost());
    }
}
