package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.Arrays;

/// The cells of one line of a CSV file: where in the window each stands, without its quotes and
/// without blanks around it.
final class CsvLine {
    /// The most cells that a line may have.
    private static final int MOST = 100_000;

    int count;
    int[] starts = new int[16];
    int[] ends = new int[16];

    private final Lines lines;

    CsvLine(Lines lines) {
        this.lines = lines;
    }

    void split() {
        byte[] bytes = lines.input.bytes;
        int end = lines.end;
        int at = lines.start;
        count = 0;
        while (true) {
            while (at < end && TextBytes.isBlank(bytes[at])) {
                at++;
            }
            at = at < end && bytes[at] == '"' ? quoted(at) : plain(at);
            if (at >= end) {
                return;
            }
            at++;
        }
    }

    String text(int cell) {
        return TextBytes.text(lines.input.bytes, starts[cell], ends[cell]);
    }

    /// What is wrong with a cell, at its place.
    BadInputException bad(int cell, String message) {
        return lines.input.bad(lines.number, starts[cell] - lines.start + 1, message);
    }

    /// Takes the cell that begins at `from`; returns the index of the comma behind it, or the end.
    private int plain(int from) {
        byte[] bytes = lines.input.bytes;
        int end = lines.end;
        int at = from;
        while (at < end) {
            byte letter = bytes[at];
            // One comparison passes over what numbers are made of.
            if (letter <= ',') {
                if (letter == ',') {
                    break;
                }
                if (letter == '\r' || letter == 0) {
                    throw notText(at);
                }
            }
            at++;
        }
        int last = at;
        while (last > from && TextBytes.isBlank(bytes[last - 1])) {
            last--;
        }
        add(from, last);
        return at;
    }

    private int quoted(int quote) {
        byte[] bytes = lines.input.bytes;
        int end = lines.end;
        int at = quote + 1;
        while (at < end && (bytes[at] != '"' || isQuote(at + 1, end))) {
            at += bytes[at] == '"' ? 2 : 1;
        }
        if (at >= end) {
            throw badAt(quote, "the quotes that begin here do not end on this line");
        }
        add(quote + 1, at++);
        while (at < end && TextBytes.isBlank(bytes[at])) {
            at++;
        }
        if (at < end && bytes[at] != ',') {
            throw badAt(at, "expected a comma after the quotes, found " + found(at));
        }
        return at;
    }

    private boolean isQuote(int at, int end) {
        return at < end && lines.input.bytes[at] == '"';
    }

    private void add(int from, int to) {
        if (count == MOST) {
            throw lines.input.bad(lines.number, "more than " + MOST + " columns");
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = from;
        ends[count] = to;
        count++;
    }

    private BadInputException notText(int at) {
        return lines.input.bytes[at] == 0
                ? badAt(at, "a zero byte: this is not a text file; write CSV, JSON lines or VCD")
                : badAt(at, "a carriage return inside a line; end the lines with LF or CRLF");
    }

    private BadInputException badAt(int at, String message) {
        return lines.input.bad(lines.number, at - lines.start + 1, message);
    }

    private String found(int at) {
        return Quote.of(String.valueOf((char) (lines.input.bytes[at] & 0x7f)));
    }
}
