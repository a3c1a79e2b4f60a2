package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.Optional;

/// The value changes of a VCD file, behind its declarations.
final class VcdChanges {
    private final VcdTokens tokens;
    private final Input input;
    private final VcdHeader header;
    private final VcdPicks picks;
    private final VcdSampler sampler;
    private boolean over;

    /// Whether the values are those of `$dumpvars`, `$dumpon` or `$dumpoff`, which are no changes.
    private boolean quiet;

    private long offs;
    private long firstOff;

    VcdChanges(VcdTokens tokens, VcdHeader header, VcdPicks picks, VcdSampler sampler) {
        this.tokens = tokens;
        this.input = tokens.input;
        this.header = header;
        this.picks = picks;
        this.sampler = sampler;
    }

    /// Reads up to the end of the next time that has a row; false if there is none.
    boolean nextRow() {
        while (!over) {
            if (!tokens.next()) {
                return end();
            }
            byte first = tokens.first();
            if (first == '#') {
                if (time()) {
                    return true;
                }
            } else if (first == '$') {
                keyword();
            } else {
                sampler.start(0);
                change(first);
            }
        }
        return false;
    }

    /// What to say if the recording was switched off now and then.
    Optional<String> gaps() {
        return offs == 0
                ? Optional.empty()
                : Optional.of(
                        "the recording was switched off ($dumpoff) "
                                + (offs == 1 ? "once" : offs + " times")
                                + ", first at time "
                                + VcdTime.text(firstOff, header.timescale)
                                + ": the rows until $dumpon are missing");
    }

    private boolean end() {
        over = true;
        return sampler.endTime();
    }

    /// A new time ends the one before; true if that has a row.
    private boolean time() {
        if (!tokens.ended) {
            // The end of the file may have cut off this time; nothing follows it, so it tells
            // nothing.
            return end();
        }
        long next = number();
        if (next < sampler.time()) {
            throw tokens.bad(
                    "time goes back from " + sampler.time() + " to " + next + "; record it again");
        }
        return sampler.moveTo(next);
    }

    private void change(byte first) {
        if (VcdSlots.code(first) >= 0) {
            scalar();
            return;
        }
        int letter = first | 0x20;
        if (letter != 'b' && letter != 'r' && letter != 's') {
            throw tokens.bad(
                    "expected a value change (1!, b101 !) or a time (#10), found "
                            + Quote.of(tokens.text())
                            + "; it must be a 4-state VCD file, made with $dumpvars");
        }
        pair();
        if (letter == 'b') {
            assign(tokens.start, tokens.firstStart + 1, tokens.firstEnd);
        }
    }

    private void scalar() {
        if (tokens.end - tokens.start > 1) {
            assign(tokens.start + 1, tokens.start, tokens.start + 1);
        } else {
            pair();
            assign(tokens.start, tokens.firstStart, tokens.firstEnd);
        }
    }

    private void pair() {
        if (!tokens.nextPair()) {
            throw cutOff();
        }
    }

    /// The signal whose code begins at `id` takes the bits that stand from `from` to before `to`.
    private void assign(int id, int from, int to) {
        if (!tokens.ended) {
            throw cutOff();
        }
        byte[] bytes = input.bytes;
        int number = header.ids.find(bytes, id, tokens.end);
        if (number < 0) {
            String code = TextBytes.text(bytes, id, tokens.end);
            throw tokens.bad(
                    "no $var declares the signal " + Quote.of(code) + "; the file is damaged");
        }
        int slot = picks.slotOfId(number);
        if (slot < 0) {
            return;
        }
        if (from == to || !picks.slots.assign(slot, bytes, from, to)) {
            throw tokens.bad(
                    Quote.of(TextBytes.text(bytes, from, to))
                            + " is no value of "
                            + picks.slots.width(slot)
                            + " bits; write 0, 1, x and z");
        }
        sampler.change(slot, quiet, tokens.line);
    }

    private void keyword() {
        if (tokens.is("$end")) {
            quiet = false;
        } else if (tokens.is("$dumpvars") || tokens.is("$dumpon")) {
            quiet = true;
        } else if (tokens.is("$dumpoff")) {
            quiet = true;
            firstOff = offs == 0 ? sampler.time() : firstOff;
            offs++;
        } else if (tokens.is("$comment")) {
            skipComment();
        } else if (!tokens.is("$dumpall")) {
            throw tokens.bad(
                    Quote.of(tokens.text())
                            + " is not known here; it must be a 4-state VCD file, made with"
                            + " $dumpvars");
        }
    }

    private void skipComment() {
        while (tokens.next()) {
            if (tokens.is("$end")) {
                return;
            }
        }
        throw cutOff();
    }

    private long number() {
        byte[] bytes = input.bytes;
        long number = 0;
        for (int i = tokens.start + 1; i < tokens.end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                throw noTime();
            }
            number = number * 10 + digit;
        }
        if (tokens.end == tokens.start + 1) {
            throw noTime();
        }
        return number;
    }

    private BadInputException noTime() {
        return tokens.bad(Quote.of(tokens.text()) + " is no time; write #0 … #" + Long.MAX_VALUE);
    }

    private BadInputException cutOff() {
        return tokens.bad(
                "the file ends in the middle of a value change; it is cut off: record it again"
                        + " (or write a line end, if it is whole)");
    }
}
