package io.lockspike.slow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a spec declares besides its equations, the same for both forms. Names of a layer are
/// spelled out: `v@4` stands here as `v@0` to `v@3`.
///
/// @param rst `async`, `sync` or `none`
/// @param layers the names that are declared for each neuron, without their numbers
record Declarations(
        String rst,
        Map<String, Type> inputs,
        Parameters parameters,
        List<Registers.State> states,
        List<Registers.Memory> memories,
        List<Source> sources,
        Set<String> layers) {

    static Declarations of(
            Map<String, Object> neuron, Parameters parameters, MemoryFile.Folder folder) {
        Declarations all =
                new Declarations(
                        Yaml.text(neuron, "rst", "none"),
                        new LinkedHashMap<>(),
                        parameters,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new LinkedHashSet<>());
        parameters.values().keySet().forEach(all::layer);
        all.each(neuron, "inputs", (name, _, entry) -> all.input(name, entry.toString()));
        all.each(
                neuron,
                "state",
                (name, k, entry) ->
                        all.states.add(Registers.state(name, entry.toString(), parameters, k)));
        all.each(
                neuron,
                "memory",
                (name, k, entry) ->
                        all.memories.add(
                                Registers.memory(name, entry.toString(), parameters, k, folder)));
        all.each(neuron, "lfsr", (name, k, entry) -> all.source(name, k, Yaml.map(entry)));
        return all;
    }

    boolean hasRst() {
        return !rst.equals("none");
    }

    /// The declared types of inputs, rst, states and pseudo-random sources.
    Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        if (hasRst()) {
            types.put("rst", Type.unsigned(1));
        }
        types.putAll(inputs);
        states.forEach(state -> types.put(state.name(), state.type()));
        sources.forEach(source -> types.put(source.name(), source.type()));
        return types;
    }

    private void input(String name, String type) {
        inputs.put(name, Type.of(type.strip()));
    }

    private void source(String name, int neuron, Map<String, Object> entry) {
        Source source = Source.of(name, entry, parameters, neuron);
        sources.add(source);
        layer(source.register());
        states.add(source.state());
    }

    private interface Entry {
        void declare(String name, int neuron, Object entry);
    }

    private void each(Map<String, Object> neuron, String section, Entry entry) {
        Yaml.map(neuron.get(section))
                .forEach((key, value) -> {
                    List<String> names = parameters.names(key);
                    for (int k = 0; k < names.size(); k++) {
                        layer(names.get(k));
                        entry.declare(names.get(k), k, value);
                    }
                });
    }

    private void layer(String name) {
        if (name.contains("@")) {
            layers.add(name.substring(0, name.indexOf('@')));
        }
    }
}
