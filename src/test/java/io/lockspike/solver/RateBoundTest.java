package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Rounding;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateBoundTest {
    private static final int MOST_STEPS = 40_000;

    private static Spec spec(
            int k, Rounding rounding, long threshold, int refractory, String order) {
        return SpecFile.parse(
                """
                lockspike: 1
                name: one
                neuron:
                  inputs: {a: s12, r: u8}
                  membrane: {v: s24 = 0}
                  leak: {shift: %d, rounding: %s}
                  integrate: {overflow: sat, add: [a]}
                  fire: {when: ">=", threshold: %d}
                  refractory: {steps: %d}
                  order: %s
                """
                        .formatted(k, rounding.text(), threshold, refractory, order),
                "one.yaml",
                Path.of("."),
                Map.of());
    }

    @Test
    void holdsOnACoarseGrid() {
        grid(12);
    }

    @Test
    @Tag("long")
    void holdsOnAGridOfAHundredByAHundred() {
        grid(100);
    }

    private int bounded;
    private int silent;
    private int zone;
    private int closed;
    private double worst;

    private void grid(int side) {
        for (int k : List.of(2, 4, 6)) {
            for (Rounding rounding : Rounding.values()) {
                if (rounding != Rounding.STOCHASTIC) {
                    for (int i = 0; i < side; i++) {
                        row(k, rounding, 20L + i * 5000L / side, side);
                    }
                }
            }
        }
        System.out.printf(
                "f-I: %,d gaps within their bound, %,d silent, %,d near rheobase without one; %,d within the closed form, %.4f of it at worst%n",
                bounded, silent, zone, closed, worst);
        assertThat(bounded).isGreaterThan(side * side);
        assertThat(silent).isPositive();
        assertThat(zone).isPositive();
        assertThat(zone).isLessThan(bounded / 5);
        assertThat(worst).isLessThanOrEqualTo(1);
    }

    private void row(int k, Rounding rounding, long threshold, int side) {
        RateBound bound =
                RateBound.of(spec(k, rounding, threshold, 0, "[leak, integrate, fire]"))
                        .value()
                        .orElseThrow();
        for (int j = 0; j < side; j++) {
            // Half of the currents stand near rheobase.
            long current =
                    j % 2 == 0
                            ? 1 + j * 1500L / side
                            : Math.max(0, (long) bound.rheobase() - side / 4 + j / 2);
            long fixed = first(v -> v - rounding.shiftRight(v, k, 0) + current, threshold);
            long ideal = ideal(k, current, threshold);
            switch (bound.at(current)) {
                case RateBound.Gap.Silent() -> {
                    assertThat(List.of(fixed, ideal)).containsOnly(-1L);
                    silent++;
                }
                case RateBound.Gap.Bounded(long earliest, long latest, long known) -> {
                    assertThat(fixed)
                            .as("%d %s %d %d", k, rounding, threshold, current)
                            .isBetween(earliest, latest);
                    assertThat(ideal).isEqualTo(known).isBetween(earliest, latest);
                    bounded++;
                    if (rounding == Rounding.FLOOR) {
                        closed(k, current, threshold, fixed, ideal);
                    }
                }
                case RateBound.Gap.Unbounded() -> zone++;
            }
        }
    }

    /// T8 as numerics has it: 0 <= T(I) - T_fix <= g(x) T_c / I + 1.
    private void closed(int k, long current, long threshold, long fixed, long ideal) {
        double x = (double) threshold / (current << k);
        double g = x / ((1 - x) * -Math.log1p(-x));
        double time = Math.log1p(-x) / Math.log1p(-Math.scalb(1.0, -k));
        double limit = g / current * time + 1;
        assertThat(ideal - fixed).isBetween(0L, (long) limit);
        worst = Math.max(worst, (ideal - fixed) / limit);
        closed++;
    }

    private interface Next {
        long of(long v);
    }

    private static long first(Next next, long threshold) {
        long v = 0;
        for (int t = 1; t <= MOST_STEPS; t++) {
            long now = next.of(v);
            if (now >= threshold) {
                return t;
            }
            if (now == v) {
                return -1;
            }
            v = now;
        }
        return -1;
    }

    /// Steps of the ideal, by stepping; -1 where its end is not above the threshold.
    private static long ideal(int k, long current, long threshold) {
        if (current << k <= threshold) {
            return -1;
        }
        double u = 0;
        long t = 0;
        while (u < threshold) {
            u = u - Math.scalb(u, -k) + current;
            t++;
        }
        return t;
    }

    @Test
    void isTheGapThatTheEngineShows() {
        for (String order : List.of("[leak, integrate, fire]", "[integrate, leak, fire]")) {
            for (int refractory : List.of(0, 3)) {
                Spec spec = spec(4, Rounding.HALF_UP, 500, refractory, order);
                RateBound bound = RateBound.of(spec).value().orElseThrow();
                for (long current = 40; current < 700; current += 11) {
                    var neuron = new Runs(spec, Engine.interpreted(spec.equations(), 0));
                    long last = -1;
                    for (int i = 0; i < 300; i++) {
                        if (neuron.step(new long[] {current, 0})) {
                            if (last >= 0
                                    && bound.at(current)
                                            instanceof
                                            RateBound.Gap.Bounded(
                                                    long earliest,
                                                    long latest,
                                                    long _)) {
                                assertThat(i - last).isBetween(earliest, latest);
                            }
                            last = i;
                        }
                    }
                }
            }
        }
    }

    @Test
    void marksWhereTheThresholdIsJustTheEnd() {
        RateBound bound =
                RateBound.of(spec(4, Rounding.FLOOR, 1600, 0, "[leak, integrate, fire]"))
                        .value()
                        .orElseThrow();
        assertThat(bound.rheobase()).isEqualTo(100);
        assertThat(bound.at(99)).isInstanceOf(RateBound.Gap.Silent.class);
        assertThat(bound.at(100)).isInstanceOf(RateBound.Gap.Unbounded.class);
        assertThat(bound.at(101)).isInstanceOf(RateBound.Gap.Bounded.class);
        assertThat(bound.zoneLow()).isEqualTo(100);
        assertThat(bound.zoneHigh()).isEqualTo(100);
    }
}
