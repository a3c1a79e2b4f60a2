package io.lockspike.solver;

import java.util.Arrays;

/// Which spikes of two trains belong together: the way of Victor and Purpura (1996) to turn the
/// left train into the right one at the least cost, where to take a spike away or to add one costs
/// 1, and to shift one by t costs q·t. Two spikes that are 2/q apart or more are never one.
public final class Matching {

    /// So many cells of the table of costs are about 400 MB.
    static final long MOST_CELLS = 50_000_000;

    private final double[] left;
    private final double[] right;
    private final double q;

    /// For each left spike the right ones that are near enough: from `low` to before `high`.
    private final int[] low;

    private final int[] high;

    /// `cost[i][j - low[i]]`: the first i left spikes turned into the first j right ones, with the
    /// limits of left spike i - 1. More right spikes than `high` cost 1 each.
    private final double[][] cost;

    private final int[] partner;

    private Matching(double[] left, double[] right, double q) {
        this.left = left;
        this.right = right;
        this.q = q;
        low = new int[left.length + 1];
        high = new int[left.length + 1];
        cost = new double[left.length + 1][];
        cost[0] = new double[1];
        partner = new int[left.length];
        Arrays.fill(partner, -1);
        limits();
    }

    /// Matches two trains of ascending times; `q` > 0 in 1 / the unit of the times.
    ///
    /// @throws IllegalArgumentException if too many spikes lie within 2/q of one another
    public static Matching of(double[] left, double[] right, double q) {
        var matching = new Matching(left.clone(), right.clone(), q);
        for (int i = 1; i <= left.length; i++) {
            matching.fill(i);
        }
        matching.trace();
        return matching;
    }

    /// The distance of Victor and Purpura.
    public double cost() {
        return cost(left.length, right.length);
    }

    /// The place of the right spike that belongs to a left one; -1 where there is none.
    public int partner(int leftSpike) {
        return partner[leftSpike];
    }

    /// How many spikes of each train belong to one of the other.
    public int matched() {
        return (int) Arrays.stream(partner).filter(p -> p >= 0).count();
    }

    private void limits() {
        double window = 2 / q;
        long cells = 0;
        for (int i = 1; i <= left.length; i++) {
            int from = low[i - 1];
            while (from < right.length && right[from] <= left[i - 1] - window) {
                from++;
            }
            int to = Math.max(from, high[i - 1]);
            while (to < right.length && right[to] < left[i - 1] + window) {
                to++;
            }
            low[i] = from;
            high[i] = to;
            cells += to - from + 1;
        }
        if (cells > MOST_CELLS) {
            throw new IllegalArgumentException(
                    cells + " pairs of spikes within " + window + " of one another");
        }
    }

    private void fill(int i) {
        cost[i] = new double[high[i] - low[i] + 1];
        cost[i][0] = cost(i - 1, low[i]) + 1;
        for (int j = low[i] + 1; j <= high[i]; j++) {
            double single = Math.min(cost(i - 1, j), cost(i, j - 1)) + 1;
            cost[i][j - low[i]] = Math.min(single, pair(i, j));
        }
    }

    private double cost(int i, int j) {
        int beyond = Math.max(0, j - high[i]);
        return cost[i][j - beyond - low[i]] + beyond;
    }

    /// With the i-th left spike shifted to the j-th right one, counted from 1.
    private double pair(int i, int j) {
        return cost(i - 1, j - 1) + q * Math.abs(left[i - 1] - right[j - 1]);
    }

    private void trace() {
        int j = right.length;
        int i = left.length;
        while (i > 0) {
            j = Math.min(j, high[i]);
            if (j == low[i]) {
                i--;
            } else if (cost(i, j) == pair(i, j)) {
                partner[--i] = --j;
            } else if (cost(i, j) == cost(i, j - 1) + 1) {
                j--;
            } else {
                i--;
            }
        }
    }
}
