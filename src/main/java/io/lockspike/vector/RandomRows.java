package io.lockspike.vector;

import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.Arrays;
import java.util.List;

/// Seeded random rows without an end, in segments: each draws its inputs in another way, and every
/// other one asserts rst in flight.
public final class RandomRows {
    private static final int SEGMENT = 4096;
    private static final String RST_IN_FLIGHT = "poisson:1,rate=0.01";

    private final Spec spec;
    private final Stimuli stimuli;
    private final boolean[] free;
    private final long seed;
    private final boolean hasRst;
    private final Recordings recordings;

    /// The values of a segment, input by input.
    private final long[][] drawn;

    private int segment;
    private final int step;
    private int rows;
    private int at;

    /// @param first the number of its first segment
    /// @param step how far it is to the number of the next one
    /// @param stimuli what is given for the inputs; where `free`, it is drawn
    RandomRows(
            Spec spec,
            Stimuli stimuli,
            boolean[] free,
            long seed,
            boolean hasRst,
            int first,
            int step,
            Recordings recordings) {
        this.segment = first;
        this.step = step;
        this.spec = spec;
        this.stimuli = stimuli;
        this.free = free;
        this.seed = seed;
        this.hasRst = hasRst;
        this.recordings = recordings;
        this.drawn = new long[free.length][SEGMENT];
    }

    /// Puts the next row into `inputs`, raw, by slot; false, and nothing, where a recording that
    /// gives an input has ended.
    public boolean next(long[] inputs) {
        if (at == rows) {
            draw();
        }
        if (at == rows) {
            return false;
        }
        for (int i = 0; i < drawn.length; i++) {
            inputs[i] = drawn[i][at];
        }
        at++;
        return true;
    }

    /// Segments in which so many rows lie.
    public static int segments(long rows) {
        return Math.toIntExact((rows + SEGMENT - 1) / SEGMENT);
    }

    /// Rows that the next call of [#take] gives at most; 0 where a recording has ended.
    public int left() {
        if (at == rows) {
            draw();
        }
        return rows - at;
    }

    /// Takes some rows at once: their inputs by slot, a row after the other. There are as many
    /// [#left].
    public void take(int count, long[][] inputs) {
        for (int i = 0; i < drawn.length; i++) {
            System.arraycopy(drawn[i], at, inputs[i], 0, count);
        }
        at += count;
    }

    /// The next segment: of each input all rows, then of the next one.
    private void draw() {
        Stream[] streams = streams(segment, segment % 2 == 1);
        segment += step;
        at = 0;
        rows = SEGMENT;
        for (int i = 0; i < streams.length; i++) {
            rows = streams[i].fill(drawn[i], rows);
        }
        if (!hasRst && spec.equations().rst() != Rst.NONE) {
            Arrays.fill(drawn[0], 0);
        }
    }

    /// What the inputs do in one segment.
    private Stream[] streams(int number, boolean rstInFlight) {
        List<Signal> inputs = spec.equations().inputs();
        Stream[] streams = new Stream[free.length];
        for (Signal input : inputs) {
            int slot = input.slot();
            Stimulus stimulus = stimuli.each().get(slot);
            if (free[slot] && !isRst(input)) {
                stimulus = Stimulus.parse(kind(number, input), input);
            } else if (free[slot] && rstInFlight) {
                stimulus = Stimulus.parse(RST_IN_FLIGHT, input);
            }
            long own = SplitMix64.derive(seed, "random " + input.name(), number);
            streams[slot] = stimulus.stream(new Lane(input, own, 0, recordings));
        }
        return streams;
    }

    /// One segment alone, without rst in flight.
    Stream[] streams(int number) {
        return streams(number, false);
    }

    static boolean allGoOn(Stream[] streams) {
        return Arrays.stream(streams).allMatch(Stream::hasNext);
    }

    private boolean isRst(Signal input) {
        return spec.equations().rst() != Rst.NONE && input.slot() == 0;
    }

    private static String kind(int number, Signal input) {
        boolean bit = input.type().equals(Type.BIT);
        return switch (number % 4) {
            case 0 -> bit ? "uniform" : "octaves:hold=8";
            case 1 -> bit ? "poisson:1,rate=0.9" : "octaves";
            case 2 -> bit ? "uniform:hold=8" : "boundary:hold=2";
            default -> bit ? "poisson:1,rate=0.7" : "uniform";
        };
    }
}
