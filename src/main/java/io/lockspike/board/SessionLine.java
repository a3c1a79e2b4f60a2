package io.lockspike.board;

import java.util.Optional;
import java.util.function.Consumer;

/// A session's end of its line: what has come, how it ended, and the time in ns.
final class SessionLine {
    final LinkCounts counts = new LinkCounts();

    private final FrameReader reader;
    private End end;

    /// Of the last call.
    long now;

    /// @param bodies is given each body that comes
    SessionLine(Consumer<Bytes> bodies) {
        this.reader = new FrameReader(bodies);
    }

    void receive(byte[] bytes, int count, long time) {
        now = time;
        counts.bytesReceived += count;
        reader.take(bytes, count);
        counts.damaged = reader.lost();
    }

    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    boolean isOver() {
        return end != null;
    }

    /// The first end counts.
    void end(End how) {
        if (end == null) {
            end = how;
        }
    }
}
