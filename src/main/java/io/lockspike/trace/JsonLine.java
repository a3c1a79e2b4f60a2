package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One line of JSON lines: an object of texts, numbers, `true`, `false`, `null` and lists of texts;
/// where in the window each key and each value stands, without its quotes.
final class JsonLine {
    private static final int MOST = 100_000;

    int count;
    int[] keys = new int[16];
    int[] keyEnds = new int[16];
    int[] values = new int[16];
    int[] ends = new int[16];
    boolean[] quoted = new boolean[16];

    private final Lines lines;
    private int at;

    JsonLine(Lines lines) {
        this.lines = lines;
    }

    void split() {
        count = 0;
        at = lines.start;
        skipBlanks();
        expect('{');
        if (!take('}')) {
            do {
                pair();
            } while (take(','));
            expect('}');
        }
        skipBlanks();
        if (at < lines.end) {
            throw bad(at, "something stands behind the object; write one object a line");
        }
    }

    boolean isKey(int pair, String name) {
        byte[] bytes = lines.input.bytes;
        return TextBytes.equal(bytes, keys[pair], keyEnds[pair], name) || key(pair).equals(name);
    }

    String key(int pair) {
        return text(keys[pair], keyEnds[pair]);
    }

    String value(int pair) {
        return text(values[pair], ends[pair]);
    }

    int find(String name) {
        for (int i = 0; i < count; i++) {
            if (isKey(i, name)) {
                return i;
            }
        }
        throw lines.input.bad(
                lines.number, "no value " + Quote.of(name) + "; write null where it is undefined");
    }

    /// The list of texts that `name` has.
    List<String> texts(String name) {
        int pair = find(name);
        at = values[pair];
        var texts = new ArrayList<String>();
        expect('[');
        if (take(']')) {
            return texts;
        }
        do {
            skipBlanks();
            expect('"');
            int from = at;
            texts.add(text(from, string()));
        } while (take(','));
        expect(']');
        return texts;
    }

    BadInputException bad(int at, String message) {
        return lines.input.bad(lines.number, at - lines.start + 1, message);
    }

    private void pair() {
        if (count == MOST) {
            throw lines.input.bad(lines.number, "more than " + MOST + " values");
        }
        if (count == keys.length) {
            grow();
        }
        skipBlanks();
        expect('"');
        keys[count] = at;
        keyEnds[count] = string();
        skipBlanks();
        expect(':');
        skipBlanks();
        value();
        count++;
        skipBlanks();
    }

    private void value() {
        quoted[count] = take('"');
        values[count] = at;
        if (quoted[count]) {
            ends[count] = string();
        } else if (take('[')) {
            list();
            ends[count] = at;
        } else {
            word();
            ends[count] = at;
        }
    }

    private void list() {
        byte[] bytes = lines.input.bytes;
        while (!take(']')) {
            if (at >= lines.end || bytes[at] == '[' || bytes[at] == '{') {
                throw bad(at, "expected a list of texts that ends on this line");
            }
            if (bytes[at++] == '"') {
                string();
            }
        }
    }

    private void word() {
        byte[] bytes = lines.input.bytes;
        int from = at;
        while (at < lines.end && isWord(bytes[at])) {
            at++;
        }
        boolean number = at > from && (bytes[from] == '-' || isDigit(bytes[from]));
        if (!number && !isLiteral(from)) {
            throw bad(from, "expected a number, a text, true, false or null");
        }
    }

    private boolean isLiteral(int from) {
        byte[] bytes = lines.input.bytes;
        return TextBytes.equal(bytes, from, at, "null")
                || TextBytes.equal(bytes, from, at, "true")
                || TextBytes.equal(bytes, from, at, "false");
    }

    /// Goes past a text and its closing quotes; returns where it ends.
    private int string() {
        byte[] bytes = lines.input.bytes;
        while (at < lines.end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        if (at >= lines.end) {
            throw bad(lines.end, "the line ends in the middle of a text");
        }
        return at++;
    }

    private String text(int from, int to) {
        String text = TextBytes.text(lines.input.bytes, from, to);
        return text.indexOf('\\') < 0 ? text : JsonText.unescape(text);
    }

    private boolean take(char letter) {
        if (at < lines.end && lines.input.bytes[at] == letter) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char letter) {
        if (!take(letter)) {
            throw bad(at, "expected " + letter + (at >= lines.end ? ", but the line ends" : ""));
        }
    }

    private void skipBlanks() {
        while (at < lines.end && TextBytes.isBlank(lines.input.bytes[at])) {
            at++;
        }
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * count);
        keyEnds = Arrays.copyOf(keyEnds, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
        quoted = Arrays.copyOf(quoted, 2 * count);
    }

    private static boolean isWord(byte letter) {
        return Character.isLetterOrDigit(letter & 0x7f)
                || letter == '-'
                || letter == '+'
                || letter == '.';
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }
}
