package io.lockspike.report;

import java.util.ArrayList;
import java.util.List;

/// The first rows of a run, right aligned. Keeps `limit` rows and no more.
public final class Table {
    private final Terminal terminal;
    private final List<String> header;
    private final int limit;
    private final List<List<String>> kept = new ArrayList<>();
    private long rows;

    public Table(List<String> header, int limit, Terminal terminal) {
        this.terminal = terminal;
        this.header = List.copyOf(header);
        this.limit = limit;
    }

    /// Whether no more cells are wanted: further rows are only counted.
    public boolean isFull() {
        return kept.size() >= limit;
    }

    /// The next row, a cell for each column.
    public void add(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells, " + header.size() + " columns");
        }
        rows++;
        if (!isFull()) {
            kept.add(List.copyOf(cells));
        }
    }

    /// One more row that is not kept.
    public void skip() {
        rows++;
    }

    /// The table, a string for each line of text. The last one counts the rows above the limit and
    /// the columns that the terminal has no room for.
    public List<String> lines() {
        int columns = fittingColumns();
        var text = new ArrayList<String>();
        text.add(terminal.paint(Terminal.Ink.FRAME, line(header, columns)));
        kept.forEach(cells -> text.add(line(cells, columns)));
        String left = leftOut(columns);
        if (!left.isEmpty()) {
            text.add(terminal.paint(Terminal.Ink.FRAME, left));
        }
        return text;
    }

    private String line(List<String> cells, int columns) {
        var line = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            line.append(i == 0 ? "" : "  ").append(Layout.padLeft(cells.get(i), width(i)));
        }
        return line.toString();
    }

    /// At least one.
    private int fittingColumns() {
        int columns = 0;
        int used = 0;
        while (columns < header.size()) {
            used += width(columns) + (columns == 0 ? 0 : 2);
            if (columns > 0 && used > terminal.width()) {
                break;
            }
            columns++;
        }
        return columns;
    }

    private int width(int column) {
        int width = header.get(column).length();
        for (var cells : kept) {
            width = Math.max(width, cells.get(column).length());
        }
        return width;
    }

    private String leftOut(int columns) {
        long moreRows = rows - kept.size();
        int moreColumns = header.size() - columns;
        String dots = terminal.either("… ", "... ");
        String inRows = moreRows == 0 ? "" : Layout.rows(moreRows) + " more";
        String inColumns =
                moreColumns == 0
                        ? ""
                        : moreColumns + (moreColumns == 1 ? " column more" : " columns more");
        String both = inRows + (inRows.isEmpty() || inColumns.isEmpty() ? "" : ", ") + inColumns;
        return both.isEmpty() ? "" : dots + both;
    }
}
