package io.lockspike.emit;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Signal;
import io.lockspike.proof.Solver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Asks a solver whether a row of a design can be other than the interpreter says.
final class SmtBench {
    private final Tally tally = new Tally();
    private final UnaryOperator<String> fault;

    private SmtBench(UnaryOperator<String> fault) {
        this.fault = fault;
    }

    /// @param fault what to do to the text before it is solved
    static Tally run(List<Case> cases, UnaryOperator<String> fault) {
        var bench = new SmtBench(fault);
        cases.forEach(bench::design);
        return bench.tally;
    }

    /// What is held between two rows: a value for each symbol; null where it is undefined.
    private record Value(String symbol, String term) {}

    private void design(Case tried) {
        tally.design();
        Smt smt = Smt.of(tried.spec(), tried.lane());
        Equations equations = tried.spec().equations();
        try (Solver solver = Solver.open(Solver.Choice.ANY)) {
            for (Signal input : equations.inputs()) {
                solver.add(Smt.declare(smt.name(input), Smt.sort(input.type())));
            }
            for (Smt.Held held : smt.held()) {
                solver.add(Smt.declare(held.name() + ".before", held.sort()));
            }
            solver.add(fault.apply(smt.row(text -> text)));
            var model = new Interpreter(equations, tried.lane());
            model.start(true);
            boolean[] defined = new boolean[equations.inputs().size()];
            Arrays.fill(defined, true);
            String rstBefore = "#b1";
            List<long[]> rows = new ArrayList<>(tried.rows());
            rows.addAll(tried.refused());
            boolean goesOn = true;
            for (int row = 0; row < rows.size() && goesOn; row++) {
                long[] inputs = rows.get(row);
                List<String> given = new ArrayList<>();
                List<Value> expected = new ArrayList<>();
                List<Value> known = held(model, smt, equations, ".before");
                known.forEach(v -> given.add(equal(v)));
                boolean allKnown = known.size() == heldCount(equations);
                for (Signal input : equations.inputs()) {
                    given.add(
                            equal(
                                    new Value(
                                            smt.name(input),
                                            Smt.term(inputs[input.slot()], input.type()))));
                }
                for (Smt.Held held : smt.held()) {
                    if (held.of() instanceof Smt.What.OfRst) {
                        given.add("(= " + held.name() + ".before " + rstBefore + ")");
                        rstBefore = inputs[0] == 1 ? "#b1" : "#b0";
                        expected.add(new Value(held.name() + ".next", rstBefore));
                    }
                }
                boolean shown = goesOn(() -> model.row(inputs, defined));
                int before = expected.size();
                for (Signal signal : shown ? equations.signals() : List.<Signal>of()) {
                    value(model, smt, signal, "").ifPresent(expected::add);
                }
                int unknown = equations.signals().size() - (expected.size() - before);
                goesOn = shown && goesOn(model::edge);
                if (goesOn) {
                    expected.addAll(held(model, smt, equations, ".next"));
                }
                // The model does not check what is undefined.
                if (allKnown) {
                    expected.add(new Value("stops.sample", String.valueOf(!shown)));
                    if (shown) {
                        expected.add(new Value("stops.edge", String.valueOf(!goesOn)));
                    }
                    tally.stop(!goesOn);
                }
                ask(solver, tried, row, given, expected, unknown);
            }
        }
    }

    private static boolean goesOn(Runnable part) {
        try {
            part.run();
            return true;
        } catch (CheckException stopped) {
            return false;
        }
    }

    private static int heldCount(Equations equations) {
        return equations.states().size()
                + equations.memories().stream().mapToInt(Memory::depth).sum();
    }

    private void ask(
            Solver solver,
            Case tried,
            int row,
            List<String> given,
            List<Value> expected,
            int unknown) {
        tally.row();
        List<String> other = new ArrayList<>();
        expected.forEach(value -> other.add("(not " + equal(value) + ")"));
        given.add("(or false false " + String.join(" ", other) + ")");
        Solver.Answer answer = solver.check(given, System.nanoTime() + 60_000_000_000L);
        tally.proven(expected.size(), unknown);
        if (answer != Solver.Answer.UNSATISFIABLE) {
            List<String> wrong =
                    answer == Solver.Answer.UNKNOWN
                            ? List.of()
                            : expected.stream()
                                    .filter(value -> !solver.holds(equal(value)))
                                    .map(Value::toString)
                                    .toList();
            tally.differences()
                    .add("%s, row %d: %s, %s".formatted(tried.title(), row, answer, wrong));
        }
    }

    private static String equal(Value value) {
        return "(= " + value.symbol() + " " + value.term() + ")";
    }

    private static List<Value> held(
            Interpreter model, Smt smt, Equations equations, String suffix) {
        List<Value> values = new ArrayList<>();
        equations
                .states()
                .forEach(state -> value(model, smt, state.signal(), suffix).ifPresent(values::add));
        for (Memory memory : equations.memories()) {
            for (int i = 0; i < memory.depth(); i++) {
                Long cell = model.cell(memory, i);
                if (cell != null) {
                    values.add(
                            new Value(
                                    Smt.cell(smt.name(memory) + suffix, memory, i),
                                    Smt.term(cell, memory.type())));
                }
            }
        }
        return values;
    }

    private static Optional<Value> value(Interpreter model, Smt smt, Signal signal, String suffix) {
        return model.defined(signal.slot())
                ? Optional.of(
                        new Value(
                                smt.name(signal) + suffix,
                                Smt.term(model.raw(signal.slot()), signal.type())))
                : Optional.empty();
    }
}
