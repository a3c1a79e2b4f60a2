package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A time-multiplexed core.
final class WalkingCore extends CoreModel {
    private final int clocks;
    private final int latency;
    private final List<Integer> order = new ArrayList<>();
    private final String again;

    private enum Mode {
        IDLE,
        WALKING,
        CLEARING
    }

    /// A neuron that was read and is not yet written.
    private static final class Flight {
        private final int neuron;
        private final boolean tick;
        private final Map<String, Optional<BigInteger>> read;
        private final Optional<BigInteger> weight;
        private int age = 1;

        Flight(
                int neuron,
                boolean tick,
                Map<String, Optional<BigInteger>> read,
                Optional<BigInteger> weight) {
            this.neuron = neuron;
            this.tick = tick;
            this.read = read;
            this.weight = weight;
        }
    }

    private Mode mode = Mode.IDLE;
    private int position;
    private int phase;
    private Item walked;
    private final List<Flight> flights = new ArrayList<>();
    private boolean ends;
    private final boolean[] spikes;
    private final boolean[] negatives;
    private boolean peeked;
    private Map<String, Optional<BigInteger>> peekedWords = Map.of();

    // What happens in this clock.
    private Optional<Flight> executing = Optional.empty();

    private Map<String, Optional<BigInteger>> words() {
        Flight flight = executing.orElseThrow();
        if (again.equals("forward")) {
            Map<String, Optional<BigInteger>> now = new LinkedHashMap<>(flight.read);
            now.putAll(words.get(flight.neuron));
            if (!events) {
                now.put(current, flight.read.get(current));
            }
            return now;
        }
        return flight.read;
    }

    private Optional<Stepped> step0 = Optional.empty();
    private Optional<Word> put = Optional.empty();
    private boolean stall;
    private boolean reads;
    private boolean peeks;
    private Optional<Item> taken = Optional.empty();

    WalkingCore(Map<String, Object> spec) {
        super(spec);
        clocks = Integer.parseInt(Yaml.text(choices, "clocks", "1"));
        latency = Integer.parseInt(Yaml.text(choices, "latency", "1"));
        again = Yaml.text(choices, "again", "stall");
        String said = choices.containsKey("order") ? choices.get("order").toString() : "ascending";
        for (int i = 0; i < neurons; i++) {
            order.add(
                    switch (said) {
                        case "ascending" -> i;
                        case "descending" -> neurons - 1 - i;
                        default -> Integer.parseInt(Yaml.list(choices.get("order")).get(i));
                    });
        }
        spikes = new boolean[neurons];
        negatives = new boolean[neurons];
    }

    @Override
    boolean walks() {
        return Yaml.text(choices, "reset", "walk").equals("walk");
    }

    @Override
    void reset() {
        waiting.clear();
        leaving.clear();
        flights.clear();
        ends = false;
        step = 0;
        position = 0;
        phase = 0;
        peeked = false;
        mode = walks() ? Mode.CLEARING : Mode.IDLE;
    }

    @Override
    void row(boolean enabled) {
        executing = flights.stream().filter(f -> f.age == latency).findFirst();
        step0 = executing.filter(f -> f.tick).flatMap(_ -> stepped(words()));
        if (executing.isPresent() && executing.get().tick && step0.isEmpty()) {
            lost = true;
            step0 = Optional.of(new Stepped(false, false, words()));
        }
        put = put();
        stall = !vector && holds(put);
        boolean idle = mode == Mode.IDLE && !stall;
        peek(idle);
        taken = take(idle && !peeks, true);
        reads =
                mode == Mode.WALKING
                        && !stall
                        && phase == 0
                        && !(again.equals("stall") && isUnderWay(order.get(position)));
        say("busy", mode != Mode.IDLE || !flights.isEmpty() || ends || anyWaits());
        if (!events) {
            say("read_valid", reads);
            if (reads) {
                say("read_neuron", order.get(position));
            }
        }
        if (vector) {
            sayVector();
        }
        if (choice("commit")) {
            commit();
        }
    }

    private Optional<Word> put() {
        if (ends && marksEnds) {
            return Optional.of(new Word(true, false, 0));
        }
        return step0.filter(Stepped::fires)
                .map(s -> new Word(false, !s.spike(), executing.orElseThrow().neuron));
    }

    private boolean isUnderWay(int neuron) {
        return flights.stream().anyMatch(f -> f.neuron == neuron);
    }

    private void peek(boolean idle) {
        peeks = false;
        String kind = Yaml.text(choices, "peek", "none");
        if (kind.equals("none")) {
            return;
        }
        boolean ready = idle && flights.isEmpty() && (kind.equals("first") || !anyWaits());
        say("peek_ready", ready);
        say("peeked", peeked);
        if (peeked) {
            peekedWords.forEach((name, word) -> word.ifPresent(w -> out.put("peek_" + name, w)));
        }
        peeks = ready && on("peek_valid") && (enable.isEmpty() || on(enable.get()));
    }

    private void sayVector() {
        say("spikes_valid", ends);
        if (ends) {
            out.put("spikes", bits(spikes));
            if (family.negative().isPresent()) {
                out.put("spikes_negative", bits(negatives));
            }
        }
    }

    private static BigInteger bits(boolean[] bits) {
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < bits.length; i++) {
            all = bits[i] ? all.setBit(i) : all;
        }
        return all;
    }

    private boolean clears() {
        return choice("clear") && on("clear");
    }

    private void commit() {
        boolean commits = step0.isPresent() && !stall && !resets();
        say("commit_valid", commits);
        if (commits) {
            say("commit_step", step);
            say("commit_neuron", executing.orElseThrow().neuron);
            if (!lost) {
                sayCommit("", words(), step0.orElseThrow());
            }
        }
    }

    @Override
    void edge() {
        Map<String, Optional<BigInteger>> nowPeeked =
                peeks ? peekAt(number("peek_neuron")) : peekedWords;
        boolean writes = executing.isPresent() && !stall && !resets();
        Map<String, Optional<BigInteger>> written = writes ? written() : Map.of();
        Optional<Flight> newFlight = reads ? Optional.of(read(written)) : Optional.empty();
        if (writes) {
            words.get(executing.orElseThrow().neuron).putAll(written);
        }
        if (mode == Mode.CLEARING) {
            clear(order.get(position));
        }
        moveItems();
        moveWords(put);
        if (!stall) {
            advance(newFlight);
        }
        peeked = peeks;
        peekedWords = nowPeeked;
        if (clears()) {
            boolean walks = walks();
            reset();
            if (!walks) {
                atOnce();
            }
        }
    }

    /// Of a word that no neuron has nothing is said.
    private Map<String, Optional<BigInteger>> peekAt(int neuron) {
        if (neuron >= neurons) {
            return Map.of();
        }
        Map<String, Optional<BigInteger>> known = new LinkedHashMap<>(words.get(neuron));
        if (!events) {
            known.remove(current);
        }
        return known;
    }

    /// The words that what executes writes at this edge.
    private Map<String, Optional<BigInteger>> written() {
        Flight flight = executing.orElseThrow();
        if (flight.tick) {
            return step0.orElseThrow().next();
        }
        return Map.of(current, sum(words().get(current), flight.weight));
    }

    private Flight read(Map<String, Optional<BigInteger>> written) {
        int neuron = order.get(position);
        Map<String, Optional<BigInteger>> read = new LinkedHashMap<>(words.get(neuron));
        if (executing.isPresent() && executing.get().neuron == neuron) {
            written.forEach((name, after) -> read.put(name, collided(read.get(name), after)));
        }
        if (!events) {
            read.put(current, Optional.of(in.get("in_" + current)));
        }
        return new Flight(
                neuron,
                walked.tick(),
                read,
                events ? weight(walked.axon(), neuron) : Optional.empty());
    }

    private void advance(Optional<Flight> newFlight) {
        int last = order.getLast();
        if (ends) {
            step++;
        }
        ends = executing.isPresent() && executing.get().tick && executing.get().neuron == last;
        executing.ifPresent(flights::remove);
        step0.filter(_ -> vector).ifPresent(this::gather);
        flights.forEach(f -> f.age++);
        newFlight.ifPresent(flights::add);
        switch (mode) {
            case IDLE ->
                    taken.ifPresent(item -> {
                        walked = item;
                        mode = Mode.WALKING;
                    });
            case CLEARING -> onwards();
            case WALKING -> {
                if (phase > 0 || reads) {
                    phase = (phase + 1) % clocks;
                    if (phase == 0) {
                        onwards();
                    }
                }
            }
        }
    }

    private void gather(Stepped stepped) {
        int neuron = executing.orElseThrow().neuron;
        spikes[neuron] = stepped.spike();
        negatives[neuron] = stepped.negative();
    }

    private void onwards() {
        position = (position + 1) % neurons;
        if (position == 0) {
            mode = Mode.IDLE;
        }
    }
}
