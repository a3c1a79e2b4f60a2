package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interpreter;
import java.math.BigInteger;

/// The interpreter as an engine.
record InterpretedEngine(Equations equations, Interpreter interpreter) implements Engine {
    InterpretedEngine(Equations equations, int lane) {
        this(equations, new Interpreter(equations, lane));
    }

    @Override
    public void start(boolean hasRst) {
        interpreter.start(hasRst);
    }

    @Override
    public void skipTo(long row) {
        interpreter.skipTo(row);
    }

    @Override
    public void row(long[] inputs, boolean[] defined) {
        interpreter.row(inputs, defined);
    }

    @Override
    public void edge() {
        interpreter.edge();
    }

    @Override
    public long raw(int slot) {
        return interpreter.raw(slot);
    }

    @Override
    public boolean defined(int slot) {
        return interpreter.defined(slot);
    }

    @Override
    public BigInteger evaluate(Expr expression) {
        return interpreter.evaluate(expression);
    }

    @Override
    public void poke(int slot, long raw, boolean defined) {
        interpreter.poke(slot, raw, defined);
    }

    @Override
    public boolean holdsAs(Engine other) {
        return interpreter.holdsAs(((InterpretedEngine) other).interpreter);
    }

    @Override
    public void copyFrom(Engine other) {
        interpreter.copyFrom(((InterpretedEngine) other).interpreter);
    }
}
