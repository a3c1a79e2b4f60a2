package io.lockspike.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// One line on a terminal that says how far a long command is; nothing where `shown` is false (a
/// pipe, a file, `--quiet`), and nothing in the first 200 ms. Drawn at most five times a second,
/// erased by `close`. Call `at` every few thousand steps, not in each one: it reads the clock.
public final class Progress implements AutoCloseable {
    private static final long INTERVAL = 200_000_000L;

    private final Appendable out;
    private final boolean shown;
    private final LongSupplier clock;
    private final int width;
    private final String unit;
    private final long start;
    private long lastDrawn;
    private int drawnWidth;

    /// `clock` is in nanoseconds, as `System::nanoTime`; `unit` is what is counted, in the plural.
    public Progress(
            Appendable out, boolean shown, LongSupplier clock, Terminal terminal, String unit) {
        this.out = out;
        this.shown = shown;
        this.clock = clock;
        this.unit = unit;
        width = terminal.width() - 1;
        start = shown ? clock.getAsLong() : 0;
        lastDrawn = start;
    }

    /// `done` of `total` are done; `total` is 0 where nobody knows.
    public void at(long done, long total) {
        if (shown) {
            at(done, total, () -> "");
        }
    }

    /// The same, with what else there is to say.
    public void at(long done, long total, Supplier<String> more) {
        if (!shown) {
            return;
        }
        long now = clock.getAsLong();
        if (now - lastDrawn >= INTERVAL) {
            lastDrawn = now;
            draw(text(done, total, now - start) + more.get());
        }
    }

    /// What is being done, where nobody can count it.
    public void says(String what) {
        if (shown) {
            long now = clock.getAsLong();
            if (now - lastDrawn >= INTERVAL) {
                lastDrawn = now;
                draw(what);
            }
        }
    }

    /// Erases the line.
    @Override
    public void close() {
        if (drawnWidth > 0) {
            print("\r" + " ".repeat(drawnWidth) + "\r");
            drawnWidth = 0;
        }
    }

    private void draw(String text) {
        String line = text.substring(0, Math.min(width, text.length()));
        print("\r" + Layout.padRight(line, drawnWidth));
        drawnWidth = line.length();
    }

    private String text(long done, long total, long nanos) {
        double perSecond = done * 1e9 / nanos;
        String rate = ", " + Layout.grouped(Math.round(perSecond)) + " " + unit + "/s";
        if (total <= 0 || done > total || done == 0) {
            return Layout.grouped(done) + " " + unit + rate;
        }
        return Layout.grouped(done)
                + (" of " + Layout.grouped(total) + " " + unit)
                + (", " + (long) (100.0 * done / total) + " %")
                + rate
                + (", " + Layout.grouped(Math.round((total - done) / perSecond)) + " s left");
    }

    private void print(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
