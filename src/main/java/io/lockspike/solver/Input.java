package io.lockspike.solver;

/// What drives a continuous neuron.
///
/// @param current A, constant between its times and 0 before the first
/// @param impulses V, by which the membrane jumps; with no effect during the refractory time
/// @param synapse A, by which the synaptic current jumps, also during the refractory time
/// @param synapseTau s, with which the synaptic current decays: `I(t) = jump·e^(-t/synapseTau)`;
///   without meaning where there are no jumps
public record Input(Series current, Series impulses, Series synapse, double synapseTau) {
    public Input {
        boolean decays = synapseTau > 0 && Double.isFinite(synapseTau);
        if (synapse.size() > 0 && !decays) {
            throw new IllegalArgumentException("a synaptic time constant of " + synapseTau + " s");
        }
    }

    public static Input current(Series current) {
        return new Input(current, Series.none(), Series.none(), 1);
    }

    public static Input impulses(Series impulses) {
        return new Input(Series.none(), impulses, Series.none(), 1);
    }

    public static Input synapse(Series synapse, double synapseTau) {
        return new Input(Series.none(), Series.none(), synapse, synapseTau);
    }
}
