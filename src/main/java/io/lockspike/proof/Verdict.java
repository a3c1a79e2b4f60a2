package io.lockspike.proof;

import java.util.List;

/// What a comparison of two designs came to.
public sealed interface Verdict {

    /// Their outputs agree in every row of every stimulus.
    ///
    /// @param rows the depth of the induction
    /// @param invariant what is always held alike on both sides
    /// @param mayStop the designs that a check might stop; in the rows after that nothing is said
    record Equal(int rows, List<String> invariant, List<String> mayStop) implements Verdict {}

    /// A stimulus, the shortest one there is, tells them apart.
    record Different(Witness witness) implements Verdict {}

    /// Nothing is proven.
    ///
    /// @param rows so many rows from power-up agree
    record Unknown(int rows, String reason) implements Verdict {}
}
