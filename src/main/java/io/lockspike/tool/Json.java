package io.lockspike.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Writes JSON (RFC 8259) straight to its output, on one line or indented by two spaces. The same
/// calls give the same bytes. Integers are written exactly, however long.
///
/// ```
/// json.object().name("steps").value(100).name("lanes").array().value(1).end().end();
/// ```
public final class Json {
    private final Appendable out;
    private final boolean pretty;
    private final Deque<Frame> open = new ArrayDeque<>();
    private boolean named;
    private boolean complete;

    private static final class Frame {
        private final char close;
        private boolean empty = true;

        Frame(char close) {
            this.close = close;
        }
    }

    public Json(Appendable out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    public Json object() {
        return begin('{', '}');
    }

    public Json array() {
        return begin('[', ']');
    }

    /// Ends the innermost object or array. After the outermost one comes a line feed.
    public Json end() {
        require(!open.isEmpty() && !named, "nothing to end, or a name without a value");
        var frame = open.pop();
        if (!frame.empty) {
            newLine();
        }
        print(frame.close);
        return ended();
    }

    /// The name of the next value; in an object only.
    public Json name(String name) {
        require(!open.isEmpty() && open.peek().close == '}' && !named, "no place for a name");
        separate();
        print(JsonText.quoted(name));
        print(':');
        if (pretty) {
            print(' ');
        }
        named = true;
        return this;
    }

    public Json value(String text) {
        before();
        print(JsonText.quoted(text));
        return ended();
    }

    public Json value(long number) {
        return literal(Long.toString(number));
    }

    public Json value(BigInteger number) {
        return literal(number.toString());
    }

    public Json value(boolean flag) {
        return literal(Boolean.toString(flag));
    }

    /// The shortest decimal that reads back as `number`; null where it is infinite or not a number,
    /// which JSON cannot say.
    public Json value(double number) {
        return literal(Double.isFinite(number) ? Double.toString(number) : "null");
    }

    public Json none() {
        return literal("null");
    }

    /// A name, and an array of texts.
    public Json texts(String name, List<String> texts) {
        name(name).array();
        texts.forEach(this::value);
        return end();
    }

    /// A name, and an object of integers; one that is null is null there, too.
    public Json integers(String name, Map<String, BigInteger> integers) {
        name(name).object();
        integers.forEach((of, integer) -> {
            name(of);
            if (integer == null) {
                none();
            } else {
                value(integer);
            }
        });
        return end();
    }

    private Json begin(char start, char close) {
        before();
        print(start);
        open.push(new Frame(close));
        return this;
    }

    private Json literal(String text) {
        before();
        print(text);
        return ended();
    }

    private void before() {
        require(!complete, "a second document");
        if (named) {
            named = false;
        } else if (!open.isEmpty()) {
            require(open.peek().close == ']', "a value without a name");
            separate();
        }
    }

    private Json ended() {
        complete = open.isEmpty();
        if (complete) {
            print('\n');
        }
        return this;
    }

    private void separate() {
        var frame = open.element();
        if (!frame.empty) {
            print(',');
        }
        frame.empty = false;
        newLine();
    }

    private void newLine() {
        if (pretty) {
            print('\n');
            print("  ".repeat(open.size()));
        }
    }

    private void print(char c) {
        try {
            out.append(c);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not JSON: " + what);
        }
    }
}
