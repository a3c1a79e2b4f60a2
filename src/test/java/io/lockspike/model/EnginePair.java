package io.lockspike.model;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The interpreter and another engine on one design: after every row and every edge all signals,
/// all cells, and what a failed check says must be equal.
final class EnginePair implements Stepped {
    private final Equations equations;
    private final Engine interpreter;
    private final CompiledEngine compiled;
    private final List<Expr> cells = new ArrayList<>();
    private final long[] raws;
    private final boolean[] known;
    private final Tally tally;
    private boolean hasRst;
    private long row;

    EnginePair(Equations equations, int lane, CompiledEngine compiled, Tally tally) {
        this.equations = equations;
        this.interpreter = Engine.interpreted(equations, lane);
        this.compiled = compiled;
        this.raws = new long[equations.inputs().size()];
        this.known = new boolean[raws.length];
        this.tally = tally;
        equations.memories().forEach(this::share);
        start(true);
    }

    static EnginePair of(Equations equations, int lane, Tally tally) {
        return new EnginePair(equations, lane, CompiledEngine.after(0, equations, lane), tally);
    }

    private void share(Memory memory) {
        for (int address = 0; address < memory.depth(); address++) {
            String cell = memory.name() + "[" + address + "]";
            cells.add(equations.expression(EquationText.of(cell, "pair")));
        }
    }

    /// Rows that code has run.
    long compiledRows() {
        return compiled.compiledRows();
    }

    @Override
    public Equations equations() {
        return equations;
    }

    @Override
    public boolean hasRst() {
        return hasRst;
    }

    @Override
    public void start(boolean withRst) {
        hasRst = withRst && equations.inputs().stream().anyMatch(i -> i.name().equals("rst"));
        interpreter.start(withRst);
        compiled.start(withRst);
        row = 0;
    }

    @Override
    public void input(Signal input, long raw, boolean isKnown) {
        raws[input.slot()] = raw;
        known[input.slot()] = isKnown;
    }

    @Override
    public void poke(Signal state, long raw, boolean isKnown) {
        interpreter.poke(state.slot(), raw, isKnown);
        compiled.poke(state.slot(), raw, isKnown);
    }

    @Override
    public boolean step() {
        tally.step();
        boolean goesOn = both(engine -> engine.row(raws, known)) && both(Engine::edge);
        row++;
        return goesOn;
    }

    private interface Action {
        void on(Engine engine);
    }

    private boolean both(Action action) {
        String expected = said(interpreter, action);
        String said = said(compiled, action);
        if (!Objects.equals(said, expected)) {
            differ("a check says " + said + ", not " + expected);
        }
        equations.signals().forEach(this::compare);
        cells.forEach(this::compare);
        if (said != null) {
            tally.stopped();
        }
        return said == null;
    }

    /// What a check that fails says; null where none does.
    private static String said(Engine engine, Action action) {
        try {
            action.on(engine);
            return null;
        } catch (CheckException check) {
            return check.getMessage();
        }
    }

    private void compare(Signal signal) {
        boolean defined = interpreter.defined(signal.slot());
        long expected = interpreter.raw(signal.slot());
        tally.value(defined);
        boolean equal = compiled.defined(signal.slot()) == defined;
        if (!equal || (defined && compiled.raw(signal.slot()) != expected)) {
            differ(
                    "%s is %d (defined: %s), not %d (defined: %s)"
                            .formatted(
                                    signal.name(),
                                    compiled.raw(signal.slot()),
                                    compiled.defined(signal.slot()),
                                    expected,
                                    defined));
        }
    }

    private void compare(Expr cell) {
        var expected = interpreter.evaluate(cell);
        tally.value(expected != null);
        if (!Objects.equals(compiled.evaluate(cell), expected)) {
            differ("%s is %s, not %s".formatted(cell, compiled.evaluate(cell), expected));
        }
    }

    private void differ(String what) {
        throw new AssertionError("row %d, %s".formatted(row, what));
    }
}
