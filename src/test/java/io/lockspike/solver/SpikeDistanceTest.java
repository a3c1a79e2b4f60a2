package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.vector.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The distances between spike trains against their definitions.
class SpikeDistanceTest {
    private static final int TRAINS = 2000;

    /// All ways to pair spikes of short trains, crossing ones, too; the cheapest is the distance.
    @Test
    void costsWhatTheCheapestOfAllPairingsCosts() {
        var random = new SplitMix64(1);
        int matched = 0;
        for (int i = 0; i < TRAINS; i++) {
            double[] left = train(random, 6, 10);
            double[] right = train(random, 6, 10);
            double q = 0.05 + 2 * fraction(random);

            var matching = Matching.of(left, right, q);

            double cheapest = cheapest(left, right, q, 0, 0);
            assertThat(matching.cost()).isCloseTo(cheapest, within(1e-12));
            assertThat(costOfPartners(matching, left, right, q)).isCloseTo(cheapest, within(1e-12));
            matched += matching.matched();
        }
        System.out.printf("%d pairs of trains, %d spikes matched%n", TRAINS, matched);
        assertThat(matched).isGreaterThan(TRAINS);
    }

    /// The i-th left spike alone, or with any right one that is still free.
    private static double cheapest(double[] left, double[] right, double q, int i, int taken) {
        if (i == left.length) {
            return right.length - Integer.bitCount(taken);
        }
        double least = 1 + cheapest(left, right, q, i + 1, taken);
        for (int j = 0; j < right.length; j++) {
            if ((taken >> j & 1) == 0) {
                double rest = cheapest(left, right, q, i + 1, taken | 1 << j);
                least = Math.min(least, q * Math.abs(left[i] - right[j]) + rest);
            }
        }
        return least;
    }

    private static double costOfPartners(
            Matching matching, double[] left, double[] right, double q) {
        double cost = left.length + right.length - 2.0 * matching.matched();
        int before = -1;
        for (int i = 0; i < left.length; i++) {
            int partner = matching.partner(i);
            if (partner >= 0) {
                assertThat(partner).isGreaterThan(before);
                before = partner;
                cost += q * Math.abs(left[i] - right[partner]);
            }
        }
        return cost;
    }

    /// Long trains, where most pairs are out of each other's window: against the whole table.
    @Test
    void leavesOutOnlyWhatIsTooFarApart() {
        var random = new SplitMix64(2);
        for (int i = 0; i < 200; i++) {
            double[] left = train(random, 80, 300);
            double[] right = train(random, 80, 300);
            double q = 0.02 + fraction(random);

            assertThat(Matching.of(left, right, q).cost())
                    .isCloseTo(wholeTable(left, right, q), within(1e-9));
        }
    }

    private static double wholeTable(double[] left, double[] right, double q) {
        double[][] cost = new double[left.length + 1][right.length + 1];
        for (int i = 0; i <= left.length; i++) {
            for (int j = 0; j <= right.length; j++) {
                cost[i][j] = i + j;
                if (i > 0 && j > 0) {
                    double single = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                    double pair = cost[i - 1][j - 1] + q * Math.abs(left[i - 1] - right[j - 1]);
                    cost[i][j] = Math.min(single, pair);
                }
            }
        }
        return cost[left.length][right.length];
    }

    @Test
    void knowsTheExamplesOfThePaper() {
        double[] none = {};
        double[] one = {3};

        assertThat(SpikeDistance.victorPurpura(none, none, 1)).isZero();
        assertThat(SpikeDistance.victorPurpura(one, none, 1)).isEqualTo(1);
        assertThat(SpikeDistance.victorPurpura(one, new double[] {3.5}, 1)).isEqualTo(0.5);
        assertThat(SpikeDistance.victorPurpura(one, new double[] {9}, 1)).isEqualTo(2);
        assertThat(SpikeDistance.vanRossum(none, none, 1)).isZero();
        assertThat(SpikeDistance.vanRossum(one, none, 7)).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(SpikeDistance.vanRossum(one, new double[] {1e6}, 7)).isCloseTo(1, within(1e-12));
    }

    @Test
    void integratesTheSquareOfTheDifference() {
        var random = new SplitMix64(3);
        for (int i = 0; i < 50; i++) {
            double[] left = train(random, 8, 10);
            double[] right = train(random, 8, 10);
            double tau = 0.5 + 3 * fraction(random);

            assertThat(SpikeDistance.vanRossum(left, right, tau))
                    .isCloseTo(integrated(left, right, tau), within(1e-3));
        }
    }

    /// The midpoint rule; spikes are jumps, so the error is about one step's worth.
    private static double integrated(double[] left, double[] right, double tau) {
        double dt = 1e-4;
        double sum = 0;
        for (double t = dt / 2; t < 10 + 20 * tau; t += dt) {
            double difference = filtered(left, t, tau) - filtered(right, t, tau);
            sum += difference * difference * dt;
        }
        return Math.sqrt(sum / tau);
    }

    private static double filtered(double[] train, double t, double tau) {
        double sum = 0;
        for (double spike : train) {
            sum += spike <= t ? Math.exp((spike - t) / tau) : 0;
        }
        return sum;
    }

    @Test
    void refusesATableThatNeedsTooMuchMemory() {
        double[] busy = new double[10_000];
        Arrays.setAll(busy, i -> i);

        assertThatThrownBy(() -> Matching.of(busy, busy, 1e-6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairs of spikes within");
    }

    private static double[] train(SplitMix64 random, int most, double end) {
        double[] train = new double[(int) (fraction(random) * (most + 1))];
        Arrays.setAll(train, _ -> end * fraction(random));
        Arrays.sort(train);
        return train;
    }

    private static double fraction(SplitMix64 random) {
        return (random.next() >>> 11) * 0x1p-53;
    }
}
