package io.lockspike.equation;

import java.math.BigInteger;
import java.util.List;

/// An expression or statement as it was written; names are not resolved.
sealed interface Ast {

    Place at();

    record Literal(Place at, BigInteger value) implements Ast {}

    /// `name`, or `name@neuron` where `neuron` is not negative.
    record Name(Place at, String name, int neuron) implements Ast {}

    record Unary(Place at, Operator operator, Ast operand) implements Ast {}

    record Binary(Place at, Operator operator, Ast left, Ast right) implements Ast {}

    record And(Place at, Ast left, Ast right) implements Ast {}

    record Or(Place at, Ast left, Ast right) implements Ast {}

    record Choose(Place at, Ast condition, Ast then, Ast otherwise) implements Ast {}

    record Index(Place at, Ast operand, Ast index) implements Ast {}

    record Bits(Place at, Ast operand, int high, int low) implements Ast {}

    /// `function(arguments…, else otherwise)`; `word` is the rounding of `shr`, the type of `sat`,
    /// or empty.
    record Call(Place at, String function, List<Ast> arguments, String word, List<Ast> otherwise)
            implements Ast {}

    /// What a block of equations consists of.
    sealed interface Clause {
        Place at();
    }

    record Wire(Place at, String name, Type type, Narrowing narrowing, Ast value)
            implements Clause {}

    /// `name' = value`, or `name[address]' = value` where there is an address.
    record Next(Place at, Name target, List<Ast> address, Narrowing narrowing, Ast value)
            implements Clause {}

    record When(Place at, List<Branch> branches) implements Clause {}

    record Branch(Ast condition, List<Clause> body) {}

    record Replicate(Place at, int count, List<Clause> body) implements Clause {}
}
