package io.lockspike.proof;

import java.util.List;

/// What a comparison of two designs came to.
public sealed interface Verdict {

    /// Their outputs agree in every row of every stimulus.
    ///
    /// @param rows the depth of the induction
    /// @param invariant what is always held alike on both sides
    /// @param mayStop whether a check is left that interval analysis has not proven; one that fails
    ///   stops both in the same row
    record Equal(int rows, List<String> invariant, boolean mayStop) implements Verdict {}

    /// A stimulus, the shortest one there is, tells them apart.
    record Different(Witness witness) implements Verdict {}

    /// Nothing is proven.
    ///
    /// @param rows so many rows from power-up agree
    record Unknown(int rows, String reason) implements Verdict {}
}
