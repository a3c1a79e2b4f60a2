package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A core clock by clock, from the words of the manual: queues are queues, what is under way are
/// objects. It says nothing of what the manual leaves open, and nothing any more once an undefined
/// word decides what the core does.
public abstract class CoreModel {
    final Map<String, Object> choices;
    final Family family;
    final int neurons;
    final boolean events;
    final String tickAt;
    final String current;
    final boolean vector;
    final boolean marksEnds;
    final Optional<String> enable;

    private final Map<String, String> starts = new LinkedHashMap<>();
    private final Map<String, Type> types = new HashMap<>();
    private final Type currentType;
    private final String rst;

    private final int inDepth;
    private final boolean inPopFirst;
    private final int outDepth;
    private final boolean outPopFirst;
    private final String full;

    private final BigInteger[] startWeights;
    final List<Optional<BigInteger>> weights = new ArrayList<>();
    final int rowOfWeights;

    /// The words of each neuron, its current under the current's name.
    final List<Map<String, Optional<BigInteger>>> words = new ArrayList<>();

    final Deque<Item> waiting = new ArrayDeque<>();
    final Deque<Word> leaving = new ArrayDeque<>();
    long step;
    Map<String, BigInteger> in = Map.of();
    Map<String, BigInteger> out = new TreeMap<>();
    private boolean rstBefore;
    private boolean first;

    /// An undefined word has decided something: nothing is known any more.
    boolean lost;

    /// An event (tick false) or a tick, with the currents that came with it.
    record Item(boolean tick, int axon, List<Map<String, BigInteger>> currents) {}

    /// A word of the output.
    record Word(boolean tick, boolean negative, int neuron) {}

    CoreModel(Map<String, Object> spec) {
        Map<String, Object> neuron = Yaml.map(spec.get("neuron"));
        this.choices = Yaml.map(spec.get("core"));
        Map<String, Object> inputs = Yaml.map(neuron.get("inputs"));
        this.family = Family.of(neuron, inputs.keySet());
        this.rst = Yaml.text(neuron, "rst", "none");
        this.neurons = Integer.parseInt(Yaml.text(choices, "neurons", ""));
        this.enable = family.enable();
        this.events = !choices.get("in").toString().equals("currents");
        Map<String, Object> source = events ? Yaml.map(choices.get("in")) : Map.of();
        this.tickAt = Yaml.text(source, "tick", "in-order");
        this.current = Family.input(family.add().getFirst());
        this.currentType = Type.of(inputs.get(current).toString());
        this.inDepth = events ? Integer.parseInt(Yaml.text(source, "queue", "4")) : 0;
        this.inPopFirst = Yaml.text(source, "at-full", "push-first").equals("pop-first");
        this.vector = choices.containsKey("out") && choices.get("out").toString().equals("vector");
        Map<String, Object> sink = vector ? Map.of() : Yaml.map(choices.get("out"));
        this.outDepth = Integer.parseInt(Yaml.text(sink, "queue", "4"));
        this.full = Yaml.text(sink, "full", "stall");
        this.outPopFirst =
                full.equals("drop-oldest")
                        || Yaml.text(sink, "at-full", "push-first").equals("pop-first");
        this.marksEnds = !vector && Yaml.text(sink, "end", "true").equals("true");
        declare(family.membrane().name(), family.membrane().text());
        family.synapse().ifPresent(cell -> declare(cell.name(), cell.text()));
        family.adaptive().ifPresent(cell -> declare(cell.name(), cell.text()));
        if (family.loaded() > 0) {
            int bits = BigInteger.valueOf(family.loaded()).bitLength();
            declare(FamilyModel.REFRACTORY, "u" + bits + " = 0");
        }
        int index = Math.max(1, BigInteger.valueOf(neurons - 1L).bitLength());
        this.rowOfWeights = 1 << index;
        this.startWeights = events ? cells(Yaml.text(source, "weights", "")) : new BigInteger[0];
        for (int i = 0; i < neurons; i++) {
            words.add(new LinkedHashMap<>());
        }
    }

    /// `TYPE = INT`
    private void declare(String name, String text) {
        String[] parts = text.split("=", -1);
        types.put(name, Type.of(parts[0].strip()));
        starts.put(name, parts[1].strip());
    }

    /// `TYPE[N] = [A, B, …]`
    private static BigInteger[] cells(String text) {
        String list = text.substring(text.indexOf('=') + 1).strip();
        String[] parts = list.substring(1, list.length() - 1).split(",", -1);
        BigInteger[] cells = new BigInteger[parts.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Numbers.parse(parts[i].strip());
        }
        return cells;
    }

    /// The core that a spec with `core:` says.
    public static CoreModel read(String yaml) {
        Map<String, Object> spec = Yaml.read(yaml);
        boolean parallel = Yaml.text(Yaml.map(spec.get("core")), "schedule", "").equals("parallel");
        return parallel ? new ParallelCore(spec) : new WalkingCore(spec);
    }

    // ---- a run

    /// Before row 0.
    ///
    /// @param hasRst whether the run asserts rst
    public void start(boolean hasRst) {
        for (Map<String, Optional<BigInteger>> each : words) {
            each.clear();
            starts.keySet().forEach(name -> each.put(name, Optional.empty()));
            each.put(current, Optional.empty());
        }
        first = true;
        rstBefore = false;
        lost = hasRst && !rst.equals("none");
        loadWeights();
        reset();
        if (!lost && !walks()) {
            atOnce();
        }
    }

    private void loadWeights() {
        weights.clear();
        for (BigInteger weight : startWeights) {
            weights.add(Optional.of(weight));
        }
    }

    /// One row: what stands at the outputs, as far as it says something; then the edge.
    public Map<String, BigInteger> clock(Map<String, BigInteger> inputs) {
        in = inputs;
        boolean asserted = !rst.equals("none") && on("rst");
        if (asserted && rst.equals("async") && !rstBefore && !first) {
            rst();
        }
        out = new TreeMap<>();
        boolean enabled = enable.isEmpty() || on(enable.get());
        row(enabled);
        if (!enabled) {
            out.keySet().removeIf(name -> !ALWAYS.contains(name) && !HANDSHAKES.contains(name));
            HANDSHAKES.forEach(name -> out.computeIfPresent(name, (_, _) -> BigInteger.ZERO));
        }
        Map<String, BigInteger> shown = lost ? Map.of() : out;
        if (enabled) {
            edge();
            writeWeights();
        }
        if (asserted) {
            rst();
        }
        rstBefore = asserted;
        first = false;
        return shown;
    }

    private void rst() {
        lost = false;
        reset();
        loadWeights();
        if (!walks()) {
            atOnce();
        }
    }

    private void writeWeights() {
        if (in.containsKey("weight_en") && on("weight_en")) {
            weights.set(written(), Optional.of(in.get("weight_data")));
        }
    }

    private int written() {
        return number("weight_axon") * rowOfWeights + number("weight_neuron");
    }

    /// A weight as it is read in this clock.
    Optional<BigInteger> weight(int axon, int neuron) {
        int address = axon * rowOfWeights + neuron;
        boolean collides =
                in.containsKey("weight_en")
                        && on("weight_en")
                        && address == written()
                        && (enable.isEmpty() || on(enable.get()));
        return collides
                ? collided(weights.get(address), Optional.of(in.get("weight_data")))
                : weights.get(address);
    }

    Optional<BigInteger> collided(Optional<BigInteger> before, Optional<BigInteger> after) {
        return switch (Yaml.text(choices, "collision", "read-first")) {
            case "read-first" -> before;
            case "write-first" -> after;
            default -> Optional.empty();
        };
    }

    /// Everything but the words of the neurons and the weights.
    abstract void reset();

    /// What the outputs are in this row, in `out`.
    abstract void row(boolean enabled);

    abstract void edge();

    abstract boolean walks();

    /// What stands still, too, where nothing is enabled.
    private static final List<String> ALWAYS = List.of("busy");

    private static final List<String> HANDSHAKES =
            List.of(
                    "in_ready",
                    "tick_ready",
                    "out_valid",
                    "peek_ready",
                    "peeked",
                    "read_valid",
                    "spikes_valid",
                    "commit_valid");

    // ---- inputs and outputs

    boolean on(String input) {
        return in.get(input).signum() != 0;
    }

    int number(String input) {
        return in.get(input).intValueExact();
    }

    void say(String name, boolean value) {
        out.put(name, value ? BigInteger.ONE : BigInteger.ZERO);
    }

    void say(String name, long value) {
        out.put(name, BigInteger.valueOf(value));
    }

    /// Whether this clock resets all at its end.
    boolean resets() {
        return (choice("clear") && on("clear")) || (rst.equals("sync") && on("rst"));
    }

    boolean choice(String key) {
        return Yaml.text(choices, key, "false").equals("true");
    }

    // ---- neurons

    /// All states of one neuron as after a reset.
    void clear(int neuron) {
        starts.forEach(
                (name, text) -> words.get(neuron).put(name, Optional.of(Numbers.parse(text))));
        words.get(neuron).put(current, Optional.of(BigInteger.ZERO));
    }

    void atOnce() {
        for (int n = 0; n < neurons; n++) {
            clear(n);
        }
    }

    /// The sum after an event.
    Optional<BigInteger> sum(Optional<BigInteger> before, Optional<BigInteger> weight) {
        if (before.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        BigInteger sum = before.get().add(weight.get());
        boolean wraps = Yaml.text(Yaml.map(choices.get("in")), "sum", "sat").equals("wrap");
        return Optional.of(wraps ? currentType.wrap(sum) : currentType.clamp(sum));
    }

    /// A neuron's step from these words; empty where one of them is undefined.
    Optional<Stepped> stepped(Map<String, Optional<BigInteger>> from) {
        if (from.values().stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var neuron =
                new FamilyNeuron(
                        family,
                        name -> value(from, name),
                        types.get(family.membrane().name()),
                        family.synapse().map(cell -> types.get(cell.name())),
                        family.adaptive().map(cell -> types.get(cell.name())));
        Map<String, Optional<BigInteger>> next = new LinkedHashMap<>();
        next.put(family.membrane().name(), Optional.of(neuron.nextMembrane()));
        family.synapse()
                .ifPresent(cell -> next.put(cell.name(), Optional.of(neuron.nextSynapse())));
        family.adaptive()
                .ifPresent(cell -> next.put(cell.name(), Optional.of(neuron.nextAdaptation())));
        if (family.loaded() > 0) {
            next.put(FamilyModel.REFRACTORY, Optional.of(neuron.nextRefractory()));
        }
        next.put(current, Optional.of(BigInteger.ZERO));
        return Optional.of(new Stepped(neuron.spike(), neuron.negative(), next));
    }

    record Stepped(boolean spike, boolean negative, Map<String, Optional<BigInteger>> next) {
        boolean fires() {
            return spike || negative;
        }
    }

    private BigInteger value(Map<String, Optional<BigInteger>> from, String name) {
        if (from.containsKey(name)) {
            return from.get(name).orElseThrow();
        }
        return in.containsKey(name) ? in.get(name) : Numbers.parse(name);
    }

    void sayCommit(String at, Map<String, Optional<BigInteger>> from, Stepped step) {
        String v = family.membrane().name();
        out.put("commit_v_before" + at, from.get(v).orElseThrow());
        out.put("commit_v_after" + at, step.next().get(v).orElseThrow());
        if (events) {
            out.put("commit_input" + at, from.get(current).orElseThrow());
        }
        say("commit_spike" + at, step.spike());
        if (family.negative().isPresent()) {
            say("commit_spike_negative" + at, step.negative());
        }
        say(
                "commit_refractory" + at,
                family.loaded() > 0
                        && from.get(FamilyModel.REFRACTORY).orElseThrow().signum() != 0);
    }

    // ---- the item that waits

    boolean itemWaits() {
        return inDepth > 0 ? !waiting.isEmpty() : on("in_valid");
    }

    boolean tickWaits() {
        return !tickAt.equals("in-order") && on("tick_valid");
    }

    boolean anyWaits() {
        return itemWaits() || tickWaits();
    }

    /// The item at the port, or the oldest in the queue.
    Item item() {
        return inDepth > 0 ? waiting.getFirst() : offered();
    }

    private Item offered() {
        boolean tick = !events || (tickAt.equals("in-order") && on("in_tick"));
        return new Item(tick, events ? number("in_axon") : 0, currents());
    }

    List<Map<String, BigInteger>> currents() {
        return Collections.nCopies(neurons, Map.of());
    }

    private boolean takesItem;
    private boolean takesTick;
    private boolean pushesItem;

    /// Which item is taken in this clock, if one may be; and what the ports say.
    ///
    /// @param free something may be taken
    /// @param freeTick a tick may be
    Optional<Item> take(boolean free, boolean freeTick) {
        boolean apart = !tickAt.equals("in-order");
        boolean itemIsTick = !events || (itemWaits() && item().tick());
        boolean ready = free && (!itemIsTick || freeTick);
        if (tickAt.equals("first") && tickWaits()) {
            ready = false;
        }
        boolean tickReady = apart && free && freeTick && (tickAt.equals("first") || !itemWaits());
        takesItem = ready && itemWaits();
        takesTick = tickReady && tickWaits();
        boolean room = waiting.size() < inDepth || (inPopFirst && takesItem);
        boolean inReady = inDepth > 0 ? room : ready;
        if (inDepth > 0 || itemWaits() || !events || apart) {
            say("in_ready", inReady);
        } else {
            sayUnknownReady(free, freeTick);
        }
        if (apart) {
            say("tick_ready", tickReady);
        }
        pushesItem = inDepth > 0 && on("in_valid") && inReady;
        if (takesTick) {
            return Optional.of(new Item(true, 0, currents()));
        }
        return takesItem ? Optional.of(item()) : Optional.empty();
    }

    /// Nothing is offered, so what would be taken hangs on what it were.
    private void sayUnknownReady(boolean free, boolean freeTick) {
        if (free == (free && freeTick)) {
            say("in_ready", free);
        }
    }

    /// The input queue at the edge.
    void moveItems() {
        if (inDepth > 0 && takesItem) {
            waiting.removeFirst();
        }
        if (pushesItem) {
            waiting.addLast(offered());
        }
    }

    // ---- the words that leave

    private boolean pops;
    private boolean pushes;
    private boolean drops;

    /// What happens at the output in this clock, and whether it holds the core up.
    boolean holds(Optional<Word> word) {
        boolean valid = outDepth > 0 ? !leaving.isEmpty() : word.isPresent();
        boolean enabled = enable.isEmpty() || on(enable.get());
        pops = valid && on("out_ready") && enabled;
        boolean room =
                outDepth > 0 ? leaving.size() < outDepth || (outPopFirst && pops) : on("out_ready");
        if (outDepth == 0 && !enabled) {
            room = false;
        }
        say("out_valid", valid);
        if (valid) {
            Word shown = outDepth > 0 ? leaving.getFirst() : word.orElseThrow();
            say("out_neuron", shown.neuron());
            if (marksEnds) {
                say("out_tick", shown.tick());
            }
            if (family.negative().isPresent()) {
                say("out_negative", shown.negative());
            }
        }
        drops = full.equals("drop-oldest") && word.isPresent() && !room;
        pushes = outDepth > 0 && word.isPresent() && (room || drops);
        return full.equals("stall") && word.isPresent() && !room;
    }

    /// The output queue at the edge.
    void moveWords(Optional<Word> word) {
        if (outDepth > 0 && (pops || drops)) {
            leaving.removeFirst();
        }
        if (pushes) {
            leaving.addLast(word.orElseThrow());
        }
    }
}
