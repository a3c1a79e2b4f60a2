package io.lockspike.trace;

import io.lockspike.equation.BadInputException;

/// The words of a VCD file, which stand between white space.
final class VcdTokens {
    final Input input;

    /// The word stands in `input.bytes` from `start` to before `end`.
    int start;

    int end;

    /// The word before this one, after [#nextPair] only.
    int firstStart;

    int firstEnd;

    /// The line of the word, from 1.
    long line = 1;

    /// Whether white space follows the word, so that it cannot have been cut off.
    boolean ended;

    VcdTokens(Input input) {
        this.input = input;
    }

    /// Moves on to the next word; false at the end of the input.
    boolean next() {
        return skipSpace(false) && word(false);
    }

    /// As [#next], but the word that stood here is kept as the first of a pair.
    boolean nextPair() {
        firstStart = start;
        firstEnd = end;
        return skipSpace(true) && word(true);
    }

    byte first() {
        return input.bytes[start];
    }

    boolean is(String ascii) {
        return TextBytes.equal(input.bytes, start, end, ascii);
    }

    String text() {
        return TextBytes.text(input.bytes, start, end);
    }

    BadInputException bad(String message) {
        return input.bad(line, message);
    }

    private boolean skipSpace(boolean pair) {
        while (true) {
            byte[] bytes = input.bytes;
            int limit = input.limit;
            int at = input.position;
            while (at < limit && (bytes[at] & 0xff) <= ' ') {
                if (bytes[at] == '\n') {
                    line++;
                }
                at++;
            }
            input.position = at;
            if (at < limit) {
                return true;
            }
            if (!slide(pair ? firstStart : at, pair)) {
                return false;
            }
        }
    }

    private boolean word(boolean pair) {
        start = input.position;
        while (true) {
            byte[] bytes = input.bytes;
            int limit = input.limit;
            int at = input.position;
            while (at < limit && (bytes[at] & 0xff) > ' ') {
                at++;
            }
            input.position = at;
            end = at;
            ended = at < limit;
            if (ended) {
                return true;
            }
            if (at - start >= Input.LONGEST) {
                throw bad("a word is longer than " + Input.LONGEST + " bytes");
            }
            int keep = pair ? firstStart : start;
            boolean more = slide(keep, pair);
            start -= keep;
            end -= keep;
            if (!more) {
                return true;
            }
        }
    }

    /// Moves the window on; white space between the words of a pair may not fill it.
    private boolean slide(int keep, boolean pair) {
        if (input.limit - keep > 4 * Input.LONGEST) {
            throw bad("the second word is missing: " + Input.LONGEST + " bytes say nothing");
        }
        if (pair) {
            firstStart -= keep;
            firstEnd -= keep;
        }
        return input.more(keep);
    }
}
