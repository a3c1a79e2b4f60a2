package io.lockspike.report;

import io.lockspike.equation.Rst;
import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What a proof of RTL came to, for people.
public final class ProveText {
    private static final int SHOWN_ROWS = 40;
    private static final int MOST_NAMES = 12;

    private ProveText() {}

    public static List<String> lines(Prove.Result result, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(result));
        switch (result.verdict()) {
            case RtlVerdict.Proven proven -> proven(proven, lines);
            case RtlVerdict.Refuted refuted -> refuted(result, refuted, lines);
            case RtlVerdict.Unknown unknown -> unknown(unknown, lines);
        }
        lines.add("  compared      " + names(result.compared()));
        if (!result.left().isEmpty()) {
            lines.add("  not compared  what nothing is bound to: " + names(result.left()));
        }
        lines.add("  assumed       " + assumed(result) + met(result.verdict()));
        result.warnings().forEach(warning -> lines.add("  warning       " + warning));
        lines.add("  tools         " + String.join(", ", result.tools()));
        lines.add(
                "  not shown     an x and power-up in a simulator that knows it; delays; more than one clock");
        if (result.verdict() instanceof RtlVerdict.Refuted refuted) {
            lines.addAll(table(refuted, terminal));
        }
        return lines;
    }

    static String headline(Prove.Result result) {
        String device = result.subject();
        String spec = "%s [%s]".formatted(result.spec().name(), result.spec().hash());
        return switch (result.verdict()) {
            case RtlVerdict.Proven _ ->
                    "PROVEN: %s does what %s says, in every clock of every stimulus"
                            .formatted(device, spec);
            case RtlVerdict.Refuted refuted ->
                    "REFUTED: %s does not do what %s says, after %s"
                            .formatted(device, spec, rows(refuted.rows().size()));
            case RtlVerdict.Unknown unknown ->
                    "UNKNOWN: whether %s does what %s says: %s"
                            .formatted(device, spec, unknown.reason());
        };
    }

    private static void proven(RtlVerdict.Proven proven, List<String> lines) {
        String over = proven.clocks() == 0 ? "" : " over " + clocks(proven.clocks());
        lines.add("  proven        by induction" + over + always(proven.invariant()));
        covers(proven, lines);
    }

    /// Where the design was seen to come, so that the proof speaks of something.
    private static void covers(RtlVerdict.Proven proven, List<String> lines) {
        List<String> reached =
                proven.covers().stream()
                        .filter(RtlVerdict.Cover::isReached)
                        .map(cover -> cover.text() + " in row " + cover.row())
                        .toList();
        List<String> never = texts(proven, RtlVerdict.Cover::never);
        List<String> open = texts(proven, RtlVerdict.Cover::isOpen);
        if (!reached.isEmpty()) {
            lines.add("  reached       " + names(reached));
        }
        if (!never.isEmpty()) {
            lines.add("  never         " + names(never));
        }
        if (!open.isEmpty()) {
            lines.add("  not reached   " + names(open));
        }
    }

    private static List<String> texts(RtlVerdict.Proven proven, Predicate<RtlVerdict.Cover> which) {
        return proven.covers().stream().filter(which).map(RtlVerdict.Cover::text).toList();
    }

    private static String always(List<String> invariant) {
        return invariant.isEmpty() ? "" : "; always " + names(invariant);
    }

    private static void refuted(
            Prove.Result result, RtlVerdict.Refuted refuted, List<String> lines) {
        String shortest = refuted.shortest() ? "; no shorter stimulus shows it" : "";
        lines.add(
                "  row %d: %s%s"
                        .formatted(refuted.rows().size() - 1, difference(refuted), shortest));
        result.seen().ifPresent(seen -> lines.add("  co-simulated  " + seen.sentence()));
    }

    /// `spike is 1, the model says 0`.
    static String difference(RtlVerdict.Refuted refuted) {
        RtlVerdict.Row last = refuted.rows().getLast();
        return "%s is %s, the model says %s"
                .formatted(
                        refuted.output(),
                        last.shown().get(refuted.output()),
                        last.said().get(refuted.output()));
    }

    private static void unknown(RtlVerdict.Unknown unknown, List<String> lines) {
        lines.add("  agreed        in " + clocks(unknown.clocks()) + " from power-up");
        if (!unknown.proven().isEmpty()) {
            lines.add("  proven        for all time: " + names(unknown.proven()));
        }
        if (!unknown.open().isEmpty()) {
            lines.add("  open          " + names(unknown.open()) + always(unknown.invariant()));
        }
    }

    private static String clocks(int count) {
        return count + (count == 1 ? " clock" : " clocks");
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String assumed(Prove.Result result) {
        return result.spec().equations().rst() == Rst.NONE
                ? "it starts at power-up; all inputs are free"
                : "rst is asserted in row 0; from then on it and all inputs are free";
    }

    private static String met(RtlVerdict verdict) {
        return verdict instanceof RtlVerdict.Proven proven
                ? "; so it was in a run of " + rows(proven.run())
                : "";
    }

    private static String names(List<String> names) {
        List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
        String more =
                names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return String.join(", ", shown) + more;
    }

    /// Behind each output what the model says of it.
    private static List<String> table(RtlVerdict.Refuted refuted, Terminal terminal) {
        RtlVerdict.Row head = refuted.rows().getFirst();
        List<String> names = new ArrayList<>(List.of("row"));
        names.addAll(head.inputs().keySet());
        List<String> outputs = List.copyOf(head.said().keySet());
        outputs.forEach(name -> names.addAll(List.of(name, "model")));
        var table = new Table(names, SHOWN_ROWS, terminal);
        for (int row = 0; row < refuted.rows().size(); row++) {
            RtlVerdict.Row one = refuted.rows().get(row);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
            one.inputs().values().forEach(value -> cells.add(value.toString()));
            for (String name : outputs) {
                cells.add(text(one.shown(), name));
                cells.add(text(one.said(), name));
            }
            table.add(cells);
        }
        return table.lines();
    }

    private static String text(Map<String, BigInteger> values, String name) {
        BigInteger value = values.get(name);
        return value == null ? "x" : value.toString();
    }
}
