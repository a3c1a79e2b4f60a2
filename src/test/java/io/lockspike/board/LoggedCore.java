package io.lockspike.board;

import java.nio.ByteBuffer;

/// Keeps a log of the rows that a core has done, as `firmware-model/bench/link_pipe.c` keeps it.
final class LoggedCore extends CoreAround {
    private static final int START = 0x811C9DC5;
    private static final int PRIME = 16777619;

    private final boolean hasRst;

    /// Rows that are done, in all.
    int rows;

    /// Rows that are done since power-up.
    int steps;

    /// The FNV-1a of their inputs.
    int digest;

    /// @param hasRst whether a row begins with rst; else the log has a 0 in its place
    LoggedCore(Core core, boolean hasRst) {
        super(core);
        this.hasRst = hasRst;
    }

    @Override
    public void powerUp() {
        steps = 0;
        digest = START;
        core.powerUp();
    }

    @Override
    public int row(ByteBuffer in, ByteBuffer out) {
        int from = in.position();
        int clocks = core.row(in, out);
        if (clocks > 0) {
            rows++;
            steps++;
            digest *= hasRst ? 1 : PRIME;
            for (int i = from; i < in.position(); i++) {
                digest = (digest ^ (in.get(i) & 0xFF)) * PRIME;
            }
        }
        return clocks;
    }
}
