package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Walks an expression on unbounded integers (R1), from left to right (R14).
///
/// @param scope what the names mean
/// @param name what the expression is for: it is named when a check fails
record Evaluator(Scope scope, String name) {

    BigInteger value(Expr expression) {
        return switch (expression) {
            case Expr.Num(BigInteger value) -> value;
            case Expr.Name(String read) -> scope.read(read);
            case Expr.Unary(String operator, Expr x) -> unary(operator, x);
            case Expr.Binary(String operator, Expr a, Expr b) -> binary(operator, a, b);
            case Expr.Choose(Expr c, Expr a, Expr b) -> holds(c) ? value(a) : value(b);
            case Expr.Index(Expr base, Expr index) -> index(base, index);
            case Expr.Bits(Expr base, int high, int low) ->
                    Type.unsigned(high - low + 1).wrap(value(base).shiftRight(low));
            case Expr.Cast(Type type, Expr x) -> type.wrap(value(x));
            case Expr.Clamp(Type type, Expr x) -> type.clamp(value(x));
            case Expr.Shr(Expr x, Expr k, Rounding rounding, Optional<Expr> random) ->
                    shr(x, k, rounding, random);
            case Expr.Pick(Expr index, List<Expr> table, Optional<Expr> other) ->
                    pick(index, table, other);
            case Expr.Call(String function, List<Expr> arguments) -> call(function, arguments);
            case Expr.Stepped(Lfsr lfsr, Expr register, Expr enable) -> {
                BigInteger s = value(register);
                yield holds(enable) ? lfsr.step(s) : s;
            }
        };
    }

    /// The truth of a condition.
    boolean holds(Expr condition) {
        BigInteger value = value(condition);
        if (!Type.unsigned(1).holds(value)) {
            throw new IllegalArgumentException("a condition of " + name + " is " + value);
        }
        return value.signum() != 0;
    }

    private static BigInteger bit(boolean truth) {
        return truth ? BigInteger.ONE : BigInteger.ZERO;
    }

    private BigInteger unary(String operator, Expr x) {
        return switch (operator) {
            case "-" -> value(x).negate();
            case "~" -> value(x).not();
            case "not" -> bit(!holds(x));
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
    }

    private BigInteger binary(String operator, Expr a, Expr b) {
        if (operator.equals("and")) {
            return bit(holds(a) && holds(b));
        }
        if (operator.equals("or")) {
            return bit(holds(a) || holds(b));
        }
        BigInteger x = value(a);
        BigInteger y = value(b);
        return switch (operator) {
            case "==" -> bit(x.equals(y));
            case "!=" -> bit(!x.equals(y));
            case "<" -> bit(x.compareTo(y) < 0);
            case "<=" -> bit(x.compareTo(y) <= 0);
            case ">" -> bit(x.compareTo(y) > 0);
            case ">=" -> bit(x.compareTo(y) >= 0);
            case "|" -> x.or(y);
            case "^" -> x.xor(y);
            case "&" -> x.and(y);
            case "<<" -> x.signum() == 0 ? zero(shift(y)) : x.shiftLeft(shift(y).intValueExact());
            case ">>" -> Rounding.FLOOR.shift(x, shift(y), BigInteger.ZERO);
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
    }

    private static BigInteger zero(BigInteger shift) {
        return shift.subtract(shift);
    }

    private BigInteger shift(BigInteger k) {
        return check(k, k.signum() >= 0, "negative shift");
    }

    private BigInteger check(BigInteger value, boolean good, String kind) {
        if (!good) {
            throw new SlowCheckException(name, value, kind);
        }
        return value;
    }

    private int place(BigInteger index, int size, String kind) {
        boolean inside = index.signum() >= 0 && index.compareTo(BigInteger.valueOf(size)) < 0;
        return check(index, inside, kind).intValueExact();
    }

    /// The address of a cell that is read or written, within a memory.
    int address(String memory, Expr index) {
        return place(value(index), scope.memories().get(memory).size(), "index");
    }

    private BigInteger index(Expr base, Expr index) {
        if (base instanceof Expr.Name(String memory) && scope.memories().containsKey(memory)) {
            return Undefined.read(scope.memories().get(memory).get(address(memory, index)));
        }
        int width = type(base).bits();
        BigInteger x = value(base);
        return bit(x.testBit(place(value(index), width, "index")));
    }

    private BigInteger shr(Expr x, Expr k, Rounding rounding, Optional<Expr> random) {
        BigInteger number = value(x);
        BigInteger places = shift(value(k));
        BigInteger noise = random.map(this::value).orElse(BigInteger.ZERO);
        return rounding.shift(number, places, noise);
    }

    private BigInteger pick(Expr index, List<Expr> table, Optional<Expr> other) {
        BigInteger i = value(index);
        boolean inside = Type.unsigned(31).holds(i) && i.intValueExact() < table.size();
        if (!inside && other.isPresent()) {
            return value(other.get());
        }
        return value(table.get(place(i, table.size(), "pick")));
    }

    private BigInteger call(String function, List<Expr> arguments) {
        List<BigInteger> values = new ArrayList<>();
        for (Expr argument : arguments) {
            values.add(value(argument));
        }
        return switch (function) {
            case "min" -> values.stream().reduce(BigInteger::min).orElseThrow();
            case "max" -> values.stream().reduce(BigInteger::max).orElseThrow();
            case "abs" -> one(values).abs();
            case "sign" -> BigInteger.valueOf(one(values).signum());
            case "div" ->
                    values.get(0)
                            .divide(
                                    check(
                                            values.get(1),
                                            values.get(1).signum() != 0,
                                            "division by zero"));
            case "cat" -> cat(arguments, values);
            case "popcount" -> popcount(arguments.getFirst(), one(values));
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    private static BigInteger one(List<BigInteger> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("one value is needed, not " + values.size());
        }
        return values.getFirst();
    }

    private BigInteger cat(List<Expr> arguments, List<BigInteger> values) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < values.size(); i++) {
            int width = type(arguments.get(i)).bits();
            bits = bits.shiftLeft(width).or(Type.unsigned(width).wrap(values.get(i)));
        }
        return bits;
    }

    private BigInteger popcount(Expr argument, BigInteger value) {
        BigInteger bits =
                typed(argument)
                        ? Type.unsigned(type(argument).bits()).wrap(value)
                        : check(value, value.signum() >= 0, "popcount");
        return BigInteger.valueOf(bits.bitCount());
    }

    private boolean typed(Expr expression) {
        return switch (expression) {
            case Expr.Name(String read) -> scope.types().containsKey(read);
            case Expr.Index _, Expr.Bits _, Expr.Cast _, Expr.Clamp _ -> true;
            case Expr.Call(String function, _) -> function.equals("cat");
            case Expr.Num _,
                    Expr.Unary _,
                    Expr.Binary _,
                    Expr.Choose _,
                    Expr.Shr _,
                    Expr.Pick _,
                    Expr.Stepped _ ->
                    false;
        };
    }

    /// The declared type of a typed value.
    private Type type(Expr expression) {
        if (!typed(expression)) {
            throw new IllegalArgumentException("not a typed value: " + expression);
        }
        return switch (expression) {
            case Expr.Name(String read) -> scope.types().get(read);
            case Expr.Index(Expr.Name(String base), _) when scope.memories().containsKey(base) ->
                    scope.types().get(base);
            case Expr.Index _ -> Type.unsigned(1);
            case Expr.Bits(_, int high, int low) -> Type.unsigned(high - low + 1);
            case Expr.Cast(Type type, _) -> type;
            case Expr.Clamp(Type type, _) -> type;
            case Expr.Call(_, List<Expr> parts) ->
                    Type.unsigned(parts.stream().mapToInt(part -> type(part).bits()).sum());
            default -> throw new IllegalArgumentException("not a typed value: " + expression);
        };
    }
}
