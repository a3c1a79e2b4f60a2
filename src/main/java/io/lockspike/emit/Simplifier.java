package io.lockspike.emit;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Ranges;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Turns expressions into [Node]s: what a function of the language computes is said by additions,
/// shifts and choices; what is used twice gets a name, a **helper**.
///
/// What cannot be evaluated (an index out of range, a division by 0) stops the model, so a node may
/// have any value there; helpers are computed in every row, also where no one selects them.
final class Simplifier {
    /// More places are as good as these: no value has as many bits.
    private static final BigInteger MOST_SHIFTED = BigInteger.valueOf(1 << 10);

    private final Names names;
    private final Function<Signal, Node.Name> signals;
    private final Function<Expr.Parameter, Node.Name> parameters;
    private final Function<Memory, String> memories;
    private List<Let> helpers = new ArrayList<>();
    private String target = "";

    Simplifier(
            Names names,
            Function<Signal, Node.Name> signals,
            Function<Expr.Parameter, Node.Name> parameters,
            Function<Memory, String> memories) {
        this.names = names;
        this.signals = signals;
        this.parameters = parameters;
        this.memories = memories;
    }

    /// What follows belongs to this name; its helpers go into that list.
    void enter(String name, List<Let> into) {
        target = name;
        helpers = into;
    }

    /// R2: the value of an expression in a type.
    Node narrowed(Expr value, Narrowing narrowing, Type type) {
        return narrowed(node(value), narrowing, Form.of(type));
    }

    private Node narrowed(Node node, Narrowing narrowing, Form form) {
        if (node.range().within(form.range())) {
            return node;
        }
        return narrowing == Narrowing.SAT ? clamp(node, form) : cast(form, node);
    }

    private static Node cast(Form form, Node node) {
        boolean fits = node.range().within(form.range());
        return new Node.Cast(form, node, fits ? node.range() : form.range());
    }

    private Node clamp(Node node, Form form) {
        Node value = named(node, "full");
        Interval bounds = form.range();
        Node result = value;
        if (value.range().low().compareTo(bounds.low()) < 0) {
            result = limit(value, Operator.LESS, bounds.low(), result, bounds);
        }
        if (value.range().high().compareTo(bounds.high()) > 0) {
            result = limit(value, Operator.GREATER, bounds.high(), result, bounds);
        }
        return result;
    }

    private static Node limit(
            Node value, Operator over, BigInteger bound, Node otherwise, Interval range) {
        Node limit = new Node.Constant(bound);
        return new Node.Choose(new Node.Compare(over, value, limit), limit, otherwise, range);
    }

    Node node(Expr expression) {
        Interval range = expression.range();
        if (range.isSingle() && !hasParameter(expression)) {
            return new Node.Constant(range.low());
        }
        return switch (expression) {
            case Expr.Constant constant -> new Node.Constant(constant.value());
            case Expr.Parameter parameter -> parameters.apply(parameter);
            case Expr.Value value -> value(value);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Round round -> round(round);
            case Expr.And and -> both(node(and.left()), node(and.right()));
            case Expr.Or or -> either(node(or.left()), node(or.right()));
            case Expr.Choose choose -> choose(choose);
            case Expr.Pick pick -> pick(pick);
            case Expr.Bit bit -> bit(bit);
            case Expr.Bits bits ->
                    new Node.Slice(
                            typed(bits.operand(), bits.operand().width().orElseThrow()),
                            bits.high(),
                            bits.low(),
                            range);
            case Expr.Cat cat ->
                    new Node.Join(
                            cat.parts().stream().map(this::node).toList(), cat.widths(), range);
            case Expr.Popcount count -> new Node.Ones(typed(count.operand(), count.size()), range);
            case Expr.Cast cast ->
                    cast.narrowing() == Narrowing.SAT
                            ? narrowed(node(cast.operand()), Narrowing.SAT, Form.of(cast.type()))
                            : cast(Form.of(cast.type()), node(cast.operand()));
            case Expr.Read read ->
                    cell(read.memory(), read.address())
                            .map(Node.class::cast)
                            .orElse(Node.Constant.ZERO);
        };
    }

    private Node bit(Expr.Bit bit) {
        Node index = node(bit.index());
        return isOutside(index, bit.size())
                ? Node.Constant.ZERO
                : new Node.At(typed(bit.operand(), bit.size()), index);
    }

    /// None where the address is always wrong: nothing ever selects it.
    Optional<Node.Cell> cell(Memory memory, Expr address) {
        Node index = node(address);
        return isOutside(index, memory.depth())
                ? Optional.empty()
                : Optional.of(
                        new Node.Cell(
                                memories.apply(memory),
                                memory.depth(),
                                Form.of(memory.type()),
                                index));
    }

    private static boolean isOutside(Node index, int size) {
        return !index.range().meets(Interval.of(0, size - 1));
    }

    private static boolean hasParameter(Expr expression) {
        return expression instanceof Expr.Parameter
                || Uses.parts(expression).stream().anyMatch(Simplifier::hasParameter);
    }

    private Node value(Expr.Value value) {
        Node.Name name = signals.apply(value.signal());
        return new Node.Name(name.text(), name.declared(), value.range());
    }

    /// A name for a value, unless it is a name or a number.
    Node named(Node node, String role) {
        return node instanceof Node.Name || node instanceof Node.Constant
                ? node
                : declare(node.form(), node, role);
    }

    /// Icarus 11 writes a program that it cannot read where a cell of a memory is shifted directly.
    private Node outside(Node node) {
        return node instanceof Node.Cell ? named(node, "cell") : node;
    }

    private Node.Name declare(Form form, Node node, String role) {
        Interval range = node.range().within(form.range()) ? node.range() : form.range();
        var name = new Node.Name(names.helper(target + "_" + role), form, range);
        helpers.add(new Let(name, node));
        return name;
    }

    /// A name for the lowest bits of a value.
    private Node.Name typed(Expr operand, int bits) {
        Node node = node(operand);
        return node instanceof Node.Name name && name.declared().bits() == bits
                ? name
                : declare(Form.unsigned(bits), cast(Form.unsigned(bits), node), "bits");
    }

    private Node unary(Expr.Unary unary) {
        Node operand = node(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> new Node.Negate(operand, unary.range());
            case COMPLEMENT -> new Node.Invert(operand, unary.range());
            case NOT -> new Node.Not(operand);
            case ABS -> abs(named(operand, "part"), unary.range());
            case SIGN -> sign(named(operand, "part"), unary.range());
            default -> throw new IllegalStateException("no unary operator: " + unary.operator());
        };
    }

    private static Node abs(Node x, Interval range) {
        return x.range().low().signum() >= 0
                ? x
                : choose(negative(x), new Node.Negate(x, range), x, range);
    }

    private static Node sign(Node x, Interval range) {
        Node zero = Node.Constant.ZERO;
        Node natural = choose(compare(Operator.EQUAL, x, zero), zero, Node.Constant.ONE, range);
        return choose(negative(x), new Node.Constant(BigInteger.ONE.negate()), natural, range);
    }

    static Node negative(Node x) {
        return compare(Operator.LESS, x, Node.Constant.ZERO);
    }

    private Node binary(Expr.Binary binary) {
        Operator operator = binary.operator();
        Node left = node(binary.left());
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR, DIVIDE ->
                    new Node.Arithmetic(operator, left, node(binary.right()), binary.range());
            case SHIFT_LEFT, SHIFT_RIGHT ->
                    new Node.Arithmetic(
                            operator,
                            outside(left),
                            outside(amount(node(binary.right()), MOST_SHIFTED)),
                            binary.range());
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    compare(operator, left, node(binary.right()));
            case MIN, MAX -> extreme(binary, left);
            case NEGATE, COMPLEMENT, NOT, ABS, SIGN ->
                    throw new IllegalStateException("no binary operator: " + operator);
        };
    }

    private Node extreme(Expr.Binary binary, Node leftNode) {
        Node left = named(leftNode, "part");
        Node right = named(node(binary.right()), "part");
        Operator before = binary.operator() == Operator.MIN ? Operator.LESS : Operator.GREATER;
        return choose(compare(before, left, right), left, right, binary.range());
    }

    /// Nobody looks further where the answer is known, least of all a lint tool.
    static Node compare(Operator operator, Node left, Node right) {
        Interval known = Ranges.of(operator, left.range(), right.range());
        return known.isSingle()
                ? new Node.Constant(known.low())
                : new Node.Compare(operator, left, right);
    }

    private static Node both(Node left, Node right) {
        return left.range().isOnly(0) || right.range().isOnly(1)
                ? left
                : left.range().isOnly(1) ? right : new Node.Both(left, right);
    }

    private static Node either(Node left, Node right) {
        return left.range().isOnly(1) || right.range().isOnly(0)
                ? left
                : left.range().isOnly(0) ? right : new Node.Either(left, right);
    }

    private Node choose(Expr.Choose choose) {
        Node condition = node(choose.condition());
        if (condition.range().isSingle()) {
            return node(condition.range().isOnly(1) ? choose.then() : choose.otherwise());
        }
        return choose(condition, node(choose.then()), node(choose.otherwise()), choose.range());
    }

    private static Node choose(Node condition, Node then, Node otherwise, Interval range) {
        if (condition.range().isSingle()) {
            return condition.range().isOnly(1) ? then : otherwise;
        }
        return new Node.Choose(condition, then, otherwise, range);
    }

    private Node pick(Expr.Pick pick) {
        Node index = named(node(pick.index()), "part");
        int last = pick.options().size() - 1;
        boolean open = !pick.otherwise().isEmpty();
        Node result = node(open ? pick.otherwise().getFirst() : pick.options().get(last));
        for (int i = open ? last : last - 1; i >= 0; i--) {
            Node here = compare(Operator.EQUAL, index, new Node.Constant(BigInteger.valueOf(i)));
            if (!here.range().isOnly(0)) {
                result = choose(here, node(pick.options().get(i)), result, pick.range());
            }
        }
        return result;
    }

    /// A shift's amount: never negative, and no more than `most`.
    private Node amount(Node node, BigInteger most) {
        Node amount = node;
        if (amount.range().low().signum() < 0) {
            Interval natural = new Interval(BigInteger.ZERO, amount.range().high());
            amount = cast(Form.of(natural), amount);
        }
        if (amount.range().high().compareTo(most) <= 0) {
            return amount;
        }
        Node limit = new Node.Constant(most);
        if (amount.range().isSingle()) {
            return limit;
        }
        Node full = named(amount, "places");
        Interval range = new Interval(full.range().low().min(most), full.range().high().min(most));
        return choose(compare(Operator.GREATER, full, limit), limit, full, range);
    }

    /// `(x + a) >> k`, the `a` of each rounding: what it adds carries exactly where it rounds up.
    private Node round(Expr.Round round) {
        Node operand = node(round.operand());
        Node random = node(round.random());
        int bits = Math.max(operand.form().bits(), random.form().bits());
        Node places = amount(node(round.amount()), BigInteger.valueOf(bits + 1L));
        if (places.range().isOnly(0)) {
            return operand;
        }
        Node x = named(operand, "part");
        Node k = named(places, "places");
        return switch (round.rounding()) {
            case FLOOR -> shift(x, k, round.range());
            case CEIL -> shift(sum(x, mask(k)), k, round.range());
            case TOWARD_ZERO -> shift(sum(x, when(negative(x), mask(k))), k, round.range());
            case AWAY ->
                    shift(
                            sum(x, when(compare(Operator.GREATER, x, Node.Constant.ZERO), mask(k))),
                            k,
                            round.range());
            case HALF_UP -> shift(sum(x, half(k)), k, round.range());
            case HALF_EVEN -> shift(sum(sum(x, belowHalf(k)), odd(x, k)), k, round.range());
            case AT_LEAST_ONE -> atLeastOne(x, k, round.range());
            case STOCHASTIC -> shift(sum(x, and(random, mask(k))), k, round.range());
        };
    }

    private static Node shift(Node x, Node k, Interval range) {
        return new Node.Arithmetic(Operator.SHIFT_RIGHT, x, k, range);
    }

    private static Node sum(Node a, Node b) {
        return math(Operator.ADD, a, b);
    }

    private static Node and(Node a, Node b) {
        return math(Operator.BIT_AND, a, b);
    }

    private static Node math(Operator operator, Node a, Node b) {
        Interval range = Ranges.of(operator, a.range(), b.range());
        return range.isSingle()
                ? new Node.Constant(range.low())
                : new Node.Arithmetic(operator, a, b, range);
    }

    private static Node when(Node condition, Node value) {
        return choose(
                condition,
                value,
                Node.Constant.ZERO,
                value.range().hull(Node.Constant.ZERO.range()));
    }

    /// `2^k - 1`.
    private static Node mask(Node k) {
        return math(
                Operator.SUBTRACT,
                math(Operator.SHIFT_LEFT, Node.Constant.ONE, k),
                Node.Constant.ONE);
    }

    /// `2^k / 2`.
    private static Node half(Node k) {
        return math(
                Operator.SHIFT_RIGHT,
                math(Operator.SHIFT_LEFT, Node.Constant.ONE, k),
                Node.Constant.ONE);
    }

    /// `2^k / 2 - 1`, and 0 where k is 0.
    private static Node belowHalf(Node k) {
        return math(Operator.SHIFT_RIGHT, mask(k), Node.Constant.ONE);
    }

    /// Bit k of x: whether the floor is odd. A value without a fraction needs no rounding.
    private static Node odd(Node x, Node k) {
        Node bit = and(math(Operator.SHIFT_RIGHT, x, k), Node.Constant.ONE);
        return when(compare(Operator.NOT_EQUAL, k, Node.Constant.ZERO), bit);
    }

    private Node atLeastOne(Node x, Node k, Interval range) {
        Node floor = named(math(Operator.SHIFT_RIGHT, x, k), "floor");
        Node tooLow =
                both(
                        compare(Operator.EQUAL, floor, Node.Constant.ZERO),
                        compare(Operator.NOT_EQUAL, x, Node.Constant.ZERO));
        return choose(tooLow, Node.Constant.ONE, floor, range);
    }
}
