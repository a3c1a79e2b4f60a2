package io.lockspike.report;

/// Layout and cells as people read them.
final class Layout {
    private Layout() {}

    /// `1234567` as `1,234,567`; `number` is not negative.
    static String grouped(long number) {
        var text = new StringBuilder(Long.toString(number));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// `1 row`, `2 rows`, `1,000 rows`.
    static String rows(long rows) {
        return grouped(rows) + (rows == 1 ? " row" : " rows");
    }

    /// `text`, or as much of its end as fits into `width` after a `~`.
    static String fit(String text, int width) {
        return text.length() <= width ? text : "~" + text.substring(text.length() - width + 1);
    }
}
