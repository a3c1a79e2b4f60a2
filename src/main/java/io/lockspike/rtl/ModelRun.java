package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Expr;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// The rows of one co-simulation, and what the model says in each: first the directed rows, then
/// random ones. A random row that the spec refuses, because a checked value does not fit, is left
/// out.
final class ModelRun {
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
    private final Pins.Out[] outs;
    private final int[] slots;
    private int keptRows;
    private long row;
    private long refused;

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
        this.engine = Engine.of(spec.equations(), 0);
        this.kept = Engine.of(spec.equations(), 0);
        this.directed = directed;
        this.random = random;
        this.rows = rows;
        this.outs = pins.outputs().toArray(Pins.Out[]::new);
        this.slots = Arrays.stream(outs).mapToInt(ModelRun::slot).toArray();
        this.inputs = new long[spec.equations().inputs().size()];
        this.given = new boolean[inputs.length];
        Arrays.fill(given, true);
        this.since = new long[KEPT][inputs.length];
        this.expected = new long[outs.length];
        this.defined = new boolean[outs.length];
        engine.start(hasRst);
        kept.copyFrom(engine);
    }

    /// The slot of a signal that is compared as it is; -1 for an expression.
    private static int slot(Pins.Out out) {
        return out.expression() instanceof Expr.Value value ? value.signal().slot() : -1;
    }

    /// The next row; false after the last.
    boolean next() {
        if (row == rows) {
            return false;
        }
        if (keptRows == KEPT) {
            kept.copyFrom(engine);
            keptRows = 0;
        }
        while (draw()) {
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

    private boolean draw() {
        if (row < directed.size()) {
            System.arraycopy(directed.get((int) row), 0, inputs, 0, inputs.length);
            return true;
        }
        return random.next(inputs);
    }

    private void run(long[] raw) {
        engine.row(raw, given);
        for (int i = 0; i < outs.length; i++) {
            sample(i);
        }
        engine.edge();
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

    /// How many rows there have been.
    long made() {
        return row;
    }
}
