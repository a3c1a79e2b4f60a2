package io.lockspike.spec;

import io.lockspike.equation.Type;
import java.util.Optional;

/// The port that a core puts its spikes out at.
final class CoreOut {
    private final Core core;
    private final boolean negative;
    private final CoreText text;
    private final Optional<Core.Addresses> addresses;
    private final Optional<CoreQueue> queue;

    CoreOut(Core core, boolean negative, CoreText text) {
        this.core = core;
        this.negative = negative;
        this.text = text;
        this.addresses =
                core.sink() instanceof Core.Addresses given ? Optional.of(given) : Optional.empty();
        this.queue =
                addresses
                        .filter(a -> a.queue() > 0)
                        .map(a -> new CoreQueue("out", a.queue(), a.popFirst()));
    }

    boolean isVector() {
        return addresses.isEmpty();
    }

    boolean marksEnds() {
        return addresses.filter(Core.Addresses::end).isPresent();
    }

    /// The ports of spikes one after the other, and the wire `held`: something is to be put out and
    /// must wait.
    ///
    /// @param puts the condition that something is put out
    /// @param end the condition that it is the end of a step
    /// @param below the condition that it is a spike of the negative threshold
    /// @param number of the neuron, 0 for an end
    void put(String puts, String end, String below, String number) {
        Core.Addresses given = addresses.orElseThrow();
        text.input("out_ready", Type.BIT);
        text.bit("puts", puts);
        word(end, below, number);
        if (queue.isPresent()) {
            text.offered("out_valid", queue.get().holdsAny());
        } else {
            text.offered("out_valid", "puts");
        }
        text.bit("out_pop", "out_valid and out_ready");
        text.bit("room", queue.map(out -> out.hasRoom("out_pop")).orElse("out_ready"));
        text.bit("held", given.full() == Core.Full.STALL ? "puts and not room" : "0");
        shown();
        queue.ifPresent(out -> move(out, given.full()));
    }

    private void word(String end, String below, String number) {
        text.bit("new_tick", marksEnds() ? end : "0");
        text.bit("new_negative", negative ? below : "0");
        text.wire("new_neuron", core.index(), number);
        text.wire("new_word", type(), "cat(new_tick, new_negative, new_neuron)");
        queue.ifPresent(out -> out.declare(text, type()));
    }

    private Type type() {
        return Type.unsigned(core.index().bits() + 2);
    }

    private void shown() {
        String word = queue.isPresent() ? "out_word" : "new_word";
        int bits = core.index().bits();
        text.output("out_valid");
        if (marksEnds()) {
            text.bit("out_tick", word + "[" + (bits + 1) + "]");
            text.output("out_tick");
        }
        if (negative) {
            text.bit("out_negative", word + "[" + bits + "]");
            text.output("out_negative");
        }
        text.wire("out_neuron", core.index(), word + "[" + (bits - 1) + ":0]");
        text.output("out_neuron");
    }

    private void move(CoreQueue out, Core.Full full) {
        boolean oldest = full == Core.Full.DROP_OLDEST;
        text.bit("out_push", oldest ? "puts" : "puts and room");
        text.bit("out_leave", oldest ? "out_pop or (puts and not room)" : "out_pop");
        out.move(text, "out_push", "new_word", "out_leave");
    }
}
