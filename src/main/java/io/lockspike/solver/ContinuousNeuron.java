package io.lockspike.solver;

import io.lockspike.equation.BadInputException;

/// The leaky integrate-and-fire neuron as an RC circuit, in SI units or any others that agree:
///
/// ```
/// tau dv/dt = -(v - rest) + resistance · I        below the threshold
/// v(t_f + δ) = reset                              where v reaches it, at t_f
/// ```
///
/// After a spike v stays at `reset` for the refractory time; what decays (a synaptic current) goes
/// on.
///
/// @param tau s, `R·C`; > 0
/// @param resistance ohm, > 0
/// @param threshold V
/// @param reset V, below the threshold
/// @param rest V; at or above the threshold the neuron fires without any input
/// @param refractory s, >= 0
public record ContinuousNeuron(
        double tau,
        double resistance,
        double threshold,
        double reset,
        double rest,
        double refractory) {

    public ContinuousNeuron {
        require(tau > 0, "tau", tau, "s", "above 0");
        require(resistance > 0, "resistance", resistance, "ohm", "above 0");
        require(refractory >= 0, "refractory", refractory, "s", "0 or more");
        require(true, "threshold", threshold, "V", "finite");
        require(true, "rest", rest, "V", "finite");
        require(
                reset < threshold,
                "reset",
                reset,
                "V",
                "below the threshold of " + threshold + " V, else the neuron never stops firing");
    }

    /// The voltage that a threshold stands above rest; every tolerance is a part of it.
    public double scale() {
        return Math.abs(threshold - rest);
    }

    /// Where the membrane goes under a constant current, if it never fired: `rest + R·I`, V.
    public double target(double amperes) {
        return rest + resistance * amperes;
    }

    /// The current above which the neuron fires for ever: `(threshold - rest) / R`, A. At the
    /// rheobase itself it takes for ever to fire once.
    public double rheobase() {
        return (threshold - rest) / resistance;
    }

    /// From one spike to the next under a constant current, s: `refractory + tau ln((RI - (reset -
    /// rest)) / (RI - (threshold - rest)))`; infinite at the rheobase and below.
    public double period(double amperes) {
        return refractory + charging(reset, amperes);
    }

    /// Spikes a second under a constant current; 0 at the rheobase and below.
    public double rate(double amperes) {
        return 1 / period(amperes);
    }

    /// The time that a constant current takes from `from` V to the threshold, s; 0 where `from` is
    /// there already, infinite where the current never comes so far.
    public double charging(double from, double amperes) {
        double beyond = target(amperes) - threshold;
        if (from >= threshold) {
            return 0;
        }
        return beyond > 0
                ? tau * Math.log1p((threshold - from) / beyond)
                : Double.POSITIVE_INFINITY;
    }

    private static void require(
            boolean holds, String name, double value, String unit, String what) {
        if (!holds || !Double.isFinite(value)) {
            throw new BadInputException(
                    "a continuous neuron with %s %s %s; it must be %s"
                            .formatted(name, value, unit, what));
        }
    }
}
