package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A spec in equations, walked as they stand.
final class LongModel extends SlowModel {

    private final List<Statement> statements;
    private final List<String> outputs;
    private final Map<String, Type> wireTypes = new LinkedHashMap<>();

    /// The scope of the last sample.
    private Scope sample = new Scope(Map.of(), Map.of(), Map.of());

    private LongModel(Declarations declared, List<Statement> statements, List<String> outputs) {
        super(declared);
        this.statements = statements;
        this.outputs = outputs;
        eachWire(wire -> wireTypes.put(wire.name(), wire.type()));
    }

    static LongModel of(Map<String, Object> neuron, Declarations declared) {
        List<Statement> written = Parser.statements(Yaml.text(neuron, "equations", ""));
        List<Statement> statements = new ArrayList<>();
        declared.sources().forEach(source -> statements.addAll(lfsr(source, declared)));
        statements.addAll(Layers.expand(written, declared.layers()));
        List<String> outputs = new ArrayList<>();
        LongModel model = new LongModel(declared, List.copyOf(statements), outputs);
        Set<String> known = model.types().keySet();
        for (String output : Yaml.list(neuron.get("outputs"))) {
            outputs.addAll(
                    known.contains(output)
                            ? List.of(output)
                            : known.stream().filter(n -> n.startsWith(output + "@")).toList());
        }
        return model;
    }

    /// A pseudo-random source is a wire and a next value above all others.
    private static List<Statement> lfsr(Source source, Declarations declared) {
        List<Statement> two =
                List.of(
                        new Statement.Wire(
                                source.name(), source.type(), Mode.CHECKED, source.read()),
                        new Statement.Next(
                                source.register(), Optional.empty(), Mode.CHECKED, source.next()));
        return Layers.enter(two, source.name(), declared.layers());
    }

    private void eachWire(Consumer<Statement.Wire> action) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Wire wire) {
                action.accept(wire);
            }
        }
    }

    @Override
    Map<String, Optional<BigInteger>> wires() {
        sample = compute(wireTypes.keySet());
        Map<String, Optional<BigInteger>> wires = new LinkedHashMap<>();
        wireTypes.keySet().forEach(name -> wires.put(name, sample.values().get(name)));
        return wires;
    }

    /// The given wires, from the top.
    private Scope compute(Set<String> wanted) {
        Scope scope = scope();
        eachWire(wire -> {
            if (wanted.contains(wire.name())) {
                scope.values().put(wire.name(), wire(scope, wire));
            }
        });
        return scope;
    }

    private static Optional<BigInteger> wire(Scope scope, Statement.Wire wire) {
        Evaluator evaluator = new Evaluator(scope, wire.name());
        return Undefined.attempt(
                () -> wire.mode().narrow(wire.name(), wire.type(), evaluator.value(wire.value())));
    }

    @Override
    Map<String, Optional<BigInteger>> falling(List<String> all, List<String> free) {
        if (all.isEmpty()) {
            return Map.of();
        }
        Set<String> used = new LinkedHashSet<>();
        statements.forEach(statement -> uses(statement, all, used));
        List<Statement.Wire> wires = new ArrayList<>();
        eachWire(wires::add);
        for (Statement.Wire wire : wires.reversed()) {
            if (used.contains(wire.name())) {
                wire.value().names().forEach(used::add);
            }
        }
        used.retainAll(wireTypes.keySet());
        return next(compute(used), all, free);
    }

    /// The names that the next values of the targets use, conditions included.
    private static void uses(Statement statement, List<String> targets, Set<String> used) {
        if (statement.targets().noneMatch(targets::contains)) {
            return;
        }
        switch (statement) {
            case Statement.Next next -> {
                next.value().names().forEach(used::add);
                next.cell().ifPresent(cell -> cell.names().forEach(used::add));
            }
            case Statement.When when -> {
                when.condition().names().forEach(used::add);
                when.then().forEach(inner -> uses(inner, targets, used));
                when.otherwise().forEach(inner -> uses(inner, targets, used));
            }
            case Statement.Wire _, Statement.Replicate _ -> {}
        }
    }

    @Override
    Map<String, Optional<BigInteger>> rising(List<String> all, List<String> free) {
        return next(sample, all, free);
    }

    private Map<String, Optional<BigInteger>> next(
            Scope scope, List<String> all, List<String> free) {
        NextValues next = new NextValues(scope, all, free);
        next.walk(statements);
        return next.take();
    }

    @Override
    boolean writes(String memory) {
        return statements.stream().flatMap(Statement::targets).anyMatch(memory::equals);
    }

    @Override
    Map<String, Type> wireTypes() {
        return wireTypes;
    }

    @Override
    public List<String> outputs() {
        return List.copyOf(outputs);
    }
}
