package io.lockspike.equation;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The words of the language, and what somebody may have meant by another one.
public final class Words {
    public static final Set<String> RESERVED =
            Set.of(
                    "when",
                    "else",
                    "replicate",
                    "and",
                    "or",
                    "not",
                    "wrap",
                    "sat",
                    "pick",
                    "cat",
                    "min",
                    "max",
                    "abs",
                    "sign",
                    "popcount",
                    "div",
                    "shr",
                    "falling",
                    "init",
                    "neuron");

    /// Longer ones would fill messages, and memory where a layer repeats them.
    private static final int LONGEST_NAME = 128;

    private Words() {}

    /// Whether `text` is a letter or `_`, then letters, digits and `_`, in ASCII; 128 at most.
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME || !isNameStart(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isNamePart(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// The names that stand in a text, each once.
    public static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        var word = new StringBuilder();
        for (char c : (text + " ").toCharArray()) {
            if (isNamePart(c)) {
                word.append(c);
            } else {
                if (isName(word.toString()) && !RESERVED.contains(word.toString())) {
                    names.add(word.toString());
                }
                word.setLength(0);
            }
        }
        return names;
    }

    /// `" (did you mean 'x'?)"` for the closest of `known`, or nothing where none is close.
    public static String didYouMean(String word, Collection<String> known) {
        String best = "";
        if (word.isEmpty() || word.length() > LONGEST_NAME) {
            return best;
        }
        int limit = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(word, candidate);
            if (distance < limit) {
                limit = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
    }

    /// `'a', 'b', 'c'`, cut after twelve.
    public static String list(Collection<String> words) {
        var text = new StringBuilder();
        int count = 0;
        for (String word : words) {
            if (count++ == 12) {
                return text.append(", …").toString();
            }
            text.append(text.isEmpty() ? "" : ", ").append(word);
        }
        return text.toString();
    }

    /// Letters to add, drop, change or swap with their neighbour.
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = cost[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
