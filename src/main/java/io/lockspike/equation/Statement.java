package io.lockspike.equation;

import java.util.List;

/// What decides next values, from the top to the bottom.
public sealed interface Statement {

    /// `target' = value`.
    record Assign(State target, Narrowing narrowing, Expr value, Place at) implements Statement {}

    /// `memory[address]' = value`.
    record Write(Memory memory, Expr address, Narrowing narrowing, Expr value, Place at)
            implements Statement {}

    /// `when … { … } else when … { … } else { … }`; an `else` has the condition 1.
    record When(List<Branch> branches) implements Statement {}

    record Branch(Expr condition, List<Statement> body, Place at) {}
}
