package io.lockspike.vector;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import java.math.BigInteger;

/// A row of the model at its sample, and what was before it.
final class Moment {
    private final Engine engine;
    private final Past past;

    /// Raw, by slot.
    final long[] inputs;

    /// Whether rst is asserted.
    final boolean rst;

    Moment(Engine engine, long[] inputs, boolean rst, Past past) {
        this.engine = engine;
        this.inputs = inputs;
        this.rst = rst;
        this.past = past;
    }

    /// The rows before: the inputs of the last two (empty where there are none), and the signals of
    /// the last one.
    static final class Past {
        static final Past NONE = new Past(new long[0], new long[0], new long[0], new boolean[0]);

        private final long[] last;
        private final long[] earlier;
        private final long[] raw;
        private final boolean[] defined;

        private Past(long[] last, long[] earlier, long[] raw, boolean[] defined) {
            this.last = last;
            this.earlier = earlier;
            this.raw = raw;
            this.defined = defined;
        }
    }

    /// The value of an expression; null where it has none.
    BigInteger value(Expr expression) {
        try {
            return engine.evaluate(expression);
        } catch (CheckException e) {
            return null;
        }
    }

    BigInteger input(Signal input) {
        return input.type().value(inputs[input.slot()]);
    }

    /// Whether an input was 1, then 0, and is 1 again.
    boolean endsGap(Signal input) {
        int slot = input.slot();
        return past.earlier.length > 0
                && past.earlier[slot] == 1
                && past.last[slot] == 0
                && inputs[slot] == 1;
    }

    /// Whether rst comes now while a state held another value than `loaded`.
    boolean interrupts(Signal state, long loaded) {
        return rst
                && past.last.length > 0
                && past.last[0] == 0
                && past.defined[state.slot()]
                && past.raw[state.slot()] != loaded;
    }

    /// What the next row sees as its past.
    Past passed() {
        int signals = engine.equations().signals().size();
        long[] raw = new long[signals];
        boolean[] defined = new boolean[signals];
        for (int slot = 0; slot < signals; slot++) {
            raw[slot] = engine.raw(slot);
            defined[slot] = engine.defined(slot);
        }
        return new Past(inputs, past.last, raw, defined);
    }
}
