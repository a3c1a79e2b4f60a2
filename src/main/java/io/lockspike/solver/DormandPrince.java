package io.lockspike.solver;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.events.EventHandler;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/// The differential equation, integrated. Each stretch between two events is an integration of its
/// own, so a spike ends one: the jump of a reset inside of one would give the event function the
/// sign that the integrator expects of a crossing in the other direction, and the next spike would
/// be missed.
///
/// The integrator looks at the sign of an event function at the ends of its steps only. A membrane
/// that rises above the threshold and falls back within one would be missed, so it is first looked
/// for a peak; up to there the membrane only rises.
final class DormandPrince implements Flow {
    private static final int MOST_ITERATIONS = 200;

    private final double tolerance;

    DormandPrince(double tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public Arrival move(
            ContinuousNeuron neuron,
            Membrane from,
            double current,
            double synapseTau,
            double duration) {
        var equation = new Equation(neuron, current, synapseTau, from.synapse() != 0);
        double[] state = {from.v(), from.synapse()};
        if (from.synapse() != 0) {
            Arrival peak = integrate(equation, state, duration, new Stop(equation::slope));
            if (peak.at().v() >= neuron.threshold() && peak.fires()) {
                return integrate(equation, state, peak.after(), equation.threshold());
            }
        }
        return integrate(equation, state, duration, equation.threshold());
    }

    /// From `state` at time 0 to `duration` or to the event.
    private Arrival integrate(Equation equation, double[] state, double duration, Stop event) {
        ContinuousNeuron neuron = equation.neuron();
        double volts = tolerance * neuron.scale();
        var integrator =
                new DormandPrince853Integrator(
                        0,
                        duration,
                        new double[] {volts, volts / neuron.resistance()},
                        new double[] {0, 0});
        double[] end = new double[state.length];
        integrator.addEventHandler(event, duration, 4 * Math.ulp(duration), MOST_ITERATIONS);
        double reached = integrator.integrate(equation, 0, state, duration, end);
        boolean stopped = event.occurred || end[0] >= neuron.threshold();
        return new Arrival(reached, new Membrane(end[0], end[1]), stopped);
    }

    /// y₀: the membrane, V; y₁: the synaptic current, A.
    private record Equation(
            ContinuousNeuron neuron, double current, double synapseTau, boolean hasSynapse)
            implements FirstOrderDifferentialEquations {
        @Override
        public int getDimension() {
            return 2;
        }

        @Override
        public void computeDerivatives(double t, double[] y, double[] dydt) {
            dydt[0] = slope(y);
            dydt[1] = hasSynapse ? -y[1] / synapseTau : 0;
        }

        private double slope(double[] y) {
            return (neuron.target(current + y[1]) - y[0]) / neuron.tau();
        }

        Stop threshold() {
            return new Stop(y -> y[0] - neuron.threshold());
        }
    }

    /// Ends the integration where a function of the state changes its sign.
    private static final class Stop implements EventHandler {
        private final ToDoubleFunction<double[]> of;
        private boolean occurred;

        Stop(ToDoubleFunction<double[]> of) {
            this.of = of;
        }

        @Override
        public void init(double from, double[] state, double to) {}

        @Override
        public double g(double t, double[] state) {
            return of.applyAsDouble(state);
        }

        @Override
        public Action eventOccurred(double t, double[] state, boolean increasing) {
            occurred = true;
            return Action.STOP;
        }

        @Override
        public void resetState(double t, double[] state) {}
    }
}
