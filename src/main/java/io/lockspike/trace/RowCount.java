package io.lockspike.trace;

/// Counts rows: the lanes of a step, then the next step.
final class RowCount {
    private final int lanes;
    private long step;
    private int lane;

    RowCount(int lanes) {
        this.lanes = lanes;
    }

    long step() {
        return step;
    }

    int lane() {
        return lane;
    }

    /// Whether the present lane is the last one of its step.
    boolean isLast() {
        return lane == lanes - 1;
    }

    void next() {
        step += isLast() ? 1 : 0;
        lane = isLast() ? 0 : lane + 1;
    }
}
