package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.util.Arrays;
import java.util.List;

/// The rows that a device and the model are given: first the directed rows, then random ones. A
/// random row that the spec refuses, because a checked value does not fit, is left out.
public final class ModelRows {
    /// Rows after which the model's state is kept, to go back to from a row that is refused.
    private static final int KEPT = 256;

    private static final long MOST_REFUSED = 1_000_000;

    private final Engine engine;
    private final Engine kept;
    private final long[][] since;
    private final boolean[] given;
    private final List<long[]> directed;
    private final RandomRows random;
    private final long rows;
    private final Runnable sample;
    private int keptRows;
    private long row;
    private long refused;

    /// @param engine the model, which these rows run
    /// @param rows in all
    /// @param sample is called in each row, before the edge that ends it
    public ModelRows(
            Spec spec,
            Engine engine,
            boolean hasRst,
            List<long[]> directed,
            RandomRows random,
            long rows,
            Runnable sample) {
        int inputs = spec.equations().inputs().size();
        this.engine = engine;
        this.kept = Engine.of(spec.equations(), 0);
        this.directed = directed;
        this.random = random;
        this.rows = rows;
        this.sample = sample;
        this.given = new boolean[inputs];
        Arrays.fill(given, true);
        this.since = new long[KEPT][inputs];
        engine.start(hasRst);
        kept.copyFrom(engine);
    }

    /// The next row, raw, by slot; false after the last.
    ///
    /// @throws BadInputException if hardly any row is one that the spec allows
    public boolean next(long[] inputs) {
        if (row == rows) {
            return false;
        }
        if (keptRows == KEPT) {
            kept.copyFrom(engine);
            keptRows = 0;
        }
        while (draw(inputs)) {
            try {
                run(inputs);
                System.arraycopy(inputs, 0, since[keptRows++], 0, inputs.length);
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
        sample.run();
        engine.edge();
    }

    private void goBack(CheckException refusal) {
        if (++refused > MOST_REFUSED) {
            throw new BadInputException(
                    "random rows lead to what the spec does not allow: %s; narrow an input, as in -i NAME=uniform:0..9"
                            .formatted(refusal.getMessage()));
        }
        engine.copyFrom(kept);
        for (int i = 0; i < keptRows; i++) {
            run(since[i]);
        }
    }
}
