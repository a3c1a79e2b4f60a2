package io.lockspike.board;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// A session of the lite profile: one frame, then its reply. A row that asserts rst is a RESET, and
/// says nothing of the outputs.
final class LiteSession implements Session {
    private static final long RETRY = 250 * MILLISECOND;

    private final CoreFacts core;
    private final LinkOptions options;
    private final IntSupplier nonces;
    private final Feed feed;
    private final Consumer<Answer> sink;
    private final SessionLine line = new SessionLine(this::body);
    private final RowFormat inputRow;
    private final RowFormat outputRow;

    private LiteMessage.Identity board;
    private int nonce;
    private int last;
    private long step;
    private long[] kept;
    private long keptKnown;
    private boolean exhausted;

    private byte[] frame = new byte[0];
    private List<long[]> asked = List.of();
    private List<Long> known = List.of();
    private boolean waits;
    private boolean resets;
    private int tries;
    private long since;
    private long sent;

    /// @param nonces gives another number each time
    LiteSession(
            CoreFacts core,
            LinkOptions options,
            IntSupplier nonces,
            Feed feed,
            Consumer<Answer> sink) {
        this.core = core;
        this.options = options;
        this.nonces = nonces;
        this.feed = feed;
        this.sink = sink;
        this.inputRow = core.inputRowWithoutRst();
        this.outputRow = core.outputRow();
    }

    /// One that does no more than learn who a board is.
    static LiteSession asking(CoreFacts core) {
        var random = new SecureRandom();
        return new LiteSession(core, LinkOptions.of(0), random::nextInt, Feed.NONE, _ -> {});
    }

    @Override
    public SessionLine line() {
        return line;
    }

    @Override
    public String board() {
        return board == null
                ? ""
                : "lite profile, bodies of %d bytes%s"
                        .formatted(
                                board.mostBody(), board.hash() == 0 ? ", no hash of its spec" : "");
    }

    private void body(Bytes bytes) {
        Optional<LiteMessage> message = LiteMessage.of(bytes);
        if (line.isOver() || message.isEmpty()) {
            line.counts.dropped++;
        } else if (message.get() instanceof LiteMessage.Reply reply) {
            reply(reply);
        } else {
            line.counts.echoes++;
        }
    }

    private void reply(LiteMessage.Reply reply) {
        Optional<LiteMessage.Identity> identity =
                resets ? LiteMessage.Identity.of(reply.payload()) : Optional.empty();
        boolean right =
                waits
                        && reply.sequence() == (resets ? 0 : last)
                        && (resets
                                ? identity.isPresent() && identity.get().nonce() == nonce
                                : reply.payload().length() == asked.size() * outputRow.bytes());
        if (!right) {
            line.counts.dropped++;
            return;
        }
        waits = false;
        line.counts.framesAnswered++;
        if (tries == 1) {
            line.counts.roundTrip(line.now - sent);
        }
        identity.ifPresent(this::meet);
        if (!line.isOver()) {
            deliver(reply.payload());
        }
    }

    private void meet(LiteMessage.Identity other) {
        List<String> differences = core.differences(other);
        if (!differences.isEmpty()) {
            end(
                    new End(
                            End.Kind.REFUSED,
                            "the board holds something else: " + String.join("; ", differences)));
        } else {
            board = other;
        }
    }

    private void deliver(Bytes payload) {
        List<long[]> outputs = new ArrayList<>();
        ByteBuffer in = payload.reader();
        for (int i = 0; i < asked.size() && !resets; i++) {
            long[] row = new long[outputRow.ports().size()];
            outputRow.unpack(in, row, 0);
            outputs.add(row);
        }
        line.counts.steps += asked.size();
        long first = step;
        step += asked.size();
        if (!asked.isEmpty()) {
            sink.accept(
                    new Answer(
                            first,
                            asked,
                            known,
                            outputs,
                            List.of(),
                            0,
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    @Override
    public byte[] send(long time) {
        line.now = time;
        if (line.isOver()) {
            return new byte[0];
        }
        if (!waits) {
            next();
        } else if (line.now - since >= PATIENCE) {
            end(new End(End.Kind.LOST, "the board did not answer for 5 s; " + heard()));
        } else if (line.now - sent >= retryAfter()) {
            line.counts.retries++;
            return put();
        } else {
            return new byte[0];
        }
        return !line.isOver() ? put() : new byte[0];
    }

    private String heard() {
        return line.counts.bytesReceived == 0
                ? "nothing came"
                : "%d bytes came, %d frames of them were answers"
                        .formatted(line.counts.bytesReceived, line.counts.framesAnswered);
    }

    private long retryAfter() {
        int reply = 2 + asked.size() * outputRow.bytes();
        return RETRY + 2 * options.wireTime(frame.length + Framing.frameBytes(reply));
    }

    /// The first frame resets; then rows, as many as have a place, up to one that asserts rst.
    private void next() {
        if (board == null) {
            reset(List.of(), List.of());
            return;
        }
        List<long[]> rows = new ArrayList<>();
        List<Long> masks = new ArrayList<>();
        var packed = new Bytes.Writer();
        while (rows.size() < most() && peek()) {
            if (isRst(kept)) {
                break;
            }
            rows.add(kept);
            masks.add(keptKnown);
            inputRow.pack(kept, core.hasRst() ? 1 : 0, packed);
            kept = null;
        }
        if (!rows.isEmpty()) {
            last = last % 255 + 1;
            asked = rows;
            known = masks;
            resets = false;
            Bytes payload =
                    inputRow.bytes() == 0
                            ? new Bytes.Writer().u8(rows.size()).done()
                            : packed.done();
            frame = Framing.frame(new LiteMessage.Step(last, payload).bytes());
            begin();
        } else if (kept != null) {
            reset(List.of(kept), List.of(keptKnown));
            kept = null;
        } else {
            end(End.done());
        }
    }

    private boolean peek() {
        if (kept == null && !exhausted) {
            long[] row = new long[core.inputs().size()];
            exhausted = !feed.next(row);
            kept = exhausted ? null : row;
            keptKnown = exhausted ? 0 : feed.known();
        }
        return kept != null;
    }

    private boolean isRst(long[] row) {
        return core.hasRst() && row[0] == 1;
    }

    private int most() {
        int body = Math.min(board.mostBody(), LiteMessage.MOST_BODY) - 2;
        int request = inputRow.bytes() == 0 ? 255 : body / inputRow.bytes();
        int reply = body / Math.max(1, outputRow.bytes());
        return Math.max(1, Math.min(options.batch(), Math.min(request, reply)));
    }

    private void reset(List<long[]> rows, List<Long> masks) {
        nonce = nonces.getAsInt();
        last = 0;
        asked = rows;
        known = masks;
        resets = true;
        frame = Framing.frame(new LiteMessage.Reset(nonce).bytes());
        begin();
    }

    private void begin() {
        waits = true;
        tries = 0;
        since = line.now;
    }

    private byte[] put() {
        tries++;
        sent = line.now;
        line.counts.framesSent++;
        line.counts.bytesSent += frame.length;
        return frame.clone();
    }

    @Override
    public long wake() {
        if (line.isOver()) {
            return Long.MAX_VALUE;
        }
        return waits ? Math.min(sent + retryAfter(), since + PATIENCE) : 0;
    }
}
