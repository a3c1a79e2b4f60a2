package io.lockspike.vector;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Signal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What an input does, row by row. Values are integers of the input's type; times are in rows
/// (clocks), counted from 0.
///
/// | text | row i |
/// |---|---|
/// | `VALUE`, `constant:VALUE` | the value |
/// | `values:A,B,…` | the values in turn; `then=hold` (the last one stays) or `then=repeat` |
/// | `ramp:FROM..TO,rows=N` | a line from row 0 to N-1, rounded towards FROM; `then=` as above |
/// | `step:BEFORE..AFTER,at=N` | BEFORE in the rows 0 to N-1, then AFTER |
/// | `pulse:VALUE,period=N` | VALUE in `width=` (1) of N rows from `start=` (0), else `base=` (0) |
/// | `poisson:WEIGHT,rate=P` | WEIGHT (`max`) with probability P, else 0; each row for itself |
/// | `corners` | all corners in turn, shuffled anew in each round; `near=A` adds A-1, A, A+1 |
/// | `uniform` | each value of the range alike |
/// | `boundary` | 7 of 8 draws a corner (`near=` as above), the others uniform |
/// | `octaves` | uniform over the range divided by 2^j, j uniform over 0 … `count=` - 1 |
/// | `file:PATH#COLUMN` | a recording's column; COLUMN is the input's name where it is left out |
///
/// In brackets: the default. VALUE is decimal, `0x…`, `0b…`, or `min` or `max` of the type.
/// `corners`, `uniform`, `boundary` and `octaves` take a range, as in `uniform:LOW..HIGH,hold=N`
/// (the whole type), and the number of rows that each value stays (1). The corners are the two
/// lowest and the two highest values of the range, and -1, 0 and 1 where it holds them.
///
/// The random ones draw from [SplitMix64#of] of the seed, the input's name and the lane. So lanes
/// differ, and what another input does changes nothing.
public sealed interface Stimulus {
    long MAX_ROWS = Integer.MAX_VALUE;

    /// Its values on `lane`, from row 0.
    // Methods of the records, not a switch over them: the JVM links a pattern switch anew in each
    // process, which takes longer than all else here.
    Stream stream(Lane lane);

    /// The text that [#parse] reads as this stimulus.
    String text();

    /// What follows the last value.
    enum Then {
        HOLD,
        REPEAT
    }

    /// `value` in every row.
    record Constant(BigInteger value) implements Stimulus {
        @Override
        public Stream stream(Lane lane) {
            return Streams.constant(this, lane);
        }

        @Override
        public String text() {
            return "constant:" + value;
        }
    }

    /// One value a row; there is at least one.
    record Values(List<BigInteger> values, Then then) implements Stimulus {
        public Values {
            values = List.copyOf(values);
            require(!values.isEmpty(), "no values");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.values(this, lane);
        }

        @Override
        public String text() {
            return "values:" + Texts.list(values) + Texts.then(then);
        }
    }

    /// `from + (to - from)·i / (rows - 1)` in row i, rounded towards `from`; 2 to 2^31 - 1 rows.
    record Ramp(BigInteger from, BigInteger to, long rows, Then then) implements Stimulus {
        public Ramp {
            require(rows >= 2 && rows <= MAX_ROWS, "rows");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.ramp(this, lane);
        }

        @Override
        public String text() {
            return "ramp:" + from + ".." + to + ",rows=" + rows + Texts.then(then);
        }
    }

    /// `before` in the rows 0 to `at` - 1, then `after`.
    record Step(BigInteger before, BigInteger after, long at) implements Stimulus {
        public Step {
            require(at >= 0, "at");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.step(this, lane);
        }

        @Override
        public String text() {
            return "step:" + before + ".." + after + ",at=" + at;
        }
    }

    /// `value` in the first `width` rows of each `period` from row `start` on, else `base`.
    record Pulse(BigInteger value, BigInteger base, long period, long width, long start)
            implements Stimulus {
        public Pulse {
            require(period >= 1 && width >= 1 && width <= period && start >= 0, "times");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.pulse(this, lane);
        }

        @Override
        public String text() {
            return "pulse:"
                    + value
                    + ",period="
                    + period
                    + Texts.option("width", width, 1)
                    + Texts.option("start", start, 0)
                    + (base.signum() == 0 ? "" : ",base=" + base);
        }
    }

    /// `weight` with probability `rate` in each row, independently, else 0: a Bernoulli process.
    /// Gaps are geometric, 1/rate rows in the mean; for a small rate this is a Poisson process of
    /// `rate` events a row, with never two events in one row.
    ///
    /// The rate is rounded down to a multiple of 2^-53.
    record Poisson(BigInteger weight, BigDecimal rate) implements Stimulus {
        public Poisson {
            require(rate.signum() >= 0 && rate.compareTo(BigDecimal.ONE) <= 0, "rate");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.poisson(this, lane);
        }

        @Override
        public String text() {
            return "poisson:" + weight + ",rate=" + rate.toPlainString();
        }
    }

    /// All corners of `range`, in an order drawn anew for each round; each stays for `hold` rows.
    record Corners(Interval range, List<BigInteger> near, long hold) implements Stimulus {
        public Corners {
            near = List.copyOf(near);
            require(hold >= 1, "hold");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.held(Streams.corners(this, lane), hold);
        }

        @Override
        public String text() {
            return "corners:" + Texts.range(range) + Texts.near(near) + Texts.hold(hold);
        }
    }

    /// Every value of `range` alike; each stays for `hold` rows.
    record Uniform(Interval range, long hold) implements Stimulus {
        public Uniform {
            require(hold >= 1, "hold");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.held(Streams.uniform(this, lane), hold);
        }

        @Override
        public String text() {
            return "uniform:" + Texts.range(range) + Texts.hold(hold);
        }
    }

    /// 7 of 8 draws are one of the corners, each alike, the others uniform over `range`.
    record Boundary(Interval range, List<BigInteger> near, long hold) implements Stimulus {
        public Boundary {
            near = List.copyOf(near);
            require(hold >= 1, "hold");
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.held(Streams.boundary(this, lane), hold);
        }

        @Override
        public String text() {
            return "boundary:" + Texts.range(range) + Texts.near(near) + Texts.hold(hold);
        }
    }

    /// Small and large values alike: uniform over `range / 2^j`, its ends rounded towards 0, where
    /// j is uniform over 0 … `count` - 1. The range holds 0.
    record Octaves(Interval range, int count, long hold) implements Stimulus {
        static final int MAX_COUNT = 64;

        public Octaves {
            require(range.contains(BigInteger.ZERO), "a range without 0");
            require(count >= 1 && count <= MAX_COUNT && hold >= 1, "count or hold");
        }

        /// Half as many octaves as the wider end of `range` has bits.
        static int defaultCount(Interval range) {
            return Math.max(1, (range.bitLength() + 1) / 2);
        }

        @Override
        public Stream stream(Lane lane) {
            return Streams.held(Streams.octaves(this, lane), hold);
        }

        @Override
        public String text() {
            return "octaves:"
                    + Texts.range(range)
                    + Texts.option("count", count, defaultCount(range))
                    + Texts.hold(hold);
        }
    }

    /// The values of a recording's column; the run ends with it.
    record Recorded(String file, String column) implements Stimulus {
        @Override
        public Stream stream(Lane lane) {
            return lane.recordings().open(file, column, lane.input(), lane.number());
        }

        @Override
        public String text() {
            return "file:" + file + "#" + column;
        }
    }

    /// The stimulus that `text` says for `input`, in the form of the table above.
    ///
    /// @throws io.lockspike.equation.BadInputException if it says none, or a value that the type
    ///   does not hold
    static Stimulus parse(String text, Signal input) {
        return new StimulusParser(text, input).parse();
    }

    /// What an input does where the user says nothing. The rule looks at the type alone:
    ///
    /// - `rst`: asserted in the rows 0 and 1;
    /// - one bit: `uniform`, a fair coin in each row;
    /// - wider: `octaves`, held for 8 rows, over 0 … max of an unsigned type and min/4 … max of a
    ///   signed one: stretches of strong, weak and (if signed) now and then negative drive, so that
    ///   a neuron is seen to charge, fire, leak and rest, whatever its threshold.
    static Stimulus byDefault(Signal input) {
        if (input.name().equals("rst")) {
            return rst(2);
        }
        var type = input.type();
        if (type.bits() == 1) {
            return new Uniform(type.range(), 1);
        }
        var range = new Interval(type.min().divide(BigInteger.valueOf(4)), type.max());
        return new Octaves(range, Octaves.defaultCount(range), 8);
    }

    /// rst, asserted in the first `rows` rows.
    static Stimulus rst(long rows) {
        return new Step(BigInteger.ONE, BigInteger.ZERO, rows);
    }

    /// The corners of `range`, ascending: the two lowest and the two highest values, -1, 0 and 1,
    /// and each value of `near` with its two neighbours, as far as they are in the range.
    static List<BigInteger> corners(Interval range, List<BigInteger> near) {
        var corners = new TreeSet<BigInteger>();
        addAround(corners, range.low());
        addAround(corners, BigInteger.ZERO);
        addAround(corners, range.high());
        near.forEach(value -> addAround(corners, value));
        corners.removeIf(value -> !range.contains(value));
        return List.copyOf(corners);
    }

    private static void addAround(Set<BigInteger> corners, BigInteger value) {
        corners.add(value.subtract(BigInteger.ONE));
        corners.add(value);
        corners.add(value.add(BigInteger.ONE));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("not a stimulus: " + what);
        }
    }
}
