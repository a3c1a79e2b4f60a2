package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A statement of the equations.
sealed interface Statement {

    record Wire(String name, Type type, Mode mode, Expr value) implements Statement {}

    /// The next value of a state or, with a cell, a write to a memory.
    record Next(String target, Optional<Expr> cell, Mode mode, Expr value) implements Statement {}

    /// `else when` is a `when` alone in `otherwise`.
    record When(Expr condition, List<Statement> then, List<Statement> otherwise)
            implements Statement {}

    record Replicate(BigInteger count, List<Statement> body) implements Statement {}

    /// The states and memories that are assigned anywhere in the statement.
    default Stream<String> targets() {
        return switch (this) {
            case Wire _ -> Stream.empty();
            case Next next -> Stream.of(next.target());
            case When when ->
                    Stream.concat(when.then().stream(), when.otherwise().stream())
                            .flatMap(Statement::targets);
            case Replicate replicate -> replicate.body().stream().flatMap(Statement::targets);
        };
    }

    /// The statement with every name replaced, in expressions by `f` and as a target by `g`.
    default Statement replace(Function<Expr.Name, Expr> f, Function<String, String> g) {
        return switch (this) {
            case Wire(String name, Type type, Mode mode, Expr value) ->
                    new Wire(g.apply(name), type, mode, value.replace(f));
            case Next(String target, Optional<Expr> cell, Mode mode, Expr value) ->
                    new Next(g.apply(target), cell.map(c -> c.replace(f)), mode, value.replace(f));
            case When(Expr condition, List<Statement> then, List<Statement> otherwise) ->
                    new When(
                            condition.replace(f),
                            then.stream().map(s -> s.replace(f, g)).toList(),
                            otherwise.stream().map(s -> s.replace(f, g)).toList());
            case Replicate(BigInteger count, List<Statement> body) ->
                    new Replicate(count, body.stream().map(s -> s.replace(f, g)).toList());
        };
    }
}
