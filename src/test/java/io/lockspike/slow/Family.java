package io.lockspike.slow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The choices of the short form. A `String` that is not a keyword is a VALUE: an integer or a
/// name.
///
/// @param add inputs of a step, with `-` in front where they are taken away
/// @param bit the bit that is the spike, in place of a comparison
/// @param reset `none`, `to`, `subtract` or `input`
/// @param resetTo the value of `to`
/// @param replicate the number of neurons in a layer; empty where it is none
record Family(
        Cell membrane,
        String rest,
        Leak leak,
        boolean eachAddition,
        List<String> add,
        String when,
        String threshold,
        Optional<Integer> bit,
        boolean onPrevious,
        boolean registered,
        Optional<String> negative,
        Optional<Cell> adaptive,
        String jump,
        String reset,
        String resetTo,
        int steps,
        boolean inputIgnored,
        boolean leakOff,
        boolean countedWith,
        Optional<Cell> synapse,
        boolean synapsePrevious,
        List<String> order,
        Optional<String> enable,
        Optional<Integer> replicate) {

    /// A leaky register.
    ///
    /// @param text its declaration, as that of a state
    record Cell(String name, String text, Leak leak, Overflow overflow) {

        static Cell of(Object state, Object leak, String overflow) {
            Map.Entry<String, Object> only =
                    Yaml.map(state).entrySet().stream().findFirst().orElseThrow();
            return new Cell(
                    only.getKey(),
                    only.getValue().toString(),
                    Leak.of(leak),
                    Overflow.of(overflow));
        }

        static Optional<Cell> find(Object node) {
            if (node == null || node.toString().equals("none")) {
                return Optional.empty();
            }
            Map<String, Object> choices = Yaml.map(node);
            return Optional.of(
                    of(
                            choices.get("state"),
                            choices.get("leak"),
                            Yaml.text(choices, "overflow", "sat")));
        }
    }

    /// What a spike loads the refractory count with.
    int loaded() {
        return Math.max(0, steps - (countedWith ? 1 : 0));
    }

    static Family of(Map<String, Object> neuron, Set<String> inputs) {
        Map<String, Object> integrate = Yaml.map(neuron.get("integrate"));
        Map<String, Object> fire = Yaml.map(neuron.get("fire"));
        Map<String, Object> refractory = Yaml.map(neuron.get("refractory"));
        Map<String, Object> synapse = choices(neuron.get("synapse"));
        Map<String, Object> reset = choices(neuron.getOrDefault("reset", Map.of("to", "0")));
        boolean toInput = Yaml.text(reset, "to", "").equals("input");
        return new Family(
                Cell.of(
                        neuron.get("membrane"),
                        neuron.get("leak"),
                        Yaml.text(integrate, "overflow", "sat")),
                Yaml.text(neuron, "rest", "0"),
                Leak.of(neuron.get("leak")),
                Yaml.text(integrate, "narrow", "each-addition").equals("each-addition"),
                integrate.containsKey("add")
                        ? Yaml.list(integrate.get("add"))
                        : unnamed(neuron, inputs),
                Yaml.text(fire, "when", ">="),
                Yaml.text(fire, "threshold", ""),
                Optional.ofNullable(fire.get("bit")).map(b -> Integer.parseInt(b.toString())),
                Yaml.text(fire, "on", "updated").equals("previous"),
                Yaml.text(fire, "output", "combinational").equals("registered"),
                Optional.ofNullable(fire.get("negative")).map(Object::toString),
                Cell.find(fire.get("adaptive")),
                Yaml.text(choices(fire.get("adaptive")), "jump", "0"),
                reset.isEmpty()
                        ? "none"
                        : toInput ? "input" : reset.containsKey("to") ? "to" : "subtract",
                Yaml.text(reset, "to", "0"),
                Integer.parseInt(Yaml.text(refractory, "steps", "0")),
                Yaml.text(refractory, "input", "ignored").equals("ignored"),
                Yaml.text(refractory, "leak", "on").equals("off"),
                Yaml.text(refractory, "counted", "after").equals("with"),
                Cell.find(neuron.get("synapse")),
                Yaml.text(synapse, "use", "updated").equals("previous"),
                neuron.containsKey("order")
                        ? Yaml.list(neuron.get("order"))
                        : List.of("leak", "integrate", "fire"),
                Optional.ofNullable(neuron.get("enable")).map(Object::toString),
                Optional.ofNullable(neuron.get("replicate"))
                        .map(n -> Integer.parseInt(n.toString())));
    }

    /// The choices under a key that may also say `none`.
    private static Map<String, Object> choices(Object node) {
        return node != null && node.toString().equals("none") ? Map.of() : Yaml.map(node);
    }

    /// All inputs that nothing else names, in the order of their declaration.
    private static List<String> unnamed(Map<String, Object> neuron, Set<String> inputs) {
        Set<String> named = new LinkedHashSet<>();
        neuron.forEach((key, node) -> {
            if (!key.equals("inputs") && !key.equals("order")) {
                words(node, named);
            }
        });
        List<String> rest = new ArrayList<>(inputs);
        rest.removeAll(named);
        return rest;
    }

    private static void words(Object node, Set<String> words) {
        switch (node) {
            case Map<?, ?> map -> map.values().forEach(value -> words(value, words));
            case List<?> list -> list.forEach(value -> words(value, words));
            default -> words.addAll(List.of(node.toString().split("[^A-Za-z0-9_]+", -1)));
        }
    }

    /// The input that an entry of `add` names.
    static String input(String entry) {
        return entry.startsWith("-") ? entry.substring(1) : entry;
    }
}
