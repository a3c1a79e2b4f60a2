package io.lockspike.firmware;

import java.util.Locale;

/// The fields of the commit port.
enum Commit {
    VALID,
    STEP,
    V_BEFORE,
    V_AFTER,
    INPUT,
    SPIKE,
    SPIKE_NEGATIVE,
    SATURATED,
    WRAPPED,
    REFRACTORY;

    /// The field of a port `commit_NAME`.
    static Commit of(String port) {
        return valueOf(port.replace("commit_", "").toUpperCase(Locale.ROOT));
    }

    int bits(int membrane) {
        return switch (this) {
            case STEP, INPUT -> 32;
            case V_BEFORE, V_AFTER -> membrane;
            case VALID, SPIKE, SPIKE_NEGATIVE, SATURATED, WRAPPED, REFRACTORY -> 1;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
