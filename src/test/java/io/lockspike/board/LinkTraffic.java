package io.lockspike.board;

import io.lockspike.firmware.LinkFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;

/// What a bad line, a confused host and another program may send to a board, with what a
/// [ReferenceBoard] answers: the next step, old ones, gaps, other sessions, damaged frames, wrong
/// lengths with a right check, and bytes without any sense.
// The arrays are those of buffers that were allocated here.
@SuppressWarnings({"AssignmentExpression", "ByteBufferBackingArray"})
final class LinkTraffic extends Traffic {
    private int session;
    private int expected;
    private int step;

    /// @param seen is given what is sent and what is answered
    LinkTraffic(Board board, long seed, BiConsumer<byte[], byte[]> seen) {
        super(board, seed, seen);
    }

    @Override
    boolean begins() {
        return says(hello(random.nextInt(1, Integer.MAX_VALUE))).length > 0;
    }

    @Override
    void corners() {
        byte[] write = {1, 0, 1, 0, 0, 0, 0, 0, 7, 7};
        says(hello(session = 5));
        for (int sequence = 0; sequence < 5; sequence++) {
            says(frame(7, 0, 5, sequence, 0, write));
        }
        says(frame(7, 0, 5, 0, 0, write)); // one behind those kept, of the same step
        says(hello(session = 6));
        for (int sequence = 0; sequence < 4; sequence++) {
            says(rows(sequence, sequence, 1));
        }
        says(hello(session = 7));
        says(rows(0xFFFF, 3, 1)); // in the slot of an old session's reply
        says(rows(0, 1, 1)); // of another step
        says(LinkFrame.encode(Arrays.copyOf(body(3, 0, 7, 0, 0, new byte[8]), 23))); // cut
        says(hello(1));
    }

    @Override
    void learn(byte[] answer) {
        var line = new ByteArrayOutputStream();
        for (byte octet : answer) {
            if (octet != 0) {
                line.write(octet);
            } else if (line.size() > 0) {
                body(
                        ByteBuffer.wrap(LinkFrame.decode(line.toByteArray()).orElseThrow())
                                .order(ByteOrder.LITTLE_ENDIAN));
                line.reset();
            }
        }
    }

    private void body(ByteBuffer body) {
        int type = body.get(0) & 15;
        boolean isNew = (body.getShort(8) & 0xFFFF) == expected && body.getInt(12) == step;
        switch (type) {
            case 2 -> {
                expected = body.getInt(4) == session ? expected : 0;
                session = body.getInt(4);
                step = body.getInt(12);
            }
            case 4 -> {
                if (isNew) {
                    expected = expected + 1 & 0xFFFF;
                    step += body.getShort(16) & 0xFFFF;
                }
            }
            case 8 -> expected = isNew ? expected + 1 & 0xFFFF : expected;
            case 9 -> {
                expected = body.getShort(16) & 0xFFFF;
                step = body.getInt(20);
            }
            default -> {}
        }
    }

    @Override
    byte[] next() {
        int kind = random.nextInt(100);
        if (kind < 40) {
            return remember(rows(expected, step, 1 + random.nextInt(4)));
        }
        if (kind < 52) {
            return sent.isEmpty() ? hello(session) : sent.get(random.nextInt(sent.size()));
        }
        if (kind < 57) {
            return rows(expected + random.nextInt(-5, 4) & 0xFFFF, step + random.nextInt(-2, 3), 1);
        }
        if (kind < 60) {
            return rows(expected, step, 90 + random.nextInt(50));
        }
        if (kind < 65) {
            return hello(random.nextInt(3) > 0 ? session : random.nextInt(4));
        }
        if (kind < 70) {
            return frame(11, 0, random.nextInt(4) > 0 ? session : 77, 9, new byte[kind / 69]);
        }
        if (kind < 80) {
            return remember(cells());
        }
        if (kind < 90) {
            return damaged();
        }
        return kind < 95 ? senseless() : damage.nonsense();
    }

    private byte[] hello(int other) {
        return frame(1, 0, other, 0, new byte[] {(byte) random.nextInt(2), 1, 0, 0});
    }

    private byte[] rows(int sequence, int at, int count) {
        ByteBuffer payload = little(4 + 4 * count).putShort((short) count).putShort((short) 0);
        for (int i = 0; i < count; i++) {
            payload.put((byte) (random.nextInt(20) == 0 ? 1 : 0));
            payload.putShort((short) random.nextInt(-2047, 2048));
            payload.put((byte) random.nextInt(4));
        }
        return frame(3, random.nextInt(3) == 0 ? 0x10 : 0, session, sequence, at, payload.array());
    }

    private byte[] cells() {
        boolean writes = random.nextBoolean();
        int space = random.nextInt(3);
        int count = random.nextInt(5);
        int first = random.nextInt(20) == 0 ? -1 : random.nextInt(3);
        int content = writes ? count * (space == 0 ? 1 : 2) + random.nextInt(8) / 7 : 0;
        ByteBuffer payload = little(8 + content);
        payload.put((byte) space).put((byte) 0).putShort((short) count).putInt(first);
        for (int i = 0; i < content; i++) {
            payload.put((byte) random.nextInt());
        }
        return frame(writes ? 7 : 5, 0, session, expected, writes ? step : 0, payload.array());
    }

    private byte[] damaged() {
        return damage.of(rows(expected, step, 1 + random.nextInt(3)));
    }

    /// A right check around any header and any payload.
    private byte[] senseless() {
        int type = random.nextInt(16);
        int length = random.nextInt(5) == 0 ? random.nextInt(650) : random.nextInt(20);
        int said = random.nextInt(4) > 0 ? length : random.nextInt(20);
        ByteBuffer body = little(16 + length);
        body.put((byte) ((random.nextInt(8) > 0 ? 0x10 : random.nextInt(256)) | type));
        body.put((byte) (random.nextInt(3) > 0 ? 0 : random.nextInt(256))).putShort((short) said);
        body.putInt(session).putShort((short) expected).putShort((short) 0);
        body.putInt(random.nextInt(2) == 0 ? 0 : step);
        while (body.hasRemaining()) {
            body.put((byte) random.nextInt(4));
        }
        return LinkFrame.encode(
                random.nextInt(10) == 0 ? Arrays.copyOf(body.array(), 12) : body.array());
    }

    private byte[] frame(int type, int flags, int whose, int sequence, byte[] payload) {
        return frame(type, flags, whose, sequence, 0, payload);
    }

    private byte[] frame(int type, int flags, int whose, int sequence, int at, byte[] payload) {
        return LinkFrame.encode(body(type, flags, whose, sequence, at, payload));
    }

    private static byte[] body(
            int type, int flags, int whose, int sequence, int at, byte[] payload) {
        ByteBuffer body = little(16 + payload.length);
        body.put((byte) (0x10 | type)).put((byte) flags).putShort((short) payload.length);
        body.putInt(whose).putShort((short) sequence).putShort((short) 0).putInt(at);
        return body.put(payload).array();
    }
}
