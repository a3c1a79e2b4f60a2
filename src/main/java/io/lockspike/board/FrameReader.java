package io.lockspike.board;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Finds the frames in what a line brings. Whatever that is, the next good frame is found.
final class FrameReader {
    private final Consumer<Bytes> bodies;
    private final byte[] line = new byte[Framing.LONGEST_LINE + 1];
    private final Map<Framing.Drop, Long> dropped = new EnumMap<>(Framing.Drop.class);
    private int length;

    /// @param bodies is given each body
    FrameReader(Consumer<Bytes> bodies) {
        this.bodies = bodies;
    }

    void take(byte[] bytes) {
        take(bytes, bytes.length);
    }

    /// Takes the first bytes of a buffer.
    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == 0) {
                end();
            } else if (length < line.length) {
                line[length++] = bytes[i];
            }
        }
    }

    /// What was dropped, counted by its reason.
    Map<Framing.Drop, Long> dropped() {
        return dropped;
    }

    /// How much was dropped.
    long lost() {
        return dropped.values().stream().mapToLong(count -> count).sum();
    }

    private void end() {
        if (length > 0) {
            Bytes body = Framing.body(line, length);
            if (body == null) {
                dropped.merge(Framing.refusal(line, length), 1L, Long::sum);
            } else {
                bodies.accept(body);
            }
        }
        length = 0;
    }
}
