package io.lockspike.rtl;

import io.lockspike.check.Verdict;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.Trap;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rows that come first: the vectors, which Icarus replays, and more for the traps that those
/// do not meet.
record Directed(VectorSet vectors, VectorMaker.Further further) {
    /// Random rows among the vectors.
    private static final int VECTOR_ROWS = 1000;

    private static final int MOST_FURTHER = 1 << 16;

    /// Traps that are told by name.
    private static final int MOST_TOLD = 4;

    /// @param rows in all, at least
    /// @param exhaustive every input in every state follows, which meets all that can be met
    static Directed of(VectorMaker maker, long rows, boolean exhaustive) {
        try (var recordings = new TraceRecordings()) {
            VectorSet vectors = maker.make((int) Math.min(VECTOR_ROWS, rows), recordings);
            long most = exhaustive ? 0 : Math.clamp(rows - vectors.rows(), 0, MOST_FURTHER);
            return new Directed(vectors, maker.further(vectors, most, recordings));
        }
    }

    /// Inputs by slot.
    List<long[]> rows() {
        return Stream.concat(vectors.inputRows().stream(), further.rows().stream()).toList();
    }

    /// What they are, for people.
    String told() {
        String first =
                "%d rows of vectors (%d of %d traps met)"
                        .formatted(vectors.rows(), vectors.caught(), vectors.traps());
        int met = vectors.traps() - further.missing().size();
        return further.rows().isEmpty()
                ? first
                : "%s, %,d rows for others (%d met)".formatted(first, further.rows().size(), met);
    }

    /// The traps that no such row meets.
    Optional<Verdict.About> missing() {
        List<Trap> missing = further.missing();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> told = new ArrayList<>();
        missing.stream().limit(MOST_TOLD).forEach(trap -> told.add(trap.text()));
        if (missing.size() > MOST_TOLD) {
            told.add("and %d more".formatted(missing.size() - MOST_TOLD));
        }
        return Optional.of(new Verdict.About("not met", String.join("; ", told)));
    }
}
