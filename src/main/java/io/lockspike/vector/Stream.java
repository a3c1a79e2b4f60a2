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

    /// Puts the raw values of the next rows into the beginning of `values`; gives how many there
    /// are, fewer than `rows` where a recording ends. A stream that is drawn from often has a loop
    /// of its own: calls of [#next] that the JVM cannot foresee take longer than what they do.
    default int fill(long[] values, int rows) {
        for (int row = 0; row < rows; row++) {
            if (!hasNext()) {
                return row;
            }
            values[row] = next();
        }
        return rows;
    }

    /// Whether the value that `next` gave last is defined. Only a recording holds an `x`.
    default boolean defined() {
        return true;
    }
}
