package io.lockspike.equation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that an expression may use. A replicated name has one meaning for each neuron.
final class Scope {

    /// What a name means: one expression, or one for each neuron (null where it is not yet said).
    private record Entry(boolean replicated, List<Expr> values) {}

    private final Map<String, Entry> values = new LinkedHashMap<>();
    private final Map<String, List<Memory>> memories = new LinkedHashMap<>();

    void add(String name, int count, List<Expr> meanings, Place at) {
        refuseDouble(name, at);
        values.put(name, new Entry(count > 0, new ArrayList<>(meanings)));
    }

    void addMemory(String name, List<Memory> cells, Place at) {
        refuseDouble(name, at);
        memories.put(name, cells);
    }

    /// Gives a wire its meaning; inside `replicate` for one neuron (`neuron` >= 0) of `count`.
    void addWire(String name, int count, int neuron, Expr meaning, Place at) {
        if (neuron <= 0) {
            Expr[] all = new Expr[Math.max(1, count)];
            add(name, count, Arrays.asList(all), at);
        }
        values.get(name).values().set(Math.max(0, neuron), meaning);
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

    boolean isReplicated(String name) {
        return memories.containsKey(name)
                ? memories.get(name).size() > 1
                : values.containsKey(name) && values.get(name).replicated();
    }

    /// The meaning of a name; `block` is where it is used.
    Expr value(Ast.Name name, Block block) {
        Entry entry = values.get(name.name());
        if (entry == null) {
            throw unknown(name);
        }
        Expr meaning = one(entry.values(), entry.replicated(), name, block);
        if (meaning == null) {
            throw new BadInputException(
                    name.at(), "'%s' is used above its definition".formatted(shown(name)));
        }
        return meaning;
    }

    Memory memory(Ast.Name name, Block block) {
        List<Memory> cells = memories.get(name.name());
        return one(cells, cells.size() > 1, name, block);
    }

    /// Where an expression stands: outside of every `replicate` (`neuron` -1), or in that of one
    /// neuron.
    record Block(int neuron, int count) {
        static final Block TOP = new Block(-1, 0);

        boolean inside() {
            return neuron >= 0;
        }
    }

    private static <T> T one(List<T> all, boolean replicated, Ast.Name name, Block block) {
        if (!replicated) {
            if (name.neuron() >= 0) {
                throw new BadInputException(
                        name.at(),
                        "'%s' is not replicated: write '%s'".formatted(shown(name), name.name()));
            }
            return all.getFirst();
        }
        int index = name.neuron() >= 0 ? name.neuron() : block.neuron();
        if (index < 0 || (name.neuron() < 0 && block.count() != all.size())) {
            throw new BadInputException(
                    name.at(),
                    "'%s' stands for %d neurons: say which, '%s@0' to '%s@%d'"
                            .formatted(
                                    name.name(),
                                    all.size(),
                                    name.name(),
                                    name.name(),
                                    all.size() - 1));
        }
        if (index >= all.size()) {
            throw new BadInputException(
                    name.at(),
                    "'%s' has neurons 0 to %d, not %d"
                            .formatted(name.name(), all.size() - 1, index));
        }
        return all.get(index);
    }

    private BadInputException unknown(Ast.Name name) {
        var known = new ArrayList<>(values.keySet());
        if (isMemory(name.name())) {
            return new BadInputException(
                    name.at(),
                    "'%s' is a memory: write '%s[address]'".formatted(name.name(), name.name()));
        }
        return new BadInputException(
                name.at(),
                "'%s' is not declared%s; known are %s"
                        .formatted(
                                name.name(),
                                Words.didYouMean(name.name(), known),
                                known.isEmpty() ? "no names" : Words.list(known)));
    }

    static String shown(Ast.Name name) {
        return name.neuron() < 0 ? name.name() : name.name() + "@" + name.neuron();
    }
}
