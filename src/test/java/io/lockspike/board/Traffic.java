package io.lockspike.board;

import java.util.function.BiConsumer;

/// What may come to a board, and what it answers.
interface Traffic {
    /// Places where much must be right at once.
    void corners();

    /// Anything.
    void any(int exchanges);

    /// The traffic of a profile.
    ///
    /// @param board of it
    /// @param seen is given what is sent and what is answered
    static Traffic to(Board board, Profile profile, long seed, BiConsumer<byte[], byte[]> seen) {
        return profile == Profile.LITE
                ? new LiteTraffic(board, seed, seen)
                : new LinkTraffic(board, seed, seen);
    }

    /// Whether a session that is new is answered, whatever came before it.
    boolean begins();
}
