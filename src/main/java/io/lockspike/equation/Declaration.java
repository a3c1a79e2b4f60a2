package io.lockspike.equation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// What a spec declares before its equations. `count` is 0 for a plain name, N for `NAME@N`; then a
/// list of values has one for each neuron, or one for all.
public sealed interface Declaration {

    String name();

    int count();

    Place at();

    record Input(String name, int count, Type type, Place at) implements Declaration {}

    /// Without `@` a list of values has one for each lane.
    record Parameter(String name, int count, Optional<Type> type, List<BigInteger> values, Place at)
            implements Declaration {}

    record Register(
            String name,
            int count,
            Type type,
            boolean falling,
            Optional<List<BigInteger>> rst,
            Optional<List<BigInteger>> init,
            Place at)
            implements Declaration {}

    /// The values are those of the cells, one for all or one for each; each neuron's memory has the
    /// same.
    record Table(
            String name,
            int count,
            Type type,
            int depth,
            Optional<List<BigInteger>> rst,
            Optional<List<BigInteger>> init,
            Place at)
            implements Declaration {}
}
