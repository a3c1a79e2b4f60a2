package io.lockspike.solver;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;

/// The solution of the equation, written down. With `w = v - rest`, s the synaptic current's time
/// constant and I₀ its value at first,
///
/// ```
/// w(t) = RI + (w₀ - RI) e^(-t/tau) + R I₀ φ(t)        φ(t) = (e^(-t/s) - e^(-t/tau)) / (1 - tau/s)
/// ```
///
/// where φ is `t/tau · e^(-t/tau)` for s = tau. The membrane turns at most once, so it rises or
/// falls all along on both sides of that time: a peak that only touches the threshold is found like
/// any other crossing.
final class ClosedForm implements Flow {
    private static final int MOST_EVALUATIONS = 1000;
    private static final int ORDER = 5;

    @Override
    public Arrival move(
            ContinuousNeuron neuron,
            Membrane from,
            double current,
            double synapseTau,
            double duration) {
        var arc = new Arc(neuron, from, current, synapseTau);
        double crossing =
                from.synapse() == 0 ? neuron.charging(from.v(), current) : arc.crossing(duration);
        if (crossing <= duration) {
            double left = from.synapse() * Math.exp(-crossing / synapseTau);
            return new Arrival(crossing, new Membrane(neuron.threshold(), left), true);
        }
        double left = from.synapse() * Math.exp(-duration / synapseTau);
        return new Arrival(duration, new Membrane(arc.v(duration), left), false);
    }

    /// The membrane from a time on at which it is known.
    private record Arc(ContinuousNeuron neuron, Membrane from, double current, double synapseTau) {

        double v(double t) {
            double target = neuron.target(current);
            double kept = -Math.expm1(-t / neuron.tau());
            double synaptic =
                    from.synapse() == 0 ? 0 : neuron.resistance() * from.synapse() * phi(t);
            return from.v() + (target - from.v()) * kept + synaptic;
        }

        /// The membrane's answer to a unit of synaptic current, written so that equal time
        /// constants cancel nothing and long times overflow nothing.
        private double phi(double t) {
            double x = Math.abs(t / neuron.tau() - t / synapseTau);
            double mean = x == 0 ? 1 : -Math.expm1(-x) / x;
            return Math.exp(-t / Math.max(neuron.tau(), synapseTau)) * t / neuron.tau() * mean;
        }

        /// The first time at which the threshold is reached, s; infinite if that is not until
        /// `end`.
        double crossing(double end) {
            double turn = turn();
            if (turn > 0 && turn < end && v(turn) >= neuron.threshold()) {
                return root(0, turn);
            }
            return v(end) >= neuron.threshold()
                    ? root(turn > 0 && turn < end ? turn : 0, end)
                    : Double.POSITIVE_INFINITY;
        }

        /// Where dv/dt is 0; not a number, or not after 0, where it never is.
        private double turn() {
            double difference = (synapseTau - neuron.tau()) / neuron.tau();
            double q = (from.v() - neuron.target(current)) / (neuron.resistance() * from.synapse());
            double rise = (1 - q) * difference;
            return difference == 0
                    ? (1 - q) * synapseTau
                    : synapseTau * Math.log1p(rise) / difference;
        }

        /// The membrane is below the threshold at `low`, at it or above at `high`, and does not
        /// turn in between.
        private double root(double low, double high) {
            UnivariateFunction above = t -> v(t) - neuron.threshold();
            if (above.value(high) == 0) {
                return high;
            }
            var solver =
                    new BracketingNthOrderBrentSolver(
                            0, 4 * Math.ulp(high), neuron.scale() * 1e-15, ORDER);
            return solver.solve(MOST_EVALUATIONS, above, low, high);
        }
    }
}
