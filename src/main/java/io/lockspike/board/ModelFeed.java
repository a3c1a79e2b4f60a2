package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.vector.RandomRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The rows of one check, beside the model: first the vectors, then random ones. A random row that
/// the spec refuses, because a checked value does not fit, is left out.
final class ModelFeed implements Feed {
    /// Rows after which the model's state is kept, to go back to from a row that is refused.
    private static final int KEPT = 256;

    private static final long MOST_REFUSED = 1_000_000;

    private final CoreFacts core;
    private final Engine engine;
    private final Engine kept;
    private final List<long[]> since = new ArrayList<>();
    private final List<long[]> directed;
    private final RandomRows random;
    private final long rows;
    private final boolean[] given;
    private long row;
    private long refused;
    private long known;

    /// @param rows in all
    ModelFeed(
            CoreFacts core,
            Engine engine,
            Engine spare,
            List<long[]> directed,
            RandomRows random,
            long rows) {
        this.core = core;
        this.engine = engine;
        this.kept = spare;
        this.directed = directed;
        this.random = random;
        this.rows = rows;
        this.given = new boolean[core.inputs().size()];
        Arrays.fill(given, true);
        engine.start(core.hasRst());
        kept.copyFrom(engine);
    }

    @Override
    public boolean next(long[] inputs) {
        if (row == rows) {
            return false;
        }
        if (since.size() == KEPT) {
            kept.copyFrom(engine);
            since.clear();
        }
        while (draw(inputs)) {
            try {
                run(inputs);
                since.add(inputs.clone());
                row++;
                return true;
            } catch (CheckException refusal) {
                goBack(refusal);
            }
        }
        return false;
    }

    private boolean draw(long[] inputs) {
        if (row < directed.size()) {
            System.arraycopy(directed.get((int) row), 0, inputs, 0, inputs.length);
            return true;
        }
        return random.next(inputs);
    }

    private void run(long[] inputs) {
        engine.row(inputs, given);
        known = 0;
        for (int i = 0; i < Math.min(64, core.outputs().size()); i++) {
            known |= engine.defined(core.outputs().get(i).slot()) ? 1L << i : 0;
        }
        engine.edge();
    }

    private void goBack(CheckException refusal) {
        if (++refused > MOST_REFUSED) {
            throw new BadInputException(
                    "random rows lead to what the spec does not allow: %s; narrow an input, as in -i NAME=uniform:0..9"
                            .formatted(refusal.getMessage()));
        }
        engine.copyFrom(kept);
        since.forEach(this::run);
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
        return Optional.of(FullSession.digest(core.stateRow(), states));
    }
}
