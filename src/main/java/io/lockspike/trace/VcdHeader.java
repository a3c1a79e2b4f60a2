package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The declarations of a VCD file, up to `$enddefinitions`.
final class VcdHeader {
    /// The most variables that a file may declare: what is declared is held in memory.
    private static final int MOST = 2_000_000;

    /// The most bits of a vector that the file declares one by one.
    private static final int MOST_SINGLE_BITS = 4096;

    /// The most bytes of names and codes, for the same reason.
    private static final long MOST_BYTES = 1 << 28;

    private static final int DEEPEST = 1000;

    /// The most characters of a comment that are looked at.
    private static final int LONGEST_ORIGIN = 1000;

    final List<VcdVariable> variables = new ArrayList<>();
    final IdTable ids = new IdTable();

    /// `1ps`, `10 ns` without its blanks; empty if the file does not say.
    String timescale = "";

    /// Which spec wrote the file, if a comment says so.
    Optional<Origin> origin = Optional.empty();

    private final VcdTokens tokens;
    private VcdScope scope;
    private long bytes;

    VcdHeader(VcdTokens tokens) {
        this.tokens = tokens;
        if (!tokens.next()) {
            throw tokens.input.bad("the file is empty; write a VCD file that has a $dumpvars");
        }
        do {
            if (declaration()) {
                return;
            }
        } while (tokens.next());
        throw cutOff("$enddefinitions");
    }

    /// Reads one declaration; true if it is the last one.
    private boolean declaration() {
        if (tokens.is("$var")) {
            variable();
        } else if (tokens.is("$scope")) {
            scope();
        } else if (tokens.is("$upscope")) {
            skip("$upscope");
            scope = scope == null ? null : scope.parent;
        } else if (tokens.is("$timescale")) {
            timescale = String.join("", words("$timescale"));
        } else if (tokens.is("$comment")) {
            comment();
        } else if (tokens.is("$enddefinitions")) {
            skip("$enddefinitions");
            return true;
        } else if (tokens.first() == '$' && !tokens.is("$end")) {
            skip(Quote.plain(tokens.text()));
        } else {
            throw tokens.bad(
                    "expected a declaration ($var …), found "
                            + Quote.of(tokens.text())
                            + "; $enddefinitions is missing, or this is no VCD file");
        }
        return false;
    }

    private void scope() {
        List<String> words = words("$scope");
        if (VcdScope.depthOf(scope) == DEEPEST) {
            throw tokens.bad("scopes stand more than " + DEEPEST + " deep");
        }
        // Simulators leave the name of an unnamed block out.
        String name = words.size() < 2 ? "" : words.get(1);
        scope = new VcdScope(scope, name);
    }

    private void variable() {
        long line = tokens.line;
        word("a $var");
        boolean vector = isVector();
        word("a $var");
        int bits = width(tokens.text());
        word("a $var");
        count();
        int id = ids.add(tokens.input.bytes, tokens.start, tokens.end);
        List<String> words = words("$var");
        if (words.isEmpty()) {
            throw tokens.input.bad(line, "a $var has no name; write $var wire 8 ! name [7:0] $end");
        }
        if (variables.size() == MOST) {
            throw tokens.input.bad(line, "more than " + MOST + " variables; record fewer scopes");
        }
        VcdRange range = VcdRange.of(words, bits);
        var variable =
                new VcdVariable(
                        scope,
                        range.name(),
                        vector ? bits : 0,
                        range.left(),
                        range.right(),
                        List.of(id));
        if (!range.isSingleBit() || !isMerged(variable)) {
            variables.add(variable);
        }
    }

    /// Adds a bit to the vector declared just before, if it is the next bit of it.
    private boolean isMerged(VcdVariable bit) {
        VcdVariable before = variables.isEmpty() ? null : variables.getLast();
        if (before == null
                || before.scope() != bit.scope()
                || !before.name().equals(bit.name())
                || before.ids().size() != before.bits()
                || before.bits() == MOST_SINGLE_BITS) {
            return false;
        }
        int index = bit.left();
        int id = bit.ids().getFirst();
        boolean below = index == before.right() - 1 && before.isDescending();
        boolean above = index == before.left() + 1 && before.isDescending();
        if (below || above) {
            variables.set(variables.size() - 1, before.with(index, id, below));
        }
        return below || above;
    }

    private boolean isVector() {
        return !(tokens.is("real")
                || tokens.is("realtime")
                || tokens.is("string")
                || tokens.is("real_parameter")
                || tokens.is("event"));
    }

    private int width(String text) {
        try {
            int width = Integer.parseInt(text);
            if (width >= 0) {
                return width;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw tokens.bad("the width of a $var is " + Quote.of(text) + ", not a number of bits");
    }

    private void word(String what) {
        if (!tokens.next()) {
            throw cutOff(what);
        }
        if (tokens.is("$end")) {
            throw tokens.bad(what + " is not whole; write $var wire 8 ! name [7:0] $end");
        }
    }

    private List<String> words(String what) {
        var words = new ArrayList<String>();
        while (tokens.next()) {
            if (tokens.is("$end")) {
                return words;
            }
            if (words.size() == DEEPEST) {
                throw tokens.bad(what + " has no $end");
            }
            words.add(text());
        }
        throw cutOff(what);
    }

    private String text() {
        count();
        return tokens.text();
    }

    private void count() {
        bytes += tokens.end - tokens.start;
        if (bytes > MOST_BYTES) {
            throw tokens.bad("more than " + MOST_BYTES + " bytes of names; record fewer scopes");
        }
    }

    private void comment() {
        var words = new StringBuilder();
        while (tokens.next()) {
            if (tokens.is("$end")) {
                origin = origin.or(() -> Origin.of(words.toString()));
                return;
            }
            if (words.length() < LONGEST_ORIGIN) {
                words.append(tokens.text()).append(' ');
            }
        }
        throw cutOff("the $end of $comment");
    }

    private void skip(String what) {
        while (tokens.next()) {
            if (tokens.is("$end")) {
                return;
            }
        }
        throw cutOff("the $end of " + what);
    }

    private BadInputException cutOff(String what) {
        return tokens.bad("the file ends before " + what + "; it is cut off: record it again");
    }
}
