package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// An expression as it was written.
sealed interface Expr {

    record Num(BigInteger value) implements Expr {}

    record Name(String name) implements Expr {}

    record Unary(String operator, Expr x) implements Expr {}

    record Binary(String operator, Expr a, Expr b) implements Expr {}

    record Choose(Expr condition, Expr a, Expr b) implements Expr {}

    /// A bit of a typed value, or a cell of a memory.
    record Index(Expr base, Expr index) implements Expr {}

    record Bits(Expr base, int high, int low) implements Expr {}

    record Cast(Type type, Expr x) implements Expr {}

    record Clamp(Type type, Expr x) implements Expr {}

    record Shr(Expr x, Expr k, Rounding rounding, Optional<Expr> random) implements Expr {}

    record Pick(Expr index, List<Expr> table, Optional<Expr> other) implements Expr {}

    record Call(String function, List<Expr> arguments) implements Expr {}

    /// The register of a pseudo-random source after the steps of a row.
    record Stepped(Lfsr lfsr, Expr register, Expr enable) implements Expr {}

    /// The expression with every name replaced.
    default Expr replace(Function<Name, Expr> f) {
        return switch (this) {
            case Num num -> num;
            case Name name -> f.apply(name);
            case Unary(String operator, Expr x) -> new Unary(operator, x.replace(f));
            case Binary(String operator, Expr a, Expr b) ->
                    new Binary(operator, a.replace(f), b.replace(f));
            case Choose(Expr condition, Expr a, Expr b) ->
                    new Choose(condition.replace(f), a.replace(f), b.replace(f));
            case Index(Expr base, Expr index) -> new Index(base.replace(f), index.replace(f));
            case Bits(Expr base, int high, int low) -> new Bits(base.replace(f), high, low);
            case Cast(Type type, Expr x) -> new Cast(type, x.replace(f));
            case Clamp(Type type, Expr x) -> new Clamp(type, x.replace(f));
            case Shr(Expr x, Expr k, Rounding rounding, Optional<Expr> random) ->
                    new Shr(x.replace(f), k.replace(f), rounding, random.map(r -> r.replace(f)));
            case Pick(Expr index, List<Expr> table, Optional<Expr> other) ->
                    new Pick(index.replace(f), replaceAll(table, f), other.map(z -> z.replace(f)));
            case Call(String function, List<Expr> arguments) ->
                    new Call(function, replaceAll(arguments, f));
            case Stepped(Lfsr lfsr, Expr register, Expr enable) ->
                    new Stepped(lfsr, register.replace(f), enable.replace(f));
        };
    }

    /// Every name in the expression.
    default Stream<String> names() {
        Stream.Builder<String> names = Stream.builder();
        replace(name -> {
            names.add(name.name());
            return name;
        });
        return names.build();
    }

    private static List<Expr> replaceAll(List<Expr> list, Function<Name, Expr> f) {
        return list.stream().map(x -> x.replace(f)).toList();
    }
}
