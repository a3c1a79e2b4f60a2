package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.spec.Spec;
import io.lockspike.vector.Stimuli;
import io.lockspike.vector.TraceRecordings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures of a cross-check against three neurons that are written here by hand, each as its
/// textbook has it, sharing nothing with what is tested.
class CrossCheckTest {
    private static final int STEPS = 2000;

    /// v - (v >> 4) + I and a reset to 0, or by subtraction, in integers, in real numbers, and
    /// continuously.
    private static final class ByHand {
        final List<Double> integer = new ArrayList<>();
        final List<Double> stepped = new ArrayList<>();
        final List<Double> continuous = new ArrayList<>();
        final List<Double> integerSpikes = new ArrayList<>();
        final List<Double> steppedSpikes = new ArrayList<>();
        final List<Double> continuousSpikes = new ArrayList<>();

        private final double tau = -1 / Math.log(15.0 / 16);

        ByHand(long[] current, int refractory, boolean subtracts) {
            long v = 0;
            double u = 0;
            int vWaits = 0;
            int uWaits = 0;
            for (int i = 0; i < current.length; i++) {
                integer.add((double) v);
                stepped.add(u);
                v = vWaits > 0 ? v - (v >> 4) : v - (v >> 4) + current[i];
                u = uWaits > 0 ? u : u * 15 / 16 + current[i];
                boolean vFires = vWaits == 0 && v >= 1000;
                boolean uFires = uWaits == 0 && u >= 1000;
                vWaits = vFires ? refractory : Math.max(0, vWaits - 1);
                uWaits = uFires ? refractory : Math.max(0, uWaits - 1);
                if (vFires) {
                    integerSpikes.add(i + 1.0);
                    v = subtracts ? v - 1000 : 0;
                }
                if (uFires) {
                    steppedSpikes.add(i + 1.0);
                    u = subtracts ? u - 1000 : 0;
                }
            }
            continuous(current, refractory);
        }

        /// Within a step w goes towards 16 I; it may fire many times in one.
        private void continuous(long[] current, int refractory) {
            double w = 0;
            double free = 0;
            for (int i = 0; i < current.length; i++) {
                continuous.add(w);
                double target = 16 * current[i];
                double now = Math.max(i, free);
                while (now < i + 1) {
                    double needed =
                            target > 1000 ? tau * Math.log((target - w) / (target - 1000)) : 1e9;
                    if (now + needed > i + 1) {
                        w = target + (w - target) * Math.exp(-(i + 1 - now) / tau);
                        now = i + 1;
                    } else {
                        now += needed;
                        continuousSpikes.add(now);
                        w = 0;
                        free = now + refractory;
                        now = free;
                    }
                }
            }
        }
    }

    private static Spec spec(int refractory, boolean subtracts) {
        return PhysicalMapTest.spec(
                """
                lockspike: 1
                neuron:
                  rst: sync
                  inputs: {current: s12}
                  membrane: {v: s20 = 0}
                  leak: {shift: 4}
                  fire: {when: ">=", threshold: 1000}
                  reset: {%s}
                  refractory: {steps: %d}
                """
                        .formatted(subtracts ? "subtract: threshold" : "to: 0", refractory));
    }

    private static CrossCheck check(Spec spec, String stimulus, double window) {
        try (var recordings = new TraceRecordings()) {
            var stimuli = Stimuli.of(spec.equations().inputs(), List.of("current=" + stimulus));
            return CrossCheck.run(
                    spec, PhysicalMap.of(spec), stimuli, 5, STEPS + 2, window, recordings);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'uniform:0..150,hold=25', 0, false",
        "'uniform:-50..250,hold=7', 3, false",
        "'uniform:0..900,hold=3', 0, false",
        "'uniform:0..150,hold=25', 0, true",
        "'poisson:700,rate=0.2', 2, false",
    })
    void tellsTheFiguresOfNeuronsWrittenByHand(String stimulus, int refractory, boolean subtracts) {
        var check = check(spec(refractory, subtracts), stimulus, 30);
        double[] raw = check.continuous().current();
        long[] current = new long[raw.length];
        for (int i = 0; i < raw.length; i++) {
            current[i] = (long) raw[i];
        }
        var byHand = new ByHand(current, refractory, subtracts);

        assertThat(check.continuous().steps()).isEqualTo(STEPS);
        assertThat(check.continuous().firstRow()).isEqualTo(2);
        assertThat(check.continuous().modelMembrane()).containsExactly(array(byHand.integer));
        assertThat(check.continuous().modelSpikes()).containsExactly(array(byHand.integerSpikes));
        assertThat(check.continuous().membrane())
                .containsExactly(array(byHand.continuous), within(1e-6));
        assertThat(check.continuous().spikes())
                .containsExactly(array(byHand.continuousSpikes), within(1e-9));
        assertThat(check.stepped().membrane()).containsExactly(array(byHand.stepped), within(1e-6));
        assertThat(check.stepped().spikes()).containsExactly(array(byHand.steppedSpikes));
        figures(check.continuous().error(), byHand.integer, byHand.continuous);
        figures(check.stepped().error(), byHand.integer, byHand.stepped);
        assertThat(byHand.integerSpikes).hasSizeGreaterThan(20);
        System.out.printf(
                "%s, refractory %d: model %d, in steps %d, continuous %d spikes%n",
                stimulus,
                refractory,
                byHand.integerSpikes.size(),
                byHand.steppedSpikes.size(),
                byHand.continuousSpikes.size());
    }

    private static void figures(ErrorFigures seen, List<Double> model, List<Double> truth) {
        double max = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < model.size(); i++) {
            double error = model.get(i) - truth.get(i);
            max = Math.max(max, Math.abs(error));
            sum += error;
            squares += error * error;
        }
        assertThat(seen.max()).isCloseTo(max, within(1e-6));
        assertThat(seen.bias()).isCloseTo(sum / model.size(), within(1e-6));
        assertThat(seen.rms()).isCloseTo(Math.sqrt(squares / model.size()), within(1e-6));
        assertThat(Math.abs(model.get(seen.at()) - truth.get(seen.at())))
                .isCloseTo(max, within(1e-6));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// T1: floor leaves the membrane 0 … 15 LSB above the neuron in real numbers, as long as
    /// nothing fires; after 500 steps of small input it has met most of that.
    @Test
    void staysWithinTheBoundOfTheLeakBelowTheThreshold() {
        var quiet = check(spec(0, false), "uniform:0..55,hold=40", 30).continuous();

        assertThat(quiet.modelSpikes()).isEmpty();
        double[] model = quiet.modelMembrane();
        double[] truth = quiet.membrane();
        for (int i = 0; i < STEPS; i++) {
            assertThat(model[i] - truth[i]).isBetween(-1e-9, 15.0);
        }
        assertThat(quiet.error().max()).isGreaterThan(10);
        assertThat(quiet.error()).isEqualTo(quiet.errorBeforeSpikes());
    }

    /// The curve of the continuous neuron is its formula; the model's is ⌈…⌉ of a whole number of
    /// steps, and no current next to the rheobase of 62.5 LSB is without its mark.
    @Test
    void drawsTheCurveOfBoth() {
        var check = check(spec(2, false), "0", 30);

        assertThat(check.rates().points()).hasSizeGreaterThan(15);
        for (RateCurve.Point point : check.rates().points()) {
            double drive = 16.0 * point.current();
            double period = 2 - Math.log1p(-1000 / drive) / Math.log(16.0 / 15);
            double rate = drive > 1000 ? 1 / period : 0;
            assertThat(point.continuous()).isCloseTo(rate, within(1e-12));
            assertThat(point.isNearRheobase()).isEqualTo(point.current() == 62);
            if (point.model() > 0) {
                assertThat(1 / point.model()).isCloseTo(Math.rint(1 / point.model()), within(1e-9));
                assertThat(1 / point.stepped()).isGreaterThanOrEqualTo(period - 1e-9);
            }
        }
        assertThat(check.rates().points())
                .extracting(RateCurve.Point::current)
                .contains(61L, 62L, 63L, 64L);
    }

    /// CUBA: the register after the input of step n is the synaptic current just after time n.
    @ParameterizedTest
    @CsvSource({"updated", "previous"})
    void followsASynapse(String use) {
        Spec spec =
                PhysicalMapTest.spec(
                        """
                        lockspike: 1
                        neuron:
                          rst: sync
                          inputs: {current: s12}
                          synapse: {state: {i: s24 = 4000}, leak: {shift: 3}, use: %s}
                          membrane: {v: s28 = 0}
                          leak: {shift: 5}
                          fire: {when: ">=", threshold: 20000000}
                        """
                                .formatted(use));
        var check = check(spec, "values:2000", 30);
        double[] truth = check.continuous().membrane();
        double[] stepped = check.stepped().membrane();

        // The register holds 4000 at first, and 2000 are added in each step.
        double i = 4000;
        double u = 0;
        for (int n = 0; n < 300; n++) {
            assertThat(stepped[n]).isCloseTo(u, within(1e-6));
            double before = i;
            i = i * 7 / 8 + 2000;
            u = u * 31 / 32 + (use.equals("updated") ? i : before);
        }
        // In the end the mean of the decaying current takes the place of the held one.
        double s = -1 / Math.log(7.0 / 8);
        double tau = -1 / Math.log(31.0 / 32);
        double held = 16000.0 * 32;
        double decaying = 32 * 2000 * s / (s - tau) * ((1 / (1 - 7.0 / 8)) * (7.0 / 8) - 31);
        assertThat(stepped[STEPS - 1]).isCloseTo(held, within(1e-3));
        assertThat(truth[STEPS - 1]).isCloseTo(decaying, within(1e-3));
    }
}
