package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.Rounding;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.SplitMix64;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ErrorBoundTest {
    private static final double EXACT = 1e-7;

    private static Spec spec(String leak, String more) {
        return SpecFile.parse(
                """
                lockspike: 1
                name: one
                neuron:
                  inputs: {current: s16, r: u20}
                  membrane: {v: s40 = 0}
                  leak: %s
                  integrate: {overflow: sat, add: [current]}
                  fire: {when: ">=", threshold: 500_000_000_000}
                %s
                """
                        .formatted(leak, more),
                "one.yaml",
                Path.of("."),
                Map.of());
    }

    private static ErrorBound bound(Spec spec) {
        return ErrorBound.of(spec).value().orElseThrow();
    }

    private static String shift(int k, Rounding rounding) {
        return "{shift: %d, rounding: %s%s}"
                .formatted(
                        k, rounding.text(), rounding == Rounding.STOCHASTIC ? ", random: r" : "");
    }

    private static String decayed(int factor, int fraction, Rounding rounding) {
        return "{decayed: {factor: %d, fraction: %d}, rounding: %s%s}"
                .formatted(
                        factor,
                        fraction,
                        rounding.text(),
                        rounding == Rounding.STOCHASTIC ? ", random: r" : "");
    }

    @Test
    void isTheTableOfNumericsT1() {
        for (int k = 1; k <= 12; k++) {
            double p = 1 << k;
            row(k, Rounding.FLOOR, 0, p - 1);
            row(k, Rounding.CEIL, 1 - p, 0);
            row(k, Rounding.TOWARD_ZERO, 1 - p, p - 1);
            row(k, Rounding.AWAY, 1 - p, p - 1);
            row(k, Rounding.HALF_UP, -p / 2, p / 2 - 1);
            row(k, Rounding.HALF_EVEN, -p / 2, p / 2);
            row(k, Rounding.AT_LEAST_ONE, 1 - p, p - 1);
            row(k, Rounding.STOCHASTIC, 1 - p, p - 1);
            ErrorBound decayed = bound(spec(decayed((1 << k) - 1, k, Rounding.FLOOR), ""));
            assertThat(decayed.low()).isEqualTo(1 - p);
            assertThat(decayed.high()).isZero();
            ErrorBound stochastic = bound(spec(shift(k, Rounding.STOCHASTIC), ""));
            assertThat(stochastic.variance().orElseThrow())
                    .isCloseTo(p * p / (4 * (2 * p - 1)), within(1e-9));
        }
    }

    private static void row(int k, Rounding rounding, double low, double high) {
        ErrorBound bound = bound(spec(shift(k, rounding), ""));
        assertThat(bound.low()).as(rounding + " " + k).isEqualTo(low);
        assertThat(bound.high()).as(rounding + " " + k).isEqualTo(high);
    }

    /// Replays what the bound says comes near it.
    @Test
    void isApproachedWithinFivePercent() {
        int ends = 0;
        for (int k = 1; k <= 8; k++) {
            for (Rounding rounding : Rounding.values()) {
                for (String order : List.of("[leak, integrate, fire]", "[integrate, leak, fire]")) {
                    ends += near(spec(shift(k, rounding), "  order: " + order));
                    ends += near(spec(decayed((1 << k) - 1, k, rounding), "  order: " + order));
                }
            }
        }
        System.out.printf("error bound: %d ends approached within 5 %%%n", ends);
        assertThat(ends).isGreaterThan(300);
    }

    private static int near(Spec spec) {
        ErrorBound bound = bound(spec);
        int ends = 0;
        if (bound.low() < 0) {
            ends += near(spec, bound.lowest().orElseThrow(), bound.low());
        }
        if (bound.high() > 0) {
            ends += near(spec, bound.highest().orElseThrow(), bound.high());
        }
        return ends;
    }

    private static int near(Spec spec, ErrorBound.Approach approach, double bound) {
        var neuron = new Runs(spec, Engine.interpreted(spec.equations(), 0));
        var ideal = new IdealNeuron(spec.family().orElseThrow(), false);
        for (Drive.Part part : approach.drive().parts()) {
            long[] row = part.values().stream().mapToLong(Long::longValue).toArray();
            for (long i = 0; i < part.rows(); i++) {
                assertThat(neuron.step(row)).isFalse();
                ideal.step(neuron.added(row));
            }
        }
        double error = IdealNeuron.Real.of(neuron.membrane()).minus(ideal.membrane()).value();
        assertThat(error).isCloseTo(approach.error(), within(1e-6));
        assertThat(error / bound).isBetween(0.95, 1.0);
        return 1;
    }

    @Test
    void isNeverExceeded() {
        search(3_000_000, 3);
    }

    @Test
    @Tag("long")
    void isNeverExceededInABillionSteps() {
        search(1_000_000_000L, 4);
    }

    /// One leak of the search.
    private record Leak(String text, Rounding rounding, long factor, int bits, boolean keeps) {
        long next(long v, long random) {
            return keeps
                    ? v - rounding.shiftRight(v, bits, random)
                    : rounding.shiftRight(v * factor, bits, random);
        }
    }

    private static void search(long steps, long seed) {
        List<Leak> leaks = new ArrayList<>();
        for (Rounding rounding : Rounding.values()) {
            for (int k = 1; k <= 8; k++) {
                leaks.add(new Leak(shift(k, rounding), rounding, (1 << k) - 1, k, true));
                leaks.add(
                        new Leak(
                                decayed((1 << k) - 1, k, rounding),
                                rounding,
                                (1 << k) - 1,
                                k,
                                false));
            }
            leaks.add(new Leak(decayed(243, 8, rounding), rounding, 243, 8, false));
            leaks.add(new Leak(decayed(3687, 12, rounding), rounding, 3687, 12, false));
        }
        double nearest = 1;
        long done = 0;
        for (Leak leak : leaks) {
            long each = Math.ceilDiv(steps, leaks.size());
            nearest = Math.min(nearest, one(leak, each, SplitMix64.derive(seed, leak.text(), 0)));
            done += each;
        }
        System.out.printf(
                "error bound: %,d steps of %d leaks, 0 exceed it; the least that one comes to is %.3f of it%n",
                done, leaks.size(), nearest);
        assertThat(nearest).isGreaterThan(0.95);
    }

    /// The least share of the bound that its two ends are approached to.
    private static double one(Leak leak, long steps, long seed) {
        Spec spec = spec(leak.text(), "");
        ErrorBound bound = bound(spec);
        var random = new SplitMix64(seed);
        var engine = new Runs(spec, Engine.compiled(spec.equations(), 0));
        double alpha = Math.scalb((double) leak.factor(), -leak.bits());
        long[] worst = worst(leak);
        long v = 0;
        double e = 0;
        double least = 0;
        double most = 0;
        double sum = 0;
        double squares = 0;
        long counted = 0;
        for (long step = 0; step < steps; step++) {
            // Blocks of 4096 steps: random inputs, or values held that round the worst way.
            int mode = (int) (step >> 12) & 3;
            long r = random.next();
            long free = leak.next(v, r & 0xF_FFFF);
            long input = (short) (r >> 20);
            long used = r & 0xF_FFFF;
            if (mode >= 2) {
                used = worst[mode];
                free = leak.next(v, used);
                input = Math.clamp(worst[mode - 2] - free, -32768, 32767);
            }
            long next = free + input;
            e =
                    alpha * e
                            + Math.scalb(
                                    (double) (((next - input) << leak.bits()) - leak.factor() * v),
                                    -leak.bits());
            if (step < 5000) {
                engine.step(new long[] {input, used});
                assertThat(engine.membrane()).isEqualTo(next);
            }
            v = next;
            least = Math.min(least, e);
            most = Math.max(most, e);
            // The memory of a held block has faded in the second half of the random ones.
            if (mode == 1) {
                sum += e;
                squares += e * e;
                counted++;
            }
        }
        assertThat(least).as(leak.text()).isGreaterThanOrEqualTo(bound.low() - EXACT);
        assertThat(most).as(leak.text()).isLessThanOrEqualTo(bound.high() + EXACT);
        moments(leak, bound, sum / counted, squares / counted, counted * (1 - alpha));
        double low = bound.low() == 0 ? 1 : least / bound.low();
        double high = bound.high() == 0 ? 1 : most / bound.high();
        return Math.min(low, high);
    }

    /// @param independent how many draws the mean is worth
    private static void moments(
            Leak leak, ErrorBound bound, double mean, double squares, double independent) {
        if (bound.mean().isEmpty()) {
            return;
        }
        double reach = bound.high() - bound.low();
        double tolerance = 6 * reach / Math.sqrt(independent) + 1e-9;
        assertThat(mean).as(leak.text()).isCloseTo(bound.mean().get(), within(tolerance));
        if (bound.variance().isPresent()) {
            double variance = squares - mean * mean;
            assertThat(variance)
                    .as(leak.text())
                    .isLessThanOrEqualTo(bound.variance().get() * 1.05 + tolerance);
            assertThat(variance)
                    .as(leak.text())
                    .isGreaterThan(bound.variance().get() * 0.1 - tolerance);
        }
    }

    /// The value to hold for the least and for the greatest δ, and the random numbers for it.
    private static long[] worst(Leak leak) {
        long[] worst = new long[4];
        double least = 1;
        double most = -1;
        for (long v = -2L << leak.bits(); v <= 2L << leak.bits(); v++) {
            for (long r : new long[] {0, 0xF_FFFF}) {
                double delta =
                        leak.next(v, r) - v * Math.scalb((double) leak.factor(), -leak.bits());
                if (delta < least) {
                    least = delta;
                    worst[0] = v;
                    worst[2] = r;
                }
                if (delta > most) {
                    most = delta;
                    worst[1] = v;
                    worst[3] = r;
                }
            }
        }
        return worst;
    }

    /// With spikes, refractory times, orders and clamps: the ideal fires where the membrane does.
    @Test
    void holdsWhileBothFireInTheSameSteps() {
        var specs = new SmallSpecs(9);
        var random = new SplitMix64(10);
        int held = 0;
        int clamped = 0;
        while (held < 400) {
            var template = specs.next();
            Spec spec = template.declared();
            var bound = ErrorBound.of(spec).value();
            boolean skip =
                    bound.isEmpty()
                            || bound.get().ideal() == ErrorBound.Ideal.UNTIL_IT_STOPS
                            || template.yaml().contains("negative")
                            || template.yaml().contains("enable:");
            if (skip) {
                continue;
            }
            boolean clamps = bound.get().ideal() == ErrorBound.Ideal.CLAMPED;
            clamped += clamps ? 1 : 0;
            var neuron = new Runs(spec, Engine.interpreted(spec.equations(), 0));
            var ideal = new IdealNeuron(spec.family().orElseThrow(), clamps);
            for (int i = 0; i < 100; i++) {
                long[] row = new long[neuron.inputs];
                for (int j = 0; j < row.length; j++) {
                    var type = spec.equations().inputs().get(j).type();
                    row[j] = type.wrap(random.next());
                }
                boolean fires = neuron.step(row);
                ideal.step(neuron.added(row), fires);
                double error =
                        IdealNeuron.Real.of(neuron.membrane()).minus(ideal.membrane()).value();
                assertThat(error)
                        .as(template + " step " + i)
                        .isBetween(bound.get().low() - EXACT, bound.get().high() + EXACT);
            }
            held++;
        }
        System.out.printf(
                "error bound: %d specs with spikes, %d of them clamp, 0 exceed it%n",
                held, clamped);
        assertThat(clamped).isGreaterThan(5);
    }

    @Test
    void addsWhatRoundedWeightsAdd() {
        var random = new SplitMix64(11);
        double worst = 0;
        int k = 3;
        for (int net = 0; net < 1000; net++) {
            int n = 1 + (int) random.upTo(7);
            int bits = (int) random.upTo(8);
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = Math.scalb((double) (random.upTo(1 << 16) - (1 << 15)), -20);
            }
            boolean sameSide = net % 2 == 0;
            if (sameSide) {
                java.util.Arrays.setAll(
                        weights,
                        i -> Math.scalb(Math.floor(Math.scalb(weights[i], bits)) + 0.499, -bits));
            }
            long v = 0;
            double u = 0;
            var bound = bound(spec(shift(k, Rounding.FLOOR), ""));
            for (int step = 0; step < 100; step++) {
                long sum = 0;
                double real = 0;
                for (int i = 0; i < n; i++) {
                    if (sameSide ? step >= 0 : random.upTo(1) == 1) {
                        sum += Math.round(Math.scalb(weights[i], bits));
                        real += weights[i];
                    }
                }
                v = v - (v >> k) + sum;
                u = u - u / (1 << k) + real;
                double error = v - Math.scalb(u, bits);
                assertThat(error).isBetween(bound.lowWith(n) - 1e-6, bound.highWith(n) + 1e-6);
                worst =
                        Math.max(
                                worst,
                                error < 0 ? error / bound.lowWith(n) : error / bound.highWith(n));
            }
        }
        System.out.printf(
                "real weights: 1,000 nets, 0 exceed the bound, the worst comes to %.3f of it%n",
                worst);
        assertThat(worst).isGreaterThan(0.9);
    }

    @Test
    void countsTheBitsBehindThePoint() {
        ErrorBound bound = bound(spec(shift(4, Rounding.FLOOR), ""));
        assertThat(bound.highWith(10)).isEqualTo(15 + 16 * 5);
        assertThat(bound.fractionBits(0.01, 10)).isEqualTo(14);
        assertThat(95 / 16384.0).isLessThan(0.01);
        assertThat(95 / 8192.0).isGreaterThan(0.01);
        assertThat(bound.fractionBits(95, 10)).isZero();
        assertThat(bound.fractionBits(47.5, 10)).isEqualTo(1);
    }
}
