package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Lowers a parallel core. Stage s holds the item that was taken s clocks ago; the last stage, or
/// with no latency the item that waits, steps all neurons.
final class Parallel {
    private final Core core;
    private final Core.Parallel schedule;
    private final Step step;
    private final CoreText text;
    private final List<Declaration.Input> currents;
    private final CoreIn in;
    private final CoreOut out;
    private final int last;
    private final int neurons;
    private final Type word;

    /// The wires of each neuron, and its next values.
    private final List<String> each = new ArrayList<>();

    private final List<String> nexts = new ArrayList<>();

    /// @param currents those that come from outside
    Parallel(
            Core core,
            Core.Parallel schedule,
            Step step,
            CoreText text,
            List<Declaration.Input> currents) {
        this.core = core;
        this.schedule = schedule;
        this.step = step;
        this.text = text;
        this.currents = currents;
        this.in = new CoreIn(core, text);
        this.out = new CoreOut(core, step.firesNegative(), text);
        this.last = schedule.latency();
        this.neurons = core.neurons();
        this.word = Type.unsigned(Math.min(Type.MAX_BITS, neurons));
    }

    void lower() {
        in.weights();
        in.items();
        stages();
        scanning();
        taking();
        neurons();
        gathering();
        moving();
        text.output("busy");
        if (core.commit()) {
            commit();
        }
    }

    // ---- the items under way

    private void stages() {
        for (int s = 1; s <= last; s++) {
            text.cleared("valid_" + s, Type.BIT, 0);
            text.held("tick_" + s, Type.BIT, 0);
            int stage = s;
            in.events().ifPresent(e -> text.held("axon_" + stage, e.axon(), 0));
            for (Declaration.Input current : currents) {
                text.words(current.name() + "_" + s, neurons, current.type());
            }
        }
        for (Declaration.Input current : currents) {
            text.input("in_" + current.name(), neurons, current.type());
        }
        text.cleared("ends", Type.BIT, 0);
    }

    /// A spike that waits to be put out, lowest number first or last: `scan` has a bit for each.
    private void scanning() {
        if (out.isVector()) {
            text.bit("stall", "0");
            return;
        }
        text.cleared("scan", word, 0);
        if (step.firesNegative()) {
            text.cleared("scan_negative", word, 0);
        }
        text.wire("hits", word, step.firesNegative() ? "scan | scan_negative" : "scan");
        lowest();
        out.put(
                out.marksEnds() ? "hits != 0 or ends" : "hits != 0",
                "hits == 0",
                "((scan_negative >> chosen) & 1) == 1",
                "hits == 0 ? 0 : chosen");
        text.bit("scanning", "hits != 0 or ends");
        text.bit("moves", "scanning and not held");
    }

    private void lowest() {
        Type index = core.index();
        if (!schedule.descending()) {
            text.wire("chosen", index, "wrap", "popcount(%s((hits & -hits) - 1))".formatted(word));
            return;
        }
        String smeared = "hits";
        for (int shift = 1; shift < neurons; shift *= 2) {
            String name = "smeared_" + shift;
            text.wire(name, word, "%s | (%s >> %d)".formatted(smeared, smeared, shift));
            smeared = name;
        }
        text.wire("chosen", index, "wrap", "popcount(%s) - 1".formatted(smeared));
    }

    // ---- the schedule

    private void taking() {
        boolean none = last == 0;
        if (none) {
            in.take("1", out.isVector() ? "" : "not scanning");
            text.bit("x_valid", "take");
            text.bit("x_tick", "take_tick");
            in.events().ifPresent(e -> text.wire("x_axon", e.axon(), "item_axon"));
        } else {
            text.bit("x_valid", "valid_" + last);
            text.bit("x_tick", "tick_" + last);
            in.events().ifPresent(e -> text.wire("x_axon", e.axon(), "axon_" + last));
            text.bit("stalled", out.isVector() ? "0" : "x_valid and x_tick and scanning");
            in.take("not stalled", "");
        }
        text.bit("commits", "x_valid" + (none ? "" : " and not stalled") + text.unlessReset());
        text.bit("steps", "commits and x_tick");
        List<String> under =
                new ArrayList<>(
                        IntStream.rangeClosed(1, last).mapToObj(s -> "valid_" + s).toList());
        under.add(out.isVector() ? "ends" : "scanning");
        under.add(in.waits());
        text.bit("busy", CoreText.any(under));
    }

    // ---- the neurons

    private void neurons() {
        step.states().forEach(state -> text.add(Lowering.layer(state, neurons)));
        for (Declaration.Input current : currents) {
            String from = last == 0 ? "in_" + current.name() : current.name() + "_" + last;
            each.add(current.name() + ": " + current.type() + " = " + from);
        }
        in.events().ifPresent(this::sums);
        each.addAll(step.lines());
        for (Step.Next next : step.nexts()) {
            Type type =
                    step.states().stream()
                            .filter(s -> s.name().equals(next.state()))
                            .findFirst()
                            .orElseThrow()
                            .type();
            String mode = next.mode();
            each.add(Step.after(next.state()) + ": " + type + mode + " = " + next.value());
        }
        nexts.add("when steps {");
        step.nexts().forEach(n -> nexts.add(n.state() + "' = " + Step.after(n.state())));
        nexts.add("}");
        if (core.clear()) {
            step.states().forEach(this::clear);
        }
        if (core.commit()) {
            committed();
        }
        shiftCurrents();
        text.each(neurons, each, nexts);
    }

    private void clear(Declaration.Register state) {
        state.rst()
                .ifPresent(v ->
                        nexts.add(
                                "when clear { %s' = %s }"
                                        .formatted(state.name(), v.getFirst().toString())));
    }

    private void sums(Core.Events events) {
        String current = events.current().name();
        Type type = events.current().type();
        text.register(current, neurons, type, Optional.of(List.of(BigInteger.ZERO)));
        Type address = Type.unsigned(events.axon().bits() + core.index().bits());
        each.add(
                "weight_at: %s = x_axon * %d + neuron"
                        .formatted(address, 1 << core.index().bits()));
        each.add(
                "current_sum: %s %s = %s + %s"
                        .formatted(type, events.wraps() ? "wrap" : "sat", current, weight(events)));
        nexts.add("when commits { %s' = x_tick ? 0 : current_sum }".formatted(current));
        if (core.clear()) {
            nexts.add("when clear { %s' = 0 }".formatted(current));
        }
    }

    private String weight(Core.Events events) {
        String cell = "weights[weight_at]";
        if (!events.write() || core.collision() == Core.Collision.READ_FIRST) {
            return cell;
        }
        boolean undefined = core.collision() == Core.Collision.UNDEFINED;
        if (undefined) {
            text.word("weight_undefined", events.weights().type());
        }
        return "(weight_en and weight_address == weight_at ? %s : %s)"
                .formatted(undefined ? "weight_undefined" : "weight_data", cell);
    }

    // ---- the spikes of a step

    private void gathering() {
        for (String spike : step.spikes()) {
            String all = CoreLowering.vector(spike);
            boolean registered = out.isVector();
            List<String> bits = IntStream.range(0, neurons).mapToObj(n -> spike + "@" + n).toList();
            text.line(
                    "%s_now: %s = cat(%s)"
                            .formatted(all, word, String.join(", ", bits.reversed())));
            if (registered) {
                text.cleared(all, word, 0);
                text.next("when steps { %s' = %s_now }".formatted(all, all));
                text.output(all);
            } else {
                String scan = spike.equals("spike") ? "scan" : "scan_negative";
                text.next(
                        "%s' wrap = steps ? %s_now : moves and hits != 0 ? %s & ~(1 << chosen) : %s"
                                .formatted(scan, all, scan, scan));
            }
        }
        if (out.isVector()) {
            text.offered("spikes_valid", "ends");
            text.output("spikes_valid");
            text.next("ends' = steps");
        } else if (out.marksEnds()) {
            text.next("ends' = steps or ends and not (moves and hits == 0)");
        }
    }

    private void moving() {
        if (last == 0) {
            return;
        }
        text.next("when not stalled {");
        for (int s = 1; s <= last; s++) {
            text.next("valid_%d' = %s".formatted(s, s == 1 ? "take" : "valid_" + (s - 1)));
            text.next("tick_%d' = %s".formatted(s, s == 1 ? "take_tick" : "tick_" + (s - 1)));
            if (in.events().isPresent()) {
                text.next("axon_%d' = %s".formatted(s, s == 1 ? "item_axon" : "axon_" + (s - 1)));
            }
        }
        text.next("}");
    }

    private void shiftCurrents() {
        if (last == 0 || currents.isEmpty()) {
            return;
        }
        nexts.add("when not stalled {");
        for (Declaration.Input current : currents) {
            String name = current.name();
            for (int s = 1; s <= last; s++) {
                String from = s == 1 ? "in_" + name : name + "_" + (s - 1);
                nexts.add("%s_%d' = %s".formatted(name, s, from));
            }
        }
        nexts.add("}");
    }

    // ---- commit

    private void committed() {
        CoreLowering.commit(step, in.events())
                .forEach((name, value) -> {
                    each.add(name + ": " + value);
                    text.output(name);
                });
    }

    private void commit() {
        text.cleared("step", Type.unsigned(32), 0);
        text.next("when steps { step' wrap = step + 1 }");
        text.offered("commit_valid", "steps");
        text.wire("commit_step", Type.unsigned(32), "step");
        text.output("commit_valid", "commit_step");
    }
}
