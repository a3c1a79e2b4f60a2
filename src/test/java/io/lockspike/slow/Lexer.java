package io.lockspike.slow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts the text of equations into words; the end of a statement is the word `;`.
final class Lexer {

    /// The word after the last one.
    static final String END = "";

    private static final Pattern WORD =
            Pattern.compile(
                    "(?<skip>[ \\t\\r]+|#[^\\n]*)"
                            + "|(?<newline>\\n)"
                            + "|(?<word>[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_]*"
                            + "|==|!=|<=|>=|<<|>>|[-<>+*&|^~?:()\\[\\]{},;='@])");

    /// A line that ends with one of these, or is followed by one, goes on.
    private static final Set<String> JOINS =
            Set.of(
                    "==", "!=", "<=", ">=", "<<", ">>", "<", ">", "+", "-", "*", "&", "|", "^", "~",
                    "?", ":", ",", "=", "and", "or", "not");

    private Lexer() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int at = 0;
        int open = 0;
        boolean newline = false;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("cannot read: " + text.substring(at));
            }
            at = matcher.end();
            if (matcher.group("newline") != null) {
                newline = true;
            } else if (matcher.group("word") != null) {
                String word = matcher.group();
                if (newline && open == 0 && !joins(words, word)) {
                    words.add(";");
                }
                newline = false;
                open += opens(word);
                words.add(word);
            }
        }
        words.add(";");
        words.add(END);
        return words;
    }

    private static boolean joins(List<String> before, String next) {
        return JOINS.contains(next) || (!before.isEmpty() && JOINS.contains(before.getLast()));
    }

    private static int opens(String word) {
        return switch (word) {
            case "(", "[" -> 1;
            case ")", "]" -> -1;
            default -> 0;
        };
    }
}
