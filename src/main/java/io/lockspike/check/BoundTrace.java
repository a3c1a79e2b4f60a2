package io.lockspike.check;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Type;
import io.lockspike.trace.Pick;
import java.util.List;
import java.util.Optional;

/// A binding that found its columns: which cells of a recording drive the model, and which are held
/// against it.
///
/// @param picks all cells to read, in the order of the numbers below
/// @param drives for each input's slot what drives it
/// @param compared what is held against the model
/// @param lane the pick with the number of the lane, or -1
/// @param step the pick with the number of the step, where 0 means that rst came before; or -1
/// @param when the condition under which a row counts
/// @param hasRst whether something drives rst
/// @param left columns of the recording that nothing is bound to
record BoundTrace(
        List<Pick> picks,
        List<Drive> drives,
        List<Compared> compared,
        int lane,
        int step,
        Optional<RowFilter> when,
        boolean hasRst,
        List<String> left) {

    /// Drives one input from a pick (inverted where rst is active low) or, where `pick` is -1, from
    /// a constant.
    record Drive(String input, Type type, int pick, boolean inverted, long constant) {}

    /// A column that is held against an expression of the spec.
    ///
    /// @param type the type that the recording's value is shown in
    /// @param after the recording shows the value after the step
    /// @param latency rows by which the recording is behind
    record Compared(
            int pick, String column, Expr expression, Type type, boolean after, int latency) {

        /// The state that it shows, if it shows one as it is.
        Optional<io.lockspike.equation.Signal> state() {
            return expression instanceof Expr.Value value
                            && value.signal().kind() == io.lockspike.equation.Signal.Kind.STATE
                    ? Optional.of(value.signal())
                    : Optional.empty();
        }
    }
}
