package io.lockspike.tool;

/// Text as a JSON string.
final class JsonText {
    private JsonText() {}

    /// `text` in quotes. Escaped is what JSON asks for, and also what a terminal would obey, what
    /// JavaScript takes for a line end, and what UTF-8 cannot encode.
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(isPlain(text, i) ? String.valueOf(c) : escape(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(String text, int i) {
        char c = text.charAt(i);
        boolean lineEnd = c == '\u2028' || c == '\u2029';
        return !Character.isISOControl(c) && !lineEnd && !Unpaired.isAt(text, i);
    }

    private static String escape(char c) {
        return "\\u" + Integer.toHexString(0x1_0000 | c).substring(1);
    }
}
