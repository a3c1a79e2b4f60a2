package io.lockspike.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cuts a text of the equation language into tokens.
final class Lexer {
    private static final int LONGEST_WORD = 300;
    private static final List<String> SYMBOLS =
            List.of(
                    "<<", ">>", "==", "!=", "<=", ">=", "+", "-", "*", "&", "|", "^", "~", "<", ">",
                    "?", ":", ";", ",", "(", ")", "[", "]", "{", "}", "=", "'", "@");

    /// What people write out of habit, and what to write here.
    private static final Map<String, String> HABITS =
            Map.of(
                    ">>>", "'>>' (it floors; whether a value is signed is said by its type)",
                    "<<<", "'<<'",
                    "&&", "'and'",
                    "||", "'or'",
                    "!", "'not'",
                    "/", "'div(x, y)', which rounds toward zero, or 'x >> k', which floors",
                    "%", "'x & (2^k - 1)' or a cast such as 'u4(x)'",
                    "**", "'1 << k'");

    /// After these a line goes on: nothing that can end a statement.
    private static final Set<String> OPEN =
            Set.of(
                    "<<", ">>", "==", "!=", "<=", ">=", "+", "-", "*", "&", "|", "^", "~", "<", ">",
                    "?", ":", ",", "(", "[", "=", "@", "and", "or", "not");

    /// A line that starts with one of these goes on from the line above: nothing that can start a
    /// statement.
    private static final Set<String> CONTINUES =
            Set.of(
                    "<<", ">>", "==", "!=", "<=", ">=", "+", "-", "*", "&", "|", "^", "<", ">", "?",
                    ":", ",", ")", "]", "=", "{", "and", "or", "else", "'");

    private final EquationText source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line;
    private int lineStart;
    private int depth;

    /// Where the last token ends, and a text that lacks something, too.
    private Place end;

    private boolean separate;

    private Lexer(EquationText source) {
        this.source = source;
        this.text = source.text();
    }

    static List<Token> tokens(EquationText source) {
        return new Lexer(source).run();
    }

    private List<Token> run() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n') {
                separate = true;
                position++;
                line++;
                lineStart = position;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                position++;
            } else if (c == '#') {
                position = end(text.indexOf('\n', position));
            } else {
                word(c);
            }
        }
        add(new Token(Token.Kind.END, "", tokens.isEmpty() ? here() : end));
        return tokens;
    }

    private void word(char c) {
        if (Words.isNameStart(c)) {
            take(Token.Kind.NAME, nameEnd());
        } else if (Words.isDigit(c)) {
            take(Token.Kind.NUMBER, nameEnd());
        } else if (c == '"') {
            string();
        } else {
            symbol();
        }
    }

    private void string() {
        int close = text.indexOf('"', position + 1);
        if (close < 0) {
            throw error("this text in quotes has no end");
        }
        add(new Token(Token.Kind.STRING, text.substring(position + 1, close), here()));
        position = close + 1;
        end = here();
    }

    private void symbol() {
        for (int length = 3; length > 0; length--) {
            String habit = text.substring(position, Math.min(text.length(), position + length));
            if (HABITS.containsKey(habit)) {
                throw error(
                        "'%s' is not an operator here: write %s"
                                .formatted(habit, HABITS.get(habit)));
            }
            if (SYMBOLS.contains(habit)) {
                take(
                        habit.equals(";") ? Token.Kind.SEPARATOR : Token.Kind.SYMBOL,
                        position + habit.length());
                return;
            }
        }
        int code = text.codePointAt(position);
        throw error(
                "'%s' (U+%04X) means nothing here; an equation has names, numbers and the operators %s"
                        .formatted(Character.toString(code), code, "+ - * << >> & | ^ ~ ? :"));
    }

    private void take(Token.Kind kind, int to) {
        var token = new Token(kind, text.substring(position, to), here());
        position = to;
        end = here();
        add(token);
    }

    private void add(Token token) {
        if (separate && depth == 0 && endsStatement() && !CONTINUES.contains(token.text())) {
            tokens.add(new Token(Token.Kind.SEPARATOR, "", token.at()));
        }
        separate = false;
        if (token.is("(") || token.is("[")) {
            depth++;
        } else if (token.is(")") || token.is("]")) {
            depth = Math.max(0, depth - 1);
        }
        tokens.add(token);
    }

    private boolean endsStatement() {
        return !tokens.isEmpty() && !OPEN.contains(tokens.getLast().text());
    }

    private int nameEnd() {
        int to = position;
        while (to < text.length() && Words.isNamePart(text.charAt(to))) {
            to++;
        }
        if (to - position > LONGEST_WORD) {
            throw error(
                    "a word of %d characters; %d are the most"
                            .formatted(to - position, LONGEST_WORD));
        }
        return to;
    }

    private int end(int found) {
        return found < 0 ? text.length() : found;
    }

    private Place here() {
        return source.place(line, position - lineStart);
    }

    private BadInputException error(String message) {
        return new BadInputException(here(), message);
    }
}
