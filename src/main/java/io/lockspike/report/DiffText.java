package io.lockspike.report;

import io.lockspike.equation.Rst;
import io.lockspike.proof.Verdict;
import io.lockspike.proof.Witness;
import io.lockspike.spec.Spec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a comparison of two specs came to, for people.
public final class DiffText {
    private static final int SHOWN_ROWS = 40;

    private DiffText() {}

    public static List<String> lines(Verdict verdict, Spec left, Spec right, Terminal terminal) {
        String both =
                "%s [%s] and %s [%s]"
                        .formatted(left.name(), left.hash(), right.name(), right.hash());
        return switch (verdict) {
            case Verdict.Equal equal -> equal(equal, both, left);
            case Verdict.Different(Witness witness) -> different(witness, both, left, terminal);
            case Verdict.Unknown unknown ->
                    List.of(
                            "UNKNOWN: " + both + ": " + unknown.reason(),
                            "  no difference in " + rows(unknown.rows()) + " from power-up",
                            "  no proof: what the two hold alike is not enough to show that it goes on so",
                            "  --timeout SECONDS gives it longer");
        };
    }

    private static List<String> equal(Verdict.Equal equal, String both, Spec left) {
        List<String> lines = new ArrayList<>();
        lines.add("EQUAL: " + both + ", in every row of every stimulus");
        String over = equal.rows() == 0 ? "" : " over " + rows(equal.rows());
        String always = equal.invariant().isEmpty() ? "" : "; always ";
        lines.add(
                "  proven    by induction" + over + always + String.join(", ", equal.invariant()));
        lines.add(assumed(left));
        if (equal.mayStop()) {
            lines.add("  checks    one that fails stops both in the same row");
        }
        return lines;
    }

    private static List<String> different(
            Witness witness, String both, Spec left, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add("DIFFERENT: " + both);
        lines.add("  row " + (witness.rows().size() - 1) + ": " + witness.difference());
        lines.add(assumed(left));
        witness.held().forEach(held -> lines.add("  where " + held));
        lines.addAll(table(witness, terminal));
        return lines;
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String assumed(Spec left) {
        String start =
                left.equations().rst() == Rst.NONE
                        ? "both start at power-up"
                        : "rst is 1 in row 0, where what it is still to load is not compared";
        return "  assumed   %s; what stays undefined is anything, the same under one name"
                .formatted(start);
    }

    private static List<String> table(Witness witness, Terminal terminal) {
        Witness.Row head = witness.rows().getFirst();
        List<String> outputs = List.copyOf(witness.outputs());
        List<String> names = new ArrayList<>(List.of("row"));
        names.addAll(head.inputs().keySet());
        outputs.forEach(name -> names.addAll(List.of(name, name + "'")));
        var table = new Table(names, SHOWN_ROWS, terminal);
        for (int row = 0; row < witness.rows().size(); row++) {
            Witness.Row one = witness.rows().get(row);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
            one.inputs().values().forEach(value -> cells.add(value.toString()));
            for (String name : outputs) {
                cells.add(text(one.left(), name));
                cells.add(text(one.right(), name));
            }
            table.add(cells);
        }
        return table.lines();
    }

    /// `x` where it is undefined, `-` where the row is not shown.
    private static String text(Map<String, BigInteger> shown, String name) {
        BigInteger value = shown.get(name);
        return value != null ? value.toString() : shown.containsKey(name) ? "x" : "-";
    }
}
