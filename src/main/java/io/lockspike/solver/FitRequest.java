package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Quantity;
import java.math.BigDecimal;

/// The physical neuron that hardware shall stand for, and what is asked of it.
///
/// @param neuron in s, ohm, V
/// @param dt the time of a step, s
/// @param step what a step's leak stands for
/// @param lowest the least input, A
/// @param highest the greatest input, A; above the rheobase
/// @param mostBits the widest membrane
/// @param tauError the time constant may be off by such a part
/// @param membraneError the membrane may be off by such a part of the way from rest to threshold
/// @param rateError the time from spike to spike may be off by such a part, beside one step
public record FitRequest(
        ContinuousNeuron neuron,
        double dt,
        Physical.Step step,
        double lowest,
        double highest,
        int mostBits,
        double tauError,
        double membraneError,
        double rateError) {

    /// The f-I curve is held from so many rheobases on; nearer to it nothing can be claimed.
    public static final double FROM_RHEOBASES = 1.1;

    private static final double MOST_STEPS = 1 << 14;

    public FitRequest {
        if (neuron.rest() >= neuron.threshold()) {
            throw new BadInputException(
                    "the threshold lies above rest, not at or below it: a neuron that fires without input has no rheobase to scale by");
        }
        if (!(dt > 0) || neuron.tau() > MOST_STEPS * dt) {
            throw bad(
                    "dt lies in tau / %.0f … , not %s: tau is %s"
                            .formatted(MOST_STEPS, seconds(dt), seconds(neuron.tau())));
        }
        if (step == Physical.Step.EULER && dt >= neuron.tau()) {
            throw bad(
                    "forward Euler takes steps shorter than tau: dt is %s, tau %s"
                            .formatted(seconds(dt), seconds(neuron.tau())));
        }
        if (lowest > 0 || !Double.isFinite(lowest)) {
            throw bad("the input range begins at 0 A or below, not " + amperes(lowest));
        }
        if (!(highest >= FROM_RHEOBASES * neuron.rheobase()) || !Double.isFinite(highest)) {
            throw bad(
                    "the input range ends at %s, and must at %s or above: the neuron fires from %s on"
                            .formatted(
                                    amperes(highest),
                                    amperes(FROM_RHEOBASES * neuron.rheobase()),
                                    amperes(neuron.rheobase())));
        }
    }

    private static BadInputException bad(String message) {
        return new BadInputException(message);
    }

    /// What the ideal keeps of the membrane in one step.
    public double alpha() {
        return step.alpha(dt / neuron.tau());
    }

    /// The time constant, s, of a leak that keeps α in each step.
    public double tau(double alpha) {
        return step.tau(alpha) * dt;
    }

    /// From rest to the threshold, V.
    public double span() {
        return neuron.threshold() - neuron.rest();
    }

    /// Whole steps, to the nearest.
    public int refractorySteps() {
        return (int) Math.round(neuron.refractory() / dt);
    }

    private static String seconds(double value) {
        return Quantity.text(new BigDecimal(value), Quantity.Unit.SECOND);
    }

    private static String amperes(double value) {
        return Quantity.text(new BigDecimal(value), Quantity.Unit.AMPERE);
    }
}
