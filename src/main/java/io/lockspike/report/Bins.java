package io.lockspike.report;

/// A long row of values in bounded memory: at most `capacity` bins of equally many rows. When all
/// are full, pairs are merged and each bin holds twice as many rows.
final class Bins {
    private final Bin[] bins;
    private long rowsPerBin;
    private long rows;

    /// What is known of the rows of one bin. The values mean nothing where `defined` is 0.
    static final class Bin {
        private long low;
        private long high;
        private long first;
        private long last;

        /// Rows whose value is defined.
        private long defined;

        /// Rows whose value is defined and not 0.
        private long set;

        boolean isDefined() {
            return defined > 0;
        }

        long low() {
            return low;
        }

        long high() {
            return high;
        }

        long first() {
            return first;
        }

        long last() {
            return last;
        }

        long set() {
            return set;
        }

        private void add(long value) {
            widen(value, value, value, value);
            defined++;
            set += value == 0 ? 0 : 1;
        }

        private void add(Bin next) {
            if (next.isDefined()) {
                widen(next.low, next.high, next.first, next.last);
                defined += next.defined;
                set += next.set;
            }
        }

        private void widen(long lowest, long highest, long earliest, long latest) {
            boolean empty = defined == 0;
            low = empty ? lowest : Math.min(low, lowest);
            high = empty ? highest : Math.max(high, highest);
            first = empty ? earliest : first;
            last = latest;
        }
    }

    Bins(int capacity) {
        this(capacity, 1, 0);
    }

    private Bins(int capacity, long rowsPerBin, long rows) {
        if (capacity < 2 || capacity % 2 != 0) {
            throw new IllegalArgumentException("an even number of bins, not " + capacity);
        }
        bins = new Bin[capacity];
        this.rowsPerBin = rowsPerBin;
        this.rows = rows;
    }

    /// The value of the next row.
    void add(long value, boolean isDefined) {
        if (rows == rowsPerBin * bins.length) {
            var merged = atMost(bins.length / 2);
            System.arraycopy(merged.bins, 0, bins, 0, bins.length);
            rowsPerBin = merged.rowsPerBin;
        }
        int bin = (int) (rows++ / rowsPerBin);
        if (bins[bin] == null) {
            bins[bin] = new Bin();
        }
        if (isDefined) {
            bins[bin].add(value);
        }
    }

    /// The same rows in at most `most` bins, of equally many rows again.
    Bins atMost(int most) {
        int group = Math.max(1, Math.ceilDiv(size(), most));
        var merged = new Bins(bins.length, rowsPerBin * group, rows);
        for (int i = 0; i < size(); i++) {
            int to = i / group;
            if (merged.bins[to] == null) {
                merged.bins[to] = new Bin();
            }
            merged.bins[to].add(bins[i]);
        }
        return merged;
    }

    int size() {
        return (int) Math.ceilDiv(rows, rowsPerBin);
    }

    Bin get(int bin) {
        return bins[bin];
    }

    long rows() {
        return rows;
    }

    long rowsPerBin() {
        return rowsPerBin;
    }

    /// Rows that fall into `bin`: fewer in the last one.
    long rowsIn(int bin) {
        return Math.min(rowsPerBin, rows - bin * rowsPerBin);
    }
}
