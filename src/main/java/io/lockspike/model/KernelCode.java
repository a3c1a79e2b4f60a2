package io.lockspike.model;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Type;
import java.util.List;

/// The code of a design, and what a [Frame] must bring along for it.
///
/// @param parameters in the order in which the code numbers them
/// @param exact the expressions that the code leaves to the interpreter, as it numbers them
/// @param narrowed the same, where they are narrowed to a type
record KernelCode(
        Kernel kernel,
        EdgePlan falling,
        EdgePlan rising,
        List<Expr.Parameter> parameters,
        List<Expr> exact,
        List<Narrowed> narrowed) {

    /// An expression on its way into a type.
    record Narrowed(Expr value, Narrowing narrowing, Type type) {}
}
