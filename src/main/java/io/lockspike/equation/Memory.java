package io.lockspike.equation;

import java.util.List;
import java.util.Optional;

/// `depth` cells of one type.
///
/// @param rst the cells that rst loads, raw
/// @param init the cells at power-up, raw
/// @param constant no equation writes it: it holds its cells always
/// @param index its place among the memories of the design
public record Memory(
        String name,
        Type type,
        int depth,
        Optional<List<Long>> rst,
        Optional<List<Long>> init,
        boolean constant,
        int index) {

    /// R8: the cells before row 0, if they are defined.
    public Optional<List<Long>> atStart(boolean hasRst) {
        return init.isPresent() ? init : constant || !hasRst ? rst : Optional.empty();
    }
}
