package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Rows of two designs with the same inputs, in a solver. `in.NAME!k` is an input in row k;
/// `stopped!k` of a design says that a check keeps it from showing row k, where it has shown all
/// rows before. `same!k` says that both show row k with the same outputs, or neither does; `both!k`
/// that both show it, `going!k` that no check at the edge before ended one of them.
///
/// In a row 0 that rst begins, only those outputs and checks count that it does not leave undefined
/// (see [io.lockspike.equation.FirstRow]).
final class Unrolling {
    private final Solver solver;
    private final Side left;
    private final Side right;
    private final boolean fromPowerUp;
    private int rows;

    /// @param fromPowerUp whether row 0 is that of power-up, with rst asserted; else anything is
    ///   held before it
    Unrolling(Solver solver, Side left, Side right, boolean fromPowerUp) {
        this.solver = solver;
        this.left = left;
        this.right = right;
        this.fromPowerUp = fromPowerUp;
        start();
    }

    Solver solver() {
        return solver;
    }

    int rows() {
        return rows;
    }

    /// What is held on both sides under one name, with one type.
    static List<Pair> pairs(Side left, Side right) {
        Map<String, Smt.Held> byName = new HashMap<>();
        right.held().forEach(held -> byName.put(held.name(), held));
        List<Pair> pairs = new ArrayList<>();
        for (Smt.Held held : left.held()) {
            Smt.Held other = byName.get(held.name());
            if (other != null && other.sort().equals(held.sort())) {
                pairs.add(new Pair(held, other));
            }
        }
        return pairs;
    }

    /// What may be held alike on both sides.
    record Pair(Smt.Held left, Smt.Held right) {}

    private String equal(Pair pair, int row) {
        return equal(pair).at(row);
    }

    /// What may hold before each row.
    record Fact(String text, IntFunction<String> term) {
        String at(int row) {
            return term.apply(row);
        }
    }

    Fact equal(Pair pair) {
        return new Fact(
                pair.left().name() + " = " + pair.right().name(),
                row ->
                        "(= %s %s)"
                                .formatted(
                                        left.before(pair.left(), row),
                                        right.before(pair.right(), row)));
    }

    /// That a state keeps the value that it begins with.
    static Optional<Fact> fixed(Side side, Smt.Held held) {
        return held.of() instanceof Smt.What.OfState(State state)
                ? (side.hasRst() ? state.rst() : state.atStart(false))
                        .map(raw -> fixed(side, held, state, raw))
                : Optional.empty();
    }

    private static Fact fixed(Side side, Smt.Held held, State state, long raw) {
        Type type = state.signal().type();
        return new Fact(
                "%s = %s on the %s".formatted(held.name(), type.value(raw), side.where()),
                row -> "(= %s %s)".formatted(side.before(held, row), Smt.term(raw, type)));
    }

    private void start() {
        var text = new StringBuilder();
        for (Side side : List.of(left, right)) {
            for (Smt.Held held : side.held()) {
                String symbol = side.before(held, 0);
                text.append(
                        fromPowerUp && held.start().isPresent()
                                ? define(symbol, held.sort(), held.start().get())
                                : Smt.declare(symbol, held.sort()));
                text.append('\n');
            }
        }
        if (fromPowerUp) {
            for (Pair pair : pairs(left, right)) {
                if (pair.left().start().isEmpty() && pair.right().start().isEmpty()) {
                    text.append("(assert ").append(equal(pair, 0)).append(")\n");
                }
            }
        }
        solver.add(text.toString());
    }

    private static String define(String symbol, String sort, String term) {
        return "(define-fun " + symbol + " () " + sort + " " + term + ")";
    }

    static String input(String name, int row) {
        return "in." + name + "!" + row;
    }

    static String same(int row) {
        return "same!" + row;
    }

    static String both(int row) {
        return "both!" + row;
    }

    static String going(int row) {
        return "going!" + row;
    }

    private static String not(String term) {
        return "(not " + term + ")";
    }

    /// Adds the next row.
    void add() {
        int row = rows++;
        var text = new StringBuilder();
        for (Signal input : left.inputs().values()) {
            text.append(Smt.declare(input(input.name(), row), Smt.sort(input.type()))).append('\n');
        }
        if (isBegunByRst(row)) {
            text.append("(assert (= ").append(input("rst", 0)).append(" #b1))\n");
        }
        row(left, row, text);
        row(right, row, text);
        for (Side side : List.of(left, right)) {
            text.append(define(ended(side, row), "Bool", ends(side, row))).append('\n');
            text.append(define(stopped(side, row), "Bool", stops(side, row))).append('\n');
        }
        text.append(define(going(row), "Bool", neither(ended(left, row), ended(right, row))));
        text.append('\n');
        text.append(define(both(row), "Bool", neither(stopped(left, row), stopped(right, row))));
        text.append('\n');
        text.append(define(same(row), "Bool", agreement(row))).append('\n');
        solver.add(text.toString());
    }

    private static String neither(String one, String other) {
        return "(and " + not(one) + " " + not(other) + ")";
    }

    private static String ended(Side side, int row) {
        return side.symbol("ended", row);
    }

    private static String stopped(Side side, int row) {
        return side.symbol("stopped", row);
    }

    /// Whether a check at the edge before the row failed.
    private String ends(Side side, int row) {
        return row == 0 ? "false" : checks(side, row - 1, true);
    }

    private String stops(Side side, int row) {
        return "(or " + ended(side, row) + " " + checks(side, row, false) + ")";
    }

    private String checks(Side side, int row, boolean atEdge) {
        if (!isBegunByRst(row)) {
            return side.symbol(atEdge ? "stops.edge" : "stops.sample", row);
        }
        var text = new StringBuilder("(or false false");
        for (String stop : side.smt().earlyStops(atEdge)) {
            text.append(' ').append(side.symbol(stop, row));
        }
        return text.append(')').toString();
    }

    private boolean isBegunByRst(int row) {
        return fromPowerUp && row == 0 && left.hasRst();
    }

    private static void row(Side side, int row, StringBuilder text) {
        for (Signal input : side.inputs().values()) {
            String sort = Smt.sort(input.type());
            text.append(define(side.symbol(input, row), sort, input(input.name(), row)));
            text.append('\n');
        }
        text.append(side.smt().row(name -> side.symbol(name, row)));
        for (Smt.Held held : side.held()) {
            String next = side.symbol(held.name() + ".next", row);
            text.append(define(side.before(held, row + 1), held.sort(), next)).append('\n');
        }
    }

    private String agreement(int row) {
        String stops = stopped(left, row);
        var text = new StringBuilder("(and (= " + stops + " " + stopped(right, row) + ")");
        text.append(" (or ").append(stops).append(" (and true true");
        for (String name : left.outputs().keySet()) {
            if (!isBegunByRst(row) || (isDefined(left, name) && isDefined(right, name))) {
                text.append(' ').append(agreement(name, row));
            }
        }
        return text.append(")))").toString();
    }

    private static boolean isDefined(Side side, String output) {
        return side.firstRow().isDefined(side.outputs().get(output));
    }

    /// The values are compared, so a u8 may agree with an s9.
    private String agreement(String name, int row) {
        Signal a = left.outputs().get(name);
        Signal b = right.outputs().get(name);
        int bits = Math.max(a.type().bits(), b.type().bits()) + 1;
        return "(= "
                + extended(left.symbol(a, row), a.type(), bits)
                + " "
                + extended(right.symbol(b, row), b.type(), bits)
                + ")";
    }

    private static String extended(String term, Type type, int bits) {
        String function = type.signed() ? "sign_extend" : "zero_extend";
        return "((_ " + function + " " + (bits - type.bits()) + ") " + term + ")";
    }
}
