package io.lockspike.board;

import java.util.Optional;

/// The rows that a core is to take, from step 0 on.
interface Feed {
    /// The next row of inputs, raw, in the order of the spec; false behind the last.
    boolean next(long[] inputs);

    /// Which outputs of that row the model knows: bit i for the i-th, of the first 64.
    long known();

    /// The CRC-32C of the row of state behind that row; nothing where the model does not know it.
    Optional<Integer> digest();
}
