package io.lockspike.emit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Writes a [Node] in Verilog so that no rule of Verilog's about widths and signs has anything left
/// to decide: all operands that such a rule would look at have the same width, and where the sign
/// counts (`<`, `>>>`, `/`) both are signed or neither.
///
/// Every node is asked for **its value modulo 2^bits**. `+ - * & | ^ ~ <<` and `?:` pass the
/// question on to their operands; the others compute their exact value, which is cut or extended.
final class VerilogExpression {
    private final Declare declare;
    private final IntConsumer counts;

    /// Makes a wire of that form for a text, and says its name.
    interface Declare {
        String wire(String role, Form form, Text text);
    }

    /// @param counts is told each width of which the ones are counted
    VerilogExpression(Declare declare, IntConsumer counts) {
        this.declare = declare;
        this.counts = counts;
    }

    /// For a place where nothing stands beside it: the right side of an assignment.
    Text bits(Node node, int bits) {
        return switch (node) {
            case Node.Constant number -> number(number.value(), bits, false);
            case Node.Name name -> resize(name.text(), name.declared(), bits);
            case Node.Arithmetic math -> math(math, bits);
            case Node.Negate negate -> prefix("-", inner(negate.operand(), bits));
            case Node.Invert invert -> prefix("~", inner(invert.operand(), bits));
            case Node.Choose choose -> choose(choose, bits);
            case Node.Cast cast -> cast(cast, bits);
            case Node.Join join -> join(join, bits);
            case Node.Slice slice -> slice(slice, bits);
            case Node.At at -> extend(at(at), bits);
            case Node.Cell cell -> cell(cell, bits);
            case Node.Ones ones -> ones(ones, bits);
            case Node.Compare compare -> extend(compare(compare), bits);
            case Node.Not not -> extend(prefix("!", bits(not.operand(), 1)), bits);
            case Node.Both both -> extend(logic(both.left(), "&&", both.right(), Text.AND), bits);
            case Node.Either either ->
                    extend(logic(either.left(), "||", either.right(), Text.OR), bits);
        };
    }

    /// For a place beside others.
    private Text inner(Node node, int bits) {
        return bits(node, bits).safe();
    }

    static Text number(BigInteger value, int bits, boolean signed) {
        BigInteger unit = BigInteger.ONE.shiftLeft(bits);
        boolean negative = value.signum() < 0 && value.negate().bitLength() <= bits;
        BigInteger shown = negative ? value.negate() : value.mod(unit);
        boolean sign = signed || negative;
        return new Text(
                (negative ? "-" : "") + bits + (sign ? "'sd" : "'d") + shown,
                bits,
                sign,
                negative ? Text.SUM : Text.ATOM);
    }

    /// A name cut or extended to so many bits.
    private static Text resize(String name, Form form, int bits) {
        int more = bits - form.bits();
        if (more == 0) {
            return new Text(name, bits, form.signed(), Text.ATOM);
        }
        if (more < 0) {
            return new Text(name + range(bits - 1, 0), bits, false, Text.ATOM);
        }
        return form.signed()
                ? signExtended(name, form.bits(), form.bits() - 1, 0, bits)
                : zeros(name, more, bits);
    }

    private static Text zeros(String text, int more, int bits) {
        return new Text("{" + more + "'d0, " + text + "}", bits, false, Text.ATOM);
    }

    /// Bits `high` to `low` of a signed name, the highest of all of them in front.
    private static Text signExtended(String name, int size, int high, int low, int bits) {
        String sign = size == 1 ? name : name + "[" + (size - 1) + "]";
        String part = high - low + 1 == size ? name : name + range(high, low);
        int more = bits - (high - low + 1);
        if (more == 0) {
            return new Text(part, bits, false, Text.ATOM);
        }
        String copies = more == 1 ? sign : "{" + more + "{" + sign + "}}";
        return new Text("{" + copies + ", " + part + "}", bits, false, Text.ATOM);
    }

    private static String range(int high, int low) {
        return high == low ? "[" + high + "]" : "[" + high + ":" + low + "]";
    }

    /// An unsigned value with zeros in front.
    private static Text extend(Text text, int bits) {
        return bits == text.bits() ? text : zeros(text.flat(), bits - text.bits(), bits);
    }

    /// An exact value cut or extended; it gets a name where Verilog wants one for that.
    private Text fit(Text text, Form form, int bits) {
        if (bits == form.bits()) {
            return text;
        }
        if (bits > form.bits() && !form.signed()) {
            return extend(text, bits);
        }
        String name = declare.wire("part", form, text);
        return resize(name, form, bits);
    }

    private Text prefix(String sign, Text operand) {
        boolean plain = operand.level() >= Text.ATOM;
        return new Text(
                sign + (plain ? operand.text() : "(" + operand.flat() + ")"),
                operand.bits(),
                operand.signed() && !sign.equals("!"),
                Text.UNARY);
    }

    private Text math(Node.Arithmetic math, int bits) {
        return switch (math.operator()) {
            case ADD -> modular(math, bits, Text.SUM, Text.SUM, Text.PRODUCT);
            case SUBTRACT -> modular(math, bits, Text.SUM, Text.SUM, Text.PRODUCT);
            case MULTIPLY -> modular(math, bits, Text.PRODUCT, Text.PRODUCT, Text.UNARY);
            case BIT_AND, BIT_OR, BIT_XOR -> modular(math, bits, Text.BITS, Text.UNARY, Text.UNARY);
            case SHIFT_LEFT -> shiftLeft(math, bits);
            case SHIFT_RIGHT -> shiftRight(math, bits);
            case DIVIDE -> divide(math, bits);
            default -> throw new IllegalStateException("no arithmetic: " + math.operator());
        };
    }

    private Text modular(Node.Arithmetic math, int bits, int level, int left, int right) {
        Text a = inner(math.left(), bits);
        Text b = inner(math.right(), bits);
        return new Text(
                a.at(left)
                        + (level == Text.SUM ? Text.SOFT_BREAK : ' ')
                        + math.operator().symbol()
                        + " "
                        + b.at(right),
                bits,
                a.signed() && b.signed(),
                level);
    }

    private Text shiftLeft(Node.Arithmetic math, int bits) {
        Text value = inner(math.left(), bits);
        return new Text(
                value.at(Text.UNARY) + " << " + amount(math.right()),
                bits,
                value.signed(),
                Text.SHIFT);
    }

    /// The amount of a shift is a number by itself, always unsigned.
    private String amount(Node amount) {
        return amount instanceof Node.Constant number
                ? number.value().toString()
                : bits(amount, amount.form().bits()).asUnsigned().at(Text.UNARY);
    }

    private Text shiftRight(Node.Arithmetic math, int bits) {
        Form form = math.left().form();
        boolean cut = math.right() instanceof Node.Constant && bits != form.bits();
        if (cut && math.left() instanceof Node.Name name) {
            return shiftedName(name, ((Node.Constant) math.right()).value(), bits);
        }
        if (cut && bits < form.bits()) {
            String name = declare.wire("sum", form, bits(math.left(), form.bits()));
            return shiftedName(
                    new Node.Name(name, form, form.range()),
                    ((Node.Constant) math.right()).value(),
                    bits);
        }
        int whole = Math.max(bits, form.bits());
        Text value = wide(math.left(), new Form(form.signed(), whole));
        Text shifted =
                new Text(
                        value.at(Text.UNARY)
                                + (form.signed() ? " >>> " : " >> ")
                                + amount(math.right()),
                        whole,
                        value.signed(),
                        Text.SHIFT,
                        form.signed());
        return fit(shifted, new Form(form.signed(), whole), bits);
    }

    /// The value in a form that holds it, with the sign that the form has.
    private Text wide(Node node, Form form) {
        return form.signed() ? signed(node, form.bits()) : inner(node, form.bits());
    }

    private Text signed(Node node, int bits) {
        return node instanceof Node.Constant number
                ? number(number.value(), bits, true)
                : bits(node, bits).asSigned();
    }

    /// `name >> k` is a choice of wires.
    private static Text shiftedName(Node.Name name, BigInteger amount, int bits) {
        Form form = name.declared();
        int low = amount.min(BigInteger.valueOf(form.bits())).intValue();
        if (low >= form.bits()) {
            return form.signed()
                    ? signExtended(name.text(), form.bits(), form.bits() - 1, form.bits() - 1, bits)
                    : number(BigInteger.ZERO, bits, false);
        }
        int there = form.bits() - low;
        if (bits <= there) {
            String part = form.bits() == 1 ? name.text() : name.text() + range(low + bits - 1, low);
            return new Text(part, bits, false, Text.ATOM);
        }
        return form.signed()
                ? signExtended(name.text(), form.bits(), form.bits() - 1, low, bits)
                : zeros(
                        form.bits() == 1 ? name.text() : name.text() + range(form.bits() - 1, low),
                        bits - there,
                        bits);
    }

    private Text divide(Node.Arithmetic math, int bits) {
        Form form = math.left().form().join(math.right().form()).join(Form.of(math.range()));
        Text a = wide(math.left(), form);
        Text b = wide(math.right(), form);
        Text left = !form.signed() && a.signed() && b.signed() ? a.asUnsigned() : a;
        Text quotient =
                new Text(
                        left.at(Text.PRODUCT) + " / " + b.at(Text.UNARY),
                        form.bits(),
                        form.signed(),
                        Text.PRODUCT,
                        form.signed());
        return fit(quotient, form, bits);
    }

    private Text compare(Node.Compare compare) {
        Form form = compare.left().form().join(compare.right().form());
        Text a = wide(compare.left(), form);
        Text b = wide(compare.right(), form);
        if (!form.signed() && a.signed() && b.signed()) {
            a = a.asUnsigned();
        }
        return new Text(
                a.at(Text.SUM) + " " + compare.operator().symbol() + " " + b.at(Text.SUM),
                1,
                false,
                Text.COMPARE);
    }

    private Text logic(Node left, String operator, Node right, int level) {
        return new Text(
                inner(left, 1).at(level)
                        + Text.SOFT_BREAK
                        + operator
                        + " "
                        + inner(right, 1).at(level + 1),
                1,
                false,
                level);
    }

    private Text choose(Node.Choose choose, int bits) {
        Text condition = bits(choose.condition(), 1);
        Text then = inner(choose.then(), bits);
        Text otherwise = inner(choose.otherwise(), bits);
        return new Text(
                condition.at(Text.OR)
                        + " ? "
                        + then.at(Text.OR)
                        + Text.BREAK
                        + ": "
                        + otherwise.at(Text.CHOOSE),
                bits,
                then.signed() && otherwise.signed(),
                Text.CHOOSE);
    }

    private Text cast(Node.Cast cast, int bits) {
        Form form = cast.to();
        if (bits <= form.bits()) {
            return bits(cast.operand(), bits);
        }
        return fit(bits(cast.operand(), form.bits()), form, bits);
    }

    /// The lowest bits of what stands side by side.
    private Text join(Node.Join join, int bits) {
        List<String> parts = new ArrayList<>();
        int found = 0;
        for (int i = join.parts().size() - 1; i >= 0 && found < bits; i--) {
            int width = Math.min(join.widths().get(i), bits - found);
            parts.addFirst(bits(join.parts().get(i), width).flat());
            found += width;
        }
        String more = found < bits ? (bits - found) + "'d0, " : "";
        return new Text("{" + more + String.join(", ", parts) + "}", bits, false, Text.ATOM);
    }

    private static Text slice(Node.Slice slice, int bits) {
        int there = slice.high() - slice.low() + 1;
        int high = slice.low() + Math.min(there, bits) - 1;
        String name = slice.of().text();
        Text text =
                new Text(
                        slice.of().declared().bits() == 1 ? name : name + range(high, slice.low()),
                        high - slice.low() + 1,
                        false,
                        Text.ATOM);
        return extend(slice.of().declared().bits() == 1 ? unsigned(slice.of(), text) : text, bits);
    }

    /// A single bit that is declared as signed.
    private static Text unsigned(Node.Name name, Text text) {
        return name.declared().signed()
                ? new Text("$unsigned(" + text.text() + ")", 1, false, Text.ATOM)
                : text;
    }

    private Text at(Node.At at) {
        int size = at.of().declared().bits();
        String name = at.of().text();
        if (size == 1) {
            return unsigned(at.of(), new Text(name, 1, false, Text.ATOM));
        }
        String index =
                at.index() instanceof Node.Constant number
                        ? number.value().toString()
                        : index(at.index(), size);
        return new Text(name + "[" + index + "]", 1, false, Text.ATOM);
    }

    /// What can address so many cells. A signed index could be negative, and Icarus computes an
    /// operation in more bits than its operands have: it gets a wire of its own.
    private String index(Node index, int size) {
        int bits = Math.max(1, BigInteger.valueOf(size - 1L).bitLength());
        Text text = bits(index, bits);
        return text.level() < Text.ATOM
                ? declare.wire("index", Form.unsigned(bits), text)
                : text.asUnsigned().text();
    }

    private Text cell(Node.Cell cell, int bits) {
        return fit(cell(cell), cell.declared(), bits);
    }

    Text cell(Node.Cell cell) {
        String address =
                cell.address() instanceof Node.Constant number
                        ? number.value().toString()
                        : index(cell.address(), cell.depth());
        return new Text(
                cell.memory() + "[" + address + "]",
                cell.declared().bits(),
                cell.declared().signed(),
                Text.ATOM);
    }

    private Text ones(Node.Ones ones, int bits) {
        int size = ones.of().declared().bits();
        if (size == 1) {
            return resize(ones.of().text(), Form.BIT, bits);
        }
        counts.accept(size);
        Form form = Form.unsigned(BigInteger.valueOf(size).bitLength());
        return fit(
                new Text("popcount" + size + "(" + ones.of().text() + ")", form.bits(), false, 10),
                form,
                bits);
    }

    /// A condition, as `if` wants it.
    String condition(Node node) {
        return bits(node, 1).flat();
    }
}
