package io.lockspike.board;

/// What carries bytes to a board and back.
interface Line extends AutoCloseable {
    /// Hands bytes over; does not wait until they are gone.
    void write(byte[] bytes);

    /// What has come; waits up to that long, in ns, if nothing has. No bytes where nothing came.
    byte[] read(long patience);

    /// Whether the other end is not there any more.
    boolean isGone();

    @Override
    void close();
}
