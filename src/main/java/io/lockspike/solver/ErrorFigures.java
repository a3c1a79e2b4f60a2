package io.lockspike.solver;

/// How far one series of values is from another, over `count` of them.
///
/// @param max the greatest distance
/// @param at the place of it, the first one if there are several
/// @param rms the root of the mean square
/// @param bias the mean of what the first is higher than the second
public record ErrorFigures(int count, double max, int at, double rms, double bias) {

    /// Of the first `count` values, which is 1 or more.
    static ErrorFigures of(double[] values, double[] truth, int count) {
        int at = 0;
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double error = values[i] - truth[i];
            at = Math.abs(error) > Math.abs(values[at] - truth[at]) ? i : at;
            squares += error * error;
            sum += error;
        }
        double max = Math.abs(values[at] - truth[at]);
        return new ErrorFigures(count, max, at, Math.sqrt(squares / count), sum / count);
    }
}
