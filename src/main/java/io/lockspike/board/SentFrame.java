package io.lockspike.board;

import java.util.List;
import java.util.Optional;

/// A frame that was sent, until it and all before it are answered.
final class SentFrame {
    final int sequence;
    final long step;
    final List<long[]> inputs;
    final List<Long> known;
    final Optional<Integer> digest;
    final byte[] frame;
    final int flying;
    int tries;
    long first;
    long last;
    long order;
    Message.StepReply reply;

    SentFrame(
            int sequence,
            long step,
            List<long[]> inputs,
            List<Long> known,
            Optional<Integer> digest,
            byte[] frame,
            int flying) {
        this.sequence = sequence;
        this.step = step;
        this.inputs = inputs;
        this.known = known;
        this.digest = digest;
        this.frame = frame;
        this.flying = flying;
    }
}
