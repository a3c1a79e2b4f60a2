package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomStimulusTest {
    private static final Signal S8 = signal("current", Type.signed(8));

    @Test
    void repeatsWithTheSameSeed() {
        for (var text : List.of("corners", "uniform", "boundary", "octaves", "poisson:rate=0.5")) {
            assertThat(draw(text, S8, 9, 2, 500)).isEqualTo(draw(text, S8, 9, 2, 500));
        }
    }

    @Test
    void differsWithTheSeedTheLaneAndTheInput() {
        var other = signal("other", Type.signed(8));
        var drawn =
                Set.of(
                        draw("uniform", S8, 1, 0, 100),
                        draw("uniform", S8, 2, 0, 100),
                        draw("uniform", S8, 1, 1, 100),
                        draw("uniform", other, 1, 0, 100));

        assertThat(drawn).hasSize(4);
    }

    /// Written down once: a seed means these values for ever.
    @Test
    void drawsTheSameValuesForEver() {
        assertThat(draw("uniform", S8, 1, 0, 8))
                .containsExactly(-47L, -99L, -3L, -86L, 0L, 30L, -21L, 110L);
        assertThat(draw("boundary:near=50", S8, 1, 0, 8))
                .containsExactly(-127L, -1L, 127L, -128L, -128L, 1L, -1L, -128L);
        assertThat(draw("corners", S8, 1, 0, 8))
                .containsExactly(-1L, -128L, 0L, 126L, 127L, -127L, 1L, 126L);
        assertThat(draw("octaves", S8, 1, 0, 8))
                .containsExactly(-50L, -43L, 7L, 55L, -65L, 24L, -4L, -12L);
        assertThat(draw("poisson:64,rate=0.5", S8, 1, 0, 8))
                .containsExactly(64L, 64L, 64L, 64L, 0L, 0L, 64L, 0L);
    }

    @Test
    void isUniformOverAllValues() {
        var counts = counts(draw("uniform", S8, 3, 0, 256_000));

        assertThat(counts).hasSize(256);
        assertThat(chiSquare(counts, 1000)).isBetween(255 - 136.0, 255 + 136.0);
    }

    @Test
    void isUniformOverARangeThatIsNoPowerOfTwo() {
        var counts = counts(draw("uniform:-10..89", S8, 4, 0, 100_000));

        assertThat(counts).hasSize(100);
        assertThat(counts.firstKey()).isEqualTo(-10L);
        assertThat(chiSquare(counts, 1000)).isBetween(99 - 85.0, 99 + 85.0);
    }

    /// Correlation of neighbours: 0 for independent rows, standard deviation `1 / sqrt(n)`.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void drawsEachRowForItself(int distance) {
        var values = draw("uniform", S8, 5, 0, 40_000);
        double sum = 0;
        for (int i = distance; i < values.size(); i++) {
            sum += (values.get(i) + 0.5) * (values.get(i - distance) + 0.5);
        }

        double variance = (256.0 * 256.0 - 1) / 12;
        assertThat(sum / (values.size() - distance) / variance).isBetween(-0.025, 0.025);
    }

    @Test
    void firesAtTheRate() {
        var counts = counts(draw("poisson:64,rate=0.1", S8, 6, 0, 100_000));

        assertThat(counts.keySet()).containsExactly(0L, 64L);
        assertThat(counts.get(64L)).isBetween(10_000L - 475, 10_000L + 475);
    }

    /// Gaps of a Bernoulli process are geometric: of a gap's mean 1/p the variance is (1-p)/p².
    @Test
    void leavesGeometricGapsBetweenEvents() {
        var values = draw("poisson:1,rate=0.2", S8, 7, 0, 200_000);
        long last = -1;
        double gaps = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < values.size(); row++) {
            if (values.get(row) == 1) {
                long gap = row - last;
                last = row;
                gaps++;
                sum += gap;
                squares += (double) gap * gap;
            }
        }

        double mean = sum / gaps;
        assertThat(mean).isBetween(4.9, 5.1);
        assertThat(squares / gaps - mean * mean).isBetween(19.0, 21.0);
    }

    @Test
    void visitsEachCornerOnceInEachRound() {
        var corners = Set.of(-128L, -127L, -1L, 0L, 1L, 49L, 50L, 51L, 126L, 127L);
        var values = draw("corners:near=50", S8, 8, 0, 10 * 100);
        var orders = new HashSet<List<Long>>();
        for (int round = 0; round < 100; round++) {
            var order = values.subList(10 * round, 10 * round + 10);
            orders.add(order);
            assertThat(Set.copyOf(order)).isEqualTo(corners);
        }

        assertThat(orders).hasSizeGreaterThan(95);
    }

    @Test
    void putsEachCornerFirstAlike() {
        var firsts = new TreeMap<Long, Long>();
        for (int lane = 0; lane < 7000; lane++) {
            firsts.merge(draw("corners", S8, 9, lane, 1).getFirst(), 1L, Long::sum);
        }

        assertThat(firsts).hasSize(7);
        assertThat(chiSquare(firsts, 1000)).isLessThan(6 + 21.0);
    }

    /// 7 of 8 draws are one of 7 corners; of the uniform ones, 7 of 256 are one too.
    @Test
    void isMostlyAtTheBoundary() {
        int rows = 100_000;
        var counts = counts(draw("boundary", S8, 10, 0, rows));
        var corners = List.of(-128L, -127L, -1L, 0L, 1L, 126L, 127L);
        double expected = rows * (7.0 / 8 / 7 + 1.0 / 8 / 256);

        assertThat(counts).hasSize(256);
        for (var corner : corners) {
            assertThat((double) counts.get(corner)).isBetween(expected - 540, expected + 540);
        }
    }

    /// P(|v| > 31) over 0 … 63 in three octaves (63, 31, 15) is 1/3 · 1/2.
    @Test
    void drawsSmallAndLargeValuesAlike() {
        int rows = 60_000;
        var counts = counts(draw("octaves:0..63,count=3", S8, 11, 0, rows));
        long large = counts.tailMap(32L).values().stream().mapToLong(Long::longValue).sum();
        long small = counts.headMap(16L).values().stream().mapToLong(Long::longValue).sum();

        assertThat(counts.firstKey()).isZero();
        assertThat(counts.lastKey()).isEqualTo(63L);
        assertThat(large).isBetween(rows / 6 - 460L, rows / 6 + 460L);
        assertThat(small).isBetween(rows * 7L / 12 - 610, rows * 7L / 12 + 610);
    }

    @Test
    void holdsEachValueForItsRows() {
        var held = draw("uniform,hold=5", S8, 12, 0, 500);
        var values = draw("uniform", S8, 12, 0, 100);
        for (int row = 0; row < 500; row++) {
            assertThat(held.get(row)).isEqualTo(values.get(row / 5));
        }
    }

    @Test
    void reachesTheEndsOfTheWidestTypes() {
        var input = signal("wide", Type.unsigned(64));
        var drawn = counts(draw("boundary", input, 13, 0, 2000));

        assertThat(drawn).containsKeys(0L, 1L, -1L, -2L);
        assertThat(drawn.headMap(-2L).size()).isGreaterThan(80);
        assertThat(drawn.tailMap(2L).size()).isGreaterThan(80);
    }

    private static double chiSquare(Map<Long, Long> counts, double expected) {
        double sum = 0;
        for (long count : counts.values()) {
            sum += Math.pow(count - expected, 2) / expected;
        }
        return sum;
    }

    private static NavigableMap<Long, Long> counts(List<Long> values) {
        var counts = new TreeMap<Long, Long>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return counts;
    }

    private static List<Long> draw(String text, Signal input, long seed, int lane, int rows) {
        var stimulus = Stimulus.parse(text, input);
        var stream =
                stimulus.stream(new Lane(input, seed, lane, (file, column, signal, l) -> () -> 0));
        var values = new Long[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = stream.next();
        }
        return List.of(values);
    }

    private static Signal signal(String name, Type type) {
        return new Signal(name, type, Signal.Kind.INPUT, 0);
    }

    /// Small leaky neurons of other shapes, driven by what `lif run` takes where nothing is said.
    @Test
    void showsFiringAndRestingInMostNeuronsByDefault() {
        assertThat(spikes(Type.unsigned(8), 1, 200)).isBetween(20, 1900);
        assertThat(spikes(Type.signed(12), 4, 1000)).isBetween(20, 1900);
        assertThat(spikes(Type.signed(8), 5, 600)).isBetween(20, 1900);
        assertThat(spikes(Type.signed(16), 3, 4096)).isBetween(20, 1900);
        assertThat(spikes(Type.unsigned(4), 3, 30)).isBetween(20, 1900);
    }

    /// Spikes in 2000 rows of `v' = v - (v >> shift) + current`, reset to 0 at the threshold.
    private static int spikes(Type type, int shift, long threshold) {
        var input = signal("current", type);
        var stimulus = Stimulus.byDefault(input);
        var stream =
                stimulus.stream(new Lane(input, 1, 0, (file, column, signal, lane) -> () -> 0));
        long v = 0;
        int spikes = 0;
        for (int row = 0; row < 2000; row++) {
            v += stream.next() - (v >> shift);
            spikes += v >= threshold ? 1 : 0;
            v = v >= threshold ? 0 : v;
        }
        return spikes;
    }
}
