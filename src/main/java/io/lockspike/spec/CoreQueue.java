package io.lockspike.spec;

import io.lockspike.equation.Type;
import java.util.Optional;

/// A queue of a core: `NAME_words` is a ring, `NAME_first` its oldest word, `NAME_count` how many
/// it holds.
///
/// @param depth the words that it holds, 1 or more
/// @param popFirst a word that leaves makes room for one that comes in the same clock
record CoreQueue(String name, int depth, boolean popFirst) {

    private Type address() {
        return Core.index(depth);
    }

    private boolean isPower() {
        return depth == 1 << address().bits();
    }

    /// The ring, and the wire `NAME_word`, the oldest one.
    void declare(CoreText text, Type word) {
        text.cleared(name + "_first", address(), 0);
        text.cleared(name + "_count", Core.index(depth + 1), 0);
        text.memory(name + "_words", word, address().bits(), Optional.empty(), Optional.empty());
        text.wire(name + "_word", word, "%s_words[%s_first]".formatted(name, name));
    }

    String holdsAny() {
        return name + "_count > 0";
    }

    /// Whether it takes a word in this clock.
    String hasRoom(String pop) {
        String room = name + "_count < " + depth;
        return popFirst ? room + " or " + pop : room;
    }

    /// What becomes of it. The push stores its word also in a clock with `clear`, which forgets it.
    ///
    /// @param push the wire that says that `word` comes
    /// @param leave the wire that says that the oldest leaves, or makes room
    void move(CoreText text, String push, String word, String leave) {
        text.wire(name + "_tail", address(), isPower() ? "wrap" : "", tail());
        text.always("when %s { %s_words[%s_tail]' = %s }".formatted(push, name, name, word));
        text.next("%s_first'%s".formatted(name, first(leave)));
        text.next("%s_count' wrap = %s_count + %s - %s".formatted(name, name, push, leave));
    }

    private String tail() {
        String sum = name + "_first + " + name + "_count";
        return isPower()
                ? sum
                : "%s(%s >= %d ? %s - %d : %s)".formatted(address(), sum, depth, sum, depth, sum);
    }

    private String first(String leave) {
        return isPower()
                ? " wrap = %s_first + %s".formatted(name, leave)
                : " = not %s ? %s_first : %s_first >= %d ? 0 : %s(%s_first + 1)"
                        .formatted(leave, name, name, depth - 1, address(), name);
    }
}
