package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `lif fit` claims of a neuron is what the neuron does, measured against the continuous one.
class FitTest {
    private static final double MILLI = 1e-3;
    private static final int TRAINS = 200;

    private static FitRequest request(double tau, double dt, double refractory, double low) {
        var neuron = new ContinuousNeuron(tau, 100e6, 15 * MILLI, 0, 0, refractory);
        return new FitRequest(
                neuron, dt, Physical.Step.EXACT, low, 4 * neuron.rheobase(), 24, .05, .05, .01);
    }

    /// A model, its membrane in volts above rest.
    private static final class Model {
        final Engine engine;
        final FittedNeuron neuron;
        private final long[] inputs = new long[2];
        private final boolean[] defined = {true, true};
        private final int v;
        private final int spike;

        Model(FittedNeuron neuron) {
            this.neuron = neuron;
            this.engine = Engine.of(neuron.spec().equations(), 0);
            this.v = neuron.spec().equations().find("v").orElseThrow().slot();
            this.spike = neuron.spec().equations().find("spike").orElseThrow().slot();
            engine.start(true);
            inputs[0] = 1;
            step(0);
            inputs[0] = 0;
        }

        /// Whether it fires in this step.
        boolean step(long current) {
            inputs[1] = current;
            engine.row(inputs, defined);
            boolean fires = engine.raw(spike) == 1;
            engine.edge();
            return fires;
        }

        boolean step(double amperes) {
            return step(Math.round(amperes / neuron.amperesPerLsb()));
        }

        double volts() {
            return engine.raw(v) * neuron.voltsPerLsb();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.020, 0.001, 0, 0",
        "0.010, 0.0001, 0, 0",
        "0.0025, 0.001, 0, 0",
        "0.020, 0.001, 0.003, -200e-12",
    })
    void claimsWhatIsMeasured(double tau, double dt, double refractory, double low) {
        FitRequest request = request(tau, dt, refractory, low);
        Fit fit = Fit.of(request, _ -> {});
        FittedNeuron chosen = fit.chosen().orElseThrow();
        double share = 0;
        for (FittedNeuron neuron : fit.neurons()) {
            assertThat(neuron.rateError())
                    .isCloseTo(measuredRateError(neuron, request), within(1e-9));
            assertThat(neuron.tau()).isCloseTo(measuredTau(neuron, request), within(1e-9 * tau));
            double membrane = measuredMembraneError(neuron, request);
            assertThat(membrane).isLessThanOrEqualTo(neuron.membraneError());
            share = Math.max(share, membrane / neuron.membraneError());
        }
        assertThat(share).isGreaterThan(0.3);
        assertThat(Math.abs(chosen.tauError())).isLessThanOrEqualTo(request.tauError());
        assertThat(chosen.membraneError()).isLessThanOrEqualTo(.05 * request.span());
        System.out.printf(
                "fit tau %s s, dt %s s: %d neurons tried, %d shown and measured; chosen %d bits, %s, tau %.3f %% off, membrane %.2f %%, f-I %.2f %%; the worst membrane seen is %.0f %% of a claim%n",
                tau,
                dt,
                fit.tried(),
                fit.neurons().size(),
                chosen.membrane().bits(),
                chosen.form().text(),
                100 * chosen.tauError(),
                100 * chosen.membraneError() / request.span(),
                100 * chosen.rateError(),
                100 * share);
    }

    /// From the equations, and by Dormand-Prince: the time constant whose decay over a step is
    /// theirs.
    private static double measuredTau(FittedNeuron neuron, FitRequest request) {
        double tau = -request.dt() / Math.log(neuron.facts().factor());
        var decaying = new ContinuousNeuron(tau, 1, 2, 0, 0, 0);
        double left =
                ReferenceSolver.dormandPrince(1e-13)
                        .solve(decaying, Input.current(Series.none()), 1, request.dt())
                        .membrane()[0];
        assertThat(left).isCloseTo(neuron.form().factor(), within(1e-9));
        return tau;
    }

    /// By the engine, and the spikes of the closed form, on the currents that the claim speaks of.
    private static double measuredRateError(FittedNeuron neuron, FitRequest request) {
        double low = 1.1 * request.neuron().rheobase();
        double worst = 0;
        for (int i = 0; i < 48; i++) {
            double amperes = low * Math.pow(request.highest() / low, i / 47.0);
            double[] spikes =
                    ReferenceSolver.closedForm()
                            .solve(
                                    request.neuron(),
                                    Input.current(Series.constant(amperes)),
                                    0,
                                    4 * request.neuron().period(amperes))
                            .spikes();
            double period = (spikes[2] - spikes[0]) / 2;
            var model = new Model(neuron);
            long[] fired = new long[3];
            int found = 0;
            for (long step = 0; found < 3; step++) {
                if (model.step(amperes)) {
                    fired[found++] = step;
                }
            }
            double modelPeriod = (fired[2] - fired[0]) / 2.0 * request.dt();
            worst = Math.max(worst, Math.abs(period / modelPeriod - 1));
        }
        return worst;
    }

    /// The membrane of the model against that of the continuous neuron, below the threshold, on
    /// random currents that are held for some steps.
    private static double measuredMembraneError(FittedNeuron neuron, FitRequest request) {
        var random = new SplittableRandom(neuron.threshold());
        int steps = (int) Math.ceil(6 * request.neuron().tau() / request.dt());
        double worst = 0;
        for (int train = 0; train < TRAINS; train++) {
            double[] amperes = new double[steps];
            double most = request.neuron().rheobase() * (train % 2 == 0 ? 1 : 1.6);
            int hold = 1 + random.nextInt(1 + steps / 4);
            for (int i = 0; i < steps; i++) {
                double drawn = request.lowest() + random.nextDouble() * (most - request.lowest());
                amperes[i] = i % hold == 0 ? drawn : amperes[i - 1];
            }
            worst = Math.max(worst, membraneError(neuron, request, amperes));
        }
        return worst;
    }

    private static double membraneError(FittedNeuron neuron, FitRequest request, double[] amperes) {
        double[] times = new double[amperes.length];
        Arrays.setAll(times, i -> (i + 1) * request.dt());
        Response response =
                ReferenceSolver.closedForm()
                        .solve(
                                request.neuron(),
                                Input.current(Series.sampled(request.dt(), amperes)),
                                0,
                                times);
        double first = response.spikes().length == 0 ? 1 / 0.0 : response.spikes()[0];
        var model = new Model(neuron);
        double worst = 0;
        for (int i = 0; i < amperes.length; i++) {
            if (model.step(amperes[i]) || times[i] >= first) {
                break;
            }
            worst = Math.max(worst, Math.abs(model.volts() - response.membrane()[i]));
        }
        return worst;
    }

    @Test
    void findsTheSameEachTime() {
        FitRequest request = request(.02, .001, 0, 0);

        Fit first = Fit.of(request, _ -> {});
        Fit second = Fit.of(request, _ -> {});

        assertThat(second.neurons().stream().map(FittedNeuron::yaml))
                .containsExactlyElementsOf(
                        first.neurons().stream().map(FittedNeuron::yaml).toList());
        assertThat(second.chosen().map(FittedNeuron::yaml))
                .isEqualTo(first.chosen().map(FittedNeuron::yaml));
    }

    @Test
    void givesTheMembraneNoBitTooManyAndNoneTooFew() {
        for (FittedNeuron neuron : Fit.of(request(.02, .001, 0, -1e-10), _ -> {}).neurons()) {
            Type narrow = Type.signed(neuron.membrane().bits() - 1);
            String yaml = neuron.yaml().replace("v: " + neuron.membrane(), "v: " + narrow);
            Spec spec = SpecFile.parse(yaml, "narrow.yaml", Path.of("."), Map.of());

            assertThat(yaml).isNotEqualTo(neuron.yaml());
            assertThat(Reach.of(neuron.spec()).value().orElseThrow().overflows()).isFalse();
            assertThat(Reach.of(spec).value().orElseThrow().overflows()).isTrue();
        }
    }

    @Test
    void prefersTheCheaperOfTwoThatAreAsNear() {
        var neurons = Fit.of(request(.02, .001, 0, 0), _ -> {}).neurons();

        for (FittedNeuron one : neurons) {
            for (FittedNeuron other : neurons) {
                boolean cheaper =
                        other.membrane().bits() <= one.membrane().bits()
                                && other.form().adders() <= one.form().adders()
                                && !other.equals(one);
                if (cheaper) {
                    assertThat(one.membraneError()).isLessThan(0.9 * other.membraneError());
                }
            }
        }
    }

    @Test
    void takesTheFewestAddersForAMultiplier() {
        int[] fewest = new int[1 << 10];
        Arrays.fill(fewest, 99);
        fewest(fewest, 0, 0, 0);

        for (int multiplier = 1; multiplier < 1 << 9; multiplier++) {
            assertThat(new LeakForm.Decayed(multiplier, 9).adders())
                    .as("%d", multiplier)
                    .isEqualTo(fewest[multiplier] - 1);
        }
    }

    /// All sums of up to five signed powers of 2.
    private static void fewest(int[] fewest, int sum, int terms, int from) {
        if (sum > 0 && sum < fewest.length) {
            fewest[sum] = Math.min(fewest[sum], terms);
        }
        for (int bit = from; bit <= 10 && terms < 5; bit++) {
            fewest(fewest, sum + (1 << bit), terms + 1, bit + 1);
            fewest(fewest, sum - (1 << bit), terms + 1, bit + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SHIFT, FLOOR",
        "SHIFT, HALF_UP",
        "SHIFTS, TOWARD_ZERO",
        "ADDED, FLOOR",
        "DECAYED, HALF_UP",
        "DECAYED, TOWARD_ZERO"
    })
    void leaksAsTheSpecDoes(String kind, Rounding rounding) {
        LeakForm form =
                switch (kind) {
                    case "SHIFT" -> new LeakForm.Shift(3);
                    case "SHIFTS" -> new LeakForm.Shifts(3, 5);
                    case "ADDED" -> new LeakForm.Shifts(3, -5);
                    default -> new LeakForm.Decayed(237, 8);
                };
        String yaml =
                """
                lockspike: 1
                neuron:
                  inputs: {current: s8}
                  membrane: {v: s16 = 0}
                  leak: {%s, rounding: %s}
                  fire: {threshold: 30000}
                """
                        .formatted(form.text(), rounding.text());
        Spec spec = SpecFile.parse(yaml, "leak.yaml", Path.of("."), Map.of());
        Engine engine = Engine.of(spec.equations(), 0);
        int v = spec.equations().find("v").orElseThrow().slot();
        engine.start(true);
        for (long value = -2000; value < 2000; value++) {
            engine.poke(v, value, true);
            engine.row(new long[] {0}, new boolean[] {true});
            engine.edge();
            assertThat(engine.raw(v)).isEqualTo(form.leak(value, rounding));
        }
    }

    @Test
    void comesNearerWithMoreBits() {
        for (double alpha : new double[] {.3, .5, .951229, .99, .9999}) {
            double nearest =
                    LeakForm.near(alpha).stream()
                            .mapToDouble(form -> Math.abs(form.factor() - alpha))
                            .min()
                            .orElseThrow();
            assertThat(nearest).isLessThan(Math.scalb(1.0, -15));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.02, 1e-9, 0, 6e-10, dt lies in tau",
        "0.02, 0.001, 1e-12, 6e-10, the input range begins at 0 A or below",
        "0.02, 0.001, 0, 1.6e-10, the neuron fires from 150 pA on",
    })
    void refusesWhatCannotBe(double tau, double dt, double low, double high, String message) {
        var neuron = new ContinuousNeuron(tau, 100e6, 15 * MILLI, 0, 0, 0);

        assertThatThrownBy(() ->
                        new FitRequest(
                                neuron, dt, Physical.Step.EXACT, low, high, 24, .05, .05, .01))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }
}
