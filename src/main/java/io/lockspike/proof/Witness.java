package io.lockspike.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// A stimulus that tells two designs apart in its last row, and what both show in each row.
///
/// @param rows from row 0 on
/// @param held what was held at power-up where the spec leaves it undefined, as text
/// @param difference what the last row shows, as a sentence
public record Witness(List<Row> rows, List<String> held, String difference) {

    /// One row of the stimulus.
    ///
    /// @param inputs by name
    /// @param left the outputs of the first design by name; null where it is undefined
    public record Row(
            Map<String, BigInteger> inputs,
            Map<String, BigInteger> left,
            Map<String, BigInteger> right) {}
}
