package io.lockspike.model;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What a comparison of many specs came to; specs are compared side by side on all cores.
final class Tally {

    private final LongAdder specs = new LongAdder();
    private final LongAdder steps = new LongAdder();
    private final LongAdder values = new LongAdder();
    private final LongAdder undefined = new LongAdder();
    private final LongAdder stops = new LongAdder();
    private final ConcurrentLinkedQueue<String> differences = new ConcurrentLinkedQueue<>();

    void step() {
        steps.increment();
    }

    /// A value that both have.
    void value(boolean defined) {
        values.increment();
        undefined.add(defined ? 0 : 1);
    }

    /// A check that failed in both.
    void stopped() {
        stops.increment();
    }

    void spec() {
        specs.increment();
    }

    long specs() {
        return specs.sum();
    }

    /// Runs `action` for each spec; what it throws is a difference.
    void each(List<String> yamls, Consumer<String> action) {
        IntStream.range(0, yamls.size())
                .parallel()
                .forEach(i -> attempt("spec " + i, () -> action.accept(yamls.get(i))));
    }

    void attempt(String seed, Runnable action) {
        try {
            action.run();
        } catch (AssertionError | RuntimeException e) {
            differences.add(seed + ": " + e);
        }
    }

    /// Prints the counts.
    ///
    /// @throws AssertionError if there was a difference
    void report(String title) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d specs, %,d steps, %,d values (%,d undefined), %,d failed checks,"
                        + " %,d differences%n",
                title,
                specs.sum(),
                steps.sum(),
                values.sum(),
                undefined.sum(),
                stops.sum(),
                differences.size());
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    differences.size()
                            + " differences, such as\n\n"
                            + String.join("\n\n", differences.stream().limit(3).toList()));
        }
    }
}
