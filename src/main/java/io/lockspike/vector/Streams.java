package io.lockspike.vector;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Each stimulus as a stream of raw values.
///
/// A range is walked in raw arithmetic: `low + offset`, the offset unsigned, is right for signed
/// types and for `u64` alike.
final class Streams {
    private Streams() {}

    static Stream constant(Stimulus.Constant constant, Lane lane) {
        long value = raw(constant.value(), lane.type());
        return () -> value;
    }

    static Stream values(Stimulus.Values stimulus, Lane lane) {
        long[] values = raw(stimulus.values(), lane.type());
        return switch (stimulus.then()) {
            case HOLD -> byRow(row -> values[(int) Math.min(row, values.length - 1)]);
            case REPEAT -> byRow(row -> values[(int) (row % values.length)]);
        };
    }

    /// With d = |to - from| = q·n + r and n = rows - 1: `d·i / n = q·i + r·i / n`; r·i < 2^62.
    static Stream ramp(Stimulus.Ramp ramp, Lane lane) {
        boolean up = ramp.from().compareTo(ramp.to()) <= 0;
        long from = raw(ramp.from(), lane.type());
        long to = raw(ramp.to(), lane.type());
        long distance = up ? to - from : from - to;
        long last = ramp.rows() - 1;
        long whole = Long.divideUnsigned(distance, last);
        long rest = Long.remainderUnsigned(distance, last);
        LongUnaryOperator line =
                i -> {
                    long moved = whole * i + rest * i / last;
                    return up ? from + moved : from - moved;
                };
        return switch (ramp.then()) {
            case HOLD -> byRow(row -> line.applyAsLong(Math.min(row, last)));
            case REPEAT -> byRow(row -> line.applyAsLong(row % (last + 1)));
        };
    }

    static Stream step(Stimulus.Step step, Lane lane) {
        return new Stepped(
                raw(step.before(), lane.type()), raw(step.after(), lane.type()), step.at());
    }

    static Stream pulse(Stimulus.Pulse pulse, Lane lane) {
        long value = raw(pulse.value(), lane.type());
        long base = raw(pulse.base(), lane.type());
        return byRow(row -> {
            long since = row - pulse.start();
            return since >= 0 && since % pulse.period() < pulse.width() ? value : base;
        });
    }

    static Stream poisson(Stimulus.Poisson poisson, Lane lane) {
        var random = lane.random();
        long weight = raw(poisson.weight(), lane.type());
        // Here and not in a constant: BigDecimal takes 13 ms to load, for whoever uses it first.
        long rate = poisson.rate().multiply(BigDecimal.valueOf(1L << 53)).longValue();
        return new Chances(random, rate, weight);
    }

    static Stream corners(Stimulus.Corners corners, Lane lane) {
        var values = Stimulus.corners(corners.range(), corners.near());
        return new Rounds(raw(values, lane.type()), lane.random());
    }

    static Stream uniform(Stimulus.Uniform uniform, Lane lane) {
        Range[] one = {range(uniform.range(), lane.type())};
        return new Ranges(lane.random(), one);
    }

    static Stream boundary(Stimulus.Boundary boundary, Lane lane) {
        var random = lane.random();
        var values = Stimulus.corners(boundary.range(), boundary.near());
        Range range = range(boundary.range(), lane.type());
        return new Boundaries(random, range, raw(values, lane.type()));
    }

    static Stream octaves(Stimulus.Octaves octaves, Lane lane) {
        var random = lane.random();
        var scaled = new Range[octaves.count()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = range(scaled(octaves.range(), i), lane.type());
        }
        return new Ranges(random, scaled);
    }

    /// `range / 2^octave`, rounded towards 0.
    private static Interval scaled(Interval range, int octave) {
        var scale = BigInteger.ONE.shiftLeft(octave);
        return new Interval(range.low().divide(scale), range.high().divide(scale));
    }

    /// The values from `low` on, as many as `last` says and one.
    private record Range(long low, long last) {
        long draw(SplitMix64 random) {
            return low + random.upTo(last);
        }
    }

    private static Range range(Interval range, Type type) {
        long low = raw(range.low(), type);
        return new Range(low, raw(range.high(), type) - low);
    }

    /// A value of one of the ranges; no draw says of which where there is only one.
    private static final class Ranges implements Stream {
        private final SplitMix64 random;
        private final Range[] ranges;

        Ranges(SplitMix64 random, Range[] ranges) {
            this.random = random;
            this.ranges = ranges;
        }

        @Override
        public long next() {
            return ranges[(int) random.upTo(ranges.length - 1)].draw(random);
        }

        @Override
        public int fill(long[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = ranges[(int) random.upTo(ranges.length - 1)].draw(random);
            }
            return rows;
        }
    }

    private static final class Boundaries implements Stream {
        private final SplitMix64 random;
        private final Range range;
        private final long[] corners;

        Boundaries(SplitMix64 random, Range range, long[] corners) {
            this.random = random;
            this.range = range;
            this.corners = corners;
        }

        @Override
        public long next() {
            return random.upTo(7) == 0
                    ? range.draw(random)
                    : corners[(int) random.upTo(corners.length - 1)];
        }
    }

    private record Chances(SplitMix64 random, long rate, long weight) implements Stream {
        @Override
        public long next() {
            return random.chance(rate) ? weight : 0;
        }

        @Override
        public int fill(long[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = random.chance(rate) ? weight : 0;
            }
            return rows;
        }
    }

    private static final class Stepped implements Stream {
        private final long before;
        private final long after;
        private final long at;
        private long row;

        Stepped(long before, long after, long at) {
            this.before = before;
            this.after = after;
            this.at = at;
        }

        @Override
        public long next() {
            return row++ < at ? before : after;
        }

        @Override
        public int fill(long[] values, int rows) {
            int change = Math.clamp(at - row, 0, rows);
            Arrays.fill(values, 0, change, before);
            Arrays.fill(values, change, rows, after);
            row += rows;
            return rows;
        }
    }

    static Stream held(Stream stream, long hold) {
        return hold == 1 ? stream : new Held(stream, hold);
    }

    private static long[] raw(List<BigInteger> values, Type type) {
        var raw = new long[values.size()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = raw(values.get(i), type);
        }
        return raw;
    }

    private static long raw(BigInteger value, Type type) {
        if (!type.fits(value)) {
            throw new IllegalArgumentException(
                    value + " is outside " + type.range() + " (" + type + ")");
        }
        return type.wrap(value);
    }

    private static Stream byRow(LongUnaryOperator valueOfRow) {
        return new Stream() {
            private long row;

            @Override
            public long next() {
                return valueOfRow.applyAsLong(row++);
            }
        };
    }

    /// Each value of `stream` for `hold` rows.
    private static final class Held implements Stream {
        private final Stream stream;
        private final long hold;
        private long left;
        private long value;

        Held(Stream stream, long hold) {
            this.stream = stream;
            this.hold = hold;
        }

        @Override
        public long next() {
            if (left == 0) {
                value = stream.next();
                left = hold;
            }
            left--;
            return value;
        }

        @Override
        public int fill(long[] values, int rows) {
            for (int row = 0; row < rows; ) {
                if (left == 0) {
                    value = stream.next();
                    left = hold;
                }
                int end = (int) Math.min(rows, row + left);
                Arrays.fill(values, row, end, value);
                left -= end - row;
                row = end;
            }
            return rows;
        }
    }

    /// All values once a round, in an order that is drawn anew (Fisher and Yates) for each round.
    private static final class Rounds implements Stream {
        private final long[] values;
        private final SplitMix64 random;
        private int left;

        Rounds(long[] values, SplitMix64 random) {
            this.values = values;
            this.random = random;
        }

        @Override
        public long next() {
            left = left == 0 ? values.length : left;
            int drawn = (int) random.upTo(--left);
            long value = values[drawn];
            values[drawn] = values[left];
            values[left] = value;
            return value;
        }
    }
}
