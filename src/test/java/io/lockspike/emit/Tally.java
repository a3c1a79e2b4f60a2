package io.lockspike.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a comparison of many designs came to.
public final class Tally {
    private final List<String> differences = new ArrayList<>();
    private int designs;
    private long rows;
    private long values;
    private long undefined;
    private long stops;

    public void design() {
        designs++;
    }

    public void row() {
        rows++;
    }

    /// Whether the row is one that a check stops.
    void stop(boolean stops) {
        this.stops += stops ? 1 : 0;
    }

    long stops() {
        return stops;
    }

    public int designs() {
        return designs;
    }

    public List<String> differences() {
        return differences;
    }

    /// Compares one value.
    ///
    /// @param expected null where the model is undefined: nothing is compared
    /// @param found the bits that were found, as text
    public void value(Case tried, int row, Case.Column column, Long expected, String found) {
        if (expected == null) {
            undefined++;
            return;
        }
        values++;
        String wanted = bits(expected, column.type().bits());
        if (!found.equals(wanted)) {
            differences.add(
                    "%s, row %d: %s is %s, the model says %s"
                            .formatted(tried.title(), row, column.name(), found, wanted));
        }
    }

    /// So many values were compared at once, and so many are undefined.
    void proven(int count, int unknown) {
        values += count;
        undefined += unknown;
    }

    public static String bits(long raw, int count) {
        String all = "0".repeat(Long.numberOfLeadingZeros(raw)) + Long.toBinaryString(raw);
        return (raw == 0 ? "0".repeat(64) : all).substring(64 - count);
    }

    /// Prints the counts.
    ///
    /// @throws AssertionError if there was a difference
    public void report(String title) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d designs, %,d rows, %,d values (and %,d undefined), %,d differences%n",
                title,
                designs,
                rows,
                values,
                undefined,
                differences.size());
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences.stream().limit(20).toList()));
        }
    }
}
