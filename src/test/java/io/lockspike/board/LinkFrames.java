package io.lockspike.board;

import io.lockspike.equation.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Frames for all implementations of the board link: good ones of every type and size, and bad
/// ones.
final class LinkFrames {
    private static final int SESSION = 0x5E551001;

    private final List<Sample> samples = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);

    /// One of them.
    ///
    /// @param kind whether it is to be sent as it stands here, only to be understood, or dropped
    /// @param line all bytes, both `00` with them
    /// @param body of a good one
    record Sample(Kind kind, String name, Bytes line, Bytes body, Optional<Body> message) {

        /// What stands between the two `00`.
        byte[] bare() {
            return Arrays.copyOfRange(line.toArray(), 1, line.length() - 1);
        }
    }

    enum Kind {
        GOOD,
        RECEIVED,
        BAD
    }

    static List<Sample> full() {
        var frames = new LinkFrames();
        frames.messages();
        for (int length :
                new int[] {16, 17, 18, 238, 253, 254, 255, 256, 508, 509, 510, 599, 600}) {
            frames.size(length, 0);
            frames.size(length, 15);
            frames.size(length, 100);
        }
        frames.onlyReceived();
        frames.damaged();
        frames.refused();
        return frames.samples;
    }

    static List<Sample> lite() {
        var frames = new LinkFrames();
        var identity = new LiteMessage.Identity(0x600D4A11, 1, 3, 3, 64, 0x0123456789ABCDEFL);
        frames.good("RESET", new LiteMessage.Reset(0x600D4A11).bytes().toArray());
        frames.good("RESET with zeros", new LiteMessage.Reset(0x00110000).bytes().toArray());
        frames.good(
                "REPLY to RESET", new LiteMessage.Reply(0, identity.payload()).bytes().toArray());
        frames.good(
                "STEP",
                new LiteMessage.Step(1, Bytes.of(new byte[] {1, 2, 3, 0, 0, 0})).bytes().toArray());
        frames.good(
                "REPLY to STEP",
                new LiteMessage.Reply(1, Bytes.of(new byte[] {0, 1, 0})).bytes().toArray());
        frames.good(
                "STEP of rows without bytes",
                new LiteMessage.Step(255, Bytes.of(new byte[] {9})).bytes().toArray());
        for (int length : new int[] {2, 3, 33, 63, 64}) {
            frames.size(length, 0);
            frames.size(length, 30);
            frames.size(length, 100);
        }
        frames.damaged();
        frames.bad("a body of 1 byte", frames.line(new byte[] {'S'}));
        frames.bad("a body of 65 bytes", frames.line(frames.bytes(65, 10)));
        return frames.samples;
    }

    private void messages() {
        var hello = new Header(0, SESSION, 0, 0, 0);
        var board = new Header(0, SESSION, 0, 4, 0x11);
        var step = new Header(Header.STATE, SESSION, 0xFFFE, 0, 0x0100);
        var reply = new Header(Header.STATE | Header.DIGEST, SESSION, 0xFFFE, 4, 0x0100);
        var tag = new Header(0, SESSION, 0x1234, 0, 0);
        var tagged = new Header(0, SESSION, 0x1234, 4, 0x11);
        Bytes rows = Bytes.of(new byte[] {0, 1, 0, 2, 1, 0, 0, 3});
        Bytes cells = Bytes.of(new byte[] {1, (byte) 0xE8, 3, 0, 0, 0, 0, 0, 7, 0});
        var some = new Message.Cells(1, 2, 1);
        message(hello, new Message.Hello(1, 1));
        message(board, identity());
        message(step, new Message.Step(2, rows));
        message(reply, new Message.StepReply(2, 2, cells, Optional.of(0xA1B2C3D4)));
        message(
                new Header(0, SESSION, 3, 1, 9),
                new Message.StepReply(1, 0, rows, Optional.empty()));
        message(tag, new Message.Read(some));
        message(tagged, new Message.ReadReply(some, Bytes.of(new byte[] {5, 0, (byte) 0xFF, 7})));
        message(
                new Header(0, SESSION, 7, 0, 0x11),
                new Message.Write(some, Bytes.of(new byte[] {5, 0, 6, 0})));
        message(new Header(0, SESSION, 7, 4, 0x11), new Message.WriteReply(some));
        message(board, new Message.Nak(7, 0x11));
        message(tagged, new Message.Refusal(Message.Refusal.CELLS, 4));
        message(tag, new Message.Ping());
        message(tagged, new Message.Pong(7));
        message(new Header(0x0F, SESSION, 0x1234, 0, 0), new Message.Ping());
        message(new Header(0, -1, 0xFFFF, 0xFFFF, -1), new Message.Nak(0xFFFF, -1));
    }

    private static HelloAck identity() {
        return new HelloAck(
                1,
                6,
                1,
                31,
                HelloAck.BYTE_ORDER,
                0xB0070001,
                0x20260001,
                0x0123456789ABCDEFL,
                1,
                12_000_000,
                600,
                4,
                4,
                3,
                2,
                List.of(Type.BIT, Type.signed(12), Type.unsigned(2)),
                List.of(Type.BIT, Type.signed(16)),
                "toy");
    }

    private void message(Header header, Message message) {
        var body = new Body(header, message);
        Bytes bytes = body.bytes();
        String flags = header.flags() == 0 ? "" : ", flags 0x%02X".formatted(header.flags());
        samples.add(
                new Sample(
                        Kind.GOOD,
                        message.kind() + flags,
                        Bytes.of(Framing.frame(bytes)),
                        bytes,
                        Optional.of(body)));
    }

    /// A frame that carries what no type has.
    private void size(int length, int zeros) {
        good("%d bytes, %d %% of them 0".formatted(length, zeros), bytes(length, zeros));
    }

    private byte[] bytes(int length, int zeros) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(100) < zeros ? 0 : random.nextInt(1, 256));
        }
        return bytes;
    }

    private void onlyReceived() {
        byte[] body = bytes(254, 0);
        byte[] encoded = Arrays.copyOf(Cobs.encode(body), 256);
        encoded[255] = 1;
        add(
                Kind.RECEIVED,
                "a block of 254 bytes at the end, and an empty one",
                wrapped(encoded),
                body);
    }

    private void damaged() {
        byte[] body = bytes(30, 20);
        byte[] frame = Framing.frame(Bytes.of(body));
        for (int bit : new int[] {8, 77, 8 * (frame.length - 2), 8 * (frame.length - 2) + 6}) {
            byte[] wrong = frame.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            bad("bit %d of byte %d is wrong".formatted(bit % 8, bit / 8), wrong);
        }
        byte[] noGroup = frame.clone();
        noGroup[frame.length - 3] &= 0x7F;
        noGroup[frame.length - 3] |= noGroup[frame.length - 3] == 0 ? (byte) 1 : 0;
        bad("a byte of the check without its top bit", noGroup);
        bad("cut off before the check", cut(frame, frame.length - 6, frame.length - 1));
        bad("a byte lost in the middle", cut(frame, 12, 13));
        bad("the first byte lost", cut(frame, 1, 2));
        byte[] twice = Arrays.copyOf(frame, frame.length + 1);
        System.arraycopy(frame, 12, twice, 13, frame.length - 12);
        bad("a byte twice", twice);
        bad("text", wrapped("boot: ready\r\n".getBytes(StandardCharsets.US_ASCII), 0));
        bad("one byte", new byte[] {0, 1, 0});
        byte[] longer = Cobs.encode(bytes(24, 10));
        longer[0] = (byte) (longer.length + 1);
        bad("a block longer than what is left", wrapped(longer));
    }

    private void refused() {
        bad("a body of 15 bytes", line(bytes(15, 10)));
        bad("a body of no bytes", line(new byte[0]));
        bad("a body of 601 bytes", line(bytes(601, 10)));
        bad("640 bytes and a body of 632", line(bytes(632, 0)));
        bad("641 bytes", wrapped(bytes(641, 0), 0));
        bad("1000 bytes", wrapped(bytes(1000, 0), 0));
        var ping = new Body(new Header(0, SESSION, 1, 0, 0), new Message.Ping());
        byte[] body = ping.bytes().toArray();
        body[0] = 0x2B;
        bad("version 2", line(body.clone()));
        for (int type : new int[] {0, 13, 14, 15}) {
            body[0] = (byte) (0x10 | type);
            bad("type " + type, line(body.clone()));
        }
        body[0] = 0x1B;
        body[2] = 1;
        bad("a length field of 1 and no payload", line(body.clone()));
        byte[] more = Arrays.copyOf(ping.bytes().toArray(), 17);
        bad("a length field of 0 and a payload", line(more));
    }

    /// Without the bytes from `from` to before `to`; closed by `00` all the same.
    private static byte[] cut(byte[] frame, int from, int to) {
        byte[] left = new byte[frame.length - (to - from)];
        System.arraycopy(frame, 0, left, 0, from);
        System.arraycopy(frame, to, left, from, frame.length - to);
        return left;
    }

    private byte[] line(byte[] body) {
        return Framing.frame(Bytes.of(body));
    }

    /// With a right check.
    private byte[] wrapped(byte[] encoded) {
        int groups = 5;
        byte[] line = wrapped(encoded, groups);
        long check = Framing.check(encoded, encoded.length);
        for (int i = 0; i < groups; i++) {
            line[1 + encoded.length + i] = (byte) (0x80 | ((check >> (7 * i)) & 0x7F));
        }
        return line;
    }

    private static byte[] wrapped(byte[] content, int more) {
        byte[] line = new byte[1 + content.length + more + 1];
        System.arraycopy(content, 0, line, 1, content.length);
        return line;
    }

    private void good(String name, byte[] body) {
        add(Kind.GOOD, name, Framing.frame(Bytes.of(body)), body);
    }

    private void bad(String name, byte[] line) {
        add(Kind.BAD, name, line, new byte[0]);
    }

    private void add(Kind kind, String name, byte[] line, byte[] body) {
        samples.add(new Sample(kind, name, Bytes.of(line), Bytes.of(body), Optional.empty()));
    }
}
