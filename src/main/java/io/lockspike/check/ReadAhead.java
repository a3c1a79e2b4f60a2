package io.lockspike.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/// What a thread of its own reads while this one compares what came before. It comes in the same
/// order, and an exception comes where it was thrown, after all that was read before it.
final class ReadAhead<T> implements AutoCloseable {
    /// What is handed over at once; much of it, because handing over takes longer than reading.
    static final int SIZE = 64;

    /// How many of those may wait.
    static final int WAITING = 8;

    /// @param warnings what is known at its end
    private record Batch<T>(List<T> read, boolean last, Throwable thrown, List<String> warnings) {}

    private final Supplier<T> source;
    private final Supplier<List<String>> warnings;
    private final BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile boolean stopped;
    private Batch<T> batch = new Batch<>(List.of(), false, null, List.of());
    private int taken;

    /// `source` gives one after the other, and null after the last; `warnings` what it has come
    /// upon so far.
    ReadAhead(Supplier<T> source, Supplier<List<String>> warnings) {
        this.source = source;
        this.warnings = warnings;
        thread = Thread.ofPlatform().daemon().name("reads ahead").start(this::read);
    }

    /// The next one; null after the last.
    T next() {
        if (taken == batch.read.size() && !batch.last) {
            batch = take();
            taken = 0;
        }
        if (taken < batch.read.size()) {
            return batch.read.get(taken++);
        }
        if (batch.thrown instanceof Error error) {
            throw error;
        }
        if (batch.thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return null;
    }

    /// What was come upon until the last one of those with which the last one taken was handed
    /// over: no matter how much further it was read.
    List<String> warnings() {
        return batch.warnings;
    }

    /// Ends the reading; what was read and not taken is lost.
    @Override
    public void close() {
        stopped = true;
        batches.clear();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            Batch<T> next;
            do {
                next = batch();
                batches.put(next);
            } while (!next.last && !stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Batch<T> batch() {
        List<T> read = new ArrayList<>(SIZE);
        try {
            while (read.size() < SIZE) {
                T one = source.get();
                if (one == null) {
                    return new Batch<>(read, true, null, warnings.get());
                }
                read.add(one);
            }
            return new Batch<>(read, false, null, warnings.get());
        } catch (RuntimeException | Error e) {
            return new Batch<>(read, true, e, List.of());
        }
    }

    private Batch<T> take() {
        try {
            return batches.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
