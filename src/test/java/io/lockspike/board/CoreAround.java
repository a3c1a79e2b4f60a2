package io.lockspike.board;

import java.nio.ByteBuffer;

/// A core with something around it: all that is not overridden is the core's own.
abstract class CoreAround implements Core {
    final Core core;

    CoreAround(Core core) {
        this.core = core;
    }

    @Override
    public void powerUp() {
        core.powerUp();
    }

    @Override
    public int row(ByteBuffer in, ByteBuffer out) {
        return core.row(in, out);
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
