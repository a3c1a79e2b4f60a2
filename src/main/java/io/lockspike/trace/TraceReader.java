package io.lockspike.trace;

import io.lockspike.equation.Place;
import java.util.List;
import java.util.Optional;

/// A recording, read row by row from its beginning; however long it is, one row is in memory.
///
/// First [#select] says which cells are wanted, once; then each [#next] moves on by one row, and
/// the cells of that row are asked for by the number of the pick. Whatever is wrong with the
/// recording is a [io.lockspike.equation.BadInputException].
public interface TraceReader extends AutoCloseable {

    /// All columns, in the order of the recording.
    List<Column> columns();

    /// The column of this name; in a VCD file also the one whose path ends with it.
    ///
    /// @throws io.lockspike.equation.BadInputException if several signals have such a path
    Optional<Column> find(String name);

    /// Says what [#next] shall read. A pick may name the same column as another.
    void select(List<Pick> picks);

    /// Moves on to the next row; false after the last one.
    boolean next();

    /// The value of a pick in this row, raw; 0 where it is not defined.
    long raw(int pick);

    /// Whether a pick has a value in this row; it has none where the recording says `x` or `z`.
    boolean defined(int pick);

    /// Whether this row shows a pick at all: a device that is busy shows nothing that counts.
    default boolean observed(int pick) {
        return true;
    }

    /// A pick's cell as the recording writes it, for messages.
    String text(int pick);

    /// The number of this row, from 0.
    long row();

    /// Where this row stands: the number of its line, or its time.
    long position();

    /// A position in words: `line 17`, `time 9000 ps`.
    String place(long position);

    /// File and line of this row, for messages.
    Place where();

    /// Which spec wrote it, where it says so.
    default Optional<Origin> origin() {
        return Optional.empty();
    }

    /// Whether all rows are there already, in a file, so that some may be read before they are
    /// needed.
    default boolean recorded() {
        return false;
    }

    /// What a person should know of the rows read so far, one sentence each.
    List<String> warnings();

    @Override
    void close();
}
