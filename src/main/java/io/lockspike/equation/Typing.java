package io.lockspike.equation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Resolves the names of an expression and bounds its values: accepts what is proven to be right,
/// refuses what is proven to be wrong, and leaves the rest to be checked when it runs (R3).
final class Typing {
    private static final int MAX_BITS = 256;
    private static final int MAX_DEPTH = 500;
    private static final Expr ZERO = new Expr.Constant(BigInteger.ZERO);

    private final Scope scope;
    private final Scope.Block block;
    private final Budget budget;
    private int depth;

    /// How many conditions around this point are proven to select something else: nothing here is
    /// ever evaluated.
    private int dead;

    Typing(Scope scope, Scope.Block block, Budget budget) {
        this.scope = scope;
        this.block = block;
        this.budget = budget;
    }

    Expr expression(Ast ast) {
        budget.step(ast.at());
        if (++depth > MAX_DEPTH) {
            throw new BadInputException(
                    ast.at(),
                    "more than %d operations stand one in another: name a part of them"
                            .formatted(MAX_DEPTH));
        }
        Expr result =
                switch (ast) {
                    case Ast.Literal literal -> new Expr.Constant(literal.value());
                    case Ast.Name name -> name(name);
                    case Ast.Unary unary -> unary(unary);
                    case Ast.Binary binary -> binary(binary);
                    case Ast.And and -> and(and);
                    case Ast.Or or -> or(or);
                    case Ast.Choose choose -> choose(choose);
                    case Ast.Index index -> index(index);
                    case Ast.Bits bits -> bits(bits);
                    case Ast.Call call -> call(call);
                };
        depth--;
        if (result.range().bitLength() <= MAX_BITS) {
            return result;
        }
        if (dead == 0) {
            throw new BadInputException(
                    ast.at(),
                    "this value may need %d bits; 256 is the most: narrow a part of it in a named result"
                            .formatted(result.range().bitLength()));
        }
        return ZERO;
    }

    /// An expression that is proven to be 0 or 1.
    Expr condition(Ast ast) {
        Expr result = expression(ast);
        if (!result.range().within(Interval.CONDITION) && dead == 0) {
            throw new BadInputException(
                    ast.at(),
                    "a condition is 0 or 1, and this value lies in %s: write a comparison, such as '… != 0'"
                            .formatted(result.range()));
        }
        return result;
    }

    private Expr name(Ast.Name name) {
        if (name.name().equals("neuron")) {
            if (!block.inside() || name.neuron() >= 0) {
                throw new BadInputException(
                        name.at(),
                        "'%s': inside 'replicate', and there alone, 'neuron' is the neuron's number"
                                .formatted(Scope.shown(name)));
            }
            return new Expr.Constant(BigInteger.valueOf(block.neuron()));
        }
        return scope.value(name, block);
    }

    private Expr unary(Ast.Unary ast) {
        Expr operand =
                ast.operator() == Operator.NOT
                        ? condition(ast.operand())
                        : expression(ast.operand());
        if (ast.operator() == Operator.NEGATE && operand instanceof Expr.Constant constant) {
            return new Expr.Constant(constant.value().negate());
        }
        return unary(ast.operator(), operand);
    }

    private static Expr unary(Operator operator, Expr operand) {
        Interval range = Ranges.of(operator, operand.range());
        boolean wide = operand.wide() || range.wide();
        return new Expr.Unary(operator, operand, range, wide);
    }

    private Expr binary(Ast.Binary ast) {
        Expr left = expression(ast.left());
        Expr right = expression(ast.right());
        return switch (ast.operator()) {
            case SHIFT_LEFT, SHIFT_RIGHT -> shift(ast.operator(), left, right, ast.at());
            default -> binary(ast.operator(), left, right);
        };
    }

    private static Expr binary(Operator operator, Expr left, Expr right) {
        Interval range = Ranges.of(operator, left.range(), right.range());
        if (operator == Operator.SUBTRACT) {
            range = leak(left, right, range);
        }
        return new Expr.Binary(operator, left, right, range);
    }

    /// `x - (x >> k)` for one name and one k is bounded by its ends, which is narrower than the
    /// difference of two intervals.
    private static Interval leak(Expr left, Expr right, Interval range) {
        return switch (right) {
            case Expr.Binary shift
                    when shift.operator() == Operator.SHIFT_RIGHT
                            && isOneLeak(left, shift.left(), shift.right()) ->
                    Ranges.leak(Rounding.FLOOR, left.range(), shift.right().range().low());
            case Expr.Round round
                    when round.rounding() != Rounding.STOCHASTIC
                            && isOneLeak(left, round.operand(), round.amount()) ->
                    Ranges.leak(round.rounding(), left.range(), round.amount().range().low());
            default -> range;
        };
    }

    private static boolean isOneLeak(Expr left, Expr shifted, Expr amount) {
        return left instanceof Expr.Value one
                && shifted instanceof Expr.Value other
                && one.signal().slot() == other.signal().slot()
                && amount.range().isSingle()
                && amount.range().low().signum() >= 0;
    }

    private Expr shift(Operator operator, Expr value, Expr amount, Place at) {
        Interval bits = amount(amount, at);
        boolean left = operator == Operator.SHIFT_LEFT;
        boolean nonZero = value.range().low().signum() != 0 || value.range().high().signum() != 0;
        if (left && nonZero && bits.high().compareTo(BigInteger.valueOf(MAX_BITS)) > 0) {
            if (dead > 0) {
                return ZERO;
            }
            throw new BadInputException(
                    at,
                    "this shift may be by %s; 256 bits is the most: bound it, as in 'x << u4(k)'"
                            .formatted(bits.high()));
        }
        Interval range = nonZero ? Ranges.of(operator, value.range(), bits) : Interval.of(0, 0);
        return new Expr.Binary(operator, value, amount, range);
    }

    /// The amounts of a shift that pass its check.
    private Interval amount(Expr amount, Place at) {
        Interval bits = amount.range();
        if (bits.high().signum() < 0 && dead == 0) {
            throw new BadInputException(at, "this shift is always negative: " + bits);
        }
        return new Interval(bits.low().max(BigInteger.ZERO), bits.high().max(BigInteger.ZERO));
    }

    private Expr and(Ast.And ast) {
        Expr left = condition(ast.left());
        Expr right = guarded(left, 1, ast.right());
        return new Expr.And(left, right, Ranges.of(Operator.MIN, left.range(), right.range()));
    }

    private Expr or(Ast.Or ast) {
        Expr left = condition(ast.left());
        Expr right = guarded(left, 0, ast.right());
        return new Expr.Or(left, right, Ranges.of(Operator.MAX, left.range(), right.range()));
    }

    private Expr guarded(Expr guard, int needed, Ast right) {
        boolean never = guard.range().isOnly(1 - needed);
        dead += never ? 1 : 0;
        Expr result = condition(right);
        dead -= never ? 1 : 0;
        return result.range().within(Interval.CONDITION) ? result : ZERO;
    }

    private Expr choose(Ast.Choose ast) {
        Expr condition = condition(ast.condition());
        boolean one = condition.range().isOnly(1);
        boolean zero = condition.range().isOnly(0);
        dead += zero ? 1 : 0;
        Expr then = expression(ast.then());
        dead += (one ? 1 : 0) - (zero ? 1 : 0);
        Expr otherwise = expression(ast.otherwise());
        dead -= one ? 1 : 0;
        if (one) {
            otherwise = instead(then);
        } else if (zero) {
            then = instead(otherwise);
        }
        Interval range = then.range().hull(otherwise.range());
        return new Expr.Choose(condition, then, otherwise, range, range.wide());
    }

    /// What stands in the place of an expression that is never evaluated: a number that the other
    /// one may have, too.
    private static Expr instead(Expr other) {
        boolean zero = other.range().contains(BigInteger.ZERO);
        return zero ? ZERO : new Expr.Constant(other.range().low());
    }

    private Expr index(Ast.Index ast) {
        if (ast.operand() instanceof Ast.Name name && scope.isMemory(name.name())) {
            Memory memory = scope.memory(name, block);
            Expr address = address(memory, ast.index());
            return new Expr.Read(memory, address, memory.type().range());
        }
        Expr operand = expression(ast.operand());
        int width = width(operand, ast.operand());
        Expr index = expression(ast.index());
        within(index, width, ast.index().at(), "bits 0 to " + (width - 1));
        return new Expr.Bit(operand, width, index, Interval.CONDITION);
    }

    Expr address(Memory memory, Ast ast) {
        Expr address = expression(ast);
        within(
                address,
                memory.depth(),
                ast.at(),
                "'%s' has cells 0 to %d".formatted(memory.name(), memory.depth() - 1));
        return address;
    }

    private void within(Expr index, int size, Place at, String range) {
        if (!index.range().meets(Interval.of(0, size - 1)) && dead == 0) {
            throw new BadInputException(
                    at, "the index %s is outside: %s".formatted(index.range(), range));
        }
    }

    private Expr bits(Ast.Bits ast) {
        Expr operand = expression(ast.operand());
        int width = width(operand, ast.operand());
        if (ast.high() >= width || ast.low() > ast.high()) {
            throw new BadInputException(
                    ast.at(),
                    "[%d:%d] is not within the declared width: write [high:low] from 0 to %d"
                            .formatted(ast.high(), ast.low(), width - 1));
        }
        int bits = ast.high() - ast.low() + 1;
        return new Expr.Bits(operand, ast.high(), ast.low(), unsigned(bits));
    }

    private static Interval unsigned(int bits) {
        return new Interval(
                BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    private int width(Expr operand, Ast ast) {
        return operand.width()
                .orElseThrow(() ->
                        new BadInputException(
                                ast.at(),
                                "bits need a typed value: name it first, as in 't: u8 wrap = …'"));
    }

    private Expr call(Ast.Call call) {
        return switch (call.function()) {
            case "min" -> fold(Operator.MIN, call);
            case "max" -> fold(Operator.MAX, call);
            case "abs" -> unary(Operator.ABS, only(call));
            case "sign" -> unary(Operator.SIGN, only(call));
            case "div" -> divide(call);
            case "shr" -> round(call);
            case "sat" -> cast(Parser.type(call.word(), call.at()), Narrowing.SAT, only(call));
            case "cat" -> cat(call);
            case "popcount" -> popcount(call);
            case "pick" -> pick(call);
            default -> cast(Parser.type(knownType(call), call.at()), Narrowing.WRAP, only(call));
        };
    }

    private static String knownType(Ast.Call call) {
        String text = call.function();
        boolean type =
                text.length() > 1
                        && (text.startsWith("u") || text.startsWith("s"))
                        && Words.isDigit(text.charAt(1));
        if (!type) {
            List<String> functions =
                    List.of(
                            "min",
                            "max",
                            "abs",
                            "sign",
                            "div",
                            "shr",
                            "sat",
                            "cat",
                            "popcount",
                            "pick");
            throw new BadInputException(
                    call.at(),
                    "'%s' is no function%s; known are %s, uN and sN"
                            .formatted(
                                    text,
                                    Words.didYouMean(text, functions),
                                    Words.list(functions)));
        }
        return text;
    }

    private Expr fold(Operator operator, Ast.Call call) {
        count(call, 2, Integer.MAX_VALUE);
        return fold(operator, call.arguments());
    }

    /// Half and half, so that many arguments do not nest deeply.
    private Expr fold(Operator operator, List<Ast> arguments) {
        int size = arguments.size();
        if (size == 1) {
            return expression(arguments.getFirst());
        }
        int half = (size + 1) / 2;
        Expr left = fold(operator, arguments.subList(0, half));
        return binary(operator, left, fold(operator, arguments.subList(half, size)));
    }

    private Expr only(Ast.Call call) {
        count(call, 1, 1);
        return expression(call.arguments().getFirst());
    }

    private static void count(Ast.Call call, int least, int most) {
        int given = call.arguments().size();
        if (given < least || given > most) {
            throw new BadInputException(
                    call.at(),
                    "'%s' takes %s, not %d"
                            .formatted(
                                    call.function(),
                                    least == most
                                            ? least + (least == 1 ? " value" : " values")
                                            : least + " values or more",
                                    given));
        }
    }

    private Expr divide(Ast.Call call) {
        count(call, 2, 2);
        Expr left = expression(call.arguments().get(0));
        Expr right = expression(call.arguments().get(1));
        if (right.range().isOnly(0) && dead == 0) {
            throw new BadInputException(call.at(), "this divides by 0, always");
        }
        Interval range = Ranges.of(Operator.DIVIDE, left.range(), right.range());
        return new Expr.Binary(Operator.DIVIDE, left, right, range);
    }

    private Expr round(Ast.Call call) {
        if (call.word().isEmpty()) {
            throw new BadInputException(
                    call.at(),
                    "'shr' takes a value, an amount and a rounding: %s"
                            .formatted(Words.list(Parser.roundings())));
        }
        Rounding rounding = Rounding.parse(call.word()).orElseThrow();
        boolean stochastic = rounding == Rounding.STOCHASTIC;
        if (call.arguments().size() != (stochastic ? 3 : 2)) {
            throw new BadInputException(
                    call.at(),
                    stochastic
                            ? "stochastic rounding takes a random number: write shr(x, k, stochastic, r)"
                            : "'shr' takes a value, an amount and a rounding, as in shr(x, k, "
                                    + call.word()
                                    + ")");
        }
        Expr operand = expression(call.arguments().get(0));
        Expr amount = expression(call.arguments().get(1));
        Expr random = stochastic ? expression(call.arguments().get(2)) : ZERO;
        Interval bits = amount(amount, call.at());
        if (rounding == Rounding.FLOOR) {
            return shift(Operator.SHIFT_RIGHT, operand, amount, call.at());
        }
        return new Expr.Round(
                rounding, operand, amount, random, Ranges.round(rounding, operand.range(), bits));
    }

    private static Expr cast(Type type, Narrowing narrowing, Expr operand) {
        return new Expr.Cast(type, narrowing, operand, narrowing.narrow(operand.range(), type));
    }

    private Expr cat(Ast.Call call) {
        count(call, 1, Integer.MAX_VALUE);
        List<Expr> parts = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        int sum = 0;
        for (Ast argument : call.arguments()) {
            Expr part = expression(argument);
            parts.add(part);
            widths.add(width(part, argument));
            sum += widths.getLast();
        }
        return new Expr.Cat(parts, widths, unsigned(sum));
    }

    private Expr popcount(Ast.Call call) {
        Expr operand = only(call);
        if (operand.width().isEmpty() && operand.range().low().signum() < 0 && dead == 0) {
            throw new BadInputException(
                    call.at(),
                    "this value may be negative (%s) and has no declared width: name it first, as in 't: u8 wrap = …'"
                            .formatted(operand.range()));
        }
        int width = operand.width().orElse(Math.max(1, operand.range().bitLength()));
        return new Expr.Popcount(operand, width, Interval.of(0, width));
    }

    private Expr pick(Ast.Call call) {
        count(call, 2, Integer.MAX_VALUE);
        Expr index = expression(call.arguments().getFirst());
        List<Expr> options = new ArrayList<>();
        for (Ast option : call.arguments().subList(1, call.arguments().size())) {
            options.add(expression(option));
        }
        List<Expr> otherwise = call.otherwise().stream().map(this::expression).toList();
        if (otherwise.isEmpty()) {
            within(index, options.size(), call.at(), "values 0 to " + (options.size() - 1));
        }
        Interval range = options.getFirst().range();
        for (Expr option : options) {
            range = range.hull(option.range());
        }
        for (Expr option : otherwise) {
            range = range.hull(option.range());
        }
        return new Expr.Pick(index, options, otherwise, range);
    }
}
