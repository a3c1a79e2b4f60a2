package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Lowers a time-multiplexed core. Stage s holds the neuron that was read s clocks ago; the last
/// stage steps it and writes it back.
final class TimeMultiplexed {
    private final Core core;
    private final Core.TimeMultiplexed schedule;
    private final Step step;
    private final CoreText text;
    private final CoreIn in;
    private final CoreOut out;
    private final Type index;
    private final int last;

    /// Words that a neuron carries through the stages, and where they are kept: nowhere for a
    /// current from outside and a weight.
    private final List<Word> words = new ArrayList<>();

    /// @param type of the word
    /// @param start what a reset writes; empty where it leaves the word alone
    /// @param written the wire with what is written back
    /// @param when the wire that says that it is
    private record Word(
            String name,
            Type type,
            Optional<List<BigInteger>> start,
            Optional<List<BigInteger>> init,
            String written,
            String when) {

        String stage(int number) {
            return name + "_" + number;
        }
    }

    TimeMultiplexed(
            Core core, Core.TimeMultiplexed schedule, Step step, CoreText text, List<String> add) {
        this.core = core;
        this.schedule = schedule;
        this.step = step;
        this.text = text;
        this.in = new CoreIn(core, text);
        this.out = new CoreOut(core, step.firesNegative(), text);
        this.index = core.index();
        this.last = schedule.latency();
        for (Declaration.Register state : step.states()) {
            words.add(
                    new Word(
                            state.name(),
                            state.type(),
                            state.rst(),
                            state.init(),
                            Step.after(state.name()),
                            "steps"));
        }
        in.events()
                .ifPresent(events ->
                        words.add(
                                new Word(
                                        events.current().name(),
                                        events.current().type(),
                                        Optional.of(List.of(BigInteger.ZERO)),
                                        Optional.empty(),
                                        "current_after",
                                        "commits")));
        this.currents = add;
    }

    /// The inputs of the neuron that come from outside, where no events make them.
    private final List<String> currents;

    void lower(IntFunction<Type> typeOfCurrent) {
        memories();
        stages(typeOfCurrent);
        executing();
        putting();
        scheduling();
        reading(typeOfCurrent);
        moving();
        writing();
        ports();
    }

    // ---- what there is

    private void memories() {
        for (Word word : words) {
            boolean atOnce = !schedule.walks();
            text.memory(
                    word.name() + "_cells",
                    word.type(),
                    index.bits(),
                    atOnce ? word.start() : Optional.empty(),
                    word.init());
        }
        in.weights();
    }

    private void stages(IntFunction<Type> typeOfCurrent) {
        for (int s = 1; s <= last; s++) {
            text.cleared("valid_" + s, Type.BIT, 0);
            text.held("tick_" + s, Type.BIT, 0);
            text.held("neuron_" + s, index, 0);
            for (Word word : words) {
                text.word(word.stage(s), word.type());
            }
            for (int i = 0; i < currents.size(); i++) {
                text.word(currents.get(i) + "_" + s, typeOfCurrent.apply(i));
            }
            int stage = s;
            in.events().ifPresent(e -> text.word("weight_" + stage, e.weights().type()));
        }
        text.cleared("ends", Type.BIT, 0);
        text.bit("x_valid", "valid_" + last);
        text.bit("x_tick", "tick_" + last);
        text.wire("x_neuron", index, "neuron_" + last);
        for (Word word : words) {
            text.wire(word.name(), word.type(), word.stage(last));
        }
        for (int i = 0; i < currents.size(); i++) {
            text.wire(currents.get(i), typeOfCurrent.apply(i), currents.get(i) + "_" + last);
        }
    }

    // ---- the last stage

    private void executing() {
        step.lines().forEach(text::line);
        for (Step.Next next : step.nexts()) {
            text.wire(
                    Step.after(next.state()),
                    typeOf(next.state()),
                    next.mode().strip(),
                    next.value());
        }
        in.events()
                .ifPresent(events -> {
                    Declaration.Input current = events.current();
                    text.wire(
                            "current_sum",
                            current.type(),
                            events.wraps() ? "wrap" : "sat",
                            current.name() + " + weight_" + last);
                    text.wire("current_after", current.type(), "x_tick ? 0 : current_sum");
                });
    }

    private Type typeOf(String state) {
        return words.stream().filter(w -> w.name().equals(state)).findFirst().orElseThrow().type();
    }

    private void putting() {
        String spikes = String.join(" or ", step.spikes());
        text.bit("fires_now", "x_valid and x_tick and (" + spikes + ")");
        if (out.isVector()) {
            text.bit("stall", "0");
            return;
        }
        out.put(
                out.marksEnds() ? "fires_now or ends" : "fires_now",
                "ends",
                "fires_now and not spike",
                out.marksEnds() ? "ends ? 0 : x_neuron" : "x_neuron");
        text.bit("stall", "held");
    }

    // ---- the schedule

    private void scheduling() {
        text.cleared("walking", Type.BIT, 0);
        if (schedule.walks()) {
            text.held("clearing", Type.BIT, 1);
            text.onClear("clearing' = 1");
        }
        text.held("walk_tick", Type.BIT, 0);
        text.cleared("position", index, 0);
        if (schedule.clocks() > 1) {
            text.cleared("phase", Core.index(schedule.clocks()), 0);
        }
        neuron();
        in.items();
        String stages = CoreText.any(valid());
        text.bit("under_way", stages);
        text.bit("idle", schedule.walks() ? "not walking and not clearing" : "not walking");
        peek();
        in.take("idle and not stall" + (core.peek().isPresent() ? " and not peek" : ""), "");
        text.bit("due", "walking and not stall" + (schedule.clocks() > 1 ? " and phase == 0" : ""));
        text.bit("again", again());
        text.bit("reads", "due and not again");
        text.bit("busy", "not idle or under_way or ends or " + in.waits());
    }

    /// The neuron that stands at the position.
    private void neuron() {
        List<Integer> order = schedule.order();
        int n = order.size();
        boolean up = IntStream.range(0, n).allMatch(i -> order.get(i) == i);
        boolean down = IntStream.range(0, n).allMatch(i -> order.get(i) == n - 1 - i);
        if (up) {
            text.wire("next_neuron", index, "position");
        } else if (down) {
            text.wire("next_neuron", index, "wrap", (n - 1) + " - position");
        } else {
            List<BigInteger> cells = new ArrayList<>();
            for (int i = 0; i < 1 << index.bits(); i++) {
                cells.add(BigInteger.valueOf(i < n ? order.get(i) : 0));
            }
            text.memory("order", index, index.bits(), Optional.of(cells), Optional.empty());
            text.wire("next_neuron", index, "order[position]");
        }
    }

    private List<String> valid() {
        return IntStream.rangeClosed(1, last).mapToObj(s -> "valid_" + s).toList();
    }

    private String again() {
        if (schedule.again() != Core.Again.STALL) {
            return "0";
        }
        String there =
                CoreText.any(
                        IntStream.rangeClosed(1, last)
                                .mapToObj(s ->
                                        "valid_%d and neuron_%d == next_neuron".formatted(s, s))
                                .toList());
        return schedule.clocks() > 1 ? "phase == 0 and (" + there + ")" : there;
    }

    private void peek() {
        core.peek()
                .ifPresent(peek -> {
                    text.input("peek_valid", Type.BIT);
                    text.input("peek_neuron", index);
                    String quiet = "idle and not stall and not under_way";
                    text.offered(
                            "peek_ready",
                            peek == Core.Peek.FIRST ? quiet : quiet + " and not " + in.waits());
                    text.bit("peek", "peek_valid and peek_ready");
                });
    }

    // ---- reading

    private void reading(IntFunction<Type> typeOfCurrent) {
        boolean peeks = core.peek().isPresent();
        text.bit("fetch", peeks ? "reads or peek" : "reads");
        text.wire("address", index, peeks ? "peek ? peek_neuron : next_neuron" : "next_neuron");
        text.bit("commits", "x_valid and not stall" + text.unlessReset());
        text.bit("steps", "commits and x_tick");
        text.always("when fetch {");
        for (Word word : words) {
            text.always("%s' = %s".formatted(word.stage(1), read(word)));
        }
        for (int i = 0; i < currents.size(); i++) {
            text.input("in_" + currents.get(i), typeOfCurrent.apply(i));
            text.always("%s_1' = in_%s".formatted(currents.get(i), currents.get(i)));
        }
        in.events().ifPresent(this::readWeight);
        text.always("}");
    }

    private String read(Word word) {
        String cell = word.name() + "_cells[address]";
        String other = other(word);
        if (other.isEmpty()) {
            return cell;
        }
        return "%s and x_neuron == address ? %s : %s".formatted(word.when(), other, cell);
    }

    /// What a read gives in the clock in which its word is written; empty for the old word.
    private String other(Word word) {
        boolean never = schedule.again() == Core.Again.STALL;
        if (never) {
            return "";
        }
        if (schedule.again() == Core.Again.FORWARD) {
            return word.written();
        }
        return switch (core.collision()) {
            case READ_FIRST -> "";
            case WRITE_FIRST -> word.written();
            case UNDEFINED -> undefined(word.name(), word.type());
        };
    }

    /// A register that never gets a value.
    private String undefined(String name, Type type) {
        text.word(name + "_undefined", type);
        return name + "_undefined";
    }

    private void readWeight(Core.Events events) {
        Type type = Type.unsigned(events.axon().bits() + index.bits());
        text.held("walk_axon", events.axon(), 0);
        text.wire("weight_read", type, "cat(walk_axon, address)");
        String cell = "weights[weight_read]";
        String other =
                !events.write()
                        ? ""
                        : switch (core.collision()) {
                            case READ_FIRST -> "";
                            case WRITE_FIRST -> "weight_data";
                            case UNDEFINED -> undefined("weight", events.weights().type());
                        };
        text.always(
                "weight_1' = "
                        + (other.isEmpty()
                                ? cell
                                : "weight_en and weight_address == weight_read ? %s : %s"
                                        .formatted(other, cell)));
    }

    // ---- next values

    private void moving() {
        if (last > 1) {
            carry();
        }
        text.next("when not stall {");
        text.next("when take {");
        text.next("walking' = 1");
        text.next("walk_tick' = take_tick");
        in.events().ifPresent(_ -> text.next("walk_axon' = item_axon"));
        text.next("} else when walking and not again {");
        walk();
        text.next("}");
        if (schedule.walks()) {
            text.next("when clearing {");
            advance("clearing");
            text.next("}");
        }
        for (int s = 1; s <= last; s++) {
            text.next("valid_%d' = %s".formatted(s, s == 1 ? "reads" : "valid_" + (s - 1)));
            text.next("tick_%d' = %s".formatted(s, s == 1 ? "walk_tick" : "tick_" + (s - 1)));
            text.next("neuron_%d' = %s".formatted(s, s == 1 ? "next_neuron" : "neuron_" + (s - 1)));
        }
        text.next("ends' = x_valid and x_tick and x_neuron == " + schedule.order().getLast());
        text.next("}");
    }

    /// From stage to stage.
    private void carry() {
        text.always("when not stall {");
        for (int s = 2; s <= last; s++) {
            for (Word word : words) {
                text.always("%s' = %s".formatted(word.stage(s), carried(word, s - 1)));
            }
            for (String current : currents) {
                text.always("%s_%d' = %s_%d".formatted(current, s, current, s - 1));
            }
            if (in.events().isPresent()) {
                text.always("weight_%d' = weight_%d".formatted(s, s - 1));
            }
        }
        text.always("}");
    }

    private String carried(Word word, int from) {
        return schedule.again() == Core.Again.FORWARD
                ? "%s and neuron_%d == x_neuron ? %s : %s"
                        .formatted(word.when(), from, word.written(), word.stage(from))
                : word.stage(from);
    }

    private void walk() {
        int clocks = schedule.clocks();
        if (clocks == 1) {
            advance("walking");
            return;
        }
        text.next("phase' wrap = phase == %d ? 0 : phase + 1".formatted(clocks - 1));
        text.next("when phase == %d {".formatted(clocks - 1));
        advance("walking");
        text.next("}");
    }

    private void advance(String until) {
        int end = core.neurons() - 1;
        text.next("position' wrap = position == %d ? 0 : position + 1".formatted(end));
        text.next("when position == %d { %s' = 0 }".formatted(end, until));
    }

    private void writing() {
        for (Word word : words) {
            String cells = word.name() + "_cells";
            String start = word.start().map(v -> v.getFirst().toString()).orElse("");
            boolean walked = schedule.walks() && !start.isEmpty();
            if (walked) {
                text.always("when clearing { %s[next_neuron]' = %s }".formatted(cells, start));
            }
            text.always(
                    "when %s { %s[x_neuron]' = %s }".formatted(word.when(), cells, word.written()));
            if (!schedule.walks() && core.clear() && !start.isEmpty()) {
                text.eachOnClear(core.neurons(), "%s[neuron]' = %s".formatted(cells, start));
            }
        }
    }

    // ---- what it shows

    private void ports() {
        text.output("busy");
        if (core.peek().isPresent()) {
            text.held("peek_done", Type.BIT, 0);
            text.always("peek_done' = peek" + text.unlessReset());
            text.offered("peeked", "peek_done");
            text.output("peek_ready", "peeked");
            for (Word word : words) {
                text.wire("peek_" + word.name(), word.type(), word.stage(1));
                text.output("peek_" + word.name());
            }
        }
        if (!currents.isEmpty()) {
            text.offered("read_valid", "reads");
            text.wire("read_neuron", index, "next_neuron");
            text.output("read_valid", "read_neuron");
        }
        if (out.isVector()) {
            vector();
        }
        if (core.commit()) {
            commit();
        }
    }

    private void vector() {
        Type word = Type.unsigned(core.neurons());
        for (String spike : step.spikes()) {
            String all = CoreLowering.vector(spike) + "_gathered";
            text.cleared(all, word, 0);
            text.next(
                    "when steps { %s' wrap = (x_neuron == %d ? 0 : %s) | (%s << x_neuron) }"
                            .formatted(all, schedule.order().getFirst(), all, spike));
            text.wire(CoreLowering.vector(spike), word, all);
            text.output(CoreLowering.vector(spike));
        }
        text.offered("spikes_valid", "ends");
        text.output("spikes_valid");
    }

    private void commit() {
        text.cleared("step", Type.unsigned(32), 0);
        text.next("when ends and not stall { step' wrap = step + 1 }");
        text.offered("commit_valid", "steps");
        text.wire("commit_step", Type.unsigned(32), "step");
        text.wire("commit_neuron", index, "x_neuron");
        text.output("commit_valid", "commit_step", "commit_neuron");
        CoreLowering.commit(step, in.events())
                .forEach((name, value) -> {
                    text.line(name + ": " + value);
                    text.output(name);
                });
    }
}
