package io.lockspike.check;

import io.lockspike.trace.TraceReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The rows of a recording that count, each with the late columns moved to the row that they belong
/// to.
final class Rows implements AutoCloseable {
    /// As many rows are read before reading ahead begins: for a short recording a second thread
    /// costs more than it gains.
    static final int ALONE = 1 << 12;

    private final TraceReader reader;
    private final BoundTrace bound;
    private final int longest;
    private final int[] delays;
    private final Deque<Row> delayed = new ArrayDeque<>();
    private ReadAhead<Row> ahead;
    private long taken;
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
            Row row = take();
            if (row == null || bound.when().isEmpty() || bound.when().get().accepts(row)) {
                return row;
            }
            skipped++;
        }
    }

    private Row take() {
        if (ahead == null && taken++ < ALONE) {
            return read();
        }
        if (ahead == null && reader.recorded()) {
            ahead = new ReadAhead<>(this::read, reader::warnings);
        }
        return ahead == null ? read() : ahead.next();
    }

    /// To be called before the reader is asked anything else.
    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
    }

    private Row read() {
        while (delayed.size() <= longest && reader.next()) {
            delayed.add(Row.of(reader, bound.picks().size()));
        }
        return delayed.isEmpty() || longest == 0 ? delayed.poll() : joined();
    }

    /// What a person should know of the rows.
    List<String> warnings() {
        return ahead == null ? reader.warnings() : ahead.warnings();
    }

    /// Rows that did not count.
    long skipped() {
        return skipped;
    }

    private Row joined() {
        Row[] rows = delayed.toArray(Row[]::new);
        delayed.poll();
        return Row.joined(rows, delays);
    }
}
