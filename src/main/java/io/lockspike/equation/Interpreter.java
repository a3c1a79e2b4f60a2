package io.lockspike.equation;

import java.math.BigInteger;

/// The meaning of everything: what a design does, row by row. Each rule R1 … R17 of
/// `docs/language.md` stands at the lines that keep it: those of a row of time here, those of an
/// expression in [Evaluator], those of next values in [NextValues], those of rst in [RstPin]. Every
/// other engine, emitter and proof must agree with this one.
///
/// A row is `row(inputs)` — inputs change, falling edge, sample — and then `edge()`, the rising
/// edge that ends it. Values are raw (see [Type]).
public final class Interpreter {
    private final Equations equations;
    private final Values values;
    private final Evaluator evaluator;
    private final RstPin rst;
    private final NextValues falling;
    private final NextValues rising;
    private final Wire[] wires;
    private final Wire[] fallingWires;
    private final int inputs;

    public Interpreter(Equations equations, int lane) {
        this.equations = equations;
        this.values = new Values(equations);
        this.evaluator = new Evaluator(values, lane);
        this.rst = new RstPin(equations, values);
        this.falling = new NextValues(equations, true, values, evaluator, rst);
        this.rising = new NextValues(equations, false, values, evaluator, rst);
        this.wires = equations.wires().toArray(Wire[]::new);
        this.fallingWires = Uses.wires(equations, falling.statements());
        this.inputs = equations.inputs().size();
        start(true);
    }

    /// R8: the state before row 0.
    ///
    /// @param hasRst whether the run has a rst signal
    public void start(boolean hasRst) {
        boolean resets = hasRst && rst.present();
        values.forgetSignals();
        for (State state : equations.states()) {
            state.atStart(resets).ifPresent(v -> values.set(state.signal().slot(), v, true));
        }
        for (Memory memory : equations.memories()) {
            values.forget(memory);
            memory.atStart(resets).ifPresent(cells -> values.load(memory, cells));
        }
        rst.start();
        evaluator.row(-1);
    }

    /// The next row has this number; what is held stays.
    public void skipTo(long row) {
        evaluator.row(row - 1);
    }

    /// One row up to its sample: R9, R10, R11. An input of slot i has the value `raw[i]`, if
    /// `defined[i]`.
    public void row(long[] raw, boolean[] defined) {
        change(raw, defined);
        fall();
        sample();
    }

    /// R9: a new row, whose inputs change; the first third of [#row].
    public void change(long[] raw, boolean[] defined) {
        evaluator.row(evaluator.row() + 1);
        values.setFirst(raw, defined, inputs);
        rst.change();
    }

    /// R10: the falling edge; the second third of [#row].
    public void fall() {
        if (falling.any()) {
            compute(fallingWires);
            falling.take();
        }
    }

    /// R11: the wires; the last third of [#row].
    public void sample() {
        compute(wires);
    }

    /// R12: the rising edge that ends the row.
    public void edge() {
        rising.take();
    }

    /// R5, R11: the wires, in order.
    private void compute(Wire[] some) {
        for (Wire wire : some) {
            Signal signal = wire.signal();
            evaluator.at(wire.at());
            try {
                long raw =
                        evaluator.narrowed(
                                wire.value(), wire.narrowing(), signal.type(), signal.name());
                values.set(signal.slot(), raw, true);
            } catch (UndefinedException undefined) {
                values.forget(signal.slot());
            }
        }
    }

    public long raw(int slot) {
        return values.raw(slot);
    }

    public boolean defined(int slot) {
        return values.defined(slot);
    }

    /// What it holds, for an engine that works on the same values in its place.
    public Values values() {
        return values;
    }

    /// The value in this row of an expression of this design; null where it is undefined.
    public BigInteger evaluate(Expr expression) {
        evaluator.at(Evaluator.NOWHERE);
        try {
            return evaluator.exact(expression);
        } catch (UndefinedException undefined) {
            return null;
        }
    }

    /// Overwrites what a state or an input holds.
    public void poke(int slot, long raw, boolean defined) {
        values.set(slot, raw, defined);
    }

    /// One cell of a memory, raw; null where it is undefined.
    public Long cell(Memory memory, int address) {
        return values.cellDefined(memory, address) ? values.cell(memory, address) : null;
    }

    /// Whether it holds the same as another interpreter of the same equations.
    public boolean holdsAs(Interpreter other) {
        return values.same(other.values);
    }

    /// Takes over all that another interpreter of the same equations holds.
    public void copyFrom(Interpreter other) {
        values.copyFrom(other.values);
        rst.copyFrom(other.rst);
        evaluator.row(other.evaluator.row());
    }
}
