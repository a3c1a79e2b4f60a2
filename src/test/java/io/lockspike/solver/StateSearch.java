package io.lockspike.solver;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Wire;
import io.lockspike.model.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Goes through every state that the interpreter comes to, with every input in each.
final class StateSearch {
    private final Engine engine;
    private final List<State> states;
    private final List<Signal> inputs;
    private final List<Signal> sums;
    private final Set<List<Long>> seen = new HashSet<>();
    private final Deque<List<Long>> open = new ArrayDeque<>();

    /// What the membrane holds, and with it what the stages compute on the way.
    Interval held;

    Interval peak;
    boolean stopped;
    boolean tooLarge;

    StateSearch(Equations equations, String membrane, int most) {
        engine = Engine.interpreted(equations, 0);
        states = equations.states();
        inputs = equations.inputs();
        sums =
                equations.wires().stream()
                        .map(Wire::signal)
                        .filter(s ->
                                s.name().startsWith("leaked")
                                        || s.name().startsWith("integrated")
                                        || s.name().startsWith("after_reset"))
                        .toList();
        int slot = equations.find(membrane).orElseThrow().slot();
        engine.start(false);
        visit(slot);
        List<long[]> rows = rows(0, new ArrayList<>(), new long[inputs.size()]);
        boolean[] defined = new boolean[inputs.size()];
        Arrays.fill(defined, true);
        while (!open.isEmpty() && !tooLarge) {
            List<Long> state = open.poll();
            for (long[] row : rows) {
                engine.skipTo(0);
                for (int i = 0; i < states.size(); i++) {
                    engine.poke(states.get(i).signal().slot(), state.get(i), true);
                }
                try {
                    engine.row(row, defined);
                    sums.forEach(s ->
                            peak = peak.hull(Interval.of(s.type().value(engine.raw(s.slot())))));
                    engine.edge();
                    visit(slot);
                } catch (CheckException stop) {
                    stopped = true;
                }
            }
            tooLarge = seen.size() > most;
        }
    }

    private void visit(int slot) {
        Interval value = Interval.of(engine.raw(slot), engine.raw(slot));
        held = held == null ? value : held.hull(value);
        peak = peak == null ? value : peak.hull(value);
        List<Long> state = states.stream().map(s -> engine.raw(s.signal().slot())).toList();
        if (seen.add(state)) {
            open.add(state);
        }
    }

    private List<long[]> rows(int input, List<long[]> rows, long[] row) {
        if (input == inputs.size()) {
            rows.add(row.clone());
            return rows;
        }
        Interval range = inputs.get(input).type().range();
        for (long v = range.low().longValue(); v <= range.high().longValue(); v++) {
            row[input] = v;
            rows(input + 1, rows, row);
        }
        return rows;
    }
}
