package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import java.math.BigInteger;

/// What runs a design row by row. Every engine does what [io.lockspike.equation.Interpreter] does.
///
/// A row is [#row] and then [#edge]. Values are raw (see [io.lockspike.equation.Type]); an input's
/// slot is its place among [Equations#inputs].
public interface Engine {

    /// The engine that is the meaning itself.
    static Engine interpreted(Equations equations, int lane) {
        return new InterpretedEngine(equations, lane);
    }

    Equations equations();

    /// Back to before row 0 (R8).
    ///
    /// @param hasRst whether the run has a rst signal
    void start(boolean hasRst);

    /// One row up to its sample (R9, R10, R11).
    void row(long[] inputs, boolean[] defined);

    /// The rising edge that ends the row (R12).
    void edge();

    long raw(int slot);

    boolean defined(int slot);

    /// The value of an expression of the design in this row; null where it is undefined.
    BigInteger evaluate(Expr expression);

    /// Overwrites what a state holds.
    void poke(int slot, long raw, boolean defined);

    /// Takes over all that another engine of the same kind and design holds.
    void copyFrom(Engine other);
}
