package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes vectors: first the traps, short sequences before long ones, then seeded random rows.
public final class VectorMaker {
    private static final int RANDOM_SEQUENCES = 4;

    private final Spec spec;
    private final Pins pins;
    private final long seed;
    private final int lane;
    private final boolean hasRst;
    private final List<String> given;
    private final Stimuli stimuli;
    private final boolean[] free;
    private final boolean[] defined;

    /// Makes vectors for one device.
    ///
    /// @param lane which of the values of a parameter's list
    /// @param given `NAME=STIMULUS` for inputs that are not to be chosen freely
    public VectorMaker(
            Spec spec, Pins pins, long seed, int lane, boolean hasRst, List<String> given) {
        this.spec = spec;
        this.pins = pins;
        this.seed = seed;
        this.lane = lane;
        this.hasRst = hasRst;
        this.given = new ArrayList<>(given);
        for (Map.Entry<String, Long> tie : Pins.tied(spec).entrySet()) {
            this.given.add(tie.getKey() + "=constant:" + tie.getValue());
        }
        this.stimuli = Stimuli.of(spec.equations().inputs(), this.given);
        this.free = free();
        this.defined = new boolean[free.length];
        Arrays.fill(defined, true);
    }

    /// The vectors, with `random` rows behind those of the traps.
    ///
    /// @throws BadInputException if a check of the spec refuses nearly all random rows
    public VectorSet make(int random, Recordings recordings) {
        return make(random, recordings, true);
    }

    /// The same, with as many random rows as the checks of the spec let through.
    public VectorSet upTo(int random, Recordings recordings) {
        return make(random, recordings, false);
    }

    private VectorSet make(int random, Recordings recordings, boolean all) {
        Equations equations = spec.equations();
        var hunt = new TrapHunt(equations, stimuli, free, seed, lane, hasRst, recordings);
        List<Sequence> sequences = new ArrayList<>(hunt.sequences());
        Engine engine = Engine.of(equations, lane);
        engine.start(hasRst);
        sequences.forEach(sequence -> sequence.rows().forEach(row -> advance(engine, row)));
        int left = random;
        for (int i = 0; i < RANDOM_SEQUENCES && left > 0; i++) {
            int length = (left + RANDOM_SEQUENCES - i - 1) / (RANDOM_SEQUENCES - i);
            sequences.add(random(i, length, engine, recordings, all));
            left -= length;
        }
        return new VectorSet(spec, pins, seed, lane, sequences, hunt.missing(), hasRst);
    }

    /// Rows behind the vectors that meet traps which those do not, and what is missing then.
    ///
    /// @param rows inputs by slot
    public record Further(List<long[]> rows, List<Trap> missing) {}

    /// Such rows, `most` at most.
    public Further further(VectorSet vectors, long most, Recordings recordings) {
        var hunt =
                new LongHunt(
                        spec,
                        stimuli,
                        free,
                        seed,
                        lane,
                        hasRst,
                        recordings,
                        vectors.inputRows(),
                        vectors.missing());
        List<long[]> rows = hunt.rows(most);
        return new Further(rows, hunt.missing());
    }

    /// Random rows without an end.
    public RandomRows randomRows(Recordings recordings) {
        return randomRows(0, 1, recordings);
    }

    /// Others: every `step`-th segment of those, from `first` on.
    public RandomRows randomRows(int first, int step, Recordings recordings) {
        return new RandomRows(spec, stimuli, free, seed, hasRst, first, step, recordings);
    }

    private void advance(Engine engine, long[] inputs) {
        engine.row(inputs, defined);
        engine.edge();
    }

    /// The inputs for which nothing is given.
    private boolean[] free() {
        Set<String> named = new HashSet<>();
        given.forEach(assignment -> named.add(assignment.substring(0, assignment.indexOf('='))));
        List<Signal> inputs = spec.equations().inputs();
        boolean[] free = new boolean[inputs.size()];
        for (int i = 0; i < free.length; i++) {
            String name = inputs.get(i).name();
            int at = name.indexOf('@');
            free[i] = !named.contains(name) && (at < 0 || !named.contains(name.substring(0, at)));
        }
        return free;
    }

    private Sequence random(
            int number, int length, Engine engine, Recordings recordings, boolean all) {
        Stream[] streams = randomRows(recordings).streams(number);
        List<long[]> rows = new ArrayList<>();
        Engine before = Engine.of(spec.equations(), lane);
        long refused = 0;
        while (rows.size() < length && refused <= 10L * length && RandomRows.allGoOn(streams)) {
            long[] inputs = new long[streams.length];
            for (int i = 0; i < streams.length; i++) {
                inputs[i] = streams[i].next();
            }
            if (!hasRst && spec.equations().rst() != Rst.NONE) {
                inputs[0] = 0;
            }
            before.copyFrom(engine);
            try {
                advance(engine, inputs);
            } catch (CheckException e) {
                // No vector can have this row: the next one may be allowed.
                engine.copyFrom(before);
                if (++refused > 10L * length && all) {
                    throw tooNarrow(e);
                }
                continue;
            }
            rows.add(inputs);
        }
        return new Sequence("random-" + (number + 1), rows, List.of());
    }

    private static BadInputException tooNarrow(CheckException e) {
        return new BadInputException(
                "random vectors lead to what the spec does not allow: %s; narrow an input, as in -i NAME=uniform:0..9"
                        .formatted(e.getMessage()));
    }
}
