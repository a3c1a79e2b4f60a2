package io.lockspike.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stimulus that tells two designs apart in its last row, and what both show in each row.
///
/// @param rows from row 0 on
/// @param held what was held at power-up where the spec leaves it undefined, as text
/// @param difference what the last row shows, as a sentence
public record Witness(List<Row> rows, List<String> held, String difference) {

    /// One row of the stimulus.
    ///
    /// @param inputs by name
    /// @param left the outputs of the first design by name; null where it is undefined, and none
    ///   where a check keeps it from showing the row
    public record Row(
            Map<String, BigInteger> inputs,
            Map<String, BigInteger> left,
            Map<String, BigInteger> right) {}

    /// The names of the outputs. One of the designs may be stopped in row 0 already.
    public Set<String> outputs() {
        Row first = rows.getFirst();
        return first.left().isEmpty() ? first.right().keySet() : first.left().keySet();
    }
}
