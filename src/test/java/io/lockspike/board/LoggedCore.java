package io.lockspike.board;

import java.nio.ByteBuffer;

/// Keeps a log of the rows that a core has done, as `firmware-model/bench/link_pipe.c` keeps it.
final class LoggedCore implements Core {
    private static final int START = 0x811C9DC5;
    private static final int PRIME = 16777619;

    private final Core core;
    private final boolean hasRst;

    /// Rows that are done, in all.
    int rows;

    /// Rows that are done since power-up.
    int steps;

    /// The FNV-1a of their inputs.
    int digest;

    /// @param hasRst whether a row begins with rst; else the log has a 0 in its place
    LoggedCore(Core core, boolean hasRst) {
        this.core = core;
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

    @Override
    public void state(ByteBuffer out) {
        core.state(out);
    }

    @Override
    public int cells(int space) {
        return core.cells(space);
    }

    @Override
    public int cellBytes(int space) {
        return core.cellBytes(space);
    }

    @Override
    public void read(int space, int cell, ByteBuffer out) {
        core.read(space, cell, out);
    }

    @Override
    public void write(int space, int cell, ByteBuffer in) {
        core.write(space, cell, in);
    }
}
