package io.lockspike.solver;

/// How the membrane moves where the input current is constant and nothing jumps.
interface Flow {

    /// Moves on from `from`, for `duration` s or until the membrane reaches the threshold.
    ///
    /// @param from below the threshold
    /// @param current A
    /// @param synapseTau s
    /// @param duration s, > 0
    Arrival move(
            ContinuousNeuron neuron,
            Membrane from,
            double current,
            double synapseTau,
            double duration);

    /// Where a neuron is.
    ///
    /// @param v V
    /// @param synapse A, the synaptic current
    record Membrane(double v, double synapse) {}

    /// Where it came to, and when.
    ///
    /// @param after s, at most the duration
    /// @param fires the membrane is at the threshold
    record Arrival(double after, Membrane at, boolean fires) {}
}
