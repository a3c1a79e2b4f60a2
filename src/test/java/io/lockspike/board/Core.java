package io.lockspike.board;

import java.nio.ByteBuffer;

/// What a [ReferenceBoard] drives.
interface Core {
    void powerUp();

    /// Takes a row of inputs and gives one of outputs.
    ///
    /// @return clocks, or -1 where it is not done within its limit
    int row(ByteBuffer in, ByteBuffer out);

    void state(ByteBuffer out);

    /// How many cells there are in a space, 0 where there is no such space.
    int cells(int space);

    int cellBytes(int space);

    void read(int space, int cell, ByteBuffer out);

    void write(int space, int cell, ByteBuffer in);
}
