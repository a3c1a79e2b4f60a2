package io.lockspike.rtl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// What the model does on another thread, one thing after the other, while this one builds or runs
/// the device.
final class Ahead<T> {
    private static final Executor MODEL =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private final CompletableFuture<T> making;

    Ahead(Supplier<T> maker) {
        making = CompletableFuture.supplyAsync(maker, MODEL);
    }

    /// What came of it, or the exception that it ended with.
    T get() {
        try {
            return making.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Waits for the end of it, whatever comes of it.
    void forget() {
        making.handle((_, _) -> true).join();
    }
}
