package io.lockspike.board;

import java.util.Optional;

/// The rows that a core is to take, from step 0 on.
interface Feed {
    /// No rows at all: a session does no more than learn who the board is.
    Feed NONE =
            new Feed() {
                @Override
                public boolean next(long[] inputs) {
                    return false;
                }

                @Override
                public long known() {
                    return 0;
                }

                @Override
                public Optional<Integer> digest() {
                    return Optional.empty();
                }
            };

    /// The next row of inputs, raw, in the order of the spec; false behind the last.
    boolean next(long[] inputs);

    /// Which outputs of that row the model knows: bit i for the i-th, of the first 64.
    long known();

    /// The CRC-32C of the row of state behind that row; nothing where the model does not know it.
    Optional<Integer> digest();
}
