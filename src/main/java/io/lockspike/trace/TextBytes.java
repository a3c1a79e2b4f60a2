package io.lockspike.trace;

import java.nio.charset.StandardCharsets;

/// Pieces of text in arrays of bytes.
final class TextBytes {
    private TextBytes() {}

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }

    static boolean equal(byte[] bytes, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
