package io.lockspike.equation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that an expression may use. A replicated name has one meaning for each neuron.
final class Scope {

    /// What a name means: one thing (`count` 0), or one for each neuron, of which the first are
    /// said.
    private record Entry<T>(int count, List<T> values) {
        boolean replicated() {
            return count > 0;
        }
    }

    private final Map<String, Entry<Expr>> values = new LinkedHashMap<>();
    private final Map<String, Entry<Memory>> memories = new LinkedHashMap<>();

    /// Where the wires are defined, those below as well.
    private final Map<String, Place> wires = new HashMap<>();

    /// Notes that a wire is defined somewhere, for messages.
    void addLater(String name, Place at) {
        wires.putIfAbsent(name, at);
    }

    void add(String name, int count, List<Expr> meanings, Place at) {
        refuseDouble(name, at);
        values.put(name, new Entry<>(count, new ArrayList<>(meanings)));
    }

    void addMemory(String name, int count, List<Memory> cells, Place at) {
        refuseDouble(name, at);
        memories.put(name, new Entry<>(count, cells));
    }

    /// Gives a wire its meaning; inside `replicate` for one neuron (`neuron` >= 0) of `count`.
    void addWire(String name, int count, int neuron, Expr meaning, Place at) {
        if (neuron <= 0) {
            add(name, count, List.of(), at);
        }
        values.get(name).values().add(meaning);
    }

    private void refuseDouble(String name, Place at) {
        if (isKnown(name)) {
            throw new BadInputException(at, "'" + name + "' is declared twice");
        }
    }

    boolean isKnown(String name) {
        return values.containsKey(name) || memories.containsKey(name);
    }

    boolean isMemory(String name) {
        return memories.containsKey(name);
    }

    /// Whether a name has one value for each neuron.
    boolean isReplicated(String name) {
        return values.containsKey(name) && values.get(name).replicated();
    }

    /// The meanings of a replicated name, one for each neuron.
    List<Expr> values(String replicated) {
        return values.get(replicated).values();
    }

    /// The meaning of a name; `block` is where it is used.
    Expr value(Ast.Name name, Block block) {
        Entry<Expr> entry = values.get(name.name());
        if (entry == null) {
            throw unknown(name);
        }
        return one(entry, name, block);
    }

    Memory memory(Ast.Name name, Block block) {
        return one(memories.get(name.name()), name, block);
    }

    /// Where an expression stands: outside of every `replicate` (`neuron` -1), or in that of one
    /// neuron.
    record Block(int neuron, int count) {
        static final Block TOP = new Block(-1, 0);

        boolean inside() {
            return neuron >= 0;
        }
    }

    private static <T> T one(Entry<T> entry, Ast.Name name, Block block) {
        int count = entry.count();
        if (!entry.replicated()) {
            if (name.neuron() >= 0) {
                throw new BadInputException(
                        name.at(),
                        "'%s' is not replicated: write '%s'".formatted(shown(name), name.name()));
            }
            return entry.values().getFirst();
        }
        int index = name.neuron() >= 0 ? name.neuron() : block.neuron();
        if (index < 0 || (name.neuron() < 0 && block.count() != count)) {
            throw new BadInputException(
                    name.at(),
                    "'%s' stands for %d neurons: say which, '%s@0' to '%s@%d'"
                            .formatted(name.name(), count, name.name(), name.name(), count - 1));
        }
        if (index >= count) {
            throw new BadInputException(
                    name.at(),
                    "'%s' has neurons 0 to %d, not %d".formatted(name.name(), count - 1, index));
        }
        if (index >= entry.values().size()) {
            throw new BadInputException(
                    name.at(), "'%s' is used above its definition".formatted(shown(name)));
        }
        return entry.values().get(index);
    }

    private BadInputException unknown(Ast.Name name) {
        var known = new ArrayList<>(values.keySet());
        if (isMemory(name.name())) {
            return new BadInputException(
                    name.at(),
                    "'%s' is a memory: write '%s[address]'".formatted(name.name(), name.name()));
        }
        Place defined = wires.get(name.name());
        if (defined != null) {
            return new BadInputException(
                    name.at(),
                    isBelow(defined, name.at())
                            ? "'%s' is used above its definition in line %d: move that up"
                                    .formatted(name.name(), defined.line())
                            : "'%s' is used in its own definition: what it was in the row before takes a state"
                                    .formatted(name.name()));
        }
        return new BadInputException(
                name.at(),
                "'%s' is not declared%s; known are %s"
                        .formatted(
                                name.name(),
                                Words.didYouMean(name.name(), known),
                                known.isEmpty() ? "no names" : Words.list(known)));
    }

    private static boolean isBelow(Place place, Place other) {
        return place.line() == other.line()
                ? place.column() > other.column()
                : place.line() > other.line();
    }

    static String shown(Ast.Name name) {
        return name.neuron() < 0 ? name.name() : name.name() + "@" + name.neuron();
    }
}
