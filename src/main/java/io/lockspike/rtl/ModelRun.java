package io.lockspike.rtl;

import io.lockspike.equation.Expr;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.vector.ModelRows;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// The rows of one co-simulation, and what the model says in each.
final class ModelRun {
    private final Engine engine;
    private final ModelRows rows;
    private final Pins.Out[] outs;
    private final int[] slots;

    /// The inputs of the row that [#next] made, raw, by slot.
    final long[] inputs;

    /// What the model says of each output in that row, raw in the output's type.
    final long[] expected;

    /// Whether it says anything.
    final boolean[] defined;

    ModelRun(
            Spec spec,
            Pins pins,
            boolean hasRst,
            List<long[]> directed,
            RandomRows random,
            long rows) {
        this.outs = pins.outputs().toArray(Pins.Out[]::new);
        this.slots = Arrays.stream(outs).mapToInt(ModelRun::slot).toArray();
        this.inputs = new long[spec.equations().inputs().size()];
        this.expected = new long[outs.length];
        this.defined = new boolean[outs.length];
        this.engine = Engine.of(spec.equations(), 0);
        this.rows = new ModelRows(spec, engine, hasRst, directed, random, rows, this::sample);
    }

    /// The slot of a signal that is compared as it is; -1 for an expression.
    private static int slot(Pins.Out out) {
        return out.expression() instanceof Expr.Value value ? value.signal().slot() : -1;
    }

    /// The next row; false after the last.
    boolean next() {
        return rows.next(inputs);
    }

    private void sample() {
        for (int i = 0; i < outs.length; i++) {
            sample(i);
        }
    }

    private void sample(int i) {
        int slot = slots[i];
        if (slot >= 0) {
            expected[i] = engine.raw(slot);
            defined[i] = engine.defined(slot);
        } else {
            BigInteger value = engine.evaluate(outs[i].expression());
            expected[i] = value == null ? 0 : outs[i].type().wrap(value);
            defined[i] = value != null;
        }
    }
}
