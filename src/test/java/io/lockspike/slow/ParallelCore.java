package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parallel core.
final class ParallelCore extends CoreModel {
    private final int latency;
    private final boolean descending;

    /// The items under way, the one that was taken last in front.
    private final Deque<Optional<Item>> stages = new ArrayDeque<>();

    /// What is still to be put out of the last step.
    private final Deque<Word> pending = new ArrayDeque<>();

    private boolean ends;
    private BigInteger spikes = BigInteger.ZERO;
    private BigInteger negatives = BigInteger.ZERO;

    // What happens in this clock.
    private Optional<Word> put = Optional.empty();
    private boolean held;
    private boolean blocked;
    private Optional<Item> taken = Optional.empty();
    private Optional<Item> executing = Optional.empty();
    private List<Stepped> steps = List.of();

    ParallelCore(Map<String, Object> spec) {
        super(spec);
        latency = Integer.parseInt(Yaml.text(choices, "latency", "1"));
        descending = Yaml.text(choices, "order", "ascending").equals("descending");
    }

    @Override
    boolean walks() {
        return false;
    }

    @Override
    void reset() {
        waiting.clear();
        leaving.clear();
        stages.clear();
        for (int i = 0; i < latency; i++) {
            stages.addLast(Optional.empty());
        }
        pending.clear();
        ends = false;
        step = 0;
    }

    /// Those at the ports in this clock.
    @Override
    List<Map<String, BigInteger>> currents() {
        List<Map<String, BigInteger>> all = new ArrayList<>();
        for (int n = 0; n < neurons; n++) {
            Map<String, BigInteger> own = new HashMap<>();
            if (!events) {
                own.put(current, in.get("in_" + current + "@" + n));
            }
            all.add(own);
        }
        return all;
    }

    @Override
    void row(boolean enabled) {
        put = Optional.ofNullable(pending.peekFirst());
        held = !vector && holds(put);
        boolean scanning = put.isPresent();
        if (latency > 0) {
            executing = stages.getLast();
            blocked = executing.isPresent() && executing.get().tick() && scanning;
            taken = take(!blocked, true);
        } else {
            blocked = false;
            taken = take(true, !scanning);
            executing = taken;
        }
        boolean under = stages.stream().anyMatch(Optional::isPresent);
        say("busy", under || scanning || ends || anyWaits());
        if (vector) {
            say("spikes_valid", ends);
            if (ends) {
                out.put("spikes", spikes);
                if (family.negative().isPresent()) {
                    out.put("spikes_negative", negatives);
                }
            }
        }
        boolean commits = executing.isPresent() && !blocked && !resets();
        steps = commits && executing.get().tick() ? steps() : List.of();
        if (choice("commit")) {
            say("commit_valid", !steps.isEmpty());
            if (!steps.isEmpty()) {
                say("commit_step", step);
                for (int n = 0; n < steps.size() && !lost; n++) {
                    sayCommit("@" + n, from(n), steps.get(n));
                }
            }
        }
        if (!commits) {
            executing = Optional.empty();
        }
    }

    private boolean clears() {
        return choice("clear") && on("clear");
    }

    private Map<String, Optional<BigInteger>> from(int neuron) {
        Map<String, Optional<BigInteger>> from = new LinkedHashMap<>(words.get(neuron));
        executing
                .orElseThrow()
                .currents()
                .get(neuron)
                .forEach((name, value) -> from.put(name, Optional.of(value)));
        return from;
    }

    private List<Stepped> steps() {
        List<Stepped> all = new ArrayList<>();
        for (int n = 0; n < neurons; n++) {
            Optional<Stepped> one = stepped(from(n));
            lost |= one.isEmpty();
            all.add(one.orElse(new Stepped(false, false, from(n))));
        }
        return all;
    }

    @Override
    void edge() {
        executing.filter(item -> !item.tick()).ifPresent(this::event);
        for (int n = 0; n < steps.size(); n++) {
            words.get(n).putAll(steps.get(n).next());
        }
        moveItems();
        moveWords(put);
        if (put.isPresent() && !held) {
            pending.removeFirst();
        }
        ends = false;
        if (!steps.isEmpty()) {
            stepped();
        }
        if (!blocked && latency > 0) {
            stages.removeLast();
            stages.addFirst(taken);
        }
        if (clears()) {
            reset();
            atOnce();
        }
    }

    private void event(Item item) {
        for (int n = 0; n < neurons; n++) {
            words.get(n).put(current, sum(words.get(n).get(current), weight(item.axon(), n)));
        }
    }

    private void stepped() {
        step++;
        spikes = BigInteger.ZERO;
        negatives = BigInteger.ZERO;
        for (int i = 0; i < neurons; i++) {
            int n = descending ? neurons - 1 - i : i;
            Stepped one = steps.get(n);
            spikes = one.spike() ? spikes.setBit(n) : spikes;
            negatives = one.negative() ? negatives.setBit(n) : negatives;
            if (one.fires() && !vector) {
                pending.addLast(new Word(false, !one.spike(), n));
            }
        }
        if (marksEnds) {
            pending.addLast(new Word(true, false, 0));
        }
        ends = vector;
    }
}
