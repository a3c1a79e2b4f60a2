package io.lockspike.report;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A verdict for people.
public final class VerdictText {
    private static final int MOST_SHOWN = 20;
    private static final int MOST_NAMES = 12;

    private VerdictText() {}

    /// One line that says it all, then what was compared and what was not.
    public static List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(verdict));
        int number = 0;
        for (Divergence divergence : verdict.divergences()) {
            if (++number > MOST_SHOWN) {
                lines.add("  … and " + (verdict.divergences().size() - MOST_SHOWN) + " more");
                break;
            }
            lines.add("  " + number + ". " + divergence.sentence());
        }
        lines.add(
                "  compared      %s of %s"
                        .formatted(cells(verdict.cells()), names(verdict.compared())));
        notCompared(verdict).forEach(line -> lines.add("  not compared  " + line));
        verdict.warnings().forEach(warning -> lines.add("  warning       " + warning));
        verdict.about().forEach(one -> lines.add("  %-13s %s".formatted(one.name(), one.text())));
        if (verdict.outcome() != Verdict.Outcome.AGREED) {
            lines.add("  replay        " + verdict.replay());
        }
        return lines;
    }

    private static String headline(Verdict verdict) {
        String outcome =
                switch (verdict.outcome()) {
                    case AGREED -> "AGREED";
                    case DISAGREED ->
                            "DISAGREED in "
                                    + (verdict.divergences().size() == 1
                                            ? "one place"
                                            : verdict.divergences().size() + " places");
                    case NOTHING_COMPARED -> "NOTHING COMPARED";
                    case PARTIAL -> "PARTIAL";
                };
        return "%s: %s is %s by %s [%s], %s %s, level %s"
                .formatted(
                        outcome,
                        verdict.subject(),
                        verdict.outcome() == Verdict.Outcome.AGREED ? "right" : "checked",
                        verdict.specName(),
                        verdict.specHash(),
                        Layout.grouped(verdict.steps()),
                        (verdict.level() == Verdict.Level.ORDER ? "event" : "step")
                                + (verdict.steps() == 1 ? "" : "s"),
                        verdict.level());
    }

    private static List<String> notCompared(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        if (verdict.undefined() > 0) {
            lines.add(cells(verdict.undefined()) + " that the model leaves undefined");
        }
        if (verdict.unobserved() > 0) {
            lines.add(
                    cells(verdict.unobserved())
                            + " that the device or the recording does not show");
        }
        if (verdict.skipped() > 0) {
            lines.add(Layout.grouped(verdict.skipped()) + " rows that do not count");
        }
        if (!verdict.left().isEmpty()) {
            lines.add("what nothing is bound to: " + names(verdict.left()));
        }
        if (!verdict.partial().isEmpty()) {
            lines.add("the rest: " + verdict.partial());
        }
        return lines;
    }

    private static String cells(long count) {
        return Layout.grouped(count) + (count == 1 ? " cell" : " cells");
    }

    private static String names(List<String> names) {
        List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
        String more =
                names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return String.join(", ", shown) + more;
    }
}
