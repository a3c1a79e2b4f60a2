package io.lockspike.emit;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Ranges;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Writes a [Node] in C99: every operation in a signed type that holds its operands and its result.
///
/// Helpers are computed in every row, also where nothing selects them, so what C leaves undefined
/// (a division by 0, an index outside, a shift by too much) is kept away from by small functions.
final class CExpression {
    private final UnaryOperator<String> place;
    private final Set<String> functions = new TreeSet<>();

    /// @param place where a name of the design is held
    CExpression(UnaryOperator<String> place) {
        this.place = place;
    }

    /// The functions that what was written calls, such as `lif_shr32`.
    Set<String> functions() {
        return functions;
    }

    record Piece(String text, int level) {
        String at(int least) {
            return level < least ? "(" + flat() + ")" : text;
        }

        String flat() {
            return text.replace(Text.BREAK, ' ').replace(Text.SOFT_BREAK, ' ');
        }
    }

    private static Piece atom(String text) {
        return new Piece(text, Text.ATOM);
    }

    static Carrier need(Node node) {
        return Carrier.of(node.range());
    }

    /// A value in that type, which holds it.
    Piece in(Carrier type, Node node) {
        return switch (node) {
            case Node.Constant number -> number(type, number.value());
            case Node.Name name -> name(type, name);
            case Node.Arithmetic math -> math(type, math);
            case Node.Negate negate -> prefix(type, "-", negate.operand(), need(negate));
            case Node.Invert invert -> prefix(type, "~", invert.operand(), need(invert));
            case Node.Choose choose -> choose(type, choose);
            case Node.Cast cast -> cast(type, cast);
            case Node.Join join -> join(type, join);
            case Node.Slice slice -> slice(type, slice);
            case Node.At at -> converted(type, need(at.of()), bit(at));
            case Node.Cell cell -> converted(type, null, atom(cell(cell)));
            case Node.Ones ones -> converted(type, Carrier.I32, ones(ones));
            case Node.Not not -> converted(type, Carrier.I32, bracketed(condition(not)));
            case Node.Compare _, Node.Both _, Node.Either _ ->
                    converted(type, Carrier.I32, condition(node));
        };
    }

    /// For `if`, `?` and `!`.
    Piece condition(Node node) {
        return switch (node) {
            case Node.Name name -> atom(place.apply(name.text()));
            case Node.Compare compare -> compare(compare);
            case Node.Not not ->
                    new Piece("!" + condition(not.operand()).at(Text.ATOM), Text.UNARY);
            case Node.Both both -> logic(both.left(), "&&", both.right(), Text.AND);
            case Node.Either either -> logic(either.left(), "||", either.right(), Text.OR);
            default -> in(need(node), node);
        };
    }

    /// C compilers wonder at `!x & y` and `!x == y`.
    private static Piece bracketed(Piece not) {
        return new Piece(not.text(), Text.COMPARE);
    }

    private static Piece number(Carrier type, BigInteger value) {
        String text = type.number(value);
        boolean bare = value.signum() >= 0 && !text.startsWith("(");
        return new Piece(text, bare ? Text.ATOM : Text.SUM);
    }

    /// What was computed in one type, in another; `from` is null where it is of another one still.
    private static Piece converted(Carrier to, Carrier from, Piece piece) {
        return to == from
                ? piece
                : new Piece("(" + to.type() + ")" + piece.at(Text.UNARY), Text.UNARY);
    }

    private Piece name(Carrier type, Node.Name name) {
        Piece piece = atom(place.apply(name.text()));
        return type(name).equals(type.type()) ? piece : converted(type, null, piece);
    }

    /// The C type in which a name is held: signals in small ones, helpers in those they are
    /// computed in.
    String type(Node.Name name) {
        boolean local = place.apply(name.text()).equals(name.text());
        return local
                ? Carrier.of(name.declared().range()).type()
                : Carrier.storage(name.declared());
    }

    private Piece math(Carrier type, Node.Arithmetic math) {
        return switch (math.operator()) {
            case ADD, SUBTRACT -> binary(type, math, Text.SUM, Text.SUM, Text.PRODUCT);
            case MULTIPLY -> binary(type, math, Text.PRODUCT, Text.PRODUCT, Text.UNARY);
            case BIT_AND, BIT_OR, BIT_XOR -> binary(type, math, Text.BITS, Text.UNARY, Text.UNARY);
            case SHIFT_LEFT -> shiftLeft(type, math);
            case SHIFT_RIGHT ->
                    converted(
                            type,
                            need(math.left()),
                            shiftRight(need(math.left()), math.left(), math.right()));
            case DIVIDE -> divide(type, math);
            default -> throw new IllegalStateException("no arithmetic: " + math.operator());
        };
    }

    private static Carrier whole(Node.Arithmetic math) {
        return need(math).max(need(math.left())).max(need(math.right()));
    }

    private Piece binary(Carrier type, Node.Arithmetic math, int level, int left, int right) {
        Carrier own = whole(math).max(type);
        String text =
                in(own, math.left()).at(left)
                        + (level == Text.SUM ? Text.SOFT_BREAK : ' ')
                        + math.operator().symbol()
                        + " "
                        + in(own, math.right()).at(right);
        return converted(type, own, new Piece(text, level));
    }

    /// A product, as C shifts no negative numbers.
    private Piece shiftLeft(Carrier type, Node.Arithmetic math) {
        Node amount = math.right();
        Interval power = Ranges.of(Operator.SHIFT_LEFT, Interval.of(1, 1), amount.range());
        Interval honest = Ranges.of(Operator.SHIFT_LEFT, math.left().range(), amount.range());
        Carrier own = Carrier.of(power.hull(honest)).max(need(math.left())).max(type);
        String factor =
                amount instanceof Node.Constant
                        ? in(own, new Node.Constant(power.low())).at(Text.UNARY)
                        : "("
                                + in(own, Node.Constant.ONE).at(Text.UNARY)
                                + " << "
                                + in(Carrier.I32, amount).at(Text.UNARY)
                                + ")";
        return converted(
                type,
                own,
                new Piece(in(own, math.left()).at(Text.PRODUCT) + " * " + factor, Text.PRODUCT));
    }

    /// In the type `own`, which holds x: C leaves it open what a negative number is shifted to.
    private Piece shiftRight(Carrier own, Node x, Node amount) {
        boolean plain =
                x.range().low().signum() >= 0
                        && amount.range().high().compareTo(BigInteger.valueOf(own.bits())) < 0;
        String value = plain ? in(own, x).at(Text.UNARY) : in(own, x).flat();
        String places =
                plain ? in(Carrier.I32, amount).at(Text.UNARY) : in(Carrier.I32, amount).flat();
        return plain
                ? new Piece(value + " >> " + places, Text.SHIFT)
                : atom(function("lif_shr", own) + "(" + value + ", " + places + ")");
    }

    private String function(String name, Carrier type) {
        functions.add(name + type.bits());
        return name + type.bits();
    }

    private Piece divide(Carrier type, Node.Arithmetic math) {
        Carrier own = whole(math).max(type);
        Interval by = math.right().range();
        String divisor = in(own, math.right()).at(Text.UNARY);
        if (by.contains(BigInteger.ZERO)) {
            divisor =
                    "%s(%s, %d)"
                            .formatted(
                                    function("lif_nonzero", own),
                                    in(own, math.right()).flat(),
                                    by.high().signum() > 0 ? 1 : -1);
        }
        String text = in(own, math.left()).at(Text.PRODUCT) + " / " + divisor;
        return converted(type, own, new Piece(text, Text.PRODUCT));
    }

    private Piece prefix(Carrier type, String sign, Node operand, Carrier result) {
        Carrier own = result.max(need(operand)).max(type);
        Piece value = in(own, operand);
        // C compilers wonder at the `~` of a comparison.
        Piece piece =
                operand instanceof Node.Condition && sign.equals("~")
                        ? new Piece("-1 - " + value.at(Text.PRODUCT), Text.SUM)
                        : new Piece(sign + value.at(Text.ATOM), Text.UNARY);
        return converted(type, own, piece);
    }

    private Piece choose(Carrier type, Node.Choose choose) {
        Carrier own = type.max(need(choose.then())).max(need(choose.otherwise()));
        String text =
                condition(choose.condition()).at(Text.OR)
                        + " ? "
                        + in(own, choose.then()).at(Text.OR)
                        + Text.BREAK
                        + ": "
                        + in(own, choose.otherwise()).at(Text.CHOOSE);
        return converted(type, own, new Piece(text, Text.CHOOSE));
    }

    /// Modulo 2^n: the lowest bits, and where they are signed the highest of them counts negative.
    private Piece cast(Carrier type, Node.Cast cast) {
        Node operand = cast.operand();
        Form form = cast.to();
        if (operand.range().within(form.range())) {
            Carrier own = need(operand).max(type);
            return converted(type, own, in(own, operand));
        }
        Interval unsigned = Form.unsigned(form.bits()).range();
        Carrier own = need(operand).max(Carrier.of(unsigned)).max(type);
        Piece value = in(own, operand);
        Piece low =
                form.signed()
                        ? atom(
                                function("lif_signed", own)
                                        + "("
                                        + value.flat()
                                        + ", "
                                        + form.bits()
                                        + ")")
                        : new Piece(
                                value.at(Text.UNARY) + " & " + constant(own, unsigned.high()),
                                Text.BITS);
        return converted(type, own, low);
    }

    private static String constant(Carrier type, BigInteger value) {
        return number(type, value).at(Text.UNARY);
    }

    private Piece slice(Carrier type, Node.Slice slice) {
        Node.Name of = slice.of();
        int count = slice.high() - slice.low() + 1;
        Interval mask = Form.unsigned(count).range();
        Carrier own = need(of).max(Carrier.of(mask));
        Node amount = new Node.Constant(BigInteger.valueOf(slice.low()));
        Piece moved = slice.low() == 0 ? in(own, of) : shiftRight(own, of, amount);
        boolean all = of.range().low().signum() >= 0 && of.declared().bits() == slice.high() + 1;
        Piece piece =
                all
                        ? moved
                        : new Piece(
                                moved.at(Text.UNARY) + " & " + constant(own, mask.high()),
                                Text.BITS);
        return converted(type, own, piece);
    }

    private Piece bit(Node.At at) {
        Piece moved = shiftRight(need(at.of()), at.of(), at.index());
        return new Piece(moved.at(Text.UNARY) + " & 1", Text.BITS);
    }

    private Piece join(Carrier type, Node.Join join) {
        Carrier own = type;
        for (Node part : join.parts()) {
            own = own.max(need(part));
        }
        var text = new StringBuilder();
        int low = join.widths().stream().mapToInt(width -> width).sum();
        for (int i = 0; i < join.parts().size(); i++) {
            Node part = join.parts().get(i);
            int width = join.widths().get(i);
            low -= width;
            Interval range = Form.unsigned(width).range();
            Node masked = new Node.Cast(Form.unsigned(width), part, range);
            Piece piece = in(own, masked);
            String shifted =
                    low == 0
                            ? piece.at(Text.UNARY)
                            : "(" + piece.at(Text.UNARY) + " << " + low + ")";
            text.append(i > 0 ? " | " : "").append(shifted);
        }
        return converted(type, own, new Piece(text.toString(), Text.BITS));
    }

    String cell(Node.Cell cell) {
        return place.apply(cell.memory()) + "[" + address(cell.address(), cell.depth()) + "]";
    }

    /// An index that lies within, whatever it was.
    String address(Node address, int depth) {
        String text = in(need(address), address).flat();
        if (address.range().within(Interval.of(0, depth - 1))) {
            return text;
        }
        return "%s(%s, %d)".formatted(function("lif_index", need(address)), text, depth);
    }

    private Piece ones(Node.Ones ones) {
        functions.add("lif_popcount");
        Node.Name of = ones.of();
        String mask =
                Long.toUnsignedString(
                        Form.unsigned(of.declared().bits()).range().high().longValue());
        String value = "(uint64_t)" + in(need(of), of).at(Text.UNARY);
        return atom("lif_popcount(" + value + " & UINT64_C(" + mask + "))");
    }

    private Piece compare(Node.Compare compare) {
        Carrier own = need(compare.left()).max(need(compare.right()));
        return new Piece(
                in(own, compare.left()).at(Text.SUM)
                        + " "
                        + compare.operator().symbol()
                        + " "
                        + in(own, compare.right()).at(Text.SUM),
                Text.COMPARE);
    }

    private Piece logic(Node left, String operator, Node right, int level) {
        return new Piece(
                condition(left).at(Text.COMPARE)
                        + Text.SOFT_BREAK
                        + operator
                        + " "
                        + condition(right).at(Text.COMPARE),
                level);
    }
}
