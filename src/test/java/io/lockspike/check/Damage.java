package io.lockspike.check;

import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Random damage to the CSV recordings of one design.
final class Damage {

    private final List<Oracle> oracles;
    private final Map<Recording, Spec> specs = new HashMap<>();

    Damage(String design) {
        oracles =
                Recording.csvs().stream()
                        .filter(recording -> recording.design().equals(design))
                        .map(Oracle::of)
                        .toList();
        oracles.forEach(oracle -> specs.put(oracle.recording(), oracle.recording().spec()));
    }

    List<Oracle> oracles() {
        return oracles;
    }

    Oracle any(SplittableRandom random) {
        return oracles.get(random.nextInt(oracles.size()));
    }

    Spec spec(Oracle oracle) {
        return specs.get(oracle.recording());
    }

    Type type(Oracle oracle, int column) {
        return spec(oracle).equations().find(oracle.name(column)).orElseThrow().type();
    }

    /// Holds a changed recording against the spec.
    Verdict check(Oracle oracle, List<Oracle.Row> changed) {
        return Recording.check(
                spec(oracle), oracle.lines(changed), new OnDivergence(1_000_000, false));
    }

    /// Another cell for a column: a value of its type, or sometimes `x`.
    String another(Oracle oracle, int column, String cell, SplittableRandom random) {
        Type type = type(oracle, column);
        String other = cell;
        while (other.equals(cell)) {
            other = random.nextInt(10) == 0 ? "x" : type.format(value(type, cell, random));
        }
        return other;
    }

    /// Any value, or one near the old one, or with one other bit.
    private static long value(Type type, String cell, SplittableRandom random) {
        long old = cell.equals("x") ? 0 : Long.parseLong(cell);
        return type.wrap(
                switch (random.nextInt(3)) {
                    case 0 -> random.nextLong();
                    case 1 -> old + (random.nextBoolean() ? 1 : -1);
                    default -> old ^ 1L << random.nextInt(type.bits());
                });
    }

    /// A copy with another cell.
    static Oracle.Row with(Oracle.Row row, int column, String cell) {
        List<String> cells = new ArrayList<>(row.cells());
        cells.set(column, cell);
        return new Oracle.Row(-1, cells);
    }

    static List<Oracle.Row> replaced(List<Oracle.Row> rows, int index, Oracle.Row row) {
        List<Oracle.Row> changed = new ArrayList<>(rows);
        changed.set(index, row);
        return changed;
    }
}
