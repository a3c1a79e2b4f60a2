package io.lockspike.trace;

import java.util.List;

/// Text of a recording in a message: what somebody else wrote, so it is cut short and can steer no
/// terminal.
final class Quote {
    private static final int LONGEST = 60;

    /// The most names that a message shows.
    static final int MOST = 8;

    private Quote() {}

    /// `'text'`
    static String of(String text) {
        return "'" + plain(text) + "'";
    }

    static String plain(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        var plain = new StringBuilder();
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            plain.append(Character.isISOControl(c) || isBidiMark(c) ? '?' : c);
        }
        return plain.toString();
    }

    /// `a, b, c`, or `a, b, c …` where there are more.
    static String some(List<String> names) {
        var some = new StringBuilder();
        for (int i = 0; i < Math.min(names.size(), MOST); i++) {
            some.append(i == 0 ? "" : ", ").append(plain(names.get(i)));
        }
        return some.append(names.size() > MOST ? " …" : "").toString();
    }

    private static boolean isBidiMark(char c) {
        return c == '\u200e'
                || c == '\u200f'
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
