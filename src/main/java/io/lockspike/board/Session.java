package io.lockspike.board;

import java.util.Optional;

/// The host's end of one session: bytes in, bytes out, and a clock that the caller has. Nothing
/// here waits or reads a clock. Times are in ns.
interface Session {
    long MILLISECOND = 1_000_000;

    /// How long nothing that can be believed may come.
    long PATIENCE = 5000 * MILLISECOND;

    SessionLine line();

    /// Takes the first bytes of a buffer.
    default void receive(byte[] bytes, int count, long now) {
        line().receive(bytes, count, now);
    }

    /// What is to be sent now.
    byte[] send(long now);

    /// When [#send] wants to be called again if nothing comes.
    long wake();

    /// How it ended, if it did.
    default Optional<End> end() {
        return line().end();
    }

    /// The line is gone, or is wanted no more.
    default void end(End end) {
        line().end(end);
    }

    default LinkCounts counts() {
        return line().counts;
    }

    /// One line of who the board is; empty before it has said so.
    String board();
}
