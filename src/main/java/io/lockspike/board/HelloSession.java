package io.lockspike.board;

import java.util.Optional;

/// Asks a board of the full profile who it is, and nothing else.
final class HelloSession implements Session {
    private static final long AGAIN = 250 * MILLISECOND;

    private final int id;
    private final SessionLine line = new SessionLine(this::body);
    private HelloAck board;
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
            line.counts.roundTrip(line.now - (next - AGAIN));
            end(End.done());
        } else {
            line.counts.dropped++;
        }
    }

    @Override
    public byte[] send(long time) {
        line.now = time;
        if (opened < 0) {
            opened = line.now;
            next = line.now;
        }
        if (line.isOver() || line.now < next) {
            return new byte[0];
        }
        if (line.now - opened >= PATIENCE) {
            end(new End(End.Kind.LOST, NoAnswer.why(line.counts)));
            return new byte[0];
        }
        next = line.now + AGAIN;
        return FullSession.hello(id);
    }

    @Override
    public long wake() {
        return opened < 0 ? 0 : next;
    }

    @Override
    public SessionLine line() {
        return line;
    }

    @Override
    public String board() {
        return board == null ? "" : BoardText.line(board);
    }
}
