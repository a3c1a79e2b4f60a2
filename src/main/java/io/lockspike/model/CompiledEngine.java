package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Rst;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;

/// The equations as code, and the interpreter beside it, on the same values. Code runs the rows in
/// which everything is defined and rst is not asserted; all others are the interpreter's, and so is
/// a row in which a check fails: the code stops before it has changed anything, and the interpreter
/// says what is wrong.
final class CompiledEngine implements Engine {
    private final Equations equations;
    private final int lane;
    private final Interpreter interpreter;
    private final boolean[] known;
    private final int inputs;
    private final boolean hasRstPin;
    private final Supplier<Optional<KernelCode>> source;

    /// Rows until the code is asked for.
    private long rowsToCode;

    private Kernel kernel;
    private Frame frame;

    /// Whatever had a value in the row before was defined.
    private boolean settled;

    /// Code has done this row, so it may do its edge.
    private boolean sampled;

    private long compiledRows;

    /// @param rowsToCode the interpreter does as many rows before the code is asked for
    CompiledEngine(
            Equations equations, int lane, Supplier<Optional<KernelCode>> source, long rowsToCode) {
        this.equations = equations;
        this.lane = lane;
        this.interpreter = new Interpreter(equations, lane);
        this.known = interpreter.values().known();
        this.inputs = equations.inputs().size();
        this.hasRstPin = equations.rst() != Rst.NONE;
        this.source = source;
        this.rowsToCode = rowsToCode;
    }

    /// @param rows the interpreter does as many at first
    static CompiledEngine after(long rows, Equations equations, int lane) {
        return new CompiledEngine(equations, lane, () -> Kernels.of(equations).code(), rows);
    }

    /// Rows that code has run.
    long compiledRows() {
        return compiledRows;
    }

    @Override
    public Equations equations() {
        return equations;
    }

    @Override
    public void start(boolean hasRst) {
        interpreter.start(hasRst);
        unsettle();
    }

    private void unsettle() {
        settled = false;
        sampled = false;
    }

    @Override
    public void skipTo(long row) {
        interpreter.skipTo(row);
    }

    @Override
    public void row(long[] raw, boolean[] defined) {
        interpreter.change(raw, defined);
        boolean ready = hasCode() && isReady();
        unsettle();
        boolean fallen = ready && fall();
        if (!fallen) {
            interpreter.fall();
        }
        sampled = fallen && sample();
        if (!sampled) {
            interpreter.sample();
        } else {
            settled = true;
            compiledRows++;
        }
    }

    private boolean hasCode() {
        if (rowsToCode >= 0 && rowsToCode-- == 0) {
            source.get().ifPresent(this::use);
        }
        return kernel != null;
    }

    private void use(KernelCode code) {
        kernel = code.kernel();
        frame = new Frame(equations, code, interpreter, lane);
    }

    private boolean isReady() {
        boolean released = !hasRstPin || interpreter.raw(0) == 0;
        return released && allKnown(settled ? inputs : known.length);
    }

    private boolean allKnown(int count) {
        for (int slot = 0; slot < count; slot++) {
            if (!known[slot]) {
                return false;
            }
        }
        return true;
    }

    private boolean fall() {
        try {
            kernel.fall(frame);
            return true;
        } catch (Fault fault) {
            return false;
        }
    }

    private boolean sample() {
        try {
            kernel.sample(frame);
            return true;
        } catch (Fault fault) {
            return false;
        }
    }

    @Override
    public void edge() {
        if (!sampled || !tryEdge()) {
            unsettle();
            interpreter.edge();
        }
    }

    private boolean tryEdge() {
        try {
            kernel.edge(frame);
            return true;
        } catch (Fault fault) {
            return false;
        }
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
        if (!defined || slot == 0) {
            unsettle();
        }
    }

    @Override
    public boolean holdsAs(Engine other) {
        return interpreter.holdsAs(((CompiledEngine) other).interpreter);
    }

    @Override
    public void copyFrom(Engine other) {
        CompiledEngine from = (CompiledEngine) other;
        interpreter.copyFrom(from.interpreter);
        settled = from.settled;
        sampled = from.sampled && kernel != null;
    }
}
