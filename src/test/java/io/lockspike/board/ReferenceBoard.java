package io.lockspike.board;

import io.lockspike.firmware.LinkFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// A board of the full profile, plainly, from `docs/protocol.md` alone: it shares no code with the
/// host.
final class ReferenceBoard implements Board {
    private static final int HELLO = 1;
    private static final int STEP = 3;
    private static final int READ = 5;
    private static final int WRITE = 7;
    private static final int PING = 11;

    private final BoardFacts facts;
    private final Core core;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<Integer, Kept> replies = new HashMap<>();
    private int boot;
    private int session;
    private int expected;
    private int step;
    private boolean nakSent;
    private int notDone;

    private record Kept(int step, Bytes frame) {}

    ReferenceBoard(BoardFacts facts, Core core, int boot) {
        this.facts = facts;
        this.core = core;
        boot(boot);
    }

    /// Power fails and comes back.
    @Override
    public void boot(int id) {
        boot = id;
        line.reset();
        begin(0);
    }

    private void begin(int other) {
        session = other;
        expected = 0;
        step = 0;
        nakSent = false;
        notDone = 0;
        replies.clear();
        core.powerUp();
    }

    @Override
    public byte[] receive(byte[] bytes) {
        for (byte octet : bytes) {
            if (octet != 0) {
                line.write(octet);
            } else if (line.size() > 0) {
                LinkFrame.decode(line.toByteArray()).ifPresent(this::body);
                line.reset();
            }
        }
        byte[] said = out.toByteArray();
        out.reset();
        return said;
    }

    private void body(byte[] body) {
        if (body.length < 16 || body.length > facts.mostBody()) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        int type = body[0] & 0xF;
        int flags = body[1] & 0xFF;
        int length = in.getShort(2) & 0xFFFF;
        boolean known =
                type == HELLO || type == STEP || type == READ || type == WRITE || type == PING;
        if ((body[0] & 0xFF) >> 4 != 1 || length != body.length - 16 || !known) {
            return;
        }
        int sequence = in.getShort(8) & 0xFFFF;
        boolean states = type == STEP && (facts.abilities() & 2) != 0;
        if ((flags & (states ? 0xE0 : 0xF0)) != 0) {
            error(sequence, 4, flags);
            return;
        }
        int asked = in.getInt(4);
        if (asked == 0 || (type != HELLO && asked != session)) {
            error(sequence, 1, boot);
            return;
        }
        ByteBuffer payload = in.slice(16, length).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case HELLO -> hello(sequence, asked, payload);
            case PING -> ping(sequence, payload);
            case READ -> read(sequence, payload);
            default -> sequenced(type, flags, sequence, in.getInt(12), payload);
        }
    }

    private void hello(int sequence, int asked, ByteBuffer payload) {
        if (payload.remaining() != 4) {
            error(sequence, 5, payload.remaining());
        } else if (payload.get(0) > 1 || (payload.get(1) & 0xFF) < 1) {
            error(sequence, 2, 1);
        } else {
            if (asked != session) {
                begin(asked);
            }
            send(2, 0, 0, step, identity());
        }
    }

    private byte[] identity() {
        byte[] name = facts.name().getBytes(StandardCharsets.US_ASCII);
        int ports = facts.inputs().size() + facts.outputs().size();
        ByteBuffer to = payload(44 + ports + 1 + name.length);
        to.put((byte) 1).put((byte) 4).put((byte) facts.unit()).put((byte) facts.abilities());
        to.putInt(0x01020304).putInt(boot).putInt(facts.build()).putLong(facts.hash());
        to.putInt(facts.neurons()).putInt(facts.clock());
        to.putShort((short) facts.mostBody()).putShort((short) facts.credits());
        to.putShort((short) facts.inputBytes()).putShort((short) facts.outputBytes());
        to.putShort((short) facts.stateBytes());
        to.put((byte) facts.inputs().size()).put((byte) facts.outputs().size());
        facts.inputs().forEach(port -> to.put((byte) (port.bits() + (port.signed() ? 128 : 0))));
        facts.outputs().forEach(port -> to.put((byte) (port.bits() + (port.signed() ? 128 : 0))));
        return all(to.put((byte) name.length).put(name));
    }

    private void ping(int sequence, ByteBuffer payload) {
        if (payload.remaining() != 0) {
            error(sequence, 5, payload.remaining());
        } else {
            send(12, 0, sequence, step, all(payload(4).putShort((short) expected)));
        }
    }

    private void read(int sequence, ByteBuffer payload) {
        int length = payload.remaining();
        if ((facts.abilities() & 4) == 0) {
            error(sequence, 3, READ);
            return;
        }
        if (length < 8) {
            error(sequence, 5, length);
            return;
        }
        int space = payload.get(0) & 0xFF;
        int count = payload.getShort(2) & 0xFFFF;
        int first = payload.getInt(4);
        if (count == 0) {
            error(sequence, 5, length);
        } else if (Integer.toUnsignedLong(first) + count > core.cells(space)) {
            error(sequence, 6, first);
        } else if (length != 8 || 16 + 8 + count * core.cellBytes(space) > facts.mostBody()) {
            error(sequence, 5, length);
        } else {
            ByteBuffer to = payload(8 + count * core.cellBytes(space)).put(payload.slice(0, 8));
            for (int i = 0; i < count; i++) {
                core.read(space, first + i, to);
            }
            send(6, 0, sequence, step, all(to));
        }
    }

    private void sequenced(int type, int flags, int sequence, int at, ByteBuffer payload) {
        if (type == WRITE && (facts.abilities() & 8) == 0) {
            error(sequence, 3, type);
            return;
        }
        if (sequence != expected || at != step) {
            again(sequence, at);
        } else if (notDone != 0) {
            error(sequence, 7, notDone);
        } else if (type == STEP) {
            step(flags, payload);
        } else {
            write(payload);
        }
    }

    private void again(int sequence, int at) {
        Kept kept = replies.get(sequence);
        if (kept != null && kept.step == at) {
            out.writeBytes(kept.frame.toArray());
            nakSent = false;
        } else if (!nakSent) {
            nakSent = true;
            send(9, 0, 0, step, words(expected, step));
        }
    }

    private void step(int flags, ByteBuffer payload) {
        int length = payload.remaining();
        int rows = length < 4 ? 0 : payload.getShort(0) & 0xFFFF;
        boolean states = (flags & 0x10) != 0;
        boolean digest = (facts.abilities() & 1) != 0;
        int row = facts.outputBytes() + (states ? facts.stateBytes() : 0);
        int reply = 8 + rows * row + (digest ? 4 : 0);
        if (rows == 0 || length != 4 + rows * facts.inputBytes() || 16 + reply > facts.mostBody()) {
            error(expected, 5, length);
            return;
        }
        payload.position(4);
        ByteBuffer to = payload(reply);
        to.putShort(0, (short) rows).position(8);
        int clocks = 0;
        for (int i = 0; i < rows; i++) {
            int taken = core.row(payload, to);
            if (taken < 0) {
                notDone = -taken;
                error(expected, 7, notDone);
                return;
            }
            clocks += taken;
            if (states) {
                core.state(to);
            }
        }
        to.putInt(4, (facts.abilities() & 16) != 0 ? clocks : 0);
        if (digest) {
            to.putInt(digest());
        }
        int at = step;
        step += rows;
        done(4, (states ? 0x10 : 0) + (digest ? 0x20 : 0), at, all(to));
    }

    private int digest() {
        ByteBuffer row = payload(facts.stateBytes());
        core.state(row);
        var crc = new CRC32C();
        crc.update(all(row));
        return (int) crc.getValue();
    }

    private void write(ByteBuffer payload) {
        int length = payload.remaining();
        int space = length < 8 ? 0 : payload.get(0) & 0xFF;
        int count = length < 8 ? 0 : payload.getShort(2) & 0xFFFF;
        if (count == 0) {
            error(expected, 5, length);
            return;
        }
        int first = payload.getInt(4);
        if (Integer.toUnsignedLong(first) + count > core.cells(space)) {
            error(expected, 6, first);
            return;
        }
        if (length != 8 + count * core.cellBytes(space)) {
            error(expected, 5, length);
            return;
        }
        byte[] head = new byte[8];
        payload.get(head);
        for (int i = 0; i < count; i++) {
            core.write(space, first + i, payload);
        }
        done(8, 0, step, head);
    }

    private void done(int type, int flags, int at, byte[] payload) {
        replies.put(expected, new Kept(at, Bytes.of(frame(type, flags, expected, at, payload))));
        replies.remove((expected - facts.credits()) & 0xFFFF);
        out.writeBytes(replies.get(expected).frame.toArray());
        expected = (expected + 1) & 0xFFFF;
        nakSent = false;
    }

    private void error(int sequence, int code, int detail) {
        send(10, 0, sequence, step, words(code, detail));
    }

    private static byte[] words(int first, int second) {
        return all(payload(8).putShort((short) first).putShort((short) 0).putInt(second));
    }

    /// All bytes of a buffer.
    private static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer payload(int length) {
        return ByteBuffer.wrap(new byte[length]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(int type, int flags, int sequence, int at, byte[] payload) {
        out.writeBytes(frame(type, flags, sequence, at, payload));
    }

    private byte[] frame(int type, int flags, int sequence, int at, byte[] payload) {
        ByteBuffer to = payload(16 + payload.length);
        to.put((byte) (0x10 + type)).put((byte) flags).putShort((short) payload.length);
        to.putInt(session).putShort((short) sequence).putShort((short) facts.credits());
        return LinkFrame.encode(all(to.putInt(at).put(payload)));
    }
}
