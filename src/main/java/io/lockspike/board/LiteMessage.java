package io.lockspike.board;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The body of a frame of the lite profile.
sealed interface LiteMessage {
    int RESET = 'R';
    int STEP = 'S';
    int REPLY = 'A';

    /// Bytes in the longest body.
    int MOST_BODY = 64;

    Bytes bytes();

    /// The core begins anew; the nonce says whether it did so already.
    record Reset(int nonce) implements LiteMessage {
        @Override
        public Bytes bytes() {
            return new Bytes.Writer().u8(RESET).u8(0).u32(nonce).done();
        }
    }

    /// Rows of inputs; one byte, their number, where a row has no bytes.
    record Step(int sequence, Bytes rows) implements LiteMessage {
        @Override
        public Bytes bytes() {
            return joined(STEP, sequence, rows);
        }
    }

    /// To a reset: who the board is. To a step: rows of outputs.
    record Reply(int sequence, Bytes payload) implements LiteMessage {
        @Override
        public Bytes bytes() {
            return joined(REPLY, sequence, payload);
        }
    }

    /// Who a board is.
    ///
    /// @param hash of the spec's canonical form; 0: not said
    record Identity(
            int nonce, int version, int inputBytes, int outputBytes, int mostBody, long hash) {
        private static final int BYTES = 16;

        Bytes payload() {
            return new Bytes.Writer()
                    .u32(nonce)
                    .u8(version)
                    .u8(inputBytes)
                    .u8(outputBytes)
                    .u8(mostBody)
                    .u64(hash)
                    .done();
        }

        static Optional<Identity> of(Bytes payload) {
            if (payload.length() != BYTES) {
                return Optional.empty();
            }
            ByteBuffer in = payload.reader();
            return Optional.of(
                    new Identity(
                            in.getInt(),
                            in.get() & 0xFF,
                            in.get() & 0xFF,
                            in.get() & 0xFF,
                            in.get() & 0xFF,
                            in.getLong()));
        }
    }

    private static Bytes joined(int type, int sequence, Bytes payload) {
        return new Bytes.Writer().u8(type).u8(sequence).bytes(payload).done();
    }

    /// What the bytes say; nothing where it is no message.
    static Optional<LiteMessage> of(Bytes bytes) {
        if (bytes.length() < 2 || bytes.length() > MOST_BODY) {
            return Optional.empty();
        }
        ByteBuffer in = bytes.reader();
        int type = in.get();
        int sequence = in.get() & 0xFF;
        Bytes payload = Bytes.rest(in, 0);
        return switch (type) {
            case RESET ->
                    sequence == 0 && payload.length() == 4
                            ? Optional.of(new Reset(payload.reader().getInt()))
                            : Optional.empty();
            case STEP ->
                    sequence > 0 && payload.length() > 0
                            ? Optional.of(new Step(sequence, payload))
                            : Optional.empty();
            case REPLY -> Optional.of(new Reply(sequence, payload));
            default -> Optional.empty();
        };
    }
}
