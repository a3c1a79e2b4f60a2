package io.lockspike.vector;

import java.util.List;

/// Rows of inputs that belong together; in a design with rst the first of them assert it.
///
/// @param name `trap-3`, `random-1`
/// @param rows inputs, raw, by slot
/// @param caught the traps that are met here for the first time
record Sequence(String name, List<long[]> rows, List<Caught> caught) {
    Sequence {
        rows = List.copyOf(rows);
        caught = List.copyOf(caught);
    }

    /// A trap, and the row of the sequence in which it is met.
    record Caught(Trap trap, int row) {}
}
