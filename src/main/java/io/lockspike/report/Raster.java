package io.lockspike.report;

import java.util.ArrayList;
import java.util.List;

/// Spikes over time: a line for each output or lane, time to the right. Memory does not grow with
/// the run: see [Bins].
///
/// ```
/// spike@0 │▁  ▁▁ ▂  ▁  ▁           9
/// spike@1 │  ▂ ▂▂ ▅█              43
///          0 1 column = 8 rows 99 spikes
/// ```
///
/// A column of one row shows `│` for a spike. A column of more shows the share of its rows that
/// spiked, `▁` to `█` (in ASCII `|`, and `.` `:` `+` `#`). `x`: undefined in all its rows. At the
/// right stands the number of spikes.
public final class Raster {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_LEVELS = ".:+#";

    private final Terminal terminal;
    private final List<String> names;
    private final int nameWidth;
    private final int columns;
    private final Bins[] lines;
    private final long[] spikes;

    public Raster(List<String> names, Terminal terminal) {
        this.terminal = terminal;
        this.names = List.copyOf(names);
        nameWidth = Axis.labelWidth(names);
        columns = Axis.columns(nameWidth, terminal);
        lines = new Bins[names.size()];
        spikes = new long[lines.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Bins(Axis.BINS_PER_COLUMN * columns);
        }
    }

    /// The next row of line `line`: whether it spiked, and whether that is defined. Each line takes
    /// one call a row.
    public void add(int line, boolean spike, boolean defined) {
        lines[line].add(spike ? 1 : 0, defined);
        spikes[line] += spike && defined ? 1 : 0;
    }

    /// The drawing, a string for each line of text; none before the first row.
    public List<String> lines() {
        if (lines.length == 0 || lines[0].rows() == 0) {
            return List.of();
        }
        var text = new ArrayList<String>();
        for (int i = 0; i < lines.length; i++) {
            text.add(line(i, lines[i].atMost(columns)));
        }
        text.add(time(lines[0].atMost(columns)));
        return text;
    }

    private String time(Bins bins) {
        String time = Axis.time(bins, nameWidth, terminal);
        int blank = terminal.width() - time.length();
        return terminal.paint(Terminal.Ink.FRAME, time + Layout.padLeft("spikes", blank));
    }

    private String line(int i, Bins bins) {
        var marks = new StringBuilder();
        for (int bin = 0; bin < bins.size(); bin++) {
            marks.append(mark(bins.get(bin), bins.rowsIn(bin)));
        }
        int blank = columns - bins.size() + Axis.COUNT_WIDTH;
        return Axis.label(names.get(i), nameWidth, terminal)
                + marks
                + Layout.padLeft(Layout.grouped(spikes[i]), blank);
    }

    private String mark(Bins.Bin bin, long rows) {
        if (!bin.isDefined()) {
            return terminal.paint(Terminal.Ink.UNDEFINED, "x");
        }
        return bin.set() == 0 ? " " : terminal.paint(Terminal.Ink.SPIKE, spike(bin.set(), rows));
    }

    private String spike(long set, long rows) {
        if (rows == 1) {
            return terminal.either("│", "|");
        }
        String levels = terminal.either(LEVELS, ASCII_LEVELS);
        int level = (int) Math.ceilDiv(set * levels.length(), rows) - 1;
        return levels.substring(level, level + 1);
    }
}
