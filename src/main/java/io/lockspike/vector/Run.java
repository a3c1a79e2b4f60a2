package io.lockspike.vector;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.model.Engine;
import java.util.ArrayList;
import java.util.List;

/// A stimulus on its way through the model, one engine for each lane.
public final class Run {
    private final List<Engine> engines = new ArrayList<>();
    private final List<Stimuli.Rows> stimuli = new ArrayList<>();
    private final long[] inputs;
    private final boolean[] inputsDefined;
    private final long[] raw;
    private final boolean[] defined;

    /// The design has a rst, which takes no part: it stays 0.
    private final boolean restsRst;

    private boolean started;

    /// Starts before row 0.
    ///
    /// @param hasRst whether rst takes part; without it states start at their `=` values
    public Run(
            Equations equations,
            Stimuli given,
            long seed,
            int lanes,
            boolean hasRst,
            Recordings recordings) {
        for (int lane = 0; lane < lanes; lane++) {
            engines.add(Engine.of(equations, lane));
            engines.getLast().start(hasRst);
            stimuli.add(given.rows(seed, lane, recordings));
        }
        restsRst = !hasRst && equations.rst() != Rst.NONE;
        inputs = new long[equations.inputs().size()];
        inputsDefined = new boolean[inputs.length];
        raw = new long[equations.signals().size()];
        defined = new boolean[raw.length];
    }

    public int lanes() {
        return engines.size();
    }

    /// Moves all lanes on by one row; false where a recording that gives an input has ended.
    public boolean next() {
        for (int lane = 0; lane < engines.size(); lane++) {
            Engine engine = engines.get(lane);
            if (started) {
                engine.edge();
            }
            if (!stimuli.get(lane).next(inputs, inputsDefined)) {
                return false;
            }
            if (restsRst) {
                inputs[0] = 0;
                inputsDefined[0] = true;
            }
            engine.row(inputs, inputsDefined);
        }
        started = true;
        return true;
    }

    /// Makes [#raw] and [#defined] those of one lane.
    public void select(int lane) {
        Engine engine = engines.get(lane);
        for (int slot = 0; slot < raw.length; slot++) {
            raw[slot] = engine.raw(slot);
            defined[slot] = engine.defined(slot);
        }
    }

    /// The values of all signals in this row, by slot.
    public long[] raw() {
        return raw;
    }

    public boolean[] defined() {
        return defined;
    }
}
