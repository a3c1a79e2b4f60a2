package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Runs the stimulus that a solver found on the interpreter: nothing is told that does not happen
/// there.
final class Replay {
    private final Solver solver;
    private final Side left;
    private final Side right;
    private final List<String> held = new ArrayList<>();

    Replay(Solver solver, Side left, Side right) {
        this.solver = solver;
        this.left = left;
        this.right = right;
    }

    /// What one design shows: its outputs in each row, and the check that stopped it.
    private record Run(List<Map<String, BigInteger>> rows, Optional<String> stop) {}

    /// @param last the row in which the solver says that they differ
    /// @throws IllegalStateException if they do not: the solver, the emitter or the interpreter is
    ///   wrong
    Verdict of(int last) {
        List<Map<String, BigInteger>> inputs = new ArrayList<>();
        for (int row = 0; row <= last; row++) {
            Map<String, BigInteger> values = new LinkedHashMap<>();
            for (Signal input : left.inputs().values()) {
                BigInteger bits = solver.value(Unrolling.input(input.name(), row));
                values.put(input.name(), input.type().value(input.type().wrap(bits)));
            }
            inputs.add(values);
        }
        Verdict plain = of(inputs, false);
        return plain == null ? of(inputs, true) : plain;
    }

    /// @param all whether also what rst will load gets a value at power-up: something may have kept
    ///   it
    /// @return null if both run to the end and show no difference
    private Verdict of(List<Map<String, BigInteger>> inputs, boolean all) {
        held.clear();
        Run a = run(left, inputs, all);
        Run b = run(right, inputs, all);
        int shown = Math.min(a.rows().size(), b.rows().size());
        List<Witness.Row> rows = new ArrayList<>();
        for (int row = 0; row < shown; row++) {
            rows.add(new Witness.Row(inputs.get(row), a.rows().get(row), b.rows().get(row)));
        }
        if (a.rows().size() != b.rows().size()) {
            return stopped(a, b, inputs, shown);
        }
        if (a.stop().isPresent()) {
            // What rst is still to load is checked here, though it is undefined.
            return all ? new Verdict.Unknown(shown, "both stop: " + a.stop().get()) : null;
        }
        String difference = difference(rows.getLast());
        if (difference.isEmpty() && all) {
            throw new IllegalStateException(
                    "the solver found a difference that the interpreter does not show: "
                            + rows.getLast());
        }
        return difference.isEmpty()
                ? null
                : new Verdict.Different(new Witness(rows, List.copyOf(held), difference));
    }

    /// A check stops one of them before the row `shown`, which the other one shows.
    private Verdict stopped(Run a, Run b, List<Map<String, BigInteger>> inputs, int shown) {
        boolean isLeft = a.rows().size() < b.rows().size();
        String which = isLeft ? "left" : "right";
        String stops = (isLeft ? a : b).stop().orElseThrow();
        List<Witness.Row> rows = new ArrayList<>();
        for (int row = 0; row <= shown; row++) {
            rows.add(new Witness.Row(inputs.get(row), shownIn(a, row), shownIn(b, row)));
        }
        return new Verdict.Different(
                new Witness(rows, List.copyOf(held), "the " + which + " one stops: " + stops));
    }

    private static Map<String, BigInteger> shownIn(Run run, int row) {
        return row < run.rows().size() ? run.rows().get(row) : Map.of();
    }

    private static String difference(Witness.Row row) {
        List<String> texts = new ArrayList<>();
        row.left()
                .forEach((name, value) -> {
                    BigInteger other = row.right().get(name);
                    if (value != null && other != null && !Objects.equals(value, other)) {
                        texts.add(
                                "%s is %d on the left, %d on the right"
                                        .formatted(name, value, other));
                    }
                });
        return String.join("; ", texts);
    }

    private Run run(Side side, List<Map<String, BigInteger>> inputs, boolean all) {
        var model = new Interpreter(side.equations(), side.lane());
        model.start(true);
        side.held().forEach(one -> powerUp(side, model, one, all));
        boolean[] defined = new boolean[side.inputs().size()];
        Arrays.fill(defined, true);
        List<Map<String, BigInteger>> rows = new ArrayList<>();
        try {
            for (Map<String, BigInteger> values : inputs) {
                long[] raw = new long[defined.length];
                side.inputs()
                        .forEach((name, input) ->
                                raw[input.slot()] = input.type().wrap(values.get(name)));
                model.row(raw, defined);
                rows.add(outputs(side, model));
                model.edge();
            }
        } catch (CheckException stopped) {
            // A check at the edge of the last row comes too late to matter.
            return rows.size() == inputs.size()
                    ? new Run(rows, Optional.empty())
                    : new Run(rows, Optional.of(stopped.getMessage()));
        }
        return new Run(rows, Optional.empty());
    }

    private static Map<String, BigInteger> outputs(Side side, Interpreter model) {
        Map<String, BigInteger> shown = new LinkedHashMap<>();
        side.outputs()
                .forEach((name, signal) ->
                        shown.put(
                                name,
                                model.defined(signal.slot())
                                        ? signal.type().value(model.raw(signal.slot()))
                                        : null));
        return shown;
    }

    /// Where the spec leaves it undefined, what the solver chose.
    private void powerUp(Side side, Interpreter model, Smt.Held one, boolean all) {
        if (one.start().isPresent()) {
            return;
        }
        String symbol = side.before(one, 0);
        String where = side.where();
        switch (one.of()) {
            case Smt.What.OfState(State state) -> {
                if (all || state.rst().isEmpty()) {
                    Signal signal = state.signal();
                    long raw = signal.type().wrap(solver.value(symbol));
                    model.poke(signal.slot(), raw, true);
                    held.add(
                            "%s on the %s starts as %s"
                                    .formatted(signal.name(), where, signal.type().format(raw)));
                }
            }
            case Smt.What.OfMemory(Memory memory) -> {
                if (all || memory.rst().isEmpty()) {
                    load(model, memory, symbol);
                    held.add(
                            "%s on the %s starts as the solver chose"
                                    .formatted(memory.name(), where));
                }
            }
            case Smt.What.OfRst() -> {}
        }
    }

    private void load(Interpreter model, Memory memory, String symbol) {
        for (int i = 0; i < memory.depth(); i++) {
            BigInteger bits = solver.value(Smt.cell(symbol, memory, i));
            model.values().cells(memory)[i] = memory.type().wrap(bits);
            model.values().cellsKnown(memory)[i] = true;
        }
    }
}
