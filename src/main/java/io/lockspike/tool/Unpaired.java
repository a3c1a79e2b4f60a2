package io.lockspike.tool;

/// Half of a character: a surrogate whose other half is not beside it. No encoding can write it.
public final class Unpaired {
    private Unpaired() {}

    public static boolean isAt(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
