package io.lockspike.board;

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
                byte[] body = body(line.toByteArray());
                line.reset();
                if (body.length >= 2 && body.length <= MOST) {
                    out.writeBytes(answer(body));
                }
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
        reply = frame(all(to.put((byte) MOST).putLong(facts.hash())));
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
        reply = frame(all(to));
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

    /// The frame of a body, which is too short for a full block.
    static byte[] frame(byte[] body) {
        byte[] encoded = new byte[body.length + 1];
        int code = 0;
        for (int i = 0; i < body.length; i++) {
            encoded[i + 1] = body[i];
            if (body[i] == 0) {
                encoded[code] = (byte) (i + 1 - code);
                code = i + 1;
            }
        }
        encoded[code] = (byte) (encoded.length - code);
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(encoded);
        out.writeBytes(check(encoded));
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] check(byte[] encoded) {
        int crc = 0xFFFF;
        for (byte octet : encoded) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean odd = ((crc >> 15 ^ octet >> bit) & 1) != 0;
                crc = (crc << 1 ^ (odd ? 0x1021 : 0)) & 0xFFFF;
            }
        }
        return new byte[] {
            (byte) (0x80 | crc), (byte) (0x80 | crc >> 7), (byte) (0x80 | crc >> 14)
        };
    }

    /// The body of a line; nothing where it cannot be believed.
    private static byte[] body(byte[] line) {
        if (line.length < 4 || line.length > MOST + 4) {
            return new byte[0];
        }
        byte[] encoded = Arrays.copyOf(line, line.length - 3);
        if (!Arrays.equals(
                check(encoded), Arrays.copyOfRange(line, line.length - 3, line.length))) {
            return new byte[0];
        }
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < encoded.length; ) {
            int code = encoded[at] & 0xFF;
            if (at + code > encoded.length) {
                return new byte[0];
            }
            out.write(encoded, at + 1, code - 1);
            at += code;
            if (at < encoded.length) {
                out.write(0);
            }
        }
        return out.toByteArray();
    }
}
