package io.lockspike.board;

import io.lockspike.firmware.LinkFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A board of the lite profile, plainly, from `docs/protocol.md` alone.
final class LiteBoard implements Board {
    private static final int MOST = 64;

    private final BoardFacts facts;
    private final Core core;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean begun;
    private int nonce;
    private int last;
    private byte[] reply = new byte[0];

    LiteBoard(BoardFacts facts, Core core) {
        this.facts = facts;
        this.core = core;
        boot(0);
    }

    @Override
    public void boot(int id) {
        begun = false;
        line.reset();
        core.powerUp();
    }

    @Override
    public byte[] receive(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        for (byte octet : bytes) {
            if (octet != 0) {
                line.write(octet);
            } else {
                LinkFrame.decode(line.toByteArray())
                        .filter(body -> body.length >= 2 && body.length <= MOST)
                        .ifPresent(body -> out.writeBytes(answer(body)));
                line.reset();
            }
        }
        return out.toByteArray();
    }

    private byte[] answer(byte[] body) {
        byte[] payload = Arrays.copyOfRange(body, 2, body.length);
        int sequence = body[1] & 0xFF;
        if (body[0] == 'R' && sequence == 0 && payload.length == 4) {
            return reset(little(payload).getInt());
        }
        if (body[0] != 'S' || !begun || sequence == 0) {
            return new byte[0];
        }
        if (sequence == last) {
            return reply;
        }
        return sequence == last % 255 + 1 ? step(sequence, payload) : new byte[0];
    }

    private byte[] reset(int other) {
        if (begun && other == nonce) {
            return last == 0 ? reply : new byte[0];
        }
        begun = true;
        nonce = other;
        last = 0;
        core.powerUp();
        ByteBuffer to = little(new byte[18]).put((byte) 'A').put((byte) 0).putInt(nonce);
        to.put((byte) 1).put((byte) facts.inputBytes()).put((byte) facts.outputBytes());
        reply = LinkFrame.encode(all(to.put((byte) MOST).putLong(facts.hash())));
        return reply;
    }

    private byte[] step(int sequence, byte[] payload) {
        int bytes = Math.max(1, facts.inputBytes());
        int rows = facts.inputBytes() == 0 ? payload[0] & 0xFF : payload.length / bytes;
        boolean whole = facts.inputBytes() == 0 ? payload.length == 1 : payload.length % bytes == 0;
        int length = 2 + rows * facts.outputBytes();
        if (!whole || rows == 0 || length > MOST) {
            return new byte[0];
        }
        ByteBuffer in = little(payload);
        ByteBuffer to = little(new byte[length]).put((byte) 'A').put((byte) sequence);
        for (int i = 0; i < rows; i++) {
            core.row(in, to);
        }
        last = sequence;
        reply = LinkFrame.encode(all(to));
        return reply;
    }

    /// All bytes of a buffer.
    private static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
