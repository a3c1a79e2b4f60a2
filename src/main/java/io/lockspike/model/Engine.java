package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import java.math.BigInteger;

/// What runs a design row by row. Every engine does what [io.lockspike.equation.Interpreter] does;
/// they differ in speed alone.
///
/// A row is [#row] and then [#edge]. Values are raw (see [io.lockspike.equation.Type]); an input's
/// slot is its place among [Equations#inputs].
public interface Engine {

    /// The engine that is the meaning itself.
    static Engine interpreted(Equations equations, int lane) {
        return new InterpretedEngine(equations, lane);
    }

    /// The interpreter at first, code once a run is long enough to be worth it.
    static Engine of(Equations equations, int lane) {
        return CompiledEngine.after(Kernels.rowsToCode(equations), equations, lane);
    }

    /// Code from the first row on.
    static Engine compiled(Equations equations, int lane) {
        return CompiledEngine.after(0, equations, lane);
    }

    Equations equations();

    /// Back to before row 0 (R8).
    ///
    /// @param hasRst whether the run has a rst signal
    void start(boolean hasRst);

    /// The next row has this number; what is held stays.
    void skipTo(long row);

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

    /// Whether every signal and memory has the value that it has in another engine of the same kind
    /// and design.
    boolean holdsAs(Engine other);

    /// Takes over all that another engine of the same kind and design holds.
    void copyFrom(Engine other);
}
