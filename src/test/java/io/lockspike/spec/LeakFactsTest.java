package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Rounding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakFactsTest {
    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("SplittableRandom").create(20);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 8})
    void knowsTheTheorems(int k) {
        double p = 1 << k;
        LeakFacts floor = LeakFacts.subtracting(k, Rounding.FLOOR);
        assertThat(floor.dead()).isEqualTo(Interval.of(0, (long) p - 1));
        assertThat(floor.lowestError()).isZero();
        assertThat(floor.highestError()).isEqualTo(p - 1);
        LeakFacts towardZero = LeakFacts.subtracting(k, Rounding.TOWARD_ZERO);
        assertThat(towardZero.dead()).isEqualTo(Interval.of(1 - (long) p, (long) p - 1));
        assertThat(towardZero.lowestError()).isEqualTo(1 - p);
        assertThat(towardZero.highestError()).isEqualTo(p - 1);
        LeakFacts halfUp = LeakFacts.subtracting(k, Rounding.HALF_UP);
        assertThat(halfUp.dead()).isEqualTo(Interval.of((long) (-p / 2), (long) (p / 2) - 1));
        assertThat(halfUp.lowestError()).isEqualTo(-p / 2);
        assertThat(halfUp.highestError()).isEqualTo(p / 2 - 1);
        assertThat(LeakFacts.subtracting(k, Rounding.STOCHASTIC).dead())
                .isEqualTo(Interval.of(0, 0));
    }

    @Test
    void knowsTheTimeConstant() {
        assertThat(LeakFacts.subtracting(4, Rounding.FLOOR).tau())
                .isCloseTo(16 - 0.5 - 1 / 192.0, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void boundsTheErrorOfEveryRun(Rounding rounding) {
        for (int k = 1; k <= 6; k++) {
            LeakFacts facts = LeakFacts.subtracting(k, rounding);
            long v = 0;
            double u = 0;
            double sum = 0;
            int steps = 200_000;
            for (int step = 0; step < steps; step++) {
                long input = RANDOM.nextLong(-400, 401);
                v = v - rounding.shiftRight(v, k, RANDOM.nextLong()) + input;
                u = u - u / (1 << k) + input;
                assertThat(v - u)
                        .isBetween(facts.lowestError() - 1e-6, facts.highestError() + 1e-6);
                sum += v - u;
            }
            double mean = sum / steps;
            double tolerance = 0.15 + (1 << k) * 0.02;
            facts.bias().ifPresent(bias -> assertThat(mean).isCloseTo(bias, within(tolerance)));
        }
    }

    @Test
    void attainsTheBoundOfTheFloor() {
        long v = 15;
        double u = 15;
        for (int step = 0; step < 1000; step++) {
            v = v - (v >> 4);
            u = u - u / 16;
        }
        assertThat(v - u).isCloseTo(15, within(1e-9));
    }

    @Test
    void findsALeakThroughWiresAndChoices() {
        assertThat(of("v: s12 = 0", "l: s12 = v >> 4\nn: s12 wrap = v + i - l\nv' = i > 0 ? n : 0"))
                .singleElement()
                .satisfies(leak -> assertThat(leak.form()).isEqualTo("v - (v >> 4)"));
    }

    @Test
    void addsUpSeveralShifts() {
        assertThat(of("v: s12 = 0", "v' sat = v - (v >> 3) + (v >> 5) + i"))
                .singleElement()
                .satisfies(leak -> {
                    assertThat(leak.factor()).isEqualTo(1 - 1 / 8.0 + 1 / 32.0);
                    assertThat(leak.dead()).isEqualTo(Interval.of(-8, 7));
                });
    }

    @Test
    void staysWithinTheTypeOfTheState() {
        assertThat(of("v: u8 = 0", "v' wrap = (v >> 1) + i").getFirst().dead())
                .isEqualTo(Interval.of(0, 0));
    }

    @Test
    void claimsNothingOfWhatItDoesNotUnderstand() {
        assertThat(of("v: s12 = 0", "v' sat = v - (v >> 3) + (v & 3)")).isEmpty();
        assertThat(of("v: s12 = 0", "v' sat = v - ((v + i) >> 3)")).isEmpty();
        assertThat(of("v: s12 = 0", "v' sat = v + (v >> 3)")).isEmpty();
        assertThat(of("v: s12 = 0", "v' sat = v + i")).isEmpty();
    }

    private static List<LeakFacts> of(String state, String equations) {
        String yaml =
                """
                lockspike: 1
                neuron:
                  inputs: {i: s8}
                  state: {%s}
                  equations: |
                    %s
                """
                        .formatted(state, equations.replace("\n", "\n    "));
        return LeakFacts.of(SpecFile.parse(yaml, "test.yaml", Path.of("."), Map.of()).equations());
    }
}
