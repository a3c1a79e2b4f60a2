package io.lockspike.vector;

/// The values of one input on one lane, row by row, raw in the input's type.
@FunctionalInterface
public interface Stream {

    /// The raw value of the next row.
    long next();

    /// Whether there is a next row. Only a recording ends.
    default boolean hasNext() {
        return true;
    }

    /// Whether the value that `next` gave last is defined. Only a recording holds an `x`.
    default boolean defined() {
        return true;
    }
}
