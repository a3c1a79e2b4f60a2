package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the `core:` block.
final class CoreReader {
    private static final int MOST_NEURONS = 1 << 16;
    private static final int MOST_AXON_BITS = 16;
    private static final int MOST_CLOCKS = 1024;
    private static final int MOST_LATENCY = 64;
    private static final int MOST_QUEUED = 1 << 16;

    /// A word of all neurons has at most this many bits.
    private static final int WORD = Type.MAX_BITS;

    private final Fields fields;
    private final Family family;
    private final CellFiles files;
    private final int neurons;

    private CoreReader(Fields fields, Family family, CellFiles files) {
        this.fields = fields;
        this.family = family;
        this.files = files;
        this.neurons = Fields.integer(fields.required("neurons"), "'neurons'", 1, MOST_NEURONS);
    }

    static Core read(Yaml yaml, Family family, CellFiles files) {
        return new CoreReader(Fields.of("'core'", yaml), family, files).core();
    }

    private Core core() {
        refuseNeuron();
        boolean parallel =
                word(fields, "schedule", "time-multiplexed", "parallel").equals("parallel");
        Core.Schedule schedule = parallel ? parallel() : timeMultiplexed();
        Core.Source source = source(fields.required("in"));
        var core =
                new Core(
                        neurons,
                        schedule,
                        collision(schedule, source),
                        source,
                        sink(fields.optional("out"), parallel),
                        peek(parallel),
                        flag(fields, "clear"),
                        flag(fields, "commit"),
                        fields.at());
        fields.finish();
        return core;
    }

    private void refuseNeuron() {
        if (family.replicate() > 0) {
            throw new BadInputException(
                    family.at(),
                    "a core replicates its neuron by itself: leave 'replicate' out here, 'core' says 'neurons: N'");
        }
        if (family.integrate().overflow() == Family.Overflow.CHECKED) {
            throw new BadInputException(
                    family.at(),
                    "a core's neuron is computed in each clock, also where it does not step, so 'overflow: checked' would stop on what does not count: write sat, wrap or clamp-at-zero");
        }
    }

    // ---- the schedule

    private Core.Schedule timeMultiplexed() {
        return new Core.TimeMultiplexed(
                number("clocks", 1, MOST_CLOCKS, 1),
                number("latency", 1, MOST_LATENCY, 1),
                fields.optional("order").map(this::order).orElseGet(this::ascending),
                choice(fields, "again", Core.Again.STALL),
                word(fields, "reset", "walk", "at-once").equals("walk"));
    }

    private Core.Schedule parallel() {
        for (String key : List.of("clocks", "again", "reset")) {
            refuse(
                    key,
                    "a parallel core has all states in registers and steps them in one clock: '"
                            + key
                            + "' is for time-multiplexed ones");
        }
        String order =
                fields.optional("order")
                        .map(y -> Fields.choice(y, "'order'", List.of("ascending", "descending")))
                        .orElse("ascending");
        return new Core.Parallel(number("latency", 0, MOST_LATENCY, 1), order.equals("descending"));
    }

    private List<Integer> ascending() {
        return IntStream.range(0, neurons).boxed().toList();
    }

    private List<Integer> order(Yaml yaml) {
        if (yaml instanceof Yaml.Scalar) {
            String word = Fields.choice(yaml, "'order'", List.of("ascending", "descending"));
            return word.equals("ascending") ? ascending() : ascending().reversed();
        }
        List<Integer> order = new ArrayList<>();
        for (Yaml item : Fields.list(yaml, "'order'")) {
            order.add(Fields.integer(item, "a neuron of 'order'", 0, neurons - 1));
        }
        if (order.size() != neurons || new HashSet<>(order).size() != neurons) {
            throw new BadInputException(
                    yaml.at(),
                    "'order' names each neuron from 0 to %d once".formatted(neurons - 1));
        }
        return order;
    }

    private Core.Collision collision(Core.Schedule schedule, Core.Source source) {
        boolean written = source instanceof Core.Events events && events.write();
        boolean stale =
                schedule instanceof Core.TimeMultiplexed walk && walk.again() == Core.Again.STALE;
        if (!written && !stale) {
            refuse(
                    "collision",
                    "nothing reads a word while it is written here: 'collision' is for 'again: stale', and for weights with 'write: true'");
        }
        return choice(fields, "collision", Core.Collision.READ_FIRST);
    }

    private Optional<Core.Peek> peek(boolean parallel) {
        String word = word(fields, "peek", "none", "first", "last");
        if (word.equals("none")) {
            return Optional.empty();
        }
        if (parallel) {
            throw new BadInputException(
                    fields.required("peek").at(),
                    "a parallel core has no port to peek at: its states are registers, %s@0 and so on"
                            .formatted(family.membrane().name()));
        }
        return Optional.of(Core.Peek.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    // ---- in

    private Core.Source source(Yaml yaml) {
        if (yaml instanceof Yaml.Scalar) {
            Fields.choice(yaml, "'in'", List.of("currents"));
            return new Core.Currents();
        }
        Fields in = Fields.of("'in'", yaml);
        boolean write = flag(in, "write");
        Type axon = axon(in.required("axon"));
        int queue = queued(in, 4);
        var events =
                new Core.Events(
                        current(yaml),
                        axon,
                        weights(in.required("weights"), axon, write),
                        write,
                        word(in, "sum", "sat", "wrap").equals("wrap"),
                        queue,
                        popFirst(in, queue),
                        choice(in, "tick", Core.Tick.IN_ORDER));
        in.finish();
        return events;
    }

    private Declaration.Input current(Yaml at) {
        List<String> add = family.integrate().add();
        String name = add.getFirst().startsWith("-") ? add.getFirst().substring(1) : add.getFirst();
        if (add.size() != 1) {
            throw new BadInputException(
                    at.at(),
                    "events sum to one current, and the neuron adds %d (%s): write 'in: currents', or the core in equations"
                            .formatted(add.size(), String.join(", ", add)));
        }
        return family.declarations().stream()
                .filter(d -> d.name().equals(name))
                .map(d -> (Declaration.Input) d)
                .findFirst()
                .orElseThrow();
    }

    private static Type axon(Yaml yaml) {
        String text = Fields.text(yaml, "'axon'");
        Optional<Type> type = text.length() > 4 ? Optional.empty() : Type.parse(text);
        return type.filter(t -> !t.signed() && t.bits() <= MOST_AXON_BITS)
                .orElseThrow(() ->
                        new BadInputException(
                                yaml.at(),
                                "'axon' is the type of an event's address, u1 to u%d, not '%s'"
                                        .formatted(MOST_AXON_BITS, text)));
    }

    /// Neuron fastest; each row has a power of two of words, as an address of bits has it.
    private Declaration.Table weights(Yaml yaml, Type axon, boolean write) {
        EquationText said = Fields.equation(yaml, "'weights'");
        var text =
                new EquationText(
                        said.text().stripTrailing(), said.file(), said.firstLine(), said.indent());
        Declaration.Table table =
                new DeclarationParser("weights", yaml.at(), text, Map.of(), files).table();
        int index = Core.index(neurons).bits();
        int depth = 1 << Math.min(30, axon.bits() + index);
        if (table.depth() != depth) {
            throw new BadInputException(
                    yaml.at(),
                    "'weights' has a row of 2^%d words for each of the 2^%d axons: TYPE[%d], not [%d]"
                            .formatted(index, axon.bits(), depth, table.depth()));
        }
        if (!write && table.rst().isEmpty() && table.init().isEmpty()) {
            throw new BadInputException(
                    yaml.at(),
                    "nothing writes 'weights', so they need their values: = 0, = [1, 2, …], = file(\"weights.mem\"), or 'write: true'");
        }
        return table;
    }

    // ---- out

    private Core.Sink sink(Optional<Yaml> yaml, boolean parallel) {
        boolean vector = yaml.isPresent() && yaml.get() instanceof Yaml.Scalar;
        if (neurons > WORD && (vector || parallel)) {
            throw new BadInputException(
                    fields.at(),
                    "the spikes of a step are one word of up to %d bits, and there are %d neurons: write %s, or the core in equations"
                            .formatted(
                                    WORD,
                                    neurons,
                                    parallel
                                            ? "'schedule: time-multiplexed'"
                                            : "'out: {queue: 4}'"));
        }
        if (vector) {
            Fields.choice(yaml.get(), "'out'", List.of("vector"));
            if (parallel) {
                refuse(
                        "order",
                        "all spikes of a step stand in one word here, and all neurons step at once: leave 'order' out");
            }
            return new Core.Vector();
        }
        Fields out =
                yaml.map(y -> Fields.of("'out'", y))
                        .orElseGet(
                                () -> Fields.of("'out'", new Yaml.Mapping(fields.at(), Map.of())));
        int queue = queued(out, 4);
        Core.Full full = choice(out, "full", Core.Full.STALL);
        boolean oldest = full == Core.Full.DROP_OLDEST;
        if (oldest && queue == 0) {
            throw new BadInputException(
                    out.required("full").at(),
                    "without a queue there is no oldest word to drop: write stall or drop-new");
        }
        boolean popFirst = popFirst(out, queue);
        if (oldest && out.has("at-full") && !popFirst) {
            throw new BadInputException(
                    out.required("at-full").at(),
                    "where the oldest word makes room it is the one that leaves in this clock, if one does: with drop-oldest write pop-first");
        }
        var addresses =
                new Core.Addresses(
                        queue,
                        full,
                        popFirst || oldest,
                        out.optional("end").map(y -> Fields.flag(y, "'end'")).orElse(true));
        out.finish();
        return addresses;
    }

    // ---- words and numbers

    private static int queued(Fields of, int usual) {
        return of.optional("queue")
                .map(y -> Fields.integer(y, "'queue'", 0, MOST_QUEUED))
                .orElse(usual);
    }

    private static boolean popFirst(Fields of, int queue) {
        String word = word(of, "at-full", "push-first", "pop-first");
        if (of.has("at-full") && queue == 0) {
            throw new BadInputException(
                    of.required("at-full").at(),
                    "there is no queue that could be full: leave 'at-full' out");
        }
        return word.equals("pop-first");
    }

    private void refuse(String key, String why) {
        Optional<Yaml> given = fields.optional(key);
        if (given.isPresent()) {
            throw new BadInputException(given.get().at(), why);
        }
    }

    private int number(String key, int low, int high, int usual) {
        return fields.optional(key)
                .map(y -> Fields.integer(y, "'" + key + "'", low, high))
                .orElse(usual);
    }

    private static boolean flag(Fields of, String key) {
        return of.optional(key).map(y -> Fields.flag(y, "'" + key + "'")).orElse(false);
    }

    /// The first word is what is meant where the key is left out.
    private static String word(Fields of, String key, String... words) {
        return of.optional(key)
                .map(y -> Fields.choice(y, "'" + key + "'", List.of(words)))
                .orElse(words[0]);
    }

    private static <E extends Enum<E>> E choice(Fields of, String key, E usual) {
        List<E> all = List.of(usual.getDeclaringClass().getEnumConstants());
        List<String> words = all.stream().map(CoreReader::said).toList();
        return of.optional(key)
                .map(y -> all.get(words.indexOf(Fields.choice(y, "'" + key + "'", words))))
                .orElse(usual);
    }

    private static String said(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
