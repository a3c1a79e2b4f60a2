package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A neuron of the LIF family, or a layer of them, stepped from its choices.
final class FamilyModel extends SlowModel {

    static final String SPIKE = "spike";
    static final String NEGATIVE = "spike_negative";
    static final String REFRACTORY = "refractory";

    private final Family family;
    private final Declarations declared;

    /// The numbers among the choices, each parsed once.
    private final Map<String, BigInteger> numbers = new HashMap<>();

    private FamilyModel(Declarations declared, Family family) {
        super(declared);
        this.declared = declared;
        this.family = family;
    }

    static FamilyModel of(Map<String, Object> neuron, Declarations plain) {
        Family family = Family.of(neuron, plain.inputs().keySet());
        return new FamilyModel(declare(family, plain), family);
    }

    /// The declarations that the choices bring, for every neuron of the layer.
    private static Declarations declare(Family family, Declarations plain) {
        List<String> added = family.add().stream().map(Family::input).toList();
        Map<String, Type> inputs = new LinkedHashMap<>();
        plain.inputs()
                .forEach((name, type) -> {
                    for (String place : added.contains(name) ? places(family) : ALONE) {
                        inputs.put(name + place, type);
                    }
                });
        List<Registers.State> states = new ArrayList<>();
        for (String place : places(family)) {
            int k = place.isEmpty() ? 0 : Integer.parseInt(place.substring(1));
            texts(family)
                    .forEach((name, text) ->
                            states.add(Registers.state(name + place, text, plain.parameters(), k)));
        }
        states.addAll(plain.states());
        return new Declarations(
                plain.rst(),
                inputs,
                plain.parameters(),
                states,
                plain.memories(),
                plain.sources(),
                plain.layers());
    }

    private static final List<String> ALONE = List.of("");

    /// What stands behind the name of each neuron's own: nothing, or `@0`, `@1`, …
    private static List<String> places(Family family) {
        if (family.replicate().isEmpty()) {
            return ALONE;
        }
        List<String> places = new ArrayList<>();
        for (int k = 0; k < family.replicate().get(); k++) {
            places.add("@" + k);
        }
        return places;
    }

    /// The states of one neuron, declared as in the long form.
    private static Map<String, String> texts(Family family) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(family.membrane().name(), family.membrane().text());
        family.synapse().ifPresent(cell -> texts.put(cell.name(), cell.text()));
        family.adaptive().ifPresent(cell -> texts.put(cell.name(), cell.text()));
        if (family.loaded() > 0) {
            int bits = BigInteger.valueOf(family.loaded()).bitLength();
            texts.put(REFRACTORY, "u" + bits + " = 0");
        }
        if (family.registered()) {
            fired(family).forEach(name -> texts.put(name, "u1 = 0"));
        }
        return texts;
    }

    private static List<String> fired(Family family) {
        return family.negative().isPresent() ? List.of(SPIKE, NEGATIVE) : List.of(SPIKE);
    }

    /// What an integer or a name stands for in a neuron.
    private BigInteger value(Scope scope, String text, String place) {
        if (scope.values().containsKey(text + place)) {
            return scope.read(text + place);
        }
        return scope.values().containsKey(text)
                ? scope.read(text)
                : numbers.computeIfAbsent(text, Numbers::parse);
    }

    private FamilyNeuron neuron(String place) {
        Scope scope = scope();
        declared.sources().forEach(source -> scope.values().put(source.name(), read(source)));
        return new FamilyNeuron(
                family,
                text -> value(scope, text, place),
                scope.types().get(family.membrane().name() + place),
                family.synapse().map(cell -> scope.types().get(cell.name() + place)),
                family.adaptive().map(cell -> scope.types().get(cell.name() + place)));
    }

    private Optional<BigInteger> read(Source source) {
        return evaluate(source.name(), source.read());
    }

    private Optional<BigInteger> evaluate(String name, Expr expression) {
        return Undefined.attempt(() -> new Evaluator(scope(), name).value(expression));
    }

    @Override
    Map<String, Optional<BigInteger>> falling(List<String> all, List<String> free) {
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("the short form has no falling states: " + all);
        }
        return Map.of();
    }

    @Override
    Map<String, Optional<BigInteger>> wires() {
        Map<String, Optional<BigInteger>> wires = new LinkedHashMap<>();
        declared.sources().forEach(source -> wires.put(source.name(), read(source)));
        for (String place : places(family)) {
            FamilyNeuron neuron = neuron(place);
            neuron.stages();
            if (!family.registered()) {
                fired(family).forEach(name -> wires.put(name + place, fired(neuron, name)));
            }
        }
        return wires;
    }

    private static Optional<BigInteger> fired(FamilyNeuron neuron, String name) {
        return Undefined.attempt(
                () -> FamilyNeuron.bit(name.equals(SPIKE) ? neuron.spike() : neuron.negative()));
    }

    @Override
    Map<String, Optional<BigInteger>> rising(List<String> all, List<String> free) {
        Map<String, Optional<BigInteger>> next = new LinkedHashMap<>();
        for (Source source : declared.sources()) {
            next.put(source.register(), evaluate(source.register(), source.next()));
        }
        for (String place : places(family)) {
            FamilyNeuron neuron = neuron(place);
            for (String name : texts(family).keySet()) {
                if (free.contains(name + place)) {
                    next.put(name + place, Undefined.attempt(() -> next(neuron, name)));
                }
            }
        }
        next.keySet().retainAll(free);
        return next;
    }

    private BigInteger next(FamilyNeuron neuron, String name) {
        if (name.equals(family.membrane().name())) {
            return neuron.nextMembrane();
        }
        return switch (name) {
            case REFRACTORY -> neuron.nextRefractory();
            case SPIKE -> neuron.nextOutput(SPIKE, neuron.spike());
            case NEGATIVE -> neuron.nextOutput(NEGATIVE, neuron.negative());
            default ->
                    family.synapse().map(Family.Cell::name).filter(name::equals).isPresent()
                            ? neuron.nextSynapse()
                            : neuron.nextAdaptation();
        };
    }

    @Override
    boolean writes(String memory) {
        return false;
    }

    @Override
    Map<String, Type> wireTypes() {
        Map<String, Type> types = new LinkedHashMap<>();
        if (!family.registered()) {
            for (String place : places(family)) {
                fired(family).forEach(name -> types.put(name + place, Type.unsigned(1)));
            }
        }
        return types;
    }

    @Override
    public List<String> outputs() {
        List<String> outputs = new ArrayList<>();
        for (String name : fired(family)) {
            places(family).forEach(place -> outputs.add(name + place));
        }
        return outputs;
    }
}
