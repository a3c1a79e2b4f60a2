package io.lockspike.board;

import io.lockspike.equation.Type;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A whole session, written down: what the host sends, and all that the board answers to it.
final class LinkSession {
    static final int BOOT = 0xB0070001;
    private static final int SESSION = 0x5E551001;

    final String name;
    final String about;
    final BoardFacts facts;
    final Board board;
    final List<Exchange> exchanges = new ArrayList<>();

    /// One turn.
    record Exchange(String about, Bytes host, Bytes board) {}

    private LinkSession(String name, String about, BoardFacts facts, Board board) {
        this.name = name;
        this.about = about;
        this.facts = facts;
        this.board = board;
    }

    static List<LinkSession> all(long hash) {
        return List.of(full(hash), small(hash), stuck(hash), lite(hash), liteWrap(hash));
    }

    private static BoardFacts facts(long hash, int abilities, int mostBody, int credits) {
        return new BoardFacts(
                HelloAck.UNIT_CYCLE,
                abilities,
                0x20260001,
                hash,
                1,
                12_000_000,
                mostBody,
                credits,
                List.of(Type.BIT, Type.signed(12), Type.unsigned(2)),
                List.of(Type.BIT, Type.signed(16)),
                4,
                3,
                (abilities & HelloAck.STATES) != 0 ? 2 : 0,
                "toy");
    }

    private static LinkSession full(String name, String about, BoardFacts facts) {
        return new LinkSession(
                name, about, facts, new ReferenceBoard(facts, new ToyCore(true), BOOT));
    }

    /// Everything that a board can offer.
    static LinkSession full(long hash) {
        var it = full("full", "a board that offers everything", facts(hash, 31, 600, 4));
        it.says("STEP before any HELLO: ERROR 1", step(SESSION, 0, 0, 0, row(0, 5, 0)));
        it.says("PING before any HELLO: ERROR 1", ping(SESSION, 1));
        it.says("session 0 is nobody's: ERROR 1", hello(0, 1, 1));
        it.says("versions 2 to 3: ERROR 2", hello(SESSION, 2, 3));
        it.says("HELLO with flag 0x80: ERROR 4", flagged(0x80));
        it.says("00 00 before it are nothing", new byte[] {0, 0}, hello(SESSION, 1, 1));
        it.says("the same HELLO: the same answer", hello(SESSION, 1, 1));
        it.says("STEP 0, one row", step(SESSION, 0, 0, 0, row(1, 7, 0)));
        it.says("the same again: the kept reply", step(SESSION, 0, 0, 0, row(1, 7, 0)));
        it.says(
                "STEP 1, three rows, a spike",
                step(SESSION, 1, 1, 0, row(0, 600, 0), row(0, 600, 1), row(0, -3, 2)));
        it.says(
                "STEP 2 with rows of state",
                step(SESSION, 2, 4, 0x10, row(0, -2047, 3), row(0, 2047, 0)));
        it.says("STEP 4, which is not next: NAK", step(SESSION, 4, 7, 0, row(0, 1, 0)));
        it.says("STEP 5: no other NAK", step(SESSION, 5, 8, 0, row(0, 1, 0)));
        it.says("STEP 3", step(SESSION, 3, 6, 0, row(0, 1, 0)));
        it.says("STEP 3 with another step: NAK", step(SESSION, 3, 5, 0, row(0, 1, 0)));
        it.says("STEP 0 of the last four: the kept reply", step(SESSION, 0, 0, 0, row(1, 7, 0)));
        it.says(
                "STEP 4 and 5 at once",
                step(SESSION, 4, 7, 0, row(0, 2, 0)),
                step(SESSION, 5, 8, 0, row(0, 3, 0)));
        it.says("STEP 1 is no longer kept: NAK", step(SESSION, 1, 1, 0, row(0, 600, 0)));
        it.says("HELLO in the middle: the same answer, its step counter", hello(SESSION, 1, 1));
        it.says("PING", ping(SESSION, 0x4711));
        it.says("READ of the row of state", cells(SESSION, 5, 77, 0, 0, 2, 0));
        it.says("WRITE 6 of the memory", cells(SESSION, 7, 6, 9, 1, 3, 1, -5, 6, 1000));
        it.says("WRITE 6 again: the kept reply", cells(SESSION, 7, 6, 9, 1, 3, 1, -5, 6, 1000));
        it.says("READ of the memory", cells(SESSION, 5, 78, 0, 1, 4, 0));
        it.says("READ past the end: ERROR 6", cells(SESSION, 5, 79, 0, 1, 2, 3));
        it.says("READ of no such space: ERROR 6", cells(SESSION, 5, 80, 0, 2, 1, 0));
        it.says("READ of no cells: ERROR 5", cells(SESSION, 5, 81, 0, 1, 0, 0));
        it.says("WRITE 7 past the end: ERROR 6", cells(SESSION, 7, 7, 9, 1, 1, 4, 1));
        it.says("WRITE 7 whose count is wrong: ERROR 5", cells(SESSION, 7, 7, 9, 1, 2, 0, 1));
        it.says(
                "STEP 7 with what was written",
                step(SESSION, 7, 9, 0x10, row(0, 0, 1), row(0, 0, 3)));
        it.says("STEP 8 of no rows: ERROR 5", step(SESSION, 8, 11, 0));
        it.says("STEP 8 with too many bytes: ERROR 5", longer(8, 11));
        it.says("STEP 8 with flag 0x20: ERROR 4", step(SESSION, 8, 11, 0x20, row(0, 0, 1)));
        it.says("PING with a payload: ERROR 5", body(0x1B, 0, SESSION, 9, 0, new byte[] {1}));
        it.says("a PONG from the host, dropped", body(0x1C, 0, SESSION, 9, 0, new byte[4]));
        it.says("a bad frame and a good one", bad(), ping(SESSION, 5));
        it.says("flags 0x0F may be ignored", body(0x1B, 0x0F, SESSION, 6, 0, new byte[0]));
        it.says("the longest STEP 8: 114 rows with rows of state", rows(8, 11, 0x10, 114));
        it.says("STEP 9 whose reply would not fit: ERROR 5", rows(9, 125, 0x10, 115));
        it.says("another session", hello(SESSION + 1, 1, 1));
        it.says("a frame of the old one: ERROR 1", ping(SESSION, 2));
        it.says("STEP 0 of the new one", step(SESSION + 1, 0, 0, 0, row(0, 999, 1)));
        it.says("the old session is another one, too", hello(SESSION, 1, 1));
        it.says("nothing is kept of it", step(SESSION, 5, 8, 0, row(0, 3, 0)));
        return it;
    }

    /// The least that a board of the full profile is.
    private static LinkSession small(long hash) {
        var it =
                full(
                        "small",
                        "one credit, bodies of 64 bytes, nothing optional",
                        facts(hash, 0, 64, 1));
        it.says("HELLO", hello(SESSION, 1, 1));
        it.says("STEP 0", step(SESSION, 0, 0, 0, row(1, 0, 0)));
        it.says("STEP 1", step(SESSION, 1, 1, 0, row(0, 1000, 0), row(0, 1, 0)));
        it.says(
                "STEP 1 again: the kept reply",
                step(SESSION, 1, 1, 0, row(0, 1000, 0), row(0, 1, 0)));
        it.says("STEP 0 again: NAK", step(SESSION, 0, 0, 0, row(1, 0, 0)));
        it.says("STEP 0 again: nothing", step(SESSION, 0, 0, 0, row(1, 0, 0)));
        it.says("PING", ping(SESSION, 1));
        it.says("STEP 2, the longest", rows(2, 3, 0, 11));
        it.says("STEP 3, too long: dropped", rows(3, 14, 0, 12));
        it.says("STEP 3 with flag STATE: ERROR 4", step(SESSION, 3, 14, 0x10, row(0, 1, 0)));
        it.says("READ: ERROR 3", cells(SESSION, 5, 9, 0, 0, 1, 0));
        it.says("WRITE 3: ERROR 3", cells(SESSION, 7, 3, 14, 0, 1, 0, 1));
        it.says("STEP 3", step(SESSION, 3, 14, 0, row(0, 1, 0)));
        return it;
    }

    /// A core that is not done.
    private static LinkSession stuck(long hash) {
        var it = full("stuck", "a core that is not done within its limit", facts(hash, 3, 600, 2));
        it.says("HELLO", hello(SESSION, 1, 1));
        it.says("STEP 0", step(SESSION, 0, 0, 0, row(0, 1, 0)));
        it.says(
                "STEP 1, not done in its second row: ERROR 7",
                step(SESSION, 1, 1, 0, row(0, 1, 0), row(0, -2048, 0)));
        it.says("STEP 1: ERROR 7", step(SESSION, 1, 1, 0, row(0, 1, 0)));
        it.says("STEP 0: the kept reply", step(SESSION, 0, 0, 0, row(0, 1, 0)));
        it.says("PING", ping(SESSION, 1));
        it.says("a new session", hello(SESSION + 1, 1, 1));
        it.says("STEP 0", step(SESSION + 1, 0, 0, 0, row(0, 1, 0)));
        return it;
    }

    private static BoardFacts liteFacts(long hash) {
        var full = facts(hash, 0, 64, 1);
        return new BoardFacts(
                HelloAck.UNIT_STEP,
                0,
                full.build(),
                hash,
                1,
                0,
                64,
                1,
                full.inputs().subList(1, 3),
                full.outputs(),
                3,
                3,
                0,
                "");
    }

    /// The board of the sessions `full` or `lite`, plainly, around a core.
    static Board toy(Profile profile, Core core, long hash) {
        return profile == Profile.LITE
                ? new LiteBoard(liteFacts(hash), core)
                : new ReferenceBoard(full(hash).facts, core, BOOT);
    }

    private static LinkSession liteSession(String name, String about, long hash) {
        BoardFacts facts = liteFacts(hash);
        return new LinkSession(name, about, facts, new LiteBoard(facts, new ToyCore(false)));
    }

    private static LinkSession lite(long hash) {
        var it = liteSession("lite", "the lite profile", hash);
        it.says(
                "STEP before any RESET: nothing",
                lite(new LiteMessage.Step(1, Bytes.of(new byte[3]))));
        it.says("RESET", lite(new LiteMessage.Reset(7)));
        it.says("the same RESET: the kept reply", lite(new LiteMessage.Reset(7)));
        it.says("STEP 1", lite(new LiteMessage.Step(1, Bytes.of(new byte[] {100, 0, 0}))));
        it.says(
                "STEP 1 again: the kept reply",
                lite(new LiteMessage.Step(1, Bytes.of(new byte[] {100, 0, 0}))));
        it.says("the same RESET, late: nothing", lite(new LiteMessage.Reset(7)));
        it.says("STEP 3: nothing", lite(new LiteMessage.Step(3, Bytes.of(new byte[] {1, 0, 0}))));
        it.says(
                "STEP 2, two rows, a spike",
                lite(new LiteMessage.Step(2, Bytes.of(new byte[] {(byte) 0x84, 3, 0, 1, 0, 1}))));
        it.says(
                "STEP 3 of half a row: nothing",
                lite(new LiteMessage.Step(3, Bytes.of(new byte[] {1, 0}))));
        it.says("STEP 3, the longest", lite(new LiteMessage.Step(3, Bytes.of(new byte[60]))));
        it.says(
                "a bad frame and STEP 4",
                new byte[] {0, 1, 2, 3, 4, 5, 0},
                lite(new LiteMessage.Step(4, Bytes.of(new byte[] {-1, -1, 2}))));
        it.says("another RESET", lite(new LiteMessage.Reset(8)));
        it.says("STEP 4: nothing", lite(new LiteMessage.Step(4, Bytes.of(new byte[] {-1, -1, 2}))));
        it.says("STEP 1", lite(new LiteMessage.Step(1, Bytes.of(new byte[] {5, 0, 3}))));
        return it;
    }

    private static LinkSession liteWrap(long hash) {
        var it = liteSession("lite-wrap", "1 follows 255", hash);
        it.says("RESET", lite(new LiteMessage.Reset(9)));
        for (int i = 1; i <= 256; i++) {
            int sequence = (i - 1) % 255 + 1;
            it.says(
                    "STEP " + sequence,
                    lite(new LiteMessage.Step(sequence, Bytes.of(new byte[] {(byte) i, 0, 0}))));
        }
        it.says("STEP 255: nothing", lite(new LiteMessage.Step(255, Bytes.of(new byte[3]))));
        return it;
    }

    private static byte[] lite(LiteMessage message) {
        return Framing.frame(message.bytes());
    }

    private void says(String about, byte[]... frames) {
        var host = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            host.writeBytes(frame);
        }
        byte[] sent = host.toByteArray();
        exchanges.add(new Exchange(about, Bytes.of(sent), Bytes.of(board.receive(sent))));
    }

    private static byte[] row(int rst, int current, int row) {
        return new byte[] {(byte) rst, (byte) current, (byte) (current >> 8), (byte) row};
    }

    private static Bytes joined(byte[]... rows) {
        var all = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            all.writeBytes(row);
        }
        return Bytes.of(all.toByteArray());
    }

    private static byte[] step(int session, int sequence, int step, int flags, byte[]... rows) {
        return frame(flags, session, sequence, step, new Message.Step(rows.length, joined(rows)));
    }

    private static byte[] rows(int sequence, int step, int flags, int count) {
        byte[][] rows = new byte[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = row(0, i * 37 % 400 - 50, i % 4);
        }
        return step(SESSION, sequence, step, flags, rows);
    }

    private static byte[] longer(int sequence, int step) {
        return frame(0, SESSION, sequence, step, new Message.Step(1, Bytes.of(new byte[5])));
    }

    private static byte[] hello(int session, int lowest, int highest) {
        return frame(0, session, 0, 0, new Message.Hello(lowest, highest));
    }

    private static byte[] flagged(int flags) {
        return frame(flags, SESSION, 0, 0, new Message.Hello(1, 1));
    }

    private static byte[] ping(int session, int tag) {
        return frame(0, session, tag, 0, new Message.Ping());
    }

    /// READ (5) or WRITE (7); the values are those of a memory of two bytes a cell, or of the row
    /// of state.
    private static byte[] cells(
            int session,
            int type,
            int sequence,
            int step,
            int space,
            int count,
            int first,
            int... values) {
        var content = new ByteArrayOutputStream();
        for (int value : values) {
            content.write(value);
            if (space > 0) {
                content.write(value >> 8);
            }
        }
        var cells = new Message.Cells(space, count, first);
        Message message =
                type == 5
                        ? new Message.Read(cells)
                        : new Message.Write(cells, Bytes.of(content.toByteArray()));
        return frame(0, session, sequence, step, message);
    }

    private static byte[] frame(int flags, int session, int sequence, int step, Message message) {
        var header = new Header(flags, session, sequence & 0xFFFF, 0, step);
        return Framing.frame(new Body(header, message).bytes());
    }

    private static byte[] body(
            int first, int flags, int session, int sequence, int step, byte[] payload) {
        var out = new Bytes.Writer().u8(first).u8(flags).u16(payload.length).u32(session);
        out.u16(sequence).u16(0).u32(step).bytes(Bytes.of(payload));
        return Framing.frame(out.done());
    }

    private static byte[] bad() {
        byte[] frame = ping(SESSION, 4);
        frame[4] ^= 1;
        return frame;
    }
}
