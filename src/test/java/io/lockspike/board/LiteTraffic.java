package io.lockspike.board;

import io.lockspike.firmware.LinkFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/// What a bad line, a confused host and another program may send to a board of the lite profile.
// The arrays are those of buffers that were allocated here.
@SuppressWarnings("ByteBufferBackingArray")
final class LiteTraffic extends Traffic {
    private static final int ROW = 3;

    private int last;
    private int nonce;

    /// @param seen is given what is sent and what is answered
    LiteTraffic(Board board, long seed, BiConsumer<byte[], byte[]> seen) {
        super(board, seed, seen);
    }

    @Override
    void corners() {
        says(rows(1, 1)); // before the first RESET
        says(reset(5));
        for (int i = 0; i < 256; i++) {
            says(rows(following(), 1));
        }
        byte[] longer = rows(last, 21); // a body of 65 bytes
        says(longer);
        says(rows(following(), 20)); // of 62
        says(frame('S', following(), new byte[ROW + 1])); // a row and a piece of one
        says(reset(5)); // late
        says(frame('R', 1, new byte[] {9, 9, 9, 9}));
        says(frame('R', 0, new byte[] {9, 9, 9, 9, 9}));
        says(frame('S', 0, new byte[ROW]));
    }

    @Override
    boolean begins() {
        return says(reset(random.nextInt())).length > 0;
    }

    @Override
    void learn(byte[] answer) {
        if (answer.length > 0) {
            byte[] line = Arrays.copyOfRange(answer, 1, answer.length - 1);
            last = LinkFrame.decode(line).orElseThrow()[1] & 0xFF;
        }
    }

    private int following() {
        return last % 255 + 1;
    }

    @Override
    byte[] next() {
        int kind = random.nextInt(100);
        if (kind < 42) {
            return remember(rows(following(), 1 + random.nextInt(kind == 0 ? 22 : 4)));
        }
        if (kind < 54) {
            return sent.isEmpty() ? reset(nonce) : sent.get(random.nextInt(sent.size()));
        }
        if (kind < 60) {
            return rows(random.nextInt(256), 1);
        }
        if (kind < 65) {
            return remember(reset(random.nextInt(3) > 0 ? nonce : random.nextInt(4)));
        }
        if (kind < 80) {
            return damage.of(rows(following(), 1 + random.nextInt(3)));
        }
        return kind < 90 ? senseless() : damage.nonsense();
    }

    private byte[] reset(int fresh) {
        nonce = fresh;
        return frame('R', 0, little(4).putInt(fresh).array());
    }

    private byte[] rows(int sequence, int count) {
        ByteBuffer rows = little(ROW * count);
        for (int i = 0; i < count; i++) {
            rows.putShort((short) random.nextInt(-2047, 2048)).put((byte) random.nextInt(4));
        }
        return frame('S', sequence, rows.array());
    }

    /// A right check around any type, any sequence and any payload.
    private byte[] senseless() {
        int type = random.nextInt(3) == 0 ? random.nextInt(256) : "RSA".charAt(random.nextInt(3));
        int sequence = random.nextInt(last, last + 3) & 0xFF;
        byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(9)];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) random.nextInt(4);
        }
        return random.nextInt(20) == 0
                ? LinkFrame.encode(new byte[] {(byte) type})
                : frame(type, sequence, payload);
    }

    private static byte[] frame(int type, int sequence, byte[] payload) {
        return LinkFrame.encode(
                little(2 + payload.length)
                        .put((byte) type)
                        .put((byte) sequence)
                        .put(payload)
                        .array());
    }
}
