package io.lockspike.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/// What may come to a board, and what it answers.
abstract class Traffic {
    private static final int REMEMBERED = 8;

    final SplittableRandom random;
    final Damage damage;

    /// The last frames that were right, to be sent again.
    final List<byte[]> sent = new ArrayList<>();

    private final Board board;
    private final BiConsumer<byte[], byte[]> seen;

    /// @param seen is given what is sent and what is answered
    Traffic(Board board, long seed, BiConsumer<byte[], byte[]> seen) {
        this.board = board;
        this.random = new SplittableRandom(seed);
        this.damage = new Damage(random);
        this.seen = seen;
    }

    /// The traffic of a profile.
    ///
    /// @param board of it
    /// @param seen is given what is sent and what is answered
    static Traffic to(Board board, Profile profile, long seed, BiConsumer<byte[], byte[]> seen) {
        return profile == Profile.LITE
                ? new LiteTraffic(board, seed, seen)
                : new LinkTraffic(board, seed, seen);
    }

    /// Places where much must be right at once.
    abstract void corners();

    /// Whether a session that is new is answered, whatever came before it.
    abstract boolean begins();

    /// Any bytes, by what was learnt so far.
    abstract byte[] next();

    /// From the board's answers, as a host does.
    abstract void learn(byte[] answer);

    /// Anything.
    final void any(int exchanges) {
        for (int i = 0; i < exchanges; i++) {
            says(next());
        }
    }

    final byte[] says(byte[] host) {
        byte[] answer = board.receive(host);
        learn(answer);
        seen.accept(host, answer);
        return answer;
    }

    final byte[] remember(byte[] frame) {
        if (sent.size() == REMEMBERED) {
            sent.removeFirst();
        }
        sent.add(frame);
        return frame;
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
