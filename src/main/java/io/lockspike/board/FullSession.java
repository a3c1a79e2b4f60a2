package io.lockspike.board;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A session of the full profile. Frames are sent ahead of their answers; a frame that is lost is
/// sent again, alone, until it is answered, then those behind it.
final class FullSession implements Session {
    private static final long HELLO_AGAIN = 250 * MILLISECOND;
    private static final long PING_AFTER = 500 * MILLISECOND;
    private static final long FIRST_RETRY = 250 * MILLISECOND;
    private static final long LONGEST_RETRY = 1000 * MILLISECOND;

    /// Frames may come and go while none of a larger size gets through.
    private static final long NO_PROGRESS = 60_000 * MILLISECOND;

    /// Bytes that may be on their way to a board and back.
    private static final long MOST_IN_FLIGHT = 1 << 14;

    private static final int SEQUENCES = 1 << 16;
    private static final long LAST_STEP = 0xFFFF_FFFFL;

    private final CoreFacts core;
    private final LinkOptions options;
    private final int id;
    private final Feed feed;
    private final Consumer<Answer> sink;
    private final SessionLine line = new SessionLine(this::body);
    private final Deque<SentFrame> waiting = new ArrayDeque<>();
    private final RowFormat inputRow;
    private final RowFormat outputRow;
    private final RowFormat stateRow;

    private HelloAck board;
    private long opened = -1;
    private long nextHello;
    private long lastValid;
    private long lastSent;
    private long lastProgress;
    private int credits = 1;
    private boolean states;
    private int mostRows;
    private int rows;
    private int sequence;
    private long step;
    private long order;
    private boolean exhausted;
    private boolean lost;
    private boolean pingNow;
    private int pings;
    private int pongs;
    private long pinged;

    /// @param id of the session, never 0 and never used before
    /// @param sink is given the answers, in order and each once
    FullSession(CoreFacts core, LinkOptions options, int id, Feed feed, Consumer<Answer> sink) {
        this.core = core;
        this.options = options;
        this.id = id;
        this.feed = feed;
        this.sink = sink;
        this.inputRow = core.inputRow();
        this.outputRow = core.outputRow();
        this.stateRow = core.stateRow();
    }

    /// One that does no more than learn who a board is.
    static FullSession asking(CoreFacts core) {
        int id = 1 | new SecureRandom().nextInt();
        return new FullSession(core, LinkOptions.of(0), id, Feed.NONE, _ -> {});
    }

    @Override
    public SessionLine line() {
        return line;
    }

    @Override
    public String board() {
        return board == null ? "" : BoardText.line(board);
    }

    /// Who the board is; null before it has said so.
    HelloAck identity() {
        return board;
    }

    // What comes.

    private void body(Bytes bytes) {
        Optional<Body> body = Body.of(bytes);
        if (line.isOver() || body.isEmpty()) {
            line.counts.dropped++;
            return;
        }
        Header header = body.get().header();
        Message message = body.get().message();
        if (message instanceof Message.Refusal refusal) {
            refusal(header, refusal);
        } else if (header.session() != id) {
            line.counts.dropped++;
        } else if (board == null) {
            if (message instanceof HelloAck ack) {
                valid(header);
                meet(ack);
            }
        } else {
            running(header, message);
        }
    }

    private void valid(Header header) {
        lastValid = line.now;
        credits = Math.max(1, header.credit());
    }

    private void running(Header header, Message message) {
        switch (message) {
            case Message.StepReply reply -> answered(header, reply);
            case Message.Nak nak -> {
                valid(header);
                line.counts.naks++;
                nak(nak);
            }
            case Message.Pong _ -> pong(header);
            case HelloAck ack -> {
                valid(header);
                if (ack.boot() != board.boot()) {
                    rebooted();
                }
            }
            case Message.Hello _, Message.Step _, Message.Ping _, Message.Read _, Message.Write _ ->
                    line.counts.echoes++;
            case Message.ReadReply _, Message.WriteReply _, Message.Refusal _ ->
                    line.counts.dropped++;
        }
    }

    private void meet(HelloAck ack) {
        List<String> differences = core.differences(ack);
        if (!differences.isEmpty()) {
            end(
                    new End(
                            End.Kind.REFUSED,
                            "the board '%s' holds something else: %s"
                                    .formatted(ack.name(), String.join("; ", differences))));
            return;
        }
        states = options.states() && ack.can(HelloAck.STATES) && ack.stateBytes() > 0;
        mostRows = LinkBound.rows(ack, options.batch(), replyRow());
        rows = mostRows;
        if (mostRows < 1) {
            end(
                    new End(
                            End.Kind.REFUSED,
                            "the board takes bodies of %d bytes, in which no row has a place"
                                    .formatted(ack.mostBody())));
            return;
        }
        board = ack;
        lastProgress = line.now;
    }

    private int replyRow() {
        return outputRow.bytes() + (states ? stateRow.bytes() : 0);
    }

    private void refusal(Header header, Message.Refusal refusal) {
        boolean asked = header.session() == id || board == null;
        switch (refusal.code()) {
            case Message.Refusal.OTHER_SESSION -> {
                // Where the board's session is ours, it answers somebody else's old frame.
                if (board != null && header.session() != id) {
                    rebooted();
                }
            }
            case Message.Refusal.NO_VERSION ->
                    refused(asked, "speaks version %d of the link".formatted(refusal.detail()));
            case Message.Refusal.NOT_DONE -> {
                if (header.session() == id) {
                    end(
                            new End(
                                    End.Kind.NOT_DONE,
                                    "the core was not done within its limit of %d clocks"
                                            .formatted(refusal.detail())));
                }
            }
            default ->
                    refused(
                            header.session() == id,
                            "answers with ERROR %d (%d)"
                                    .formatted(refusal.code(), refusal.detail()));
        }
    }

    private void refused(boolean asked, String why) {
        if (asked) {
            end(new End(End.Kind.REFUSED, "the board " + why));
        }
    }

    private void rebooted() {
        end(
                new End(
                        End.Kind.REBOOTED,
                        "the board began anew, or somebody else took it: its session is not ours any more"));
    }

    private void answered(Header header, Message.StepReply reply) {
        SentFrame sent = find(header.sequence());
        if (sent == null || !fits(sent, header, reply)) {
            line.counts.dropped++;
            return;
        }
        valid(header);
        sent.reply = reply;
        lastProgress = line.now;
        line.counts.framesAnswered++;
        if (sent.tries == 1) {
            line.counts.roundTrip(line.now - sent.first);
        }
        rows = Math.min(mostRows, rows + 1);
        while (!waiting.isEmpty() && waiting.peek().reply != null) {
            deliver(waiting.poll());
        }
        if (sent.tries > 1) {
            sendBehind(sent);
        }
    }

    /// Those behind it were sent before it, and may have been dropped.
    private void sendBehind(SentFrame retried) {
        for (SentFrame sent : waiting) {
            if (sent.reply == null && sent.order < retried.order) {
                sent.last = Long.MIN_VALUE;
            }
        }
    }

    private SentFrame find(int number) {
        for (SentFrame sent : waiting) {
            if (sent.sequence == number && sent.reply == null) {
                return sent;
            }
        }
        return null;
    }

    private boolean fits(SentFrame sent, Header header, Message.StepReply reply) {
        return header.step() == (int) sent.step
                && reply.rows() == sent.inputs.size()
                && header.has(Header.STATE) == states
                && reply.digest().isPresent() == board.can(HelloAck.DIGESTS)
                && reply.cells().length() == reply.rows() * replyRow();
    }

    private void deliver(SentFrame sent) {
        ByteBuffer in = sent.reply.cells().reader();
        List<long[]> outputs = new ArrayList<>();
        List<long[]> stateRows = new ArrayList<>();
        for (int i = 0; i < sent.inputs.size(); i++) {
            outputs.add(row(outputRow, in));
            if (states) {
                stateRows.add(row(stateRow, in));
            }
        }
        long clocks = Integer.toUnsignedLong(sent.reply.clocks());
        line.counts.steps += sent.inputs.size();
        line.counts.clocks += clocks;
        sink.accept(
                new Answer(
                        sent.step,
                        sent.inputs,
                        sent.known,
                        outputs,
                        stateRows,
                        clocks,
                        sent.reply.digest(),
                        sent.digest));
    }

    private static long[] row(RowFormat format, ByteBuffer in) {
        long[] row = new long[format.ports().size()];
        format.unpack(in, row, 0);
        return row;
    }

    /// The board waits for a frame of ours: the oldest may be lost. One that we do not know of is
    /// old, or means that the board began anew: a PING tells.
    private void nak(Message.Nak nak) {
        boolean ours = nak.sequence() == sequence && nak.step() == (int) step;
        for (SentFrame sent : waiting) {
            ours |= nak.sequence() == sent.sequence && nak.step() == (int) sent.step;
        }
        lost |= ours && !waiting.isEmpty();
        pingNow |= !ours;
    }

    /// A step counter behind what was answered when the PING went is that of a core that began
    /// anew.
    private void pong(Header header) {
        if (header.sequence() != (pings & 0xFFFF)) {
            line.counts.dropped++;
            return;
        }
        valid(header);
        pongs = pings;
        if (Integer.toUnsignedLong(header.step()) < pinged) {
            rebooted();
        }
    }

    // What goes.

    @Override
    public byte[] send(long time) {
        line.now = time;
        var out = new Bytes.Writer();
        if (!line.isOver() && board == null) {
            hello(out);
        } else if (!line.isOver()) {
            run(out);
        }
        byte[] bytes = out.done().toArray();
        line.counts.bytesSent += bytes.length;
        return bytes;
    }

    private void hello(Bytes.Writer out) {
        if (opened < 0) {
            opened = line.now;
            nextHello = line.now;
        }
        if (line.now - opened >= PATIENCE) {
            end(new End(End.Kind.LOST, NoAnswer.why(line.counts)));
        } else if (line.now >= nextHello) {
            out.bytes(Bytes.of(hello(id)));
            nextHello = line.now + HELLO_AGAIN;
        }
    }

    /// `00 00 HELLO`.
    static byte[] hello(int id) {
        var header = new Header(0, id, 0, 0, 0);
        var hello = new Message.Hello(Body.VERSION, Body.VERSION);
        byte[] frame = Framing.frame(new Body(header, hello).bytes());
        return new Bytes.Writer().u16(0).bytes(Bytes.of(frame)).done().toArray();
    }

    private void run(Bytes.Writer out) {
        if (!waiting.isEmpty() && line.now >= deadline()) {
            lost = true;
        }
        if (lost) {
            again(out);
        }
        behind(out);
        if (!recovers()) {
            ahead(out);
        }
        if (waiting.isEmpty() && exhausted) {
            end(End.done());
        } else if (pingNow || line.now - lastSent >= PING_AFTER) {
            ping(out);
        }
        lookForLife();
    }

    /// The oldest frame once more, alone.
    private void again(Bytes.Writer out) {
        lost = false;
        if (waiting.isEmpty()) {
            return;
        }
        rows = Math.max(1, rows / 2);
        line.counts.retries++;
        put(waiting.peek(), out);
    }

    private void behind(Bytes.Writer out) {
        for (SentFrame sent : waiting) {
            if (sent.last == Long.MIN_VALUE && sent.reply == null) {
                line.counts.retries++;
                put(sent, out);
            }
        }
    }

    /// Whether the oldest frame has been sent again and is still waited for.
    private boolean recovers() {
        return !waiting.isEmpty() && waiting.peek().tries > 1;
    }

    private void ahead(Bytes.Writer out) {
        int most = Math.min(options.window(), credits);
        while (!exhausted
                && waiting.size() < most
                && (waiting.isEmpty() || flying() < MOST_IN_FLIGHT)) {
            SentFrame next = build();
            if (next != null) {
                waiting.add(next);
                put(next, out);
            }
        }
    }

    private long flying() {
        long bytes = 0;
        for (SentFrame sent : waiting) {
            bytes += sent.flying;
        }
        return bytes;
    }

    private SentFrame build() {
        List<long[]> taken = new ArrayList<>();
        List<Long> known = new ArrayList<>();
        var packed = new Bytes.Writer();
        int most = (int) Math.min(rows, LAST_STEP - step);
        while (taken.size() < most) {
            long[] row = new long[core.inputs().size()];
            if (!feed.next(row)) {
                exhausted = true;
                break;
            }
            taken.add(row);
            known.add(feed.known());
            inputRow.pack(row, 0, packed);
        }
        exhausted |= most == 0;
        if (taken.isEmpty()) {
            return null;
        }
        var out = new Bytes.Writer();
        int flags = states ? Header.STATE : 0;
        frame(out, flags, sequence, (int) step, new Message.Step(taken.size(), packed.done()));
        byte[] frame = out.done().toArray();
        int reply = Header.BYTES + 12 + taken.size() * replyRow();
        Optional<Integer> digest = board.can(HelloAck.DIGESTS) ? feed.digest() : Optional.empty();
        var sent =
                new SentFrame(
                        sequence,
                        step,
                        taken,
                        known,
                        digest,
                        frame,
                        frame.length + Framing.frameBytes(reply));
        sequence = (sequence + 1) % SEQUENCES;
        step += taken.size();
        return sent;
    }

    private void put(SentFrame sent, Bytes.Writer out) {
        out.bytes(Bytes.of(sent.frame));
        sent.first = sent.tries == 0 ? line.now : sent.first;
        sent.tries++;
        sent.last = line.now;
        sent.order = order++;
        lastSent = line.now;
        line.counts.framesSent++;
    }

    private void ping(Bytes.Writer out) {
        pingNow = false;
        pings++;
        pinged = waiting.isEmpty() ? step : waiting.peek().step;
        lastSent = line.now;
        frame(out, 0, pings & 0xFFFF, 0, new Message.Ping());
    }

    private void frame(Bytes.Writer out, int flags, int number, int at, Message message) {
        var body = new Body(new Header(flags, id, number, 0, at), message);
        out.bytes(Bytes.of(Framing.frame(body.bytes())));
    }

    /// When the oldest frame counts as lost.
    private long deadline() {
        SentFrame oldest = waiting.peek();
        long wire = options.wireTime(flying());
        long wait =
                line.counts.roundTrip == 0
                        ? FIRST_RETRY + 2 * wire
                        : 3 * line.counts.roundTrip + wire;
        int doubled = Math.min(20, oldest.tries - 1);
        long capped = Math.min(wait << doubled, Math.max(wait, LONGEST_RETRY + wire));
        return Math.max(oldest.last, oldest.tries == 1 ? lastProgress : oldest.last) + capped;
    }

    private void lookForLife() {
        boolean asked = !waiting.isEmpty() || pongs != pings;
        if (asked && line.now - lastValid >= PATIENCE) {
            end(
                    new End(
                            End.Kind.LOST,
                            "nothing that can be believed has come from the board for 5 s"));
        } else if (!waiting.isEmpty() && line.now - lastProgress >= NO_PROGRESS) {
            end(
                    new End(
                            End.Kind.LOST,
                            "a frame of %d bytes has not got through for 60 s: the line is too bad for it"
                                    .formatted(waiting.peek().frame.length)));
        }
    }

    @Override
    public long wake() {
        if (line.isOver()) {
            return Long.MAX_VALUE;
        }
        if (board == null) {
            return opened < 0 ? 0 : Math.min(nextHello, opened + PATIENCE);
        }
        if (lost || pingNow || (!recovers() && !exhausted && waiting.isEmpty())) {
            return 0;
        }
        for (SentFrame sent : waiting) {
            if (sent.last == Long.MIN_VALUE && sent.reply == null) {
                return 0;
            }
        }
        long at = Math.min(lastSent + PING_AFTER, lastValid + PATIENCE);
        return waiting.isEmpty() ? at : Math.min(at, deadline());
    }
}
