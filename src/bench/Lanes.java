import io.lockspike.model.LaneBlock;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// How fast many lanes go: the code that is written from a spec, the same neuron written by hand in
/// Java with the same interface, and lane by lane. All take turns, so that whatever else the machine
/// does hits them alike; medians of wall-clock time; what they compute must be the same.
///
/// Run by `src/bench/lanes`.
final class Lanes {
    private static final int LANES = 4096;
    private static final int ROWS = 256;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

    private static final String SPEC =
            """
            lockspike: 1
            name: lanes
            neuron:
              inputs:
                current: %s
              state:
                v: %s = 0
              equations: |
                kept: %2$s = v - (v >> 4)
                sum: %2$s sat = kept + current
                spike: u1 = sum >= %s
                v' = spike ? 0 : sum
              outputs: [spike]
            """;

    private Lanes() {}

    public static void main(String[] words) {
        int runs = words.length > 0 ? Integer.parseInt(words[0]) : 31;
        compare("15-bit state", "s12", "s15", 1000, new Shorts(), runs);
        compare("24-bit state", "s20", "s24", 300_000, new Ints(), runs);
    }

    /// A neuron by hand.
    private interface Hand {
        void input(int at, long value);

        void run(int rows);

        long[] spikes();
    }

    private static void compare(
            String title, String input, String state, long theta, Hand hand, int runs) {
        String yaml = String.format(Locale.ROOT, SPEC, input, state, theta);
        var equations =
                SpecFile.parse(yaml, "lanes.yaml", Path.of(""), Map.of()).equations();
        LaneBlock block = LaneBlock.of(equations, LANES, ROWS);
        if (!block.reason().isEmpty()) {
            throw new IllegalStateException(block.reason());
        }
        fill(block, hand, equations.inputs().getFirst().type()::wrap);
        double[] generated = new double[runs];
        double[] byHand = new double[runs];
        for (int run = -runs; run < runs; run++) {
            double first = seconds(block::run);
            double second = seconds(hand::run);
            if (run >= 0) {
                generated[run] = first;
                byHand[run] = second;
            }
        }
        check(block, hand);
        double updates = (double) LANES * ROWS;
        System.out.printf(
                Locale.ROOT,
                "%s: generated %.2f, by hand %.2f billion updates/s, ratio %.2f, equal spikes%n",
                title,
                updates / median(generated) / 1e9,
                updates / median(byHand) / 1e9,
                median(byHand) / median(generated));
    }

    private interface Wrap {
        long of(long value);
    }

    private static void fill(LaneBlock block, Hand hand, Wrap wrap) {
        long random = 1;
        for (int row = 0; row < ROWS; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                random = random * 6364136223846793005L + 1442695040888963407L;
                long value = wrap.of(random >>> 33);
                block.input(0, row, lane, value);
                hand.input(row * LANES + lane, value);
            }
        }
    }

    private static void check(LaneBlock block, Hand hand) {
        for (int at = 0; at < LANES * ROWS; at++) {
            long expected = hand.spikes()[at / 64] >>> at & 1;
            if (block.output(0, at / LANES, at % LANES) != expected) {
                throw new AssertionError("row " + at / LANES + " of lane " + at % LANES);
            }
        }
    }

    private static double seconds(IntConsumer action) {
        long start = System.nanoTime();
        action.accept(ROWS);
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Four vectors of 16-bit lanes at a time.
    private static final class Shorts implements Hand {
        private final short[] inputs = new short[LANES * ROWS];
        private final short[] v = new short[LANES];
        private final long[] spikes = new long[LANES * ROWS / 64];

        @Override
        public void input(int at, long value) {
            inputs[at] = (short) value;
        }

        @Override
        public long[] spikes() {
            return spikes;
        }

        @Override
        public void run(int rows) {
            Arrays.fill(spikes, 0);
            for (int base = 0; base < LANES; base += 4 * SHORTS.length()) {
                run(base, rows);
            }
        }

        private void run(int base, int rows) {
            int n = SHORTS.length();
            ShortVector a = ShortVector.fromArray(SHORTS, v, base);
            ShortVector b = ShortVector.fromArray(SHORTS, v, base + n);
            ShortVector c = ShortVector.fromArray(SHORTS, v, base + 2 * n);
            ShortVector d = ShortVector.fromArray(SHORTS, v, base + 3 * n);
            for (int row = 0, at = base; row < rows; row++, at += LANES) {
                a = sum(a, at);
                VectorMask<Short> fa = fires(a, at);
                a = a.blend((short) 0, fa);
                b = sum(b, at + n);
                VectorMask<Short> fb = fires(b, at + n);
                b = b.blend((short) 0, fb);
                c = sum(c, at + 2 * n);
                VectorMask<Short> fc = fires(c, at + 2 * n);
                c = c.blend((short) 0, fc);
                d = sum(d, at + 3 * n);
                VectorMask<Short> fd = fires(d, at + 3 * n);
                d = d.blend((short) 0, fd);
            }
            a.intoArray(v, base);
            b.intoArray(v, base + n);
            c.intoArray(v, base + 2 * n);
            d.intoArray(v, base + 3 * n);
        }

        private ShortVector sum(ShortVector x, int at) {
            return x.sub(x.lanewise(VectorOperators.ASHR, 4))
                    .add(ShortVector.fromArray(SHORTS, inputs, at))
                    .min((short) 16383)
                    .max((short) -16384);
        }

        private VectorMask<Short> fires(ShortVector x, int at) {
            VectorMask<Short> fires = x.compare(VectorOperators.GE, (short) 1000);
            spikes[at / 64] |= fires.toLong() << at;
            return fires;
        }
    }

    /// Four vectors of 32-bit lanes at a time.
    private static final class Ints implements Hand {
        private final int[] inputs = new int[LANES * ROWS];
        private final int[] v = new int[LANES];
        private final long[] spikes = new long[LANES * ROWS / 64];

        @Override
        public void input(int at, long value) {
            inputs[at] = (int) value;
        }

        @Override
        public long[] spikes() {
            return spikes;
        }

        @Override
        public void run(int rows) {
            Arrays.fill(spikes, 0);
            for (int base = 0; base < LANES; base += 4 * INTS.length()) {
                run(base, rows);
            }
        }

        private void run(int base, int rows) {
            int n = INTS.length();
            IntVector a = IntVector.fromArray(INTS, v, base);
            IntVector b = IntVector.fromArray(INTS, v, base + n);
            IntVector c = IntVector.fromArray(INTS, v, base + 2 * n);
            IntVector d = IntVector.fromArray(INTS, v, base + 3 * n);
            for (int row = 0, at = base; row < rows; row++, at += LANES) {
                a = sum(a, at);
                VectorMask<Integer> fa = fires(a, at);
                a = a.blend(0, fa);
                b = sum(b, at + n);
                VectorMask<Integer> fb = fires(b, at + n);
                b = b.blend(0, fb);
                c = sum(c, at + 2 * n);
                VectorMask<Integer> fc = fires(c, at + 2 * n);
                c = c.blend(0, fc);
                d = sum(d, at + 3 * n);
                VectorMask<Integer> fd = fires(d, at + 3 * n);
                d = d.blend(0, fd);
            }
            a.intoArray(v, base);
            b.intoArray(v, base + n);
            c.intoArray(v, base + 2 * n);
            d.intoArray(v, base + 3 * n);
        }

        private IntVector sum(IntVector x, int at) {
            return x.sub(x.lanewise(VectorOperators.ASHR, 4))
                    .add(IntVector.fromArray(INTS, inputs, at))
                    .min(8388607)
                    .max(-8388608);
        }

        private VectorMask<Integer> fires(IntVector x, int at) {
            VectorMask<Integer> fires = x.compare(VectorOperators.GE, 300_000);
            spikes[at / 64] |= fires.toLong() << at;
            return fires;
        }
    }
}
