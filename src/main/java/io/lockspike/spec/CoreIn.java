package io.lockspike.spec;

import io.lockspike.equation.Type;
import java.util.Optional;

/// The ports that bring items to a core: an item is an event or a tick. What it has to say of the
/// one that waits are the wires `item_valid`, `item_tick`, `item_axon`.
final class CoreIn {
    private final Core core;
    private final CoreText text;
    private final Optional<Core.Events> events;
    private final Optional<CoreQueue> queue;
    private final boolean ticksApart;

    CoreIn(Core core, CoreText text) {
        this.core = core;
        this.text = text;
        this.events =
                core.source() instanceof Core.Events given ? Optional.of(given) : Optional.empty();
        this.queue =
                events.filter(e -> e.queue() > 0)
                        .map(e -> new CoreQueue("in", e.queue(), e.popFirst()));
        this.ticksApart = events.filter(e -> e.tick() != Core.Tick.IN_ORDER).isPresent();
    }

    Optional<Core.Events> events() {
        return events;
    }

    /// The wires of the item that waits.
    void items() {
        text.input("in_valid", Type.BIT);
        if (ticksApart) {
            text.input("tick_valid", Type.BIT);
        }
        events.ifPresent(this::eventPorts);
        queue.ifPresentOrElse(this::queued, () -> text.bit("item_valid", "in_valid"));
        if (queue.isEmpty() && events.isPresent()) {
            text.wire("item_axon", events.get().axon(), "in_axon");
        }
        if (queue.isEmpty() || ticksApart) {
            text.bit("item_tick", events.isEmpty() ? "1" : ticksApart ? "0" : "in_tick");
        }
    }

    private void eventPorts(Core.Events given) {
        if (!ticksApart) {
            text.input("in_tick", Type.BIT);
        }
        text.input("in_axon", given.axon());
        if (given.write()) {
            text.input("weight_en", Type.BIT);
            text.input("weight_axon", given.axon());
            text.input("weight_neuron", core.index());
            text.input("weight_data", given.weights().type());
        }
    }

    private void queued(CoreQueue in) {
        Type axon = events.orElseThrow().axon();
        in.declare(text, ticksApart ? axon : Type.unsigned(axon.bits() + 1));
        text.bit("item_valid", in.holdsAny());
        if (ticksApart) {
            text.wire("item_axon", axon, "in_word");
        } else {
            text.bit("item_tick", "in_word[%d]".formatted(axon.bits()));
            text.wire("item_axon", axon, "in_word[%d:0]".formatted(axon.bits() - 1));
        }
    }

    /// What waits, ticks among it.
    String waits() {
        return ticksApart ? "(item_valid or tick_valid)" : "item_valid";
    }

    /// The wires `take` and `take_tick`, of the item that is taken where `free` is 1, and for a
    /// tick `tickFree` as well.
    void take(String free, String tickFree) {
        String forTick = tickFree.isEmpty() ? free : free + " and " + tickFree;
        String forItem =
                tickFree.isEmpty() || ticksApart
                        ? free
                        : free + " and (not item_tick or " + tickFree + ")";
        boolean tickFirst = ticksApart && events.orElseThrow().tick() == Core.Tick.FIRST;
        text.bit("item_ready", tickFirst ? forItem + " and not tick_valid" : forItem);
        if (ticksApart) {
            text.offered("tick_ready", tickFirst ? forTick : forTick + " and not item_valid");
            text.bit("take_tick", "tick_valid and tick_ready");
            text.bit("take", "item_valid and item_ready or take_tick");
            text.output("tick_ready");
        } else {
            text.bit("take_tick", "item_tick");
            text.bit("take", "item_valid and item_ready");
        }
        text.bit("pop_item", "item_valid and item_ready");
        text.offered("in_ready", queue.map(in -> in.hasRoom("pop_item")).orElse("item_ready"));
        text.output("in_ready");
        queue.ifPresent(this::move);
    }

    private void move(CoreQueue in) {
        text.bit("push_item", "in_valid and in_ready");
        in.move(text, "push_item", ticksApart ? "in_axon" : "cat(in_tick, in_axon)", "pop_item");
    }

    /// The weights, and their write port.
    void weights() {
        events.ifPresent(given -> {
            int bits = given.axon().bits() + core.index().bits();
            var table = given.weights();
            text.memory("weights", table.type(), bits, table.rst(), table.init());
            if (given.write()) {
                text.wire("weight_address", Type.unsigned(bits), "cat(weight_axon, weight_neuron)");
                text.always("when weight_en { weights[weight_address]' = weight_data }");
            }
        });
    }
}
