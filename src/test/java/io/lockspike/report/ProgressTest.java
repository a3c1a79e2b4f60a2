package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static final Terminal TERMINAL = new Terminal(80, false, false);

    private final StringBuilder out = new StringBuilder();
    private final AtomicLong millis = new AtomicLong();

    @Test
    void saysHowFarHowFastAndHowLongYet() {
        try (var progress = progress(true)) {
            at(progress, 2000, 1_500_000, 6_000_000);
        }

        assertThat(out.toString())
                .startsWith("\r1,500,000 of 6,000,000 steps, 25 %, 750,000 steps/s, 6 s left");
    }

    @Test
    void saysHowFarWhereTheEndIsNotKnown() {
        try (var progress = progress(true)) {
            at(progress, 2000, 4000, 0);
        }

        assertThat(out.toString()).startsWith("\r4,000 steps, 2,000 steps/s\r");
    }

    @Test
    void isSilentInThePipe() {
        try (var progress = progress(false)) {
            at(progress, 5000, 1, 2);
        }

        assertThat(out).isEmpty();
    }

    @Test
    void isSilentInAShortRun() {
        try (var progress = progress(true)) {
            at(progress, 100, 1, 2);
            at(progress, 199, 2, 2);
        }

        assertThat(out).isEmpty();
    }

    @Test
    void drawsFiveTimesASecondAtMost() {
        try (var progress = progress(true)) {
            for (int i = 0; i <= 10_000; i++) {
                at(progress, i, i, 10_000);
            }
        }

        assertThat(out.chars().filter(c -> c == '%').count()).isEqualTo(50);
    }

    @Test
    void erasesWhatItDrew() {
        try (var progress = progress(true)) {
            at(progress, 200, 1_000_000, 0);
            at(progress, 400, 5, 0);
        }

        String text = out.toString();
        assertThat(screen(text)).isBlank();
        assertThat(screen(text.substring(0, text.lastIndexOf("\r "))))
                .isEqualTo("5 steps, 13 steps/s");
        assertThat(text).endsWith("\r").doesNotContain("\n", "\u001b");
    }

    @Test
    void staysOnOneLine() {
        try (var progress =
                new Progress(out, true, this::nanos, new Terminal(40, false, false), "steps")) {
            at(progress, 1000, 1_000_000_000_000L, 9_000_000_000_000L);
        }

        assertThat(out.substring(1, out.indexOf("\r", 1))).hasSize(39);
    }

    /// What a line of a terminal holds after `text`.
    private static String screen(String text) {
        var line = new StringBuilder();
        int column = 0;
        for (int c : text.chars().toArray()) {
            if (c == '\r') {
                column = 0;
            } else {
                line.replace(column, Math.min(line.length(), column + 1), Character.toString(c));
                column++;
            }
        }
        return line.toString().stripTrailing();
    }

    private void at(Progress progress, long now, long done, long total) {
        millis.set(now);
        progress.at(done, total);
    }

    private Progress progress(boolean shown) {
        return new Progress(out, shown, this::nanos, TERMINAL, "steps");
    }

    private long nanos() {
        return millis.get() * 1_000_000;
    }
}
