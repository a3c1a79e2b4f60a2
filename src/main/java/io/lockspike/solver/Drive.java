package io.lockspike.solver;

import java.util.ArrayList;
import java.util.List;

/// Input values, row by row from the start value on, run-length coded.
///
/// @param inputs names of inputs; the others are 0
public record Drive(List<String> inputs, List<Part> parts) {

    /// The same values, in the order of `inputs`, in so many rows.
    public record Part(List<Long> values, long rows) {}

    static Drive of(List<String> inputs, List<List<Long>> rows) {
        List<Part> parts = new ArrayList<>();
        for (List<Long> row : rows) {
            put(parts, row, 1);
        }
        return new Drive(inputs, List.copyOf(parts));
    }

    /// These rows, and then one more of them so many times.
    Drive then(List<Long> row, long times) {
        List<Part> longer = new ArrayList<>(parts);
        put(longer, row, times);
        return new Drive(inputs, List.copyOf(longer));
    }

    private static void put(List<Part> parts, List<Long> row, long times) {
        boolean same = !parts.isEmpty() && parts.getLast().values().equals(row);
        long before = same ? parts.removeLast().rows() : 0;
        parts.add(new Part(row, before + times));
    }

    public long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }
}
