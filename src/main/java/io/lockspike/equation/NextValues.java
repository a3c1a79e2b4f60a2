package io.lockspike.equation;

import java.util.ArrayList;
import java.util.List;

/// The states and memories of one edge, and what they take at it, all at the same time: R6, R7,
/// R10, R12, R15.
final class NextValues {
    private final Values values;
    private final Evaluator evaluator;
    private final RstPin rst;
    private final List<Statement> statements;
    private final State[] states;
    private final Memory[] memories;

    /// For each state's slot the assignment that wins.
    private final Statement.Assign[] winner;

    /// For each state's slot whether it becomes undefined instead.
    private final boolean[] lost;

    private final long[] next;
    private final boolean[] nextDefined;
    private final List<Pending> pending = new ArrayList<>();

    /// A write that applies: to one address, or (-1) to every cell, which it makes undefined.
    private record Pending(Memory memory, int address, Statement.Write write) {}

    /// What a cell takes; address -1 stands for every cell.
    private record Cell(Memory memory, int address, long raw, boolean defined) {}

    NextValues(
            Equations equations, boolean falling, Values values, Evaluator evaluator, RstPin rst) {
        this.values = values;
        this.evaluator = evaluator;
        this.rst = rst;
        this.statements = Uses.statements(equations.statements(), falling);
        this.states = states(equations, falling);
        this.memories = falling ? new Memory[0] : equations.memories().toArray(Memory[]::new);
        int signals = equations.signals().size();
        this.winner = new Statement.Assign[signals];
        this.lost = new boolean[signals];
        this.next = new long[signals];
        this.nextDefined = new boolean[signals];
    }

    private static State[] states(Equations equations, boolean falling) {
        List<State> states = new ArrayList<>();
        for (State state : equations.states()) {
            if (state.falling() == falling) {
                states.add(state);
            }
        }
        return states.toArray(State[]::new);
    }

    List<Statement> statements() {
        return statements;
    }

    boolean any() {
        return states.length > 0;
    }

    void take() {
        for (State state : states) {
            winner[state.signal().slot()] = null;
            lost[state.signal().slot()] = false;
        }
        pending.clear();
        walk(statements);
        for (State state : states) {
            evaluate(state);
        }
        List<Cell> cells = evaluateWrites();
        for (State state : states) {
            int slot = state.signal().slot();
            values.set(slot, next[slot], nextDefined[slot]);
        }
        for (Cell cell : cells) {
            store(cell);
        }
        if (rst.acts()) {
            for (Memory memory : memories) {
                rst.load(memory);
            }
        }
    }

    private void walk(List<Statement> some) {
        for (Statement statement : some) {
            switch (statement) {
                case Statement.Assign assign -> {
                    winner[assign.target().signal().slot()] = assign;
                    lost[assign.target().signal().slot()] = false;
                }
                case Statement.Write write -> {
                    if (write.memory().rst().isEmpty() || !rst.acts()) {
                        pending.add(new Pending(write.memory(), address(write), write));
                    }
                }
                case Statement.When when -> when(when);
            }
        }
    }

    private void when(Statement.When when) {
        for (int i = 0; i < when.branches().size(); i++) {
            Statement.Branch branch = when.branches().get(i);
            evaluator.at(branch.at());
            int condition = evaluator.condition(branch.condition());
            if (condition < 0) {
                lose(when, i);
                return;
            }
            if (condition == 1) {
                walk(branch.body());
                return;
            }
        }
    }

    private void lose(Statement.When when, int from) {
        for (int i = from; i < when.branches().size(); i++) {
            lose(when.branches().get(i).body());
        }
    }

    /// R15: what an undefined condition does to all that the blocks assign.
    private void lose(List<Statement> some) {
        for (Statement statement : some) {
            switch (statement) {
                case Statement.Assign assign -> lost[assign.target().signal().slot()] = true;
                case Statement.Write write -> pending.add(new Pending(write.memory(), -1, write));
                case Statement.When when -> lose(when, 0);
            }
        }
    }

    private int address(Statement.Write write) {
        evaluator.at(write.at());
        try {
            return evaluator.index(write.address(), write.memory().depth(), write.memory().name());
        } catch (UndefinedException undefined) {
            return -1;
        }
    }

    private void evaluate(State state) {
        int slot = state.signal().slot();
        if (state.rst().isPresent() && rst.acts()) {
            next[slot] = state.rst().get();
            nextDefined[slot] = rst.known();
            return;
        }
        Statement.Assign assign = winner[slot];
        next[slot] = values.raw(slot);
        nextDefined[slot] = values.defined(slot);
        if (lost[slot]) {
            nextDefined[slot] = false;
        } else if (assign != null) {
            evaluator.at(assign.at());
            try {
                next[slot] =
                        evaluator.narrowed(
                                assign.value(),
                                assign.narrowing(),
                                state.signal().type(),
                                state.signal().name());
                nextDefined[slot] = true;
            } catch (UndefinedException undefined) {
                nextDefined[slot] = false;
            }
        }
    }

    /// R7: the values of the writes that win, in order; all read the memories before the edge.
    private List<Cell> evaluateWrites() {
        List<Cell> stored = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            Pending write = pending.get(i);
            if (write.address() < 0) {
                stored.add(new Cell(write.memory(), -1, 0, false));
            } else if (!overwritten(i)) {
                stored.add(cell(write));
            }
        }
        return stored;
    }

    private boolean overwritten(int i) {
        Pending write = pending.get(i);
        for (Pending later : pending.subList(i + 1, pending.size())) {
            boolean same = later.memory().index() == write.memory().index();
            if (same && (later.address() == write.address() || later.address() < 0)) {
                return true;
            }
        }
        return false;
    }

    private Cell cell(Pending pending) {
        Statement.Write write = pending.write();
        Memory memory = pending.memory();
        evaluator.at(write.at());
        try {
            long value =
                    evaluator.narrowed(
                            write.value(),
                            write.narrowing(),
                            memory.type(),
                            memory.name() + "[" + pending.address() + "]");
            return new Cell(memory, pending.address(), value, true);
        } catch (UndefinedException undefined) {
            return new Cell(memory, pending.address(), 0, false);
        }
    }

    private void store(Cell cell) {
        if (cell.address() < 0) {
            values.forget(cell.memory());
        } else {
            values.setCell(cell.memory(), cell.address(), cell.raw(), cell.defined());
        }
    }
}
