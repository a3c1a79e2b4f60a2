package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read from a NIR graph, what it becomes, and what is lost.
class NirImportTest {
    private static final Path EXAMPLE = Path.of("examples/nir-lif/lif.nir");

    @TempDir Path folder;

    private static NirImport.Wish wish(Physical.Step step, NirLeak.Kind leak, double limit) {
        return new NirImport.Wish(
                new BigDecimal("0.0001"), step, leak, 12, 16, 12, Optional.empty(), limit, false);
    }

    private static NirImport.Wish plain() {
        return wish(Physical.Step.EXACT, NirLeak.Kind.AUTO, 0.05);
    }

    private Path file() {
        return folder.resolve("a.nir");
    }

    private static Spec spec(NirImport imported) {
        return SpecFile.parse(imported.yaml(), "a.yaml", Path.of("."), Map.of());
    }

    @Test
    void readsTheGraphOfThePaper() {
        NirNeuron neuron = NirGraph.read(EXAMPLE);
        assertThat(neuron.version()).isEqualTo("0.1.1");
        assertThat(neuron.path())
                .containsExactly("input (Input)", "0 (Affine)", "1 (LIF)", "output (Output)");
        assertThat(neuron.tau()).isEqualByComparingTo("0.0025");
        assertThat(neuron.threshold()).isEqualByComparingTo("0.1");
        assertThat(neuron.weight()).isEqualByComparingTo("1");
        assertThat(neuron.reset()).isEqualByComparingTo("0");
        assertThat(neuron.tauSyn()).isEmpty();
    }

    /// R(1 - e^(-dt/tau)) and R·dt/tau, and the integers next to them.
    @ParameterizedTest
    @CsvSource({"EXACT, 0.039210560847676824, 1961", "EULER, 0.04, 2000"})
    void takesTheGainOfTheStep(Physical.Step step, double gain, long weight) {
        NirImport imported = NirImport.of(EXAMPLE, wish(step, NirLeak.Kind.DECAYED, 0.05));
        assertThat(imported.gain()).isCloseTo(gain, within(1e-16));
        assertThat(imported.voltsPerLsb()).isEqualByComparingTo("0.00002");
        assertThat(imported.raw("weight")).isEqualTo(weight);
        assertThat(imported.raw("threshold")).isEqualTo(5000);
    }

    /// 2,000 random neurons. The spec is read again, and [LeakFacts], which knows nothing of the
    /// import, says what its leak does.
    @Test
    void writesASpecThatDoesWhatTheReportSays() {
        var random = new SplittableRandom(6);
        int kept = 0;
        int told = 0;
        for (int i = 0; i < 2000; i++) {
            NirNeuron neuron = random(random);
            Physical.Step step = random.nextBoolean() ? Physical.Step.EXACT : Physical.Step.EULER;
            NirLeak.Kind kind = random.nextBoolean() ? NirLeak.Kind.AUTO : NirLeak.Kind.DECAYED;
            NirImport imported;
            try {
                imported = NirImport.of(neuron, wish(step, kind, 0.5));
            } catch (BadInputException e) {
                continue;
            }
            kept++;
            Spec spec = spec(imported);
            List<Double> factors =
                    LeakFacts.of(spec.equations()).stream()
                            .filter(facts -> facts.state().equals("v"))
                            .map(LeakFacts::factor)
                            .toList();
            // Where the rest is not 0 the facts are not told of every form.
            if (neuron.rest().signum() == 0) {
                told++;
                assertThat(factors).as(imported.yaml()).containsExactly(imported.leak().factor());
            }
            Physical physical = spec.physical().orElseThrow();
            assertThat(physical.tau().orElseThrow()).isEqualByComparingTo(neuron.tau());
            assertThat(physical.voltsPerLsb()).isEqualByComparingTo(imported.voltsPerLsb());
            for (NirImport.Level level : imported.levels()) {
                assertThat(Math.abs(level.lost())).as(level.toString()).isLessThanOrEqualTo(0.5001);
            }
        }
        System.out.printf(
                "NIR import: %,d random neurons written and read again, %,d leaks told%n",
                kept, told);
        assertThat(told).isGreaterThan(600);
        assertThat(kept).isGreaterThan(1200);
    }

    private static NirNeuron random(SplittableRandom random) {
        double rest = random.nextInt(3) == 0 ? random.nextDouble(-0.08, 0.02) : 0;
        double threshold = rest + random.nextDouble(0.01, 2);
        return new NirNeuron(
                io.lockspike.equation.Place.of("random"),
                "1.0",
                List.of("a (Input)", "b (LIF)"),
                decimal(random.nextDouble(-2, 2)),
                random.nextInt(3) == 0 ? decimal(random.nextDouble(-1, 1)) : BigDecimal.ZERO,
                decimal(Math.exp(random.nextDouble(Math.log(2e-4), Math.log(0.2)))),
                random.nextBoolean()
                        ? Optional.of(decimal(random.nextDouble(3e-4, 0.05)))
                        : Optional.empty(),
                decimal(random.nextDouble(0.1, 3)),
                decimal(random.nextDouble(0.1, 1e3)),
                decimal(rest),
                decimal(threshold),
                decimal(random.nextInt(3) == 0 ? rest - 0.01 : rest));
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(Double.toString(value));
    }

    /// Against a list of all leaks, made in another way.
    @Test
    void findsTheNearestLeak() {
        List<Double> shift = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        for (int a = 1; a <= 16; a++) {
            shift.add(1 / Math.pow(2, a));
            shifts.add(1 / Math.pow(2, a));
            for (int b = a + 1; b <= 16; b++) {
                shifts.add(1 / Math.pow(2, a) + 1 / Math.pow(2, b));
                shifts.add(1 / Math.pow(2, a) - 1 / Math.pow(2, b));
            }
        }
        double worst = 0;
        double worstOfTwo = 0;
        for (double tau = 2; tau < 1500; tau *= 1.003) {
            double one =
                    NirLeak.nearest(NirLeak.Kind.SHIFT, tau, Physical.Step.EXACT, 12, 0)
                            .error(tau, Physical.Step.EXACT);
            double two =
                    NirLeak.nearest(NirLeak.Kind.SHIFTS, tau, Physical.Step.EXACT, 12, 0)
                            .error(tau, Physical.Step.EXACT);
            assertThat(Math.abs(one)).isCloseTo(nearest(shift, tau), within(1e-12));
            assertThat(Math.abs(two)).isCloseTo(nearest(shifts, tau), within(1e-12));
            worst = Math.max(worst, Math.abs(one));
            worstOfTwo = Math.max(worstOfTwo, Math.abs(two));
        }
        System.out.printf(
                "tau of 2 … 1,500 steps: one shift is off by at most %.1f %%, two by %.1f %%%n",
                100 * worst, 100 * worstOfTwo);
        assertThat(worst).isBetween(0.33, 0.42);
        assertThat(worstOfTwo).isBetween(0.05, 0.15);
    }

    private static double nearest(List<Double> shares, double tau) {
        return shares.stream()
                .mapToDouble(share -> Math.abs(-1 / Math.log(1 - share) / tau - 1))
                .min()
                .orElseThrow();
    }

    @Test
    void keepsTheCurrentOfASynapse() {
        NirImport imported = NirImport.of(NirWriter.cuba().to(file()), plain());
        double gain = -Math.expm1(-0.0001 / 0.02) * 2 * -Math.expm1(-0.0001 / 0.005);
        assertThat(imported.gain()).isCloseTo(gain, within(1e-15));
        assertThat(imported.yaml()).contains("synapse:").contains("use: updated");
        assertThat(LeakFacts.of(spec(imported).equations()))
                .extracting(LeakFacts::state)
                .contains("i", "v");
    }

    @Test
    void takesTheLongFormForABias() {
        Path file =
                NirWriter.lif()
                        .set("w", "type", "Affine")
                        .set("w", "bias", new float[] {0.5f})
                        .set("n", "v_leak", new float[] {-0.065f})
                        .set("n", "v_reset", new float[] {-0.07f})
                        .to(file());
        NirImport imported = NirImport.of(file, plain());
        assertThat(imported.raw("rest")).isNegative();
        assertThat(imported.yaml()).contains("equations: |").contains("+ " + imported.raw("bias"));
        assertThat(spec(imported).physical().orElseThrow().rest().orElseThrow())
                .isEqualByComparingTo("-0.065");
    }

    @Test
    void takesAWeightOfOneWithoutAWeight() {
        Path file = NirWriter.lif().without("w").to(file());
        assertThat(NirGraph.read(file).weight()).isEqualByComparingTo("1");
    }

    @Test
    void readsTheOtherKindsOfNumbers() {
        Path file =
                NirWriter.lif()
                        .set("n", "tau", new double[] {0.01})
                        .set("n", "r", 3)
                        .set("w", "weight", new double[][][] {{{0.3}}})
                        .to(file());
        NirNeuron neuron = NirGraph.read(file);
        assertThat(neuron.tau()).isEqualByComparingTo("0.01");
        assertThat(neuron.resistance()).isEqualByComparingTo("3");
        assertThat(neuron.weight()).isEqualByComparingTo("0.3");
    }

    static Stream<Arguments> wrong() {
        String single = "only a single LIF or CubaLIF neuron";
        return Stream.of(
                row("n", "tau", new float[] {0}, "'tau' is 0; it must be more than 0"),
                row("n", "tau", new float[] {-1}, "'tau' is -1; it must be more than 0"),
                row("n", "tau", new float[] {Float.NaN}, "'tau' is NaN"),
                row("n", "tau", new double[] {Double.POSITIVE_INFINITY}, "'tau' is Infinity"),
                row("n", "tau", new double[] {1e300}, "from 1e-15 to 1e15"),
                row("n", "tau", new float[] {1, 2}, "'tau' has 2 values; " + single),
                row("n", "tau", "fast", "something else than numbers"),
                row("n", "tau", "none", "'/node/nodes/n/tau' is missing"),
                row("n", "tau", new float[5000], "at most 4096 are read"),
                row("n", "tau", new float[] {1000}, "--max-tau-error is 5 %"),
                row("n", "r", new float[] {-2}, "'r' is -2"),
                row("n", "v_threshold", new float[] {0}, "the threshold must be the higher one"),
                row("n", "v_threshold", new float[] {1e12f}, "would be 0"),
                row("n", "type", "IF", "node 'n' is a IF; " + single),
                row("n", "type", new float[] {1}, "something else than text"),
                row("n", "type", "none", "'/node/nodes/n/type' is missing"),
                row("w", "type", "Conv1d", "node 'w' is a Conv1d; " + single),
                row("w", "type", "LIF", "the edges lead Input -> LIF -> LIF -> Output; " + single),
                row("w", "weight", new float[][] {{1, 2}}, "'weight' has 2 values; " + single),
                row("w", "weight", new float[] {Float.NaN}, "'weight' is NaN"),
                row("m", "type", "LIF", "the graph has 5 nodes; " + single));
    }

    private static Arguments row(String node, String field, Object value, String says) {
        return Arguments.of(node, field, value, says);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("wrong")
    void refuses(String node, String field, Object value, String says) {
        Path file = NirWriter.lif().set(node, field, value).to(file());
        assertThatThrownBy(() -> NirImport.of(file, plain()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(says)
                .hasMessageStartingWith(file.toString());
    }

    @ParameterizedTest
    @CsvSource({"w, w", "output, input", "n, w", "x, n", "'', ''"})
    void refusesEdgesThatMakeNoLine(String from, String to) {
        String[][] edges = {{"input", "w"}, {"w", "n"}, {"n", "output"}, {from, to}};
        Path file = NirWriter.lif().to(file(), edges);
        assertThatThrownBy(() -> NirGraph.read(file)).isInstanceOf(BadInputException.class);
    }

    @Test
    void refusesEulerBelowOneStep() {
        Path file = NirWriter.lif().set("n", "tau", new float[] {0.0001f}).to(file());
        assertThatThrownBy(() ->
                        NirImport.of(file, wish(Physical.Step.EULER, NirLeak.Kind.AUTO, 0.05)))
                .hasMessageContaining("needs a tau above dt");
    }
}
