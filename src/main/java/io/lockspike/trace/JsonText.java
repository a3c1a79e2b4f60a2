package io.lockspike.trace;

/// Texts as JSON writes them.
final class JsonText {
    private JsonText() {}

    /// `text` in quotes.
    static String quote(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(Character.forDigit(c >> shift & 15, 16));
                }
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /// What stands between the quotes of a JSON text; a malformed escape stays as it is.
    static String unescape(String json) {
        var text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\' || i + 1 == json.length()) {
                text.append(c);
                continue;
            }
            char letter = json.charAt(++i);
            int plain = "\"\\/bfnrt".indexOf(letter);
            if (plain >= 0) {
                text.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else if (letter == 'u' && isHex(json, i + 1)) {
                text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(c).append(letter);
            }
        }
        return text.toString();
    }

    private static boolean isHex(String json, int from) {
        if (from + 4 > json.length()) {
            return false;
        }
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(json.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
