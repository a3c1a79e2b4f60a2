package io.lockspike.solver;

import io.lockspike.equation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A set of integers, as intervals that do not touch.
final class Pieces {
    private final TreeMap<Long, Long> highs = new TreeMap<>();

    /// Adds `low … high`; what of it is new, as intervals.
    List<long[]> add(long low, long high) {
        List<long[]> fresh = new ArrayList<>();
        long from = low;
        Map.Entry<Long, Long> piece = highs.floorEntry(low);
        if (piece == null || piece.getValue() < low) {
            piece = highs.higherEntry(low);
        }
        for (; piece != null && piece.getKey() <= high; piece = highs.higherEntry(piece.getKey())) {
            if (from < piece.getKey()) {
                fresh.add(new long[] {from, piece.getKey() - 1});
            }
            from = piece.getValue() + 1;
        }
        if (from <= high) {
            fresh.add(new long[] {from, high});
        }
        merge(low, high);
        return fresh;
    }

    private void merge(long low, long high) {
        long from = low;
        long to = high;
        Map.Entry<Long, Long> before = highs.floorEntry(low);
        if (before != null && before.getValue() >= low - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = highs.ceilingEntry(from);
        while (next != null && next.getKey() <= to + 1) {
            to = Math.max(to, next.getValue());
            highs.remove(next.getKey());
            next = highs.ceilingEntry(from);
        }
        highs.put(from, to);
    }

    boolean isEmpty() {
        return highs.isEmpty();
    }

    Interval hull() {
        return Interval.of(highs.firstKey(), highs.lastEntry().getValue());
    }
}
