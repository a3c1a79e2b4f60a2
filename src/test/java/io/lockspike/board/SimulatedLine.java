package io.lockspike.board;

import java.util.Arrays;
import java.util.PriorityQueue;

/// A board at the end of a bad line, on a clock of its own.
final class SimulatedLine {
    private static final int CHUNK = 128;

    private final Session session;
    private final Board board;
    private final long baud;
    private final Faults there;
    private final Faults back;
    private final long[] free = new long[2];
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long number;
    private long lastSendTime = -1;
    private int spins;

    /// Bytes that arrive; none: the board's power fails for a moment.
    private record Event(long time, long number, int to, Bytes bytes, int boot)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    SimulatedLine(Session session, Board board, long baud, Faults.Plan plan, long seed) {
        this.session = session;
        this.board = board;
        this.baud = baud;
        this.there = new Faults(plan, 2 * seed);
        this.back = new Faults(plan, 2 * seed + 1);
    }

    /// The board's power fails at a time.
    void bootAt(long time, int id) {
        events.add(new Event(time, number++, 2, Bytes.NONE, id));
    }

    long now() {
        return now;
    }

    /// Runs to the session's end.
    End run() {
        while (true) {
            byte[] bytes = session.send(now);
            if (bytes.length > 0) {
                put(0, there, bytes);
            }
            if (session.end().isPresent()) {
                return session.end().get();
            }
            watch();
            long wake = Math.max(now, session.wake());
            if (events.isEmpty() || events.peek().time > wake) {
                now = wake;
            } else {
                Event event = events.poll();
                now = event.time;
                arrive(event);
            }
        }
    }

    /// A session that wants to send and does not would stand still.
    private void watch() {
        spins = now == lastSendTime ? spins + 1 : 0;
        lastSendTime = now;
        if (spins > 100_000) {
            throw new AssertionError("the session stands still at " + now);
        }
    }

    private void arrive(Event event) {
        byte[] bytes = event.bytes.toArray();
        switch (event.to) {
            case 0 -> {
                byte[] answer = board.receive(bytes);
                if (answer.length > 0) {
                    put(1, back, answer);
                }
            }
            case 1 -> session.receive(bytes, bytes.length, now);
            default -> board.boot(event.boot);
        }
    }

    /// Some bytes at a time, as a driver has them.
    private void put(int to, Faults faults, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += CHUNK) {
            byte[] some = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + CHUNK));
            byte[] passed = faults.pass(some, some.length);
            free[to] = Math.max(now, free[to]) + wireTime(some.length) + faults.held();
            long arrives = free[to] + faults.plan().delay();
            events.add(new Event(arrives, number++, to, Bytes.of(passed), 0));
        }
    }

    private long wireTime(long bytes) {
        return baud == 0 ? 0 : bytes * 10_000_000_000L / baud;
    }
}
