package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows of two designs with the same inputs, in a solver. `in.NAME!k` is an input in row k,
/// `same!k` says that all outputs agree in it.
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
    record Pair(Smt.Held left, Smt.Held right) {
        @Override
        public String toString() {
            return left.name() + " = " + right.name();
        }
    }

    String equal(Pair pair, int row) {
        return "(= " + left.before(pair.left(), row) + " " + right.before(pair.right(), row) + ")";
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

    /// Adds the next row.
    void add() {
        int row = rows++;
        var text = new StringBuilder();
        for (Signal input : left.inputs().values()) {
            text.append(Smt.declare(input(input.name(), row), Smt.sort(input.type()))).append('\n');
        }
        boolean hasRst = left.equations().rst() != Rst.NONE;
        if (fromPowerUp && row == 0 && hasRst) {
            text.append("(assert (= ").append(input("rst", 0)).append(" #b1))\n");
        }
        row(left, row, text);
        row(right, row, text);
        text.append(define(same(row), "Bool", agreement(row))).append('\n');
        solver.add(text.toString());
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
        var text = new StringBuilder("(and true");
        for (String name : left.outputs().keySet()) {
            text.append(' ').append(agreement(name, row));
        }
        return text.append(')').toString();
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
