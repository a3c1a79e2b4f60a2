package io.lockspike.trace;

/// The lines of a recording; each ends with LF or CRLF, the last one perhaps with the file.
/// Comments (`#` first) and blank lines are passed over.
final class Lines {
    /// The line stands in `input.bytes` from `start` to before `end`.
    int start;

    int end;

    /// The number of the line, from 1.
    long number;

    /// Whether the line had a line end, and so cannot have been cut off.
    boolean ended;

    /// What the first line says, where that is a comment.
    String comment = "";

    final Input input;

    Lines(Input input) {
        this.input = input;
    }

    /// Moves on to the next line that says something; false at the end of the input.
    boolean next() {
        while (advance()) {
            if (!isSilent()) {
                return true;
            }
        }
        return false;
    }

    private boolean advance() {
        int from = input.position;
        int at = from;
        number++;
        while (true) {
            at = lineEnd(at);
            if (at < input.limit) {
                return found(from, at, at + 1, true);
            }
            int length = at - from;
            if (length >= Input.LONGEST) {
                throw input.bad(number, "the line is longer than " + Input.LONGEST + " bytes");
            }
            boolean more = input.more(from);
            from = 0;
            at = length;
            if (!more && length == 0) {
                number--;
                return false;
            }
            if (!more) {
                return found(0, length, length, false);
            }
        }
    }

    private int lineEnd(int from) {
        byte[] bytes = input.bytes;
        int limit = input.limit;
        int at = from;
        while (at < limit && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean found(int from, int to, int next, boolean ended) {
        start = from;
        end = to > from && input.bytes[to - 1] == '\r' ? to - 1 : to;
        input.position = next;
        this.ended = ended;
        return true;
    }

    private boolean isSilent() {
        for (int i = start; i < end; i++) {
            if ((input.bytes[i] & 0xff) > ' ') {
                boolean silent = input.bytes[i] == '#' && i == start;
                if (silent && number == 1) {
                    comment = TextBytes.text(input.bytes, start + 1, end);
                }
                return silent;
            }
            if (input.bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
