package io.lockspike.check;

import io.lockspike.trace.TraceReader;
import java.util.ArrayDeque;
import java.util.Deque;

/// The rows of a recording that count, each with the late columns moved to the row that they belong
/// to.
final class Rows {
    private final TraceReader reader;
    private final BoundTrace bound;
    private final int longest;
    private final int[] delays;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private long skipped;

    Rows(TraceReader reader, BoundTrace bound) {
        this.reader = reader;
        this.bound = bound;
        this.longest =
                bound.compared().stream().mapToInt(BoundTrace.Compared::latency).max().orElse(0);
        this.delays = new int[bound.picks().size()];
        bound.compared().forEach(column -> delays[column.pick()] = column.latency());
    }

    /// The next row that counts; null after the last.
    Row next() {
        while (true) {
            while (ahead.size() <= longest && reader.next()) {
                ahead.add(Row.of(reader, bound.picks().size()));
            }
            if (ahead.isEmpty()) {
                return null;
            }
            Row row = longest == 0 ? ahead.poll() : joined();
            if (bound.when().isEmpty() || bound.when().get().accepts(row)) {
                return row;
            }
            skipped++;
        }
    }

    /// Rows that did not count.
    long skipped() {
        return skipped;
    }

    private Row joined() {
        Row[] rows = ahead.toArray(Row[]::new);
        ahead.poll();
        return Row.joined(rows, delays);
    }
}
