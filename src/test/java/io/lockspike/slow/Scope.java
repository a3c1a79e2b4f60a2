package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the names of an expression stand for, at one moment.
///
/// @param values inputs, parameters, states and wires; empty where undefined
/// @param types the declared types, of memories too (of a cell)
/// @param memories the cells of each memory
record Scope(
        Map<String, Optional<BigInteger>> values,
        Map<String, Type> types,
        Map<String, List<Optional<BigInteger>>> memories) {

    BigInteger read(String name) {
        Optional<BigInteger> value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("unknown name " + name);
        }
        return Undefined.read(value);
    }
}
