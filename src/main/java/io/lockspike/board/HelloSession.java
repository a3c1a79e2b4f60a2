package io.lockspike.board;

import java.util.Optional;

/// Asks a board of the full profile who it is, and nothing else.
final class HelloSession implements Session {
    private static final long AGAIN = 250 * MILLISECOND;

    private final int id;
    private final LinkCounts counts = new LinkCounts();
    private final FrameReader reader = new FrameReader(this::body);
    private HelloAck board;
    private End end;
    private long now;
    private long opened = -1;
    private long next;

    HelloSession(int id) {
        this.id = id;
    }

    /// Who it is; null before it has said so.
    HelloAck identity() {
        return board;
    }

    private void body(Bytes bytes) {
        Optional<Body> body = Body.of(bytes);
        if (body.isPresent()
                && body.get().header().session() == id
                && body.get().message() instanceof HelloAck ack) {
            board = ack;
            counts.roundTrip(now - (next - AGAIN));
            end(End.done());
        } else {
            counts.dropped++;
        }
    }

    @Override
    public void receive(byte[] bytes, int count, long time) {
        now = time;
        counts.bytesReceived += count;
        reader.take(bytes, count);
        counts.damaged = reader.lost();
    }

    @Override
    public byte[] send(long time) {
        now = time;
        if (opened < 0) {
            opened = now;
            next = now;
        }
        if (end != null || now < next) {
            return new byte[0];
        }
        if (now - opened >= PATIENCE) {
            end(new End(End.Kind.LOST, NoAnswer.why(counts)));
            return new byte[0];
        }
        next = now + AGAIN;
        return FullSession.hello(id);
    }

    @Override
    public long wake() {
        return opened < 0 ? 0 : next;
    }

    @Override
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public void end(End how) {
        if (end == null) {
            end = how;
        }
    }

    @Override
    public LinkCounts counts() {
        return counts;
    }

    @Override
    public String board() {
        return board == null ? "" : BoardText.line(board);
    }
}
