package io.lockspike.solver;

import java.util.List;
import java.util.OptionalLong;

/// What is certain of the spikes of a neuron and of its ideal, the same neuron in real numbers, on
/// one stimulus, however each step is rounded: numerics T7. Rows count from 0; rows with rst
/// asserted are none of the trains. [TrainProof] says more of one run.
///
/// @param spikes where the i-th spike of either lies
/// @param firstDoubt the first row in which one may fire and the other not
/// @param clamped the first row in which the membrane may clamp: from there on the ideal clamps,
///   too
/// @param lost the row from which on nothing is claimed: it may wrap or stop, or too much is open
public record SpikeCertificate(
        List<Window> spikes,
        OptionalLong firstDoubt,
        OptionalLong clamped,
        OptionalLong lost,
        long rows) {

    /// From the first to the last row in which the spike can be.
    ///
    /// @param last the number of rows where it may be missing
    public record Window(long first, long last) {
        public boolean certain() {
            return first == last;
        }
    }

    /// Whether the two trains are proven to be the same, step by step.
    public boolean identical() {
        return firstDoubt.isEmpty() && lost.isEmpty();
    }
}
