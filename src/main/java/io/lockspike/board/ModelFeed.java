package io.lockspike.board;

import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.vector.ModelRows;
import io.lockspike.vector.RandomRows;
import java.util.List;
import java.util.Optional;

/// The rows of one check, beside the model.
final class ModelFeed implements Feed {
    private final CoreFacts core;
    private final Engine engine;
    private final ModelRows rows;
    private long known;

    /// @param rows in all
    ModelFeed(Spec spec, CoreFacts core, List<long[]> directed, RandomRows random, long rows) {
        this.core = core;
        this.engine = Engine.of(spec.equations(), 0);
        this.rows =
                new ModelRows(spec, engine, core.hasRst(), directed, random, rows, this::sample);
    }

    @Override
    public boolean next(long[] inputs) {
        return rows.next(inputs);
    }

    private void sample() {
        known = 0;
        for (int i = 0; i < Math.min(64, core.outputs().size()); i++) {
            known |= engine.defined(core.outputs().get(i).slot()) ? 1L << i : 0;
        }
    }

    @Override
    public long known() {
        return known;
    }

    @Override
    public Optional<Integer> digest() {
        long[] states = new long[core.states().size()];
        for (int i = 0; i < states.length; i++) {
            Signal state = core.states().get(i);
            if (!engine.defined(state.slot())) {
                return Optional.empty();
            }
            states[i] = engine.raw(state.slot());
        }
        return Optional.of(core.stateRow().digest(states));
    }
}
