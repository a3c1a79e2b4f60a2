package io.lockspike.equation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
            changed |= latency.statements(equations.statements(), Set.of());
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
            Set<Signal> used = new HashSet<>();
            Uses.signals(wire.value(), used::add);
            changed |= lower(wire.signal(), least(used));
        }
        return changed;
    }

    private boolean statements(List<Statement> statements, Set<Signal> conditions) {
        boolean changed = false;
        Set<Signal> above = new HashSet<>(conditions);
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> {
                    Set<Signal> used = new HashSet<>(above);
                    Uses.signals(assign.value(), used::add);
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
                        Uses.signals(branch.condition(), above::add);
                        changed |= statements(branch.body(), above);
                    }
                }
            }
        }
        return changed;
    }

    private int least(Set<Signal> signals) {
        return signals.stream().mapToInt(signal -> edges[signal.slot()]).min().orElse(NEVER);
    }

    private boolean lower(Signal signal, int to) {
        boolean lower = to < edges[signal.slot()];
        edges[signal.slot()] = Math.min(edges[signal.slot()], to);
        return lower;
    }
}
