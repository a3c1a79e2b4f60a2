package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `replicate` written out: its statements once for each neuron, one neuron after the other.
final class Layers {

    private Layers() {}

    /// @param declared the names that are declared for each neuron
    static List<Statement> expand(List<Statement> written, Set<String> declared) {
        Set<String> layers = new LinkedHashSet<>(declared);
        List<Statement> statements = new ArrayList<>();
        for (Statement statement : written) {
            if (statement instanceof Statement.Replicate(BigInteger count, List<Statement> body)) {
                body.forEach(inner -> addWire(inner, layers));
                for (int k = 0; k < count.intValueExact(); k++) {
                    statements.addAll(enter(body, "@" + k, layers));
                }
            } else {
                statements.add(statement);
            }
        }
        return statements;
    }

    private static void addWire(Statement statement, Set<String> layers) {
        if (statement instanceof Statement.Wire wire) {
            layers.add(wire.name());
        }
    }

    /// The statements with the names of a layer meaning those of one neuron.
    ///
    /// @param place a name that ends with the `@` and number of the neuron; without it nothing is
    ///   replaced
    static List<Statement> enter(List<Statement> body, String place, Set<String> layers) {
        int at = place.indexOf('@');
        if (at < 0) {
            return body;
        }
        String neuron = place.substring(at);
        return body.stream()
                .map(statement ->
                        statement.replace(
                                name -> entered(name.name(), neuron, layers),
                                name -> layers.contains(name) ? name + neuron : name))
                .toList();
    }

    private static Expr entered(String name, String neuron, Set<String> layers) {
        if (name.equals("neuron")) {
            return new Expr.Num(new BigInteger(neuron.substring(1)));
        }
        return new Expr.Name(layers.contains(name) ? name + neuron : name);
    }
}
