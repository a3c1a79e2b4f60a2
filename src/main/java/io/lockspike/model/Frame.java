package io.lockspike.model;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Values;
import java.math.BigInteger;
import java.util.Arrays;

/// What compiled code works on: the values of an interpreter, the parameters of one lane, and what
/// an edge needs between reading and writing.
final class Frame {
    final long[] raw;
    final long[][] cells;
    final boolean[][] known;
    final long[] parameters;

    /// Which branches an edge takes.
    final boolean[] guards;

    /// What the states take, in the order of the plan.
    final long[] next;

    /// Where the writes of an edge go, in the order of the plan; -1 where nothing is written.
    final int[] addresses;

    final long[] written;

    private final int[] fallingSlots;
    private final int[] risingSlots;
    private final KernelCode code;
    private final Interpreter interpreter;

    Frame(Equations equations, KernelCode code, Interpreter interpreter, int lane) {
        Values values = interpreter.values();
        this.code = code;
        this.interpreter = interpreter;
        raw = values.raws();
        cells = equations.memories().stream().map(values::cells).toArray(long[][]::new);
        known = equations.memories().stream().map(values::cellsKnown).toArray(boolean[][]::new);
        parameters = code.parameters().stream().mapToLong(p -> p.value(lane).longValue()).toArray();
        guards = new boolean[Math.max(code.falling().guards(), code.rising().guards())];
        next = new long[Math.max(code.falling().nexts().size(), code.rising().nexts().size())];
        addresses = new int[code.rising().writes().size()];
        written = new long[addresses.length];
        fallingSlots = slots(code.falling());
        risingSlots = slots(code.rising());
    }

    private static int[] slots(EdgePlan plan) {
        return plan.nexts().stream().mapToInt(EdgePlan.Next::slot).toArray();
    }

    /// The lowest 64 bits of an expression that code does not compute by itself: one with parts
    /// that a `long` does not hold.
    long exact(int index) {
        return exact(code.exact().get(index)).longValue();
    }

    private BigInteger exact(Expr expression) {
        try {
            BigInteger value = interpreter.evaluate(expression);
            if (value != null) {
                return value;
            }
        } catch (CheckException check) {
            throw Fault.INSTANCE;
        }
        throw Fault.INSTANCE;
    }

    /// R2, for such an expression.
    long narrowed(int index) {
        KernelCode.Narrowed narrowed = code.narrowed().get(index);
        BigInteger value = exact(narrowed.value());
        return switch (narrowed.narrowing()) {
            case WRAP -> narrowed.type().wrap(value);
            case SAT -> narrowed.type().saturate(value);
            case CHECKED -> {
                if (!narrowed.type().fits(value)) {
                    throw Fault.INSTANCE;
                }
                yield value.longValue();
            }
        };
    }

    void lowerGuards() {
        Arrays.fill(guards, false);
    }

    /// R7: whether a write applies, and none up to the place `last` goes to the same cell.
    boolean wins(int write, int last) {
        int address = addresses[write];
        for (int later = write + 1; later <= last && address >= 0; later++) {
            if (addresses[later] == address) {
                addresses[write] = -1;
                return false;
            }
        }
        return address >= 0;
    }

    /// The states of the falling edge take what was computed for them, all at the same time.
    void commitFalling() {
        take(fallingSlots);
    }

    /// Those of the rising edge, and the memories.
    void commitRising() {
        take(risingSlots);
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] >= 0) {
                Memory memory = code.rising().writes().get(i).write().memory();
                cells[memory.index()][addresses[i]] = written[i];
                known[memory.index()][addresses[i]] = true;
            }
        }
    }

    private void take(int[] slots) {
        for (int i = 0; i < slots.length; i++) {
            raw[slots[i]] = next[i];
        }
    }
}
