package io.lockspike.solver;

import java.util.Arrays;

/// Values at ascending times: of a current that is constant in between, from the time on, or of
/// jumps at these times.
public final class Series {
    private static final Series NONE = new Series(new double[0], new double[0]);

    private final double[] times;
    private final double[] values;

    private Series(double[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /// `values[i]` at `times[i]`, s; the times are finite, >= 0 and ascend.
    public static Series of(double[] times, double[] values) {
        var series = new Series(times.clone(), values.clone());
        boolean ascend = times.length == values.length;
        for (int i = 0; ascend && i < times.length; i++) {
            ascend = times[i] >= 0 && Double.isFinite(times[i]) && Double.isFinite(values[i]);
            ascend &= i == 0 || times[i] > times[i - 1];
        }
        if (!ascend) {
            throw new IllegalArgumentException("times that do not ascend, or no finite number");
        }
        return series;
    }

    /// Samples that each hold for `dt`: `values[i]` from `i·dt` on.
    public static Series sampled(double dt, double[] values) {
        double[] times = new double[values.length];
        Arrays.setAll(times, i -> i * dt);
        return of(times, values);
    }

    /// The same value from time 0 on.
    public static Series constant(double value) {
        return of(new double[] {0}, new double[] {value});
    }

    public static Series none() {
        return NONE;
    }

    public int size() {
        return times.length;
    }

    public double time(int i) {
        return times[i];
    }

    public double value(int i) {
        return values[i];
    }
}
