package io.lockspike.board;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Moves bytes between a session and its line, on a clock.
///
/// @param nanoTime the clock
/// @param interrupted asked now and then
record Pump(Line line, LongSupplier nanoTime, BooleanSupplier interrupted) {
    private static final long LOOK = 50 * Session.MILLISECOND;

    /// How a session ends that the user wants no more.
    static final End INTERRUPTED = new End(End.Kind.LOST, "");

    /// One turn: what is to be sent goes, what has come is taken.
    void turn(Session session) {
        line.write(session.send(nanoTime.getAsLong()));
        if (session.end().isPresent()) {
            return;
        }
        if (interrupted.getAsBoolean()) {
            session.end(INTERRUPTED);
        } else if (line.isGone()) {
            session.end(new End(End.Kind.GONE, "the port is gone: was it unplugged?"));
        } else {
            listen(session);
        }
    }

    private void listen(Session session) {
        long patience = session.wake() - nanoTime.getAsLong();
        byte[] bytes = line.read(Math.clamp(patience, 0, LOOK));
        if (bytes.length > 0) {
            session.receive(bytes, bytes.length, nanoTime.getAsLong());
        }
    }

    /// Turns until the session ends.
    End run(Session session) {
        while (session.end().isEmpty()) {
            turn(session);
        }
        return session.end().get();
    }
}
