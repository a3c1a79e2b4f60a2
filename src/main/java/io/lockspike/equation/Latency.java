package io.lockspike.equation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// How many edges stand between a change of an input and a change of a signal, at least.
public final class Latency {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int[] edges;

    private Latency(int signals) {
        edges = new int[signals];
        Arrays.fill(edges, NEVER);
    }

    /// Of each signal of a design.
    public static Latency of(Equations equations) {
        var latency = new Latency(equations.signals().size());
        for (Signal input : equations.inputs()) {
            latency.edges[input.slot()] = input.name().equals("rst") ? NEVER : 0;
        }
        boolean changed = true;
        while (changed) {
            changed = latency.wires(equations.wires());
            changed |= latency.statements(equations.statements(), new BitSet());
        }
        return latency;
    }

    /// Edges from any input but rst; -1 where none reaches the signal.
    public int edges(Signal signal) {
        return edges[signal.slot()] == NEVER ? -1 : edges[signal.slot()];
    }

    private boolean wires(List<Wire> wires) {
        boolean changed = false;
        for (Wire wire : wires) {
            BitSet used = new BitSet();
            Uses.slots(wire.value(), used);
            changed |= lower(wire.signal(), least(used));
        }
        return changed;
    }

    private boolean statements(List<Statement> statements, BitSet conditions) {
        boolean changed = false;
        BitSet above = (BitSet) conditions.clone();
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    BitSet used = (BitSet) above.clone();
                    Uses.slots(assign.value(), used);
                    int least = least(used);
                    boolean half = assign.target().falling();
                    changed |=
                            lower(
                                    assign.target().signal(),
                                    least == NEVER || half ? least : least + 1);
                }
                case Statement.Write _ -> {}
                case Statement.When when -> {
                    for (Statement.Branch branch : when.branches()) {
                        Uses.slots(branch.condition(), above);
                        changed |= statements(branch.body(), above);
                    }
                }
            }
        }
        return changed;
    }

    private int least(BitSet slots) {
        return slots.stream().map(slot -> edges[slot]).min().orElse(NEVER);
    }

    private boolean lower(Signal signal, int to) {
        boolean lower = to < edges[signal.slot()];
        edges[signal.slot()] = Math.min(edges[signal.slot()], to);
        return lower;
    }
}
