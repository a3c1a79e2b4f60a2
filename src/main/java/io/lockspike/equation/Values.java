package io.lockspike.equation;

import java.util.Arrays;
import java.util.List;

/// What a design holds in a row: the value of each signal and of each memory cell, raw, and whether
/// it is defined (R13).
public final class Values {
    private final long[] raw;
    private final boolean[] defined;
    private final Cells[] cells;

    /// A memory's cells.
    private static final class Cells {
        private final long[] raw;
        private final boolean[] defined;

        Cells(int depth) {
            this.raw = new long[depth];
            this.defined = new boolean[depth];
        }

        boolean same(Cells other) {
            return Arrays.equals(raw, other.raw) && Arrays.equals(defined, other.defined);
        }

        void copyFrom(Cells other) {
            System.arraycopy(other.raw, 0, raw, 0, raw.length);
            System.arraycopy(other.defined, 0, defined, 0, defined.length);
        }
    }

    Values(Equations equations) {
        this.raw = new long[equations.signals().size()];
        this.defined = new boolean[raw.length];
        this.cells = new Cells[equations.memories().size()];
        for (Memory memory : equations.memories()) {
            cells[memory.index()] = new Cells(memory.depth());
        }
    }

    /// The values of all signals by slot, raw: the array itself.
    public long[] raws() {
        return raw;
    }

    /// Which signals are defined, by slot: the array itself.
    public boolean[] known() {
        return defined;
    }

    /// The cells of a memory, raw: the array itself.
    public long[] cells(Memory memory) {
        return cells[memory.index()].raw;
    }

    /// Which cells of a memory are defined: the array itself.
    public boolean[] cellsKnown(Memory memory) {
        return cells[memory.index()].defined;
    }

    long raw(int slot) {
        return raw[slot];
    }

    boolean defined(int slot) {
        return defined[slot];
    }

    void set(int slot, long value, boolean known) {
        raw[slot] = value;
        defined[slot] = known;
    }

    /// Takes the first values from elsewhere: the inputs come first.
    void setFirst(long[] values, boolean[] known, int count) {
        System.arraycopy(values, 0, raw, 0, count);
        System.arraycopy(known, 0, defined, 0, count);
    }

    void forget(int slot) {
        defined[slot] = false;
    }

    void forgetSignals() {
        Arrays.fill(defined, false);
    }

    long cell(Memory memory, int address) {
        return cells[memory.index()].raw[address];
    }

    boolean cellDefined(Memory memory, int address) {
        return cells[memory.index()].defined[address];
    }

    void setCell(Memory memory, int address, long value, boolean known) {
        cells[memory.index()].raw[address] = value;
        cells[memory.index()].defined[address] = known;
    }

    void load(Memory memory, List<Long> values) {
        for (int i = 0; i < memory.depth(); i++) {
            setCell(memory, i, values.get(i), true);
        }
    }

    void forget(Memory memory) {
        Arrays.fill(cells[memory.index()].defined, false);
    }

    /// Whether every signal and every cell is the same.
    boolean same(Values other) {
        boolean same = Arrays.equals(raw, other.raw) && Arrays.equals(defined, other.defined);
        for (int i = 0; same && i < cells.length; i++) {
            same = cells[i].same(other.cells[i]);
        }
        return same;
    }

    void copyFrom(Values other) {
        System.arraycopy(other.raw, 0, raw, 0, raw.length);
        System.arraycopy(other.defined, 0, defined, 0, defined.length);
        for (int i = 0; i < cells.length; i++) {
            cells[i].copyFrom(other.cells[i]);
        }
    }
}
