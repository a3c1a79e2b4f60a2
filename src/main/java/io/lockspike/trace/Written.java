package io.lockspike.trace;

import io.lockspike.equation.Type;

/// A column of a trace that is written.
///
/// @param hex whether a CSV file shows its values as bits, `0x0f`, in place of decimal numbers
public record Written(String name, Type type, boolean hex) {
    public static Written decimal(String name, Type type) {
        return new Written(name, type, false);
    }
}
