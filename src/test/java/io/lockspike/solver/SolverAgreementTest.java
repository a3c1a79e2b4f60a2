package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The differential equation, integrated, against its solution, written down, on random neurons.
class SolverAgreementTest {
    private static final double AGREES = 1e-9;

    /// Neurons are left out that count other spikes when the threshold moves by so much of the
    /// scale: there a peak, or a constant current at the rheobase, only just touches it.
    private static final double TOUCHES = 1e-7;

    @Test
    void agreesOnRandomNeurons() {
        agrees(300);
    }

    @Test
    @Tag("long")
    void agreesOnTenThousandRandomNeurons() {
        agrees(10_000);
    }

    /// A solver that is wrong by 10^-8 of tau is caught.
    @Test
    void seesASmallFault() {
        var seen = new Tally();
        for (long seed = 0; seed < 20; seed++) {
            var one = RandomNeuron.of(seed);
            var n = one.neuron();
            var slower =
                    new ContinuousNeuron(
                            n.tau() * (1 + 1e-8),
                            n.resistance(),
                            n.threshold(),
                            n.reset(),
                            n.rest(),
                            n.refractory());
            seen.compare(
                    one,
                    one.solve(ReferenceSolver.closedForm()),
                    ReferenceSolver.dormandPrince(1e-13)
                            .solve(slower, one.input(), one.start(), one.looks()));
        }

        assertThat(seen.worstMembrane).isGreaterThan(AGREES);
        assertThat(seen.worstSpike).isGreaterThan(AGREES);
    }

    private static void agrees(int neurons) {
        var tally = new Tally();
        for (long seed = 0; tally.neurons < neurons; seed++) {
            tally.add(RandomNeuron.of(seed));
        }
        System.out.printf(
                "%d neurons (%d more left out, where a threshold %s higher or lower counts other spikes): %d spikes, worst %.1e; %d membranes, worst %.1e; in parts of (threshold - rest)%n",
                tally.neurons,
                tally.leftOut,
                TOUCHES,
                tally.spikes,
                tally.worstSpike,
                tally.membranes,
                tally.worstMembrane);

        assertThat(tally.worstSpike).isLessThan(AGREES);
        assertThat(tally.worstMembrane).isLessThan(AGREES);
        assertThat(tally.leftOut).isLessThan(neurons / 100);
        assertThat(tally.spikes).isGreaterThan(5 * neurons);
    }

    private static final class Tally {
        int neurons;
        int leftOut;
        int spikes;
        int membranes;
        double worstSpike;
        double worstMembrane;

        void add(RandomNeuron one) {
            Response exact = one.solve(ReferenceSolver.closedForm());
            int higher = spikes(one.withThreshold(TOUCHES));
            int lower = spikes(one.withThreshold(-TOUCHES));
            if (exact.spikes().length != higher || exact.spikes().length != lower) {
                leftOut++;
                return;
            }
            neurons++;
            compare(one, exact, one.solve(ReferenceSolver.dormandPrince(1e-13)));
        }

        private static int spikes(RandomNeuron one) {
            return one.solve(ReferenceSolver.closedForm()).spikes().length;
        }

        void compare(RandomNeuron one, Response exact, Response integrated) {
            double[] expected = exact.spikes();
            double[] found = integrated.spikes();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.length; i++) {
                double slope = one.slopeAt(expected[i]);
                double late = Math.abs(found[i] - expected[i]);
                spikes++;
                if (late > 0) {
                    worstSpike = Math.max(worstSpike, late * slope / one.neuron().scale());
                }
            }
            for (int i = 0; i < one.looks().length; i++) {
                double error = Math.abs(integrated.membrane()[i] - exact.membrane()[i]);
                if (!between(one.looks()[i], expected, found)) {
                    membranes++;
                    worstMembrane = Math.max(worstMembrane, error / one.neuron().scale());
                }
            }
        }

        /// One of the two has reset there, the other has not yet.
        private static boolean between(double time, double[] some, double[] others) {
            boolean between = false;
            for (int i = 0; i < some.length; i++) {
                between |=
                        time >= Math.min(some[i], others[i]) && time < Math.max(some[i], others[i]);
            }
            return between;
        }
    }
}
