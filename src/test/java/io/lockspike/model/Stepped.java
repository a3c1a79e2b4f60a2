package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;

/// Two runs of one spec, side by side: what they must agree on is compared in every step.
interface Stepped {

    Equations equations();

    /// Whether rst takes part in the run.
    boolean hasRst();

    /// Back to before row 0.
    void start(boolean withRst);

    /// Sets an input for the rows to come; where it is not known, `raw` is what stands in its
    /// place.
    void input(Signal input, long raw, boolean isKnown);

    void poke(Signal state, long raw, boolean isKnown);

    /// One row and the edge that ends it.
    ///
    /// @return false where a check failed, in both
    boolean step();
}
