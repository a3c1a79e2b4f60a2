package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;

/// A fixed-point neuron for a [FitRequest], and how far it is from what was asked.
///
/// @param yaml the spec as a text
/// @param spec the spec
/// @param form the leak, less the rounding
/// @param input the type of the current
/// @param membrane the narrowest type that never overflows, whatever the inputs
/// @param threshold LSB above rest
/// @param reset LSB above rest
/// @param tauError the part by which the time constant is off; negative where it is shorter
/// @param membraneError V; below the threshold the membrane is never further from that of the
///   neuron asked for, for all inputs of the range, all time, as long as both fire in the same
///   steps: rounding of the leak, rounding of the input to an LSB, and the wrong α together
/// @param rateError the greatest part by which the f-I curve is off, over the currents of
///   [RateGrid]
/// @param beyondStep the greatest part by which the time from spike to spike is off by more than
///   one step, over the same
/// @param facts of the leak
public record FittedNeuron(
        String yaml,
        Spec spec,
        LeakForm form,
        Rounding rounding,
        Type input,
        Type membrane,
        long threshold,
        long reset,
        double tau,
        double tauError,
        double membraneError,
        double rateError,
        double beyondStep,
        LeakFacts facts) {

    public double voltsPerLsb() {
        return physical().voltsPerLsb().doubleValue();
    }

    public double amperesPerLsb() {
        return physical().amperesPerLsb().doubleValue();
    }

    private Physical physical() {
        return spec.physical().orElseThrow();
    }
}
