package io.lockspike.equation;

/// Which reset signal the hardware has.
public enum Rst {
    NONE,
    SYNC,
    ASYNC
}
