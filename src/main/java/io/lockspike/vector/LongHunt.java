package io.lockspike.vector;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Long sequences for the traps that short ones do not meet, as in a core, where a step takes many
/// clocks and some inputs must be quiet for others to do anything. In each sequence every input has
/// a rate of its own; one that meets a trap is kept up to there, and what comes next is, every
/// other time, the same but for one input.
final class LongHunt {
    private static final int ROWS = 4096;

    /// Sequences that meet nothing, one after the other, before it ends.
    private static final int PATIENCE = 48;

    /// Rows behind the last trap, for what it does to be seen.
    private static final int TAIL = 64;

    private static final List<String> RST = List.of("0", "0", "0", "poisson:1,rate=0.003");
    private static final List<String> BIT =
            List.of(
                    "0",
                    "0",
                    "1",
                    "1",
                    "uniform",
                    "uniform:hold=16",
                    "poisson:1,rate=0.9",
                    "poisson:1,rate=0.1",
                    "poisson:1,rate=0.02");
    private static final List<String> WIDE =
            List.of(
                    "octaves",
                    "octaves:hold=16",
                    "uniform",
                    "uniform:hold=64",
                    "boundary:hold=4",
                    "constant:max",
                    "constant:min");

    private final Spec spec;
    private final Stimuli stimuli;
    private final boolean[] free;
    private final boolean[] defined;
    private final SplitMix64 random;
    private final boolean hasRst;
    private final Recordings recordings;
    private final Engine engine;
    private final Engine trial;
    private final List<Trap> missing;
    private final List<long[]> kept = new ArrayList<>();
    private int[] best = {};

    /// @param stimuli what is given for the inputs; where `free`, the hunt decides
    /// @param before the rows in front of it
    /// @param missing the traps that those do not meet
    LongHunt(
            Spec spec,
            Stimuli stimuli,
            boolean[] free,
            long seed,
            int lane,
            boolean hasRst,
            Recordings recordings,
            List<long[]> before,
            List<Trap> missing) {
        this.spec = spec;
        this.stimuli = stimuli;
        this.free = free;
        this.defined = new boolean[free.length];
        Arrays.fill(defined, true);
        this.random = new SplitMix64(SplitMix64.derive(seed, "long hunt", 0));
        this.hasRst = hasRst && spec.equations().rst() != Rst.NONE;
        this.recordings = recordings;
        this.engine = Engine.of(spec.equations(), lane);
        this.trial = Engine.of(spec.equations(), lane);
        this.missing = new ArrayList<>(missing);
        engine.start(hasRst);
        before.forEach(row -> advance(engine, row));
    }

    private void advance(Engine to, long[] inputs) {
        to.row(inputs, defined);
        to.edge();
    }

    /// The traps that are still not met.
    List<Trap> missing() {
        return List.copyOf(missing);
    }

    /// Rows that meet some of them, `most` at most.
    List<long[]> rows(long most) {
        int without = 0;
        while (without < PATIENCE && !missing.isEmpty() && kept.size() < most) {
            int[] choices = choices();
            without++;
            if (attempt(choices, (int) Math.min(ROWS, most - kept.size()))) {
                best = choices;
                without = 0;
            }
        }
        return kept;
    }

    /// A pattern for each input: all anew, or one other than in the last sequence that was kept.
    private int[] choices() {
        int[] choices = best.clone();
        boolean anew = best.length == 0 || random.upTo(1) == 0;
        if (anew) {
            choices = new int[free.length];
            for (Signal input : spec.equations().inputs()) {
                choices[input.slot()] = any(input);
            }
        } else {
            Signal input = spec.equations().inputs().get((int) random.upTo(free.length - 1L));
            choices[input.slot()] = any(input);
        }
        return choices;
    }

    private int any(Signal input) {
        return (int) random.upTo(patterns(input).size() - 1L);
    }

    private List<String> patterns(Signal input) {
        if (spec.equations().rst() != Rst.NONE && input.slot() == 0) {
            return RST;
        }
        return input.type().equals(Type.BIT) ? BIT : WIDE;
    }

    /// Whether a sequence meets a trap; it is kept then.
    private boolean attempt(int[] choices, int length) {
        Stream[] streams = streams(choices);
        trial.copyFrom(engine);
        Moment.Past past = Moment.Past.NONE;
        List<long[]> rows = new ArrayList<>();
        int enough = 0;
        boolean goesOn = true;
        while (goesOn && rows.size() < length && RandomRows.allGoOn(streams)) {
            long[] inputs = inputs(streams, rows.size());
            Optional<Moment> moment = row(inputs, past);
            goesOn = moment.isPresent();
            if (goesOn) {
                rows.add(inputs);
                past = moment.get().passed();
                enough = meets(moment.get()) ? rows.size() + TAIL : enough;
                goesOn = edge();
            }
        }
        List<long[]> those = rows.subList(0, Math.min(enough, rows.size()));
        those.forEach(row -> advance(engine, row));
        kept.addAll(those);
        return enough > 0;
    }

    private boolean meets(Moment moment) {
        return missing.removeIf(trap -> trap.isMet(moment));
    }

    /// Empty where the spec does not allow the row.
    private Optional<Moment> row(long[] inputs, Moment.Past past) {
        try {
            trial.row(inputs, defined);
            boolean rst = spec.equations().rst() != Rst.NONE && inputs[0] == 1;
            return Optional.of(new Moment(trial, inputs, rst, past));
        } catch (CheckException refused) {
            return Optional.empty();
        }
    }

    private boolean edge() {
        try {
            trial.edge();
            return true;
        } catch (CheckException refused) {
            return false;
        }
    }

    private long[] inputs(Stream[] streams, int row) {
        long[] inputs = new long[streams.length];
        for (int i = 0; i < streams.length; i++) {
            inputs[i] = streams[i].next();
        }
        if (spec.equations().rst() != Rst.NONE && free[0]) {
            inputs[0] = hasRst && (row < TrapHunt.RST_ROWS || inputs[0] == 1) ? 1 : 0;
        }
        return inputs;
    }

    private Stream[] streams(int[] choices) {
        Stream[] streams = new Stream[free.length];
        for (Signal input : spec.equations().inputs()) {
            int slot = input.slot();
            String pattern = patterns(input).get(choices[slot]);
            Stimulus stimulus =
                    free[slot] ? Stimulus.parse(pattern, input) : stimuli.each().get(slot);
            streams[slot] = stimulus.stream(new Lane(input, random.next(), 0, recordings));
        }
        return streams;
    }
}
