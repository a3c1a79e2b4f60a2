package io.lockspike.solver;

/// What a continuous neuron did.
public final class Response {
    private final double[] spikes;
    private final double[] membrane;

    Response(double[] spikes, double[] membrane) {
        this.spikes = spikes;
        this.membrane = membrane;
    }

    /// The times of the spikes, s, ascending.
    public double[] spikes() {
        return spikes.clone();
    }

    /// The membrane at each of the times that were asked for, V. At the time of a spike it is what
    /// the spike left; likewise after an impulse at that time.
    public double[] membrane() {
        return membrane.clone();
    }
}
