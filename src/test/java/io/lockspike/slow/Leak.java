package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// How a value moves towards rest in one step. A `String` is a VALUE: an integer or a name.
sealed interface Leak {

    record None() implements Leak {}

    record Shift(String k, Rounded rounded) implements Leak {}

    record Shifts(List<Integer> ks, Rounded rounded) implements Leak {}

    record Decayed(String factor, String fraction, Rounded rounded) implements Leak {}

    record Subtract(String n, boolean past) implements Leak {}

    /// How a part is rounded.
    ///
    /// @param random the pseudo-random source of stochastic rounding
    record Rounded(Rounding rounding, String random) {

        BigInteger shift(BigInteger x, BigInteger k, Function<String, BigInteger> value) {
            BigInteger r = rounding == Rounding.STOCHASTIC ? value.apply(random) : BigInteger.ZERO;
            return rounding.shift(x, k, r);
        }
    }

    static Leak of(Object node) {
        if (node == null || node.toString().equals("none")) {
            return new None();
        }
        Map<String, Object> choices = Yaml.map(node);
        Rounded rounded =
                new Rounded(
                        Rounding.of(Yaml.text(choices, "rounding", "floor")),
                        Yaml.text(choices, "random", ""));
        if (choices.containsKey("shift")) {
            return new Shift(Yaml.text(choices, "shift"), rounded);
        }
        if (choices.containsKey("shifts")) {
            return new Shifts(
                    Yaml.list(choices.get("shifts")).stream().map(Integer::parseInt).toList(),
                    rounded);
        }
        if (choices.containsKey("decayed")) {
            Map<String, Object> decayed = Yaml.map(choices.get("decayed"));
            return new Decayed(
                    Yaml.text(decayed, "factor"), Yaml.text(decayed, "fraction"), rounded);
        }
        return new Subtract(
                Yaml.text(choices, "subtract"), Yaml.text(choices, "past", "false").equals("true"));
    }

    /// The value after the leak.
    ///
    /// @param narrow applied after every term that is added or taken away
    /// @param value what a VALUE stands for
    default BigInteger apply(
            BigInteger x,
            Supplier<BigInteger> rest,
            UnaryOperator<BigInteger> narrow,
            Function<String, BigInteger> value) {
        if (this instanceof None) {
            return x;
        }
        BigInteger goal = rest.get();
        BigInteger d = x.subtract(goal);
        return switch (this) {
            case None _ -> x;
            case Shift(String k, Rounded rounded) ->
                    narrow.apply(x.subtract(rounded.shift(d, places(value.apply(k)), value)));
            case Shifts(List<Integer> ks, Rounded rounded) -> {
                BigInteger y = x;
                for (int k : ks) {
                    BigInteger part = rounded.shift(d, BigInteger.valueOf(Math.abs(k)), value);
                    y = narrow.apply(k >= 0 ? y.subtract(part) : y.add(part));
                }
                yield y;
            }
            case Decayed(String factor, String fraction, Rounded rounded) ->
                    narrow.apply(
                            goal.add(
                                    rounded.shift(
                                            d.multiply(value.apply(factor)),
                                            places(value.apply(fraction)),
                                            value)));
            case Subtract(String n, boolean past) ->
                    narrow.apply(subtract(x, d.signum(), goal, () -> value.apply(n), past));
        };
    }

    private static BigInteger places(BigInteger k) {
        if (k.signum() < 0) {
            throw new SlowCheckException("leak", k, "negative shift");
        }
        return k;
    }

    private static BigInteger subtract(
            BigInteger x, int sign, BigInteger rest, Supplier<BigInteger> n, boolean past) {
        return switch (sign) {
            case 1 -> past ? x.subtract(n.get()) : x.subtract(n.get()).max(rest);
            case -1 -> past ? x.add(n.get()) : x.add(n.get()).min(rest);
            default -> x;
        };
    }
}
