package io.lockspike.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// A line that does to what passes what a bad one does.
final class BadLine implements Line {
    private final Line line;
    private final Faults there;
    private final Faults back;
    private final LongSupplier nanoTime;
    private final Deque<Late> out = new ArrayDeque<>();
    private final Deque<Late> in = new ArrayDeque<>();
    private long outFree;
    private long inFree;

    /// Bytes that are on their way.
    private record Late(long time, Bytes bytes) {}

    BadLine(Line line, Faults.Plan plan, long seed, LongSupplier nanoTime) {
        this.line = line;
        this.there = new Faults(plan, 2 * seed);
        this.back = new Faults(plan, 2 * seed + 1);
        this.nanoTime = nanoTime;
        outFree = nanoTime.getAsLong();
        inFree = outFree;
    }

    @Override
    public void write(byte[] bytes) {
        byte[] passed = there.pass(bytes, bytes.length);
        outFree = Math.max(outFree, nanoTime.getAsLong()) + there.held();
        out.add(new Late(outFree + there.plan().delay(), Bytes.of(passed)));
        pass();
    }

    private long pass() {
        long now = nanoTime.getAsLong();
        while (!out.isEmpty() && out.peek().time() - now <= 0) {
            line.write(out.poll().bytes().toArray());
        }
        return now;
    }

    @Override
    public byte[] read(long patience) {
        long end = nanoTime.getAsLong() + patience;
        while (true) {
            long now = pass();
            if (!in.isEmpty() && in.peek().time() - now <= 0) {
                return in.poll().bytes().toArray();
            }
            if (end - now <= 0 || (line.isGone() && in.isEmpty())) {
                return new byte[0];
            }
            long until = end;
            until = out.isEmpty() ? until : Math.min(until, out.peek().time());
            until = in.isEmpty() ? until : Math.min(until, in.peek().time());
            take(line.read(until - now));
        }
    }

    private void take(byte[] bytes) {
        if (bytes.length > 0) {
            byte[] passed = back.pass(bytes, bytes.length);
            inFree = Math.max(inFree, nanoTime.getAsLong()) + back.held();
            in.add(new Late(inFree + back.plan().delay(), Bytes.of(passed)));
        }
    }

    @Override
    public boolean isGone() {
        return line.isGone() && in.isEmpty();
    }

    @Override
    public void close() {
        line.close();
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
