package io.lockspike.vector;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import java.util.ArrayList;
import java.util.List;

/// A stimulus on its way through the model, one engine for each lane.
public final class Run {
    private final List<Engine> engines = new ArrayList<>();
    private final List<Stimuli.Rows> stimuli = new ArrayList<>();
    private final List<Signal> inputSignals;

    /// By lane and input: what was given last.
    private final long[][] inputs;

    private final boolean[][] inputsDefined;
    private final long[] raw;
    private final boolean[] defined;

    /// The design has a rst, which takes no part: it stays 0.
    private final boolean restsRst;

    /// The lane that moved on last.
    private int moving;

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
        inputSignals = equations.inputs();
        inputs = new long[lanes][inputSignals.size()];
        inputsDefined = new boolean[lanes][inputSignals.size()];
        raw = new long[equations.signals().size()];
        defined = new boolean[raw.length];
    }

    public int lanes() {
        return engines.size();
    }

    /// Moves all lanes on by one row; false where a recording that gives an input has ended.
    public boolean next() {
        for (int lane = 0; lane < engines.size(); lane++) {
            moving = lane;
            Engine engine = engines.get(lane);
            if (started) {
                engine.edge();
            }
            if (!stimuli.get(lane).next(inputs[lane], inputsDefined[lane])) {
                return false;
            }
            if (restsRst) {
                inputs[lane][0] = 0;
                inputsDefined[lane][0] = true;
            }
            engine.row(inputs[lane], inputsDefined[lane]);
        }
        started = true;
        return true;
    }

    /// What was given to the lane that moved on last, where a check of the spec stopped it: `rst=0
    /// a=3`, with its number where there are several.
    public String given() {
        var text = new StringBuilder();
        for (int i = 0; i < inputSignals.size(); i++) {
            Signal input = inputSignals.get(i);
            String value = inputsDefined[moving][i] ? input.type().format(inputs[moving][i]) : "x";
            text.append(i == 0 ? "" : " ").append(input.name()).append('=').append(value);
        }
        return lanes() > 1 ? text + " in lane " + moving : text.toString();
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
