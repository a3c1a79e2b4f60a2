package io.lockspike.vector;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for rows that meet the traps of a design: short sequences first, then longer ones, each
/// drawn from its own seed. In each row one input is bent so that a trap that has not been met is:
/// what is compared or added is mostly linear in an input, so two values of it tell the third. A
/// sequence that meets nothing new is dropped, and one that does ends soon behind the last trap.
final class TrapHunt {
    /// How many rst rows begin a sequence.
    static final int RST_ROWS = 2;

    private static final int ATTEMPTS = 240;

    /// Attempts with steady inputs behind those, and their length: far ends take long to reach.
    private static final int STEADY = 48;

    private static final int STEADY_ROWS = 1000;
    private static final int SHORTEST = 12;
    private static final int DOUBLINGS = 5;

    /// Rows behind the last trap, for what it does to be seen.
    private static final int TAIL = 4;

    /// How many traps one row is bent for at most.
    private static final int BENDS = 4;

    private final Equations equations;
    private final Stimuli stimuli;
    private final boolean[] free;
    private final boolean[] defined;
    private final long seed;
    private final boolean hasRst;
    private final Recordings recordings;
    private final Engine engine;
    private final Engine trial;
    private final Engine start;
    private final Engine bent;
    private final List<Trap> missing;
    private Moment.Past past = Moment.Past.NONE;

    /// @param stimuli what is given for the inputs; where `free`, the hunt decides
    TrapHunt(
            Equations equations,
            Stimuli stimuli,
            boolean[] free,
            long seed,
            int lane,
            boolean hasRst,
            Recordings recordings) {
        this.equations = equations;
        this.stimuli = stimuli;
        this.free = free;
        this.defined = new boolean[free.length];
        Arrays.fill(defined, true);
        this.seed = seed;
        this.hasRst = hasRst && equations.rst() != Rst.NONE;
        this.recordings = recordings;
        this.engine = Engine.interpreted(equations, lane);
        this.trial = Engine.interpreted(equations, lane);
        this.start = Engine.interpreted(equations, lane);
        this.bent = Engine.interpreted(equations, lane);
        this.missing = new ArrayList<>(Traps.of(equations));
        engine.start(hasRst);
    }

    List<Sequence> sequences() {
        List<Sequence> sequences = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS + STEADY && !missing.isEmpty(); attempt++) {
            attempt(attempt, "trap-" + (sequences.size() + 1)).ifPresent(sequences::add);
        }
        return sequences;
    }

    /// The traps that were not met.
    List<Trap> missing() {
        return List.copyOf(missing);
    }

    private Optional<Sequence> attempt(int number, String name) {
        boolean steady = number >= ATTEMPTS;
        int length = steady ? STEADY_ROWS : SHORTEST << (number * DOUBLINGS / ATTEMPTS);
        Stream[] streams = streams(number);
        trial.copyFrom(engine);
        Moment.Past behind = past;
        List<long[]> rows = new ArrayList<>();
        Map<Trap, Integer> met = new LinkedHashMap<>();
        try {
            while (rows.size() < length && hasNext(streams)) {
                Moment moment = row(streams, rows.size(), behind, met);
                for (Trap trap : missing) {
                    if (!met.containsKey(trap) && trap.isMet(moment)) {
                        met.put(trap, rows.size());
                    }
                }
                trial.edge();
                behind = moment.passed();
                rows.add(moment.inputs);
            }
        } catch (CheckException e) {
            // The spec refuses this row: no vector can have it.
            met.values().removeIf(row -> row >= rows.size());
        }
        return met.isEmpty() ? Optional.empty() : Optional.of(take(name, rows, met));
    }

    private static boolean isZero(BigInteger distance) {
        return distance != null && distance.signum() == 0;
    }

    /// Keeps the rows that matter, and goes on from behind them.
    private Sequence take(String name, List<long[]> rows, Map<Trap, Integer> met) {
        int last = 0;
        List<Sequence.Caught> caught = new ArrayList<>();
        for (Map.Entry<Trap, Integer> entry : met.entrySet()) {
            caught.add(new Sequence.Caught(entry.getKey(), entry.getValue()));
            last = Math.max(last, entry.getValue());
        }
        missing.removeAll(met.keySet());
        List<long[]> kept = rows.subList(0, Math.min(rows.size(), last + 1 + TAIL));
        for (long[] inputs : kept) {
            engine.row(inputs, defined);
            Moment moment = new Moment(engine, inputs, isRst(inputs), past);
            past = moment.passed();
            engine.edge();
        }
        return new Sequence(name, kept, caught);
    }

    private boolean isRst(long[] inputs) {
        return equations.rst() != Rst.NONE && inputs[0] == 1;
    }

    /// One row of the trial, sampled.
    private Moment row(Stream[] streams, int row, Moment.Past behind, Map<Trap, Integer> met) {
        long[] inputs = new long[streams.length];
        for (int i = 0; i < streams.length; i++) {
            inputs[i] = streams[i].next();
        }
        if (equations.rst() != Rst.NONE && free[0]) {
            inputs[0] = hasRst && (row < RST_ROWS || inputs[0] == 1) ? 1 : 0;
        }
        start.copyFrom(trial);
        long[] chosen = isRst(inputs) ? inputs : bend(inputs, row, behind, met);
        trial.row(chosen, defined);
        return new Moment(trial, chosen, isRst(chosen), behind);
    }

    /// The inputs, one of them changed so that a missing trap is met, if that can be.
    private long[] bend(long[] inputs, int row, Moment.Past behind, Map<Trap, Integer> met) {
        int tried = 0;
        for (int i = 0; i < missing.size() && tried < BENDS; i++) {
            Trap trap = missing.get((row + i) % missing.size());
            if (!trap.flag().isDistance() || met.containsKey(trap)) {
                continue;
            }
            tried++;
            BigInteger distance = distance(trap, inputs, behind);
            if (distance == null || distance.signum() == 0) {
                continue;
            }
            for (Signal input : equations.inputs()) {
                long[] other = bend(trap, input, inputs, distance, behind);
                if (other != null) {
                    return other;
                }
            }
        }
        return inputs;
    }

    private long[] bend(
            Trap trap, Signal input, long[] inputs, BigInteger distance, Moment.Past behind) {
        if (!free[input.slot()] || input.type().bits() == 1) {
            return null;
        }
        Interval range = input.type().range();
        BigInteger value = input.type().value(inputs[input.slot()]);
        BigInteger step = value.equals(range.high()) ? BigInteger.ONE.negate() : BigInteger.ONE;
        BigInteger moved = distance(trap, with(inputs, input, value.add(step)), behind);
        if (moved == null || moved.equals(distance)) {
            return null;
        }
        BigInteger slope = moved.subtract(distance).multiply(step);
        BigInteger wanted = value.subtract(distance.divide(slope));
        if (!range.contains(wanted)) {
            return null;
        }
        long[] other = with(inputs, input, wanted);
        return isZero(distance(trap, other, behind)) ? other : null;
    }

    private static long[] with(long[] inputs, Signal input, BigInteger value) {
        long[] other = inputs.clone();
        other[input.slot()] = input.type().wrap(value);
        return other;
    }

    private BigInteger distance(Trap trap, long[] inputs, Moment.Past behind) {
        bent.copyFrom(start);
        try {
            bent.row(inputs, defined);
        } catch (CheckException e) {
            return null;
        }
        return trap.probe().distance(new Moment(bent, inputs, isRst(inputs), behind));
    }

    private static boolean hasNext(Stream[] streams) {
        for (Stream stream : streams) {
            if (!stream.hasNext()) {
                return false;
            }
        }
        return true;
    }

    private Stream[] streams(int attempt) {
        long drawn = SplitMix64.derive(seed, "trap", attempt);
        Stream[] streams = new Stream[free.length];
        for (Signal input : equations.inputs()) {
            int slot = input.slot();
            long own = SplitMix64.derive(drawn, input.name(), 0);
            Stimulus stimulus =
                    free[slot]
                            ? pattern(input, attempt >= ATTEMPTS, own)
                            : stimuli.each().get(slot);
            streams[slot] = stimulus.stream(new Lane(input, own, 0, recordings));
        }
        return streams;
    }

    /// What one input does in one sequence.
    private Stimulus pattern(Signal input, boolean steady, long drawn) {
        List<String> patterns = patterns(input, steady);
        int chosen = (int) new SplitMix64(drawn).upTo(patterns.size() - 1);
        return Stimulus.parse(patterns.get(chosen), input);
    }

    private List<String> patterns(Signal input, boolean steady) {
        boolean isRst = equations.rst() != Rst.NONE && input.slot() == 0;
        if (isRst) {
            return steady ? List.of("0") : List.of("0", "0", "poisson:1,rate=0.06");
        }
        if (steady) {
            return List.of(
                    "constant:max", "constant:min", "constant:max", "constant:min", "octaves");
        }
        return input.type().equals(Type.BIT)
                ? List.of(
                        "0",
                        "1",
                        "uniform",
                        "poisson:1,rate=0.9",
                        "poisson:1,rate=0.1",
                        "uniform:hold=4")
                : List.of(
                        "constant:max",
                        "constant:min",
                        "0",
                        "octaves",
                        "octaves:hold=4",
                        "octaves:hold=16",
                        "uniform",
                        "boundary",
                        "boundary:hold=4",
                        "uniform:hold=32");
    }
}
