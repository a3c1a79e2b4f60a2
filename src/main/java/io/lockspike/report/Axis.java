package io.lockspike.report;

import java.util.List;

/// What the drawings share: labels at the left, time below, room for a count at the right. So
/// drawings one below the other have their rows one below the other, unless a label is long.
final class Axis {
    static final int COUNT_WIDTH = 10;
    static final int BINS_PER_COLUMN = 8;
    private static final int MIN_LABEL = 10;
    private static final int MAX_LABEL = 20;

    private Axis() {}

    /// The width of the widest of `labels`, within limits.
    static int labelWidth(List<String> labels) {
        int width = MIN_LABEL;
        for (var label : labels) {
            width = Math.max(width, Math.min(MAX_LABEL, label.length()));
        }
        return width;
    }

    /// The columns that are left for the time.
    static int columns(int labelWidth, Terminal terminal) {
        return Math.max(1, terminal.width() - labelWidth - 2 - COUNT_WIDTH);
    }

    /// A label and the frame, `width + 2` columns.
    static String label(String label, int width, Terminal terminal) {
        String frame = terminal.either("│", "|");
        return Layout.padLeft(Layout.fit(label, width), width)
                + " "
                + terminal.paint(Terminal.Ink.FRAME, frame);
    }

    /// The line below: the first row, what a column stands for, the last row.
    static String time(Bins bins, int labelWidth, Terminal terminal) {
        String scale = bins.rowsPerBin() == 1 ? "" : "1 column = " + Layout.rows(bins.rowsPerBin());
        return " ".repeat(labelWidth + 2) + time(bins, scale, columns(labelWidth, terminal));
    }

    private static String time(Bins bins, String scale, int columns) {
        String last = Long.toString(bins.rows() - 1);
        int blank = bins.size() - 1 - last.length() - scale.length();
        if (blank >= 2) {
            return "0" + between(scale, blank) + last;
        }
        String rows = bins.rows() == 1 ? "0" : "0 to " + last;
        String both = rows + (scale.isEmpty() ? "" : ", " + scale);
        return both.length() <= columns ? both : rows;
    }

    private static String between(String text, int blank) {
        return " ".repeat(blank / 2) + text + " ".repeat(blank - blank / 2);
    }
}
