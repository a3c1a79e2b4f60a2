package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.BadInputException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Both solvers on problems with a known answer, and where events meet.
class ReferenceSolverTest {

    /// tau 20 ms, 100 Mohm, 15 mV above a rest of -65 mV: a rheobase of 150 pA.
    private static final ContinuousNeuron NEURON =
            new ContinuousNeuron(20e-3, 100e6, -50e-3, -65e-3, -65e-3, 0);

    /// The same, 5 ms refractory.
    private static final ContinuousNeuron TIRED =
            new ContinuousNeuron(20e-3, 100e6, -50e-3, -65e-3, -65e-3, 5e-3);

    static Stream<ReferenceSolver> solvers() {
        return Stream.of(ReferenceSolver.closedForm(), ReferenceSolver.dormandPrince(1e-13));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void charges(ReferenceSolver solver) {
        double[] times = {0, 1e-3, 20e-3, 100e-3, 2};

        double[] v =
                solve(solver, NEURON, Input.current(Series.constant(100e-12)), times).membrane();

        for (int i = 0; i < times.length; i++) {
            double exact = -65e-3 + 10e-3 * (1 - Math.exp(-times[i] / 20e-3));
            assertThat(v[i]).isCloseTo(exact, within(15e-3 * 1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void firesAtTheRateOfTheFormula(ReferenceSolver solver) {
        for (double amperes = 160e-12; amperes < 2e-9; amperes *= 1.3) {
            double[] spikes =
                    solve(solver, TIRED, Input.current(Series.constant(amperes)), 1).spikes();

            double volts = 100e6 * amperes;
            double rate = 1 / (5e-3 + 20e-3 * Math.log(volts / (volts - 15e-3)));
            assertThat(TIRED.rate(amperes)).isCloseTo(rate, within(rate * 1e-14));
            double seen = (spikes.length - 1) / (spikes[spikes.length - 1] - spikes[0]);
            assertThat(seen).isCloseTo(rate, within(rate * 1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void firesAboveTheRheobaseOnly(ReferenceSolver solver) {
        assertThat(NEURON.rheobase()).isCloseTo(150e-12, within(1e-24));
        double above = 150e-12 * (1 + 1e-6);
        double below = 150e-12 * (1 - 1e-6);

        assertThat(solve(solver, NEURON, Input.current(Series.constant(above)), 1).spikes())
                .hasSize(3);
        assertThat(solve(solver, NEURON, Input.current(Series.constant(below)), 10).spikes())
                .isEmpty();
        assertThat(NEURON.rate(150e-12)).isZero();
        assertThat(NEURON.rate(below)).isZero();
    }

    /// A step of current that ends 1 part in 10^9 after the crossing, at it, and before it.
    @ParameterizedTest
    @MethodSource("solvers")
    void firesWhereTheInputEndsJustAfterTheCrossing(ReferenceSolver solver) {
        double crossing = NEURON.charging(-65e-3, 300e-12);
        assertThat(crossing).isCloseTo(20e-3 * Math.log(2), within(1e-16));

        assertThat(spikesOfAPulse(solver, crossing * (1 + 1e-9))).isEqualTo(1);
        assertThat(spikesOfAPulse(solver, crossing * (1 - 1e-9))).isZero();
    }

    @Test
    void firesWhereTheInputEndsAtTheCrossing() {
        double crossing = NEURON.charging(-65e-3, 300e-12);

        assertThat(spikesOfAPulse(ReferenceSolver.closedForm(), crossing)).isEqualTo(1);
    }

    private static int spikesOfAPulse(ReferenceSolver solver, double length) {
        var pulse = Series.of(new double[] {0, length}, new double[] {300e-12, 0});
        return solve(solver, NEURON, Input.current(pulse), 1).spikes().length;
    }

    /// A synaptic current lifts the membrane to a peak and lets it fall. Written down by hand for
    /// tau = s: w = R I₀ t/tau e^(-t/tau), with the peak R I₀ / e at t = tau.
    @ParameterizedTest
    @MethodSource("solvers")
    void firesWhereAPeakJustReachesTheThreshold(ReferenceSolver solver) {
        double touching = 15e-3 * Math.E / 100e6;
        var above = Series.constant(touching * (1 + 1e-9));
        var below = Series.constant(touching * (1 - 1e-9));

        double[] spikes = solve(solver, NEURON, Input.synapse(above, 20e-3), 1).spikes();

        // Near the peak w falls off by (1/2)(t - tau)²/tau².
        assertThat(spikes).hasSize(1);
        assertThat(spikes[0]).isCloseTo(20e-3 * (1 - Math.sqrt(2e-9)), within(20e-3 * 1e-6));
        assertThat(solve(solver, NEURON, Input.synapse(below, 20e-3), 1).spikes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.5", "0.999999999", "1", "1.000000001", "3", "20"})
    void answersASynapticCurrentOfAnyTimeConstant(double part) {
        double s = 20e-3 * part;
        var input = Input.synapse(Series.constant(100e-12), s);
        double[] times = {1e-3, 5e-3, 20e-3, 100e-3, 1};

        double[] exact = solve(ReferenceSolver.closedForm(), NEURON, input, times).membrane();
        double[] integrated =
                solve(ReferenceSolver.dormandPrince(1e-13), NEURON, input, times).membrane();

        for (int i = 0; i < times.length; i++) {
            double t = times[i];
            double textbook =
                    Math.abs(part - 1) < 1e-6
                            ? t / 20e-3 * Math.exp(-t / 20e-3)
                            : s / (s - 20e-3) * (Math.exp(-t / s) - Math.exp(-t / 20e-3));
            assertThat(exact[i]).isCloseTo(-65e-3 + 10e-3 * textbook, within(15e-3 * 1e-9));
            assertThat(integrated[i]).isCloseTo(exact[i], within(15e-3 * 1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void takesImpulsesAndTheSpikesTheyMake(ReferenceSolver solver) {
        var impulses = Series.of(new double[] {0, 10e-3, 20e-3}, new double[] {10e-3, 4e-3, 20e-3});

        Response response = solve(solver, NEURON, Input.impulses(impulses), 0, 10e-3, 20e-3, 21e-3);

        double atTen = 10e-3 * Math.exp(-0.5) + 4e-3;
        assertThat(response.membrane()[0]).isCloseTo(-55e-3, within(1e-17));
        assertThat(response.membrane()[1]).isCloseTo(-65e-3 + atTen, within(1e-14));
        assertThat(response.membrane()[2]).isEqualTo(-65e-3);
        assertThat(response.membrane()[3]).isCloseTo(-65e-3, within(1e-17));
        assertThat(response.spikes()).containsExactly(20e-3);
    }

    /// One at 0 fires; one at 4 ms falls into the refractory time; one as it ends counts.
    @ParameterizedTest
    @MethodSource("solvers")
    void losesImpulsesWhileRefractory(ReferenceSolver solver) {
        var impulses = Series.of(new double[] {0, 4e-3, 5e-3}, new double[] {20e-3, 20e-3, 20e-3});

        assertThat(solve(solver, TIRED, Input.impulses(impulses), 1).spikes())
                .containsExactly(0, 5e-3);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void staysAtResetWhileRefractoryAndTheSynapseDecays(ReferenceSolver solver) {
        var input =
                new Input(Series.none(), Series.constant(20e-3), Series.constant(100e-12), 10e-3);

        Response response = solve(solver, TIRED, input, 0, 2e-3, 5e-3, 15e-3);

        double left = 100e-12 * Math.exp(-0.5);
        double rise = 100e6 * left * 10e-3 / (10e-3 - 20e-3) * (Math.exp(-1) - Math.exp(-0.5));
        assertThat(response.spikes()).containsExactly(0);
        assertThat(response.membrane()).startsWith(-65e-3, -65e-3, -65e-3);
        assertThat(response.membrane()[3]).isCloseTo(-65e-3 + rise, within(15e-3 * 1e-11));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void firesWithoutInputWhereRestIsAboveTheThreshold(ReferenceSolver solver) {
        var restless = new ContinuousNeuron(20e-3, 100e6, -50e-3, -65e-3, -40e-3, 0);

        assertThat(solve(solver, restless, Input.current(Series.none()), 1).spikes().length)
                .isEqualTo((int) (1 / (20e-3 * Math.log(25.0 / 10))));
    }

    /// The third way: small Euler steps, each halving of which halves the error, so that two of
    /// them give the limit.
    @Test
    void agreesWithSmallEulerSteps() {
        double[] at = {0, 13e-3, 47e-3};
        var currents = Series.of(at, new double[] {140e-12, 90e-12, 149e-12});
        var synapse = Series.of(at, new double[] {60e-12, 80e-12, -120e-12});
        var input = new Input(currents, Series.none(), synapse, 7e-3);
        var calm = new ContinuousNeuron(20e-3, 100e6, 1, -65e-3, -65e-3, 0);

        double exact = solve(ReferenceSolver.closedForm(), calm, input, 80e-3).membrane()[0];
        double limit = 2 * euler(input, 800_000) - euler(input, 400_000);

        assertThat(limit).isCloseTo(exact, within(15e-3 * 1e-9));
    }

    /// The membrane at 80 ms; the switches of the input are multiples of a step.
    private static double euler(Input input, int steps) {
        double dt = 80e-3 / steps;
        double v = -65e-3;
        double current = 0;
        double synapse = 0;
        int next = 0;
        for (int i = 0; i < steps; i++) {
            if (next < 3 && i == Math.round(input.current().time(next) / dt)) {
                current = input.current().value(next);
                synapse += input.synapse().value(next++);
            }
            double slope = (-65e-3 - v + 100e6 * (current + synapse)) / 20e-3;
            synapse -= dt * synapse / 7e-3;
            v += dt * slope;
        }
        return v;
    }

    @Test
    void refusesWhatIsNoNeuron() {
        assertThatThrownBy(() -> new ContinuousNeuron(20e-3, 1e8, 15e-3, 15e-3, 0, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("reset 0.015 V; it must be below the threshold of 0.015 V");
        assertThatThrownBy(() -> new ContinuousNeuron(0, 1e8, 15e-3, 0, 0, 0))
                .hasMessageContaining("tau 0.0 s; it must be above 0");
        assertThatThrownBy(() -> new ContinuousNeuron(20e-3, 1e8, Double.NaN, 0, 0, 0))
                .hasMessageContaining("threshold NaN V; it must be finite");
        assertThatThrownBy(() -> new ContinuousNeuron(20e-3, 1e8, 15e-3, 0, 0, -1))
                .hasMessageContaining("refractory -1.0 s; it must be 0 or more");
    }

    @Test
    void endsWhereANeuronFiresWithoutEnd() {
        var input = Input.current(Series.constant(1));

        assertThatThrownBy(() -> solve(ReferenceSolver.closedForm(), NEURON, input, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fires more than 10000000 times");
    }

    private static Response solve(
            ReferenceSolver solver, ContinuousNeuron neuron, Input input, double... times) {
        return solver.solve(neuron, input, neuron.reset(), times);
    }
}
