package io.lockspike.report;

import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// A value over time, such as a membrane: a few lines high, time to the right. Memory does not grow
/// with the run: see [Bins].
///
/// A column reaches from the lowest to the highest value of its rows, and is joined to the column
/// before it; `▀` and `▄` are half a line. The axis goes from the lowest to the highest value of
/// the run and of the threshold, a dotted line if there is one. `x`: undefined in all its rows.
public final class Plot {
    private final Terminal terminal;
    private final String title;
    private final LongFunction<String> format;
    private final Optional<Long> threshold;
    private final int height;
    private final int labelWidth;
    private final int columns;
    private final Bins bins;

    /// Inverts the highest bit of a `u64`, so that its order is that of `long`; else 0.
    private final long flip;

    /// `threshold` is raw in `type`; `height` is in lines of text, at least 2.
    public Plot(String name, Type type, Optional<Long> threshold, int height, Terminal terminal) {
        this(
                name + " (" + type + ")",
                type::format,
                !type.signed() && type.bits() == Type.MAX_BITS ? Long.MIN_VALUE : 0,
                threshold,
                height,
                Axis.labelWidth(List.of(type.min().toString(), type.max().toString())),
                terminal);
    }

    /// Of values that `format` writes.
    public Plot(
            String title,
            LongFunction<String> format,
            Optional<Long> threshold,
            int height,
            Terminal terminal) {
        this(title, format, 0, threshold, height, Axis.labelWidth(List.of()), terminal);
    }

    private Plot(
            String title,
            LongFunction<String> format,
            long flip,
            Optional<Long> threshold,
            int height,
            int labelWidth,
            Terminal terminal) {
        this.terminal = terminal;
        this.title = title;
        this.format = format;
        this.height = Math.max(2, height);
        this.flip = flip;
        this.threshold = threshold.map(raw -> raw ^ flip);
        this.labelWidth = labelWidth;
        columns = Axis.columns(labelWidth, terminal);
        bins = new Bins(Axis.BINS_PER_COLUMN * columns);
    }

    /// The raw value of the next row.
    public void add(long raw, boolean defined) {
        bins.add(raw ^ flip, defined);
    }

    /// The drawing, a string for each line of text; none before the first defined value.
    public List<String> lines() {
        var shown = bins.atMost(columns);
        return scale(shown).map(scale -> draw(shown, scale)).orElse(List.of());
    }

    /// Values to half lines: `low` stands at 0, `high` at `steps`.
    private record Scale(long low, long high, int steps) {
        static Scale of(Bins.Bin bin, int steps) {
            return new Scale(bin.low(), bin.high(), steps);
        }

        Scale with(long lowest, long highest) {
            return new Scale(Math.min(low, lowest), Math.max(high, highest), steps);
        }

        int place(long value) {
            double span = (double) high - (double) low;
            return span == 0 ? 0 : (int) Math.rint(((double) value - (double) low) / span * steps);
        }
    }

    private Optional<Scale> scale(Bins shown) {
        Scale scale = null;
        for (int i = 0; i < shown.size(); i++) {
            var bin = shown.get(i);
            if (bin.isDefined()) {
                scale = scale == null ? Scale.of(bin, 2 * height - 1) : scale;
                scale = scale.with(bin.low(), bin.high());
            }
        }
        var values = Optional.ofNullable(scale);
        return threshold.isEmpty()
                ? values
                : values.map(found -> found.with(threshold.get(), threshold.get()));
    }

    private List<String> draw(Bins shown, Scale scale) {
        var text = new ArrayList<String>();
        text.add(title());
        for (int line = height - 1; line >= 0; line--) {
            String label = Axis.label(label(line, scale), labelWidth, terminal);
            text.add((label + marks(line, shown, scale)).stripTrailing());
        }
        text.add(terminal.paint(Terminal.Ink.FRAME, Axis.time(shown, labelWidth, terminal)));
        return text;
    }

    private String title() {
        return threshold.isEmpty() ? title : title + ", threshold " + format(threshold.get());
    }

    private String label(int line, Scale scale) {
        if (line == height - 1) {
            return format(scale.high());
        }
        if (line == 0) {
            return format(scale.low());
        }
        return isThreshold(line, scale) ? format(threshold.get()) : "";
    }

    private boolean isThreshold(int line, Scale scale) {
        return threshold.isPresent() && scale.place(threshold.get()) / 2 == line;
    }

    private String marks(int line, Bins shown, Scale scale) {
        var marks = new StringBuilder();
        String empty = isThreshold(line, scale) ? dotted() : " ";
        for (int i = 0; i < shown.size(); i++) {
            var bin = shown.get(i);
            if (bin.isDefined()) {
                boolean joined = i > 0 && shown.get(i - 1).isDefined();
                long before = joined ? shown.get(i - 1).last() : bin.first();
                int low = scale.place(Math.min(before, bin.low()));
                int high = scale.place(Math.max(before, bin.high()));
                marks.append(mark(2 * line, low, high, empty));
            } else {
                marks.append(line == 0 ? terminal.paint(Terminal.Ink.UNDEFINED, "x") : empty);
            }
        }
        return marks.toString();
    }

    /// The character of the half lines `place` and `place + 1` in a column from `low` to `high`.
    private String mark(int place, int low, int high, String empty) {
        boolean lower = low <= place && place <= high;
        boolean upper = low <= place + 1 && place + 1 <= high;
        if (lower && upper) {
            return terminal.either("█", "|");
        }
        return lower ? terminal.either("▄", ".") : upper ? terminal.either("▀", "'") : empty;
    }

    private String dotted() {
        return terminal.paint(Terminal.Ink.THRESHOLD, terminal.either("┄", "-"));
    }

    private String format(long value) {
        return format.apply(value ^ flip);
    }
}
