package io.lockspike.board;

/// What answers at the other end of a line.
interface Board {
    /// Takes bytes, and says what it answers.
    byte[] receive(byte[] bytes);

    /// Power fails and comes back.
    void boot(int id);
}
