package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitMix64Test {

    /// The outputs of the published C program for the seed 1234567.
    @Test
    void drawsWhatThePublishedGeneratorDraws() {
        var random = new SplitMix64(1234567);

        assertThat(Long.toUnsignedString(random.next())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("9817491932198370423");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("4593380528125082431");
        assertThat(Long.toUnsignedString(random.next())).isEqualTo("16408922859458223821");
    }

    /// Written down once: a stored seed must mean the same stimulus for ever.
    @Test
    void derivesTheSameSeedForEver() {
        assertThat(SplitMix64.derive(0, "current", 0)).isEqualTo(425732847383930849L);
        assertThat(SplitMix64.derive(42, "x@3", 7)).isEqualTo(1926577608472195122L);
        assertThat(SplitMix64.derive(-1, "ströme", 1)).isEqualTo(6034886968745743713L);
    }

    @Test
    void derivesADifferentSeedForEachInputLaneAndSeed() {
        var seen = new HashSet<Long>();
        for (long seed = 0; seed < 20; seed++) {
            for (int lane = 0; lane < 100; lane++) {
                for (var name : new String[] {"a", "b", "ab", "ba", "rst", "x@0", "x@1"}) {
                    seen.add(SplitMix64.derive(seed, name, lane));
                }
            }
        }

        assertThat(seen).hasSize(20 * 100 * 7);
    }

    @Test
    void startsNoLaneWhereItsNeighbourIsOneDrawLater() {
        var lane0 = SplitMix64.of(1, "x", 0);
        var lane1 = SplitMix64.of(1, "x", 1);
        var seen = new HashSet<Long>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(lane0.next());
            seen.add(lane1.next());
        }

        assertThat(seen).hasSize(20_000);
    }

    /// Chi-square with `last` degrees of freedom: mean `last`, variance `2 last`; six sigma.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 9, 12, 99, 127, 128, 1000})
    void favoursNoValue(int last) {
        var random = new SplitMix64(last);
        var counts = new long[last + 1];
        int draws = 1000 * (last + 1);
        for (int i = 0; i < draws; i++) {
            counts[(int) random.upTo(last)]++;
        }

        double chiSquare = 0;
        for (long count : counts) {
            chiSquare += Math.pow(count - 1000.0, 2) / 1000.0;
        }
        assertThat(chiSquare).isBetween(lowest(last), last + 6 * Math.sqrt(2.0 * last));
    }

    private static double lowest(int freedom) {
        return Math.max(0, freedom - 6 * Math.sqrt(2.0 * freedom));
    }

    @Test
    void drawsNothingForASingleValue() {
        var random = new SplitMix64(3);

        assertThat(random.upTo(0)).isZero();
        assertThat(random.next()).isEqualTo(new SplitMix64(3).next());
    }

    @Test
    void reachesBothHalvesOfAllUnsignedNumbers() {
        var random = new SplitMix64(5);
        int negative = 0;
        for (int i = 0; i < 10_000; i++) {
            negative += random.upTo(-1) < 0 ? 1 : 0;
        }

        assertThat(negative).isBetween(4700, 5300);
    }

    /// 2^63 + 1 values: nearly each second draw is refused, and none is above the last.
    @Test
    void staysBelowALastValueAboveTheSignedRange() {
        var random = new SplitMix64(6);
        for (int i = 0; i < 10_000; i++) {
            assertThat(Long.compareUnsigned(random.upTo(Long.MIN_VALUE), Long.MIN_VALUE))
                    .isNotPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
    void isTrueWithTheChanceGiven(double chance) {
        var random = new SplitMix64(7);
        int draws = 200_000;
        int hits = 0;
        for (int i = 0; i < draws; i++) {
            hits += random.chance((long) (chance * (1L << 53))) ? 1 : 0;
        }

        double sigma = Math.sqrt(draws * chance * (1 - chance));
        assertThat((double) hits).isBetween(draws * chance - 5 * sigma, draws * chance + 5 * sigma);
    }

    @Test
    void isNeverTrueWithChanceZeroAndAlwaysWithChanceOne() {
        var random = new SplitMix64(8);
        for (int i = 0; i < 10_000; i++) {
            assertThat(random.chance(0)).isFalse();
            assertThat(random.chance(1L << 53)).isTrue();
        }
    }
}
