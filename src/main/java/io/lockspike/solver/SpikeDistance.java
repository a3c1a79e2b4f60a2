package io.lockspike.solver;

/// How far two spike trains are apart.
public final class SpikeDistance {
    private SpikeDistance() {}

    /// The distance of Victor and Purpura: see [Matching].
    ///
    /// @param q cost of a shift, in 1 / the unit of the times
    public static double victorPurpura(double[] left, double[] right, double q) {
        return Matching.of(left, right, q).cost();
    }

    /// The distance of van Rossum (2001): each spike becomes `e^(-t/tau)` from its time on, and D²
    /// is the integral of the squared difference of the trains, divided by tau. A spike that only
    /// one train has makes D `√½`; one that the other has much later makes it 1.
    ///
    /// @param tau in the unit of the times
    public static double vanRossum(double[] left, double[] right, double tau) {
        // D² = ½ ΣΣ sᵢ sⱼ e^(-|tᵢ - tⱼ|/tau), with s = 1 on the left and -1 on the right.
        double squares = 0;
        double tail = 0;
        double before = Double.NEGATIVE_INFINITY;
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            boolean isLeft = j == right.length || (i < left.length && left[i] <= right[j]);
            double time = isLeft ? left[i++] : right[j++];
            double sign = isLeft ? 1 : -1;
            tail *= Math.exp((before - time) / tau);
            squares += 0.5 + sign * tail;
            tail += sign;
            before = time;
        }
        return Math.sqrt(Math.max(0, squares));
    }
}
