package io.lockspike.trace;

import java.util.List;

/// The name of a variable with the indices of its bits, as they stand in a `$var`: `v [7:0]`,
/// `v[7:0]` (GHDL), `v [3]` (one bit of a vector that is declared bit by bit), `v`.
record VcdRange(String name, int left, int right, boolean isSingleBit) {

    static VcdRange of(List<String> words, int bits) {
        String name = words.getFirst();
        String last = words.getLast();
        if (words.size() > 1) {
            name = join(words.subList(0, words.size() - 1));
            VcdRange range = parse(name, last, bits, true);
            return range == null ? plain(name + last, bits) : range;
        }
        int bracket = name.lastIndexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            VcdRange range =
                    parse(name.substring(0, bracket), name.substring(bracket), bits, false);
            return range == null ? plain(name, bits) : range;
        }
        return plain(name, bits);
    }

    private static String join(List<String> words) {
        return words.size() == 1 ? words.getFirst() : String.join("", words);
    }

    private static VcdRange plain(String name, int bits) {
        return new VcdRange(visible(name), bits - 1, 0, false);
    }

    /// The range in `text`, `[7:0]` or, if `index` may stand there, `[3]`; else `null`.
    private static VcdRange parse(String name, String text, int bits, boolean index) {
        if (text.length() < 3 || text.charAt(0) != '[' || !text.endsWith("]")) {
            return null;
        }
        int colon = text.indexOf(':');
        try {
            if (colon > 0) {
                int left = Integer.parseInt(text, 1, colon, 10);
                int right = Integer.parseInt(text, colon + 1, text.length() - 1, 10);
                return new VcdRange(visible(name), left, right, false);
            }
            if (index && bits == 1) {
                int only = Integer.parseInt(text, 1, text.length() - 1, 10);
                return new VcdRange(visible(name), only, only, true);
            }
        } catch (NumberFormatException _) {
            return null;
        }
        return null;
    }

    /// An escaped identifier without its backslash.
    private static String visible(String name) {
        return name.length() > 1 && name.charAt(0) == '\\' ? name.substring(1) : name;
    }
}
