package io.lockspike.trace;

import java.util.ArrayList;
import java.util.List;

/// Samples the cells at the active edges of the clock.
///
/// What changes at one time waits in the slots; only when the time is over do the cells take it,
/// after an edge at that time has sampled them. So a row never sees what changes together with its
/// edge.
final class VcdSampler {
    private final VcdSlots slots;
    private final int clockSlot;
    private final int active;
    private final InputRaces races;
    private VcdCell[] cells;

    /// For each slot the cells that show it.
    private VcdCell[][] cellsOfSlot;

    /// The slots that changed at this time.
    private int[] changed;

    private boolean[] isChanged;
    private int changedCount;

    /// As [VcdSlots#code] has it: x at first.
    private int clock = 3;

    private boolean edge;
    private boolean started;
    private long firstTime;
    private long time;
    private long lineOfEdge;

    /// Where the edge stands that made the present row.
    private long rowTime;

    private long rowLine;

    VcdSampler(VcdSlots slots, int clockSlot, boolean falling, InputRaces races) {
        this.slots = slots;
        this.clockSlot = clockSlot;
        this.active = falling ? 0 : 1;
        this.races = races;
    }

    void watch(VcdCell[] cells) {
        this.cells = cells;
        cellsOfSlot = new VcdCell[slots.count][];
        for (int slot = 0; slot < slots.count; slot++) {
            cellsOfSlot[slot] = cellsOf(slot);
        }
        changed = new int[slots.count];
        isChanged = new boolean[slots.count];
        races.watch(cells);
    }

    long time() {
        return time;
    }

    long rowTime() {
        return rowTime;
    }

    long rowLine() {
        return rowLine;
    }

    /// Goes to a time, not before the present one; true if there is a row at the one that ends.
    boolean moveTo(long next) {
        boolean row = started && next > time && endTime();
        start(next);
        time = next;
        return row;
    }

    /// The first time at which the file says something; nothing stands before it.
    void start(long first) {
        if (!started) {
            started = true;
            firstTime = first;
        }
    }

    /// A slot has new bits, at `line`; `quiet` if they are no change, but what stands anyway.
    void change(int slot, boolean quiet, long line) {
        if (!isChanged[slot]) {
            isChanged[slot] = true;
            changed[changedCount++] = slot;
        }
        if (slot == clockSlot) {
            int now = (int) (slots.value(slot, 0, 1) | slots.unknown(slot, 0, 1) << 1);
            if (now == active && clock != active && !quiet) {
                edge = true;
                lineOfEdge = line;
            }
            clock = now;
        }
    }

    /// Ends the present time; true if there is a row at it.
    boolean endTime() {
        boolean row = edge && time > firstTime;
        if (row) {
            rowTime = time;
            rowLine = lineOfEdge;
            races.edge(time);
            for (VcdCell cell : cells) {
                cell.sample();
            }
        }
        for (int i = 0; i < changedCount; i++) {
            update(changed[i], row);
        }
        changedCount = 0;
        edge = false;
        return row;
    }

    private void update(int slot, boolean row) {
        isChanged[slot] = false;
        for (VcdCell cell : cellsOfSlot[slot]) {
            if (cell.update(slots) && row && cell.pick.input()) {
                races.change(cell);
            }
        }
    }

    private VcdCell[] cellsOf(int slot) {
        List<VcdCell> found = new ArrayList<>();
        for (VcdCell cell : cells) {
            if (cell.shows(slot)) {
                found.add(cell);
            }
        }
        return found.toArray(new VcdCell[0]);
    }
}
