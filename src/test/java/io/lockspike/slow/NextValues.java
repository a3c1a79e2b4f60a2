package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One walk over the next values (R6, R7, R15): first which assignment wins, then the values of
/// those that do.
final class NextValues {

    private final Scope scope;
    private final List<String> all;
    private final List<String> free;

    /// The assignment that wins so far; empty where the state becomes undefined.
    private final Map<String, Optional<Statement.Next>> states = new LinkedHashMap<>();

    /// By memory and address, the same.
    private final Map<String, Map<Integer, Optional<Statement.Next>>> cells = new LinkedHashMap<>();

    /// @param all the states and memories of this edge: the conditions of what assigns them are
    ///   evaluated
    /// @param free those whose next values are wanted: no other value is evaluated
    NextValues(Scope scope, List<String> all, List<String> free) {
        this.scope = scope;
        this.all = all;
        this.free = free;
    }

    void walk(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement.targets().anyMatch(all::contains)) {
                step(statement);
            }
        }
    }

    private void step(Statement statement) {
        switch (statement) {
            case Statement.When when -> when(when);
            case Statement.Next next -> next(next);
            case Statement.Wire _, Statement.Replicate _ -> {}
        }
    }

    private void when(Statement.When when) {
        Optional<BigInteger> condition =
                Undefined.attempt(() ->
                        new Evaluator(scope, "when").holds(when.condition())
                                ? BigInteger.ONE
                                : BigInteger.ZERO);
        if (condition.isEmpty()) {
            when.targets().filter(free::contains).forEach(this::forget);
        } else {
            walk(condition.get().signum() != 0 ? when.then() : when.otherwise());
        }
    }

    private void next(Statement.Next next) {
        if (!free.contains(next.target())) {
            return;
        }
        if (next.cell().isEmpty()) {
            states.put(next.target(), Optional.of(next));
            return;
        }
        Evaluator evaluator = new Evaluator(scope, next.target());
        Optional<BigInteger> address =
                Undefined.attempt(() ->
                        BigInteger.valueOf(evaluator.address(next.target(), next.cell().get())));
        if (address.isEmpty()) {
            forget(next.target());
        } else {
            cells.computeIfAbsent(next.target(), _ -> new LinkedHashMap<>())
                    .put(address.get().intValueExact(), Optional.of(next));
        }
    }

    /// Makes a state, or every cell of a memory, undefined.
    private void forget(String target) {
        List<Optional<BigInteger>> memory = scope.memories().get(target);
        if (memory == null) {
            states.put(target, Optional.empty());
            return;
        }
        Map<Integer, Optional<Statement.Next>> all = new LinkedHashMap<>();
        for (int address = 0; address < memory.size(); address++) {
            all.put(address, Optional.empty());
        }
        cells.put(target, all);
    }

    /// Evaluates what won, writes the memories, and returns the next values of the states.
    Map<String, Optional<BigInteger>> take() {
        Map<String, Optional<BigInteger>> next = new LinkedHashMap<>();
        states.forEach((name, winner) -> next.put(name, winner.flatMap(this::value)));
        Map<String, Map<Integer, Optional<BigInteger>>> written = new LinkedHashMap<>();
        cells.forEach((name, winners) -> {
            Map<Integer, Optional<BigInteger>> values = new LinkedHashMap<>();
            winners.forEach((address, winner) -> values.put(address, winner.flatMap(this::value)));
            written.put(name, values);
        });
        written.forEach((name, values) -> values.forEach(scope.memories().get(name)::set));
        return Collections.unmodifiableMap(next);
    }

    private Optional<BigInteger> value(Statement.Next next) {
        Type type = scope.types().get(next.target());
        Evaluator evaluator = new Evaluator(scope, next.target());
        return Undefined.attempt(
                () -> next.mode().narrow(next.target(), type, evaluator.value(next.value())));
    }
}
