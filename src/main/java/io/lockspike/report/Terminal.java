package io.lockspike.report;

import java.util.Map;

/// What the terminal shows: `width` in columns, block characters or ASCII only, colour or none.
public record Terminal(int width, boolean unicode, boolean colour) {
    public static final int MIN_WIDTH = 40;
    public static final int MAX_WIDTH = 1000;
    public static final int DEFAULT_WIDTH = 80;

    /// ANSI colours, each for one purpose.
    enum Ink {
        SPIKE("1"),
        FRAME("2"),
        THRESHOLD("33"),
        UNDEFINED("31");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    public Terminal {
        width = Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
    }

    /// From `COLUMNS`, `NO_COLOR` (any value but the empty one) and `TERM`; `tty` says whether the
    /// text goes to a terminal, `unicode` whether its charset is UTF-8. Colour only on a terminal.
    public static Terminal of(Map<String, String> environment, boolean tty, boolean unicode) {
        boolean colour =
                tty
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(columns(environment.getOrDefault("COLUMNS", "")), unicode, colour);
    }

    /// That of a file.
    static Terminal plain() {
        return new Terminal(DEFAULT_WIDTH, true, false);
    }

    String paint(Ink ink, String text) {
        return colour && !text.isBlank() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    /// `unicode` or, on a terminal without it, `ascii`.
    String either(String unicodeText, String ascii) {
        return unicode ? unicodeText : ascii;
    }

    private static int columns(String text) {
        try {
            return text.isEmpty() ? DEFAULT_WIDTH : Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return DEFAULT_WIDTH;
        }
    }
}
