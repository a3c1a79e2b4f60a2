package io.lockspike.board;

import java.util.List;
import java.util.Optional;

/// Rows that a core has taken, in order, and what it said of them.
///
/// @param step of the first
/// @param inputs raw, a row each
/// @param known which of their outputs the model knows ([Feed#known])
/// @param outputs raw, a row each; no rows where the board says nothing of them
/// @param states rows behind each step; no rows where they are not asked for
/// @param clocks that all took; 0: not counted
/// @param digest of the board's state behind the last row
/// @param expected what the model says that digest is
record Answer(
        long step,
        List<long[]> inputs,
        List<Long> known,
        List<long[]> outputs,
        List<long[]> states,
        long clocks,
        Optional<Integer> digest,
        Optional<Integer> expected) {

    /// Whether the state behind the last row is known to be another one.
    boolean drifts() {
        return digest.isPresent() && expected.isPresent() && !digest.equals(expected);
    }
}
