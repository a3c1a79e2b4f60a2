package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import java.util.function.DoubleUnaryOperator;

/// The f-I curve of a fitted neuron against the continuous one, on constant currents from
/// [FitRequest#FROM_RHEOBASES] on to the end of the input range, evenly spaced by ratio.
final class RateGrid {
    private static final int CURRENTS = 48;

    private final FitRequest request;
    private final double[] amperes = new double[CURRENTS];

    RateGrid(FitRequest request) {
        this.request = request;
        double low = FitRequest.FROM_RHEOBASES * request.neuron().rheobase();
        for (int i = 0; i < CURRENTS; i++) {
            amperes[i] = low * Math.pow(request.highest() / low, i / (CURRENTS - 1.0));
        }
    }

    /// How far an f-I curve is from that of the continuous neuron.
    ///
    /// @param rate the greatest part by which the rate is off
    /// @param beyondStep the greatest part by which the time from spike to spike is off by more
    ///   than one step
    record Off(double rate, double beyondStep) {}

    /// Of a neuron that takes each current rounded to an LSB; 1 where it stays silent.
    Off off(LeakForm form, Rounding rounding, long threshold, long reset, double amperesPerLsb) {
        return worst(current -> {
            long lsb = Math.round(current / amperesPerLsb);
            return steps(form, rounding, threshold, reset, lsb);
        });
    }

    /// @param charging from a current to the steps from reset to threshold; below 0 where it never
    ///   comes there
    private Off worst(DoubleUnaryOperator charging) {
        double rate = 0;
        double beyond = 0;
        for (double current : amperes) {
            double steps = charging.applyAsDouble(current);
            Off one = steps < 0 ? new Off(1, 1) : off(steps, current);
            rate = Math.max(rate, one.rate);
            beyond = Math.max(beyond, one.beyondStep);
        }
        return new Off(rate, beyond);
    }

    private Off off(double charging, double current) {
        double steps = charging + request.refractorySteps();
        double ideal = request.neuron().period(current) / request.dt();
        return new Off(
                Math.abs(ideal / steps - 1), Math.max(0, Math.abs(steps - ideal) - 1) / ideal);
    }

    /// From the reset to the threshold, in steps; -1 where the membrane comes to rest before.
    private static long steps(
            LeakForm form, Rounding rounding, long threshold, long reset, long current) {
        long v = reset;
        for (long steps = 1; ; steps++) {
            long next = form.leak(v, rounding) + current;
            if (next >= threshold) {
                return steps;
            }
            if (next <= v) {
                return -1;
            }
            v = next;
        }
    }

    /// The same of the ideal without any rounding, looked at once a step.
    Off ofSteps() {
        double span = request.neuron().threshold() - request.neuron().reset();
        return worst(current -> {
            double above = request.neuron().target(current) - request.neuron().threshold();
            return Math.ceil(Math.log1p(span / above) / -Math.log(request.alpha()));
        });
    }
}
