package io.lockspike.emit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Writes [Node]s as terms of SMT-LIB 2: a value is a bit vector of exactly the bits of its form, a
/// condition is a `Bool`. Division by 0, an index out of range and the like give any value.
final class SmtExpression {
    private final UnaryOperator<String> symbols;

    /// @param symbols the symbol of each name of the design, memories too
    SmtExpression(UnaryOperator<String> symbols) {
        this.symbols = symbols;
    }

    /// A bit vector of as many bits as the node's form has.
    private String exact(Node node) {
        return switch (node) {
            case Node.Constant number -> number(number.value(), number.form().bits());
            case Node.Name name -> symbols.apply(name.text());
            case Node.Arithmetic math -> math(math);
            case Node.Negate negate -> call("bvneg", bits(negate.operand(), negate.form().bits()));
            case Node.Invert invert -> call("bvnot", bits(invert.operand(), invert.form().bits()));
            case Node.Choose choose -> choose(choose);
            case Node.Slice slice -> resize(slice(slice), sliceForm(slice), slice.form().bits());
            case Node.Join join -> join(join);
            case Node.Ones ones -> ones(ones);
            case Node.Cast cast -> bits(cast.operand(), cast.to().bits());
            case Node.Cell cell -> cell(cell);
            case Node.Condition condition -> call("ite", bool(condition), "#b1", "#b0");
        };
    }

    /// The value modulo `2^bits`.
    String bits(Node node, int bits) {
        return node instanceof Node.Constant number
                ? number(number.value(), bits)
                : resize(exact(node), node.form(), bits);
    }

    /// Whether it is 1.
    String bool(Node node) {
        return switch (node) {
            case Node.Compare compare -> compare(compare);
            case Node.Both both -> call("and", bool(both.left()), bool(both.right()));
            case Node.Either either -> call("or", bool(either.left()), bool(either.right()));
            case Node.Not not -> call("not", bool(not.operand()));
            case Node.At at -> at(at);
            case Node.Constant number -> number.value().signum() == 0 ? "false" : "true";
            case Node.Name _,
                    Node.Arithmetic _,
                    Node.Negate _,
                    Node.Invert _,
                    Node.Choose _,
                    Node.Slice _,
                    Node.Join _,
                    Node.Ones _,
                    Node.Cast _,
                    Node.Cell _ -> {
                int bits = node.form().bits();
                yield call("=", exact(node), number(BigInteger.ONE, bits));
            }
        };
    }

    static String number(BigInteger value, int bits) {
        return "(_ bv" + value.mod(BigInteger.ONE.shiftLeft(bits)) + " " + bits + ")";
    }

    static String call(String function, String... operands) {
        return "(" + function + " " + String.join(" ", operands) + ")";
    }

    private static String extract(String term, int high, int low) {
        return "((_ extract " + high + " " + low + ") " + term + ")";
    }

    private static String resize(String term, Form form, int bits) {
        int more = bits - form.bits();
        if (more == 0) {
            return term;
        }
        String extend = form.signed() ? "sign_extend" : "zero_extend";
        return more < 0
                ? extract(term, bits - 1, 0)
                : "((_ " + extend + " " + more + ") " + term + ")";
    }

    private String math(Node.Arithmetic math) {
        int bits = math.form().bits();
        return switch (math.operator()) {
            case ADD -> modular("bvadd", math, bits);
            case SUBTRACT -> modular("bvsub", math, bits);
            case MULTIPLY -> modular("bvmul", math, bits);
            case BIT_AND -> modular("bvand", math, bits);
            case BIT_OR -> modular("bvor", math, bits);
            case BIT_XOR -> modular("bvxor", math, bits);
            case SHIFT_LEFT -> shiftLeft(math, bits);
            case SHIFT_RIGHT -> shiftRight(math, bits);
            case DIVIDE -> divide(math, bits);
            default -> throw new IllegalStateException("no arithmetic: " + math.operator());
        };
    }

    private String modular(String function, Node.Arithmetic math, int bits) {
        return call(function, bits(math.left(), bits), bits(math.right(), bits));
    }

    /// An amount has the bits of the value; so both get what the wider one needs.
    private String shiftLeft(Node.Arithmetic math, int bits) {
        int wide = Math.max(bits, math.right().form().bits());
        String shifted = call("bvshl", bits(math.left(), wide), bits(math.right(), wide));
        return resize(shifted, Form.unsigned(wide), bits);
    }

    private String shiftRight(Node.Arithmetic math, int bits) {
        Form form = math.left().form();
        int wide = Math.max(form.bits(), math.right().form().bits());
        String function = form.signed() ? "bvashr" : "bvlshr";
        String shifted = call(function, bits(math.left(), wide), bits(math.right(), wide));
        return resize(shifted, new Form(form.signed(), wide), bits);
    }

    private String divide(Node.Arithmetic math, int bits) {
        Form form = math.left().form().join(math.right().form()).join(math.form());
        String function = form.signed() ? "bvsdiv" : "bvudiv";
        return resize(modular(function, math, form.bits()), form, bits);
    }

    private String compare(Node.Compare compare) {
        Form form = compare.left().form().join(compare.right().form());
        String left = bits(compare.left(), form.bits());
        String right = bits(compare.right(), form.bits());
        String order = form.signed() ? "bvs" : "bvu";
        return switch (compare.operator()) {
            case EQUAL -> call("=", left, right);
            case NOT_EQUAL -> call("distinct", left, right);
            case LESS -> call(order + "lt", left, right);
            case LESS_OR_EQUAL -> call(order + "le", left, right);
            case GREATER -> call(order + "gt", left, right);
            case GREATER_OR_EQUAL -> call(order + "ge", left, right);
            default -> throw new IllegalStateException("no comparison: " + compare.operator());
        };
    }

    private String choose(Node.Choose choose) {
        int bits = choose.form().bits();
        return call(
                "ite",
                bool(choose.condition()),
                bits(choose.then(), bits),
                bits(choose.otherwise(), bits));
    }

    private String slice(Node.Slice slice) {
        return extract(exact(slice.of()), slice.high(), slice.low());
    }

    private static Form sliceForm(Node.Slice slice) {
        return Form.unsigned(slice.high() - slice.low() + 1);
    }

    private String join(Node.Join join) {
        List<String> parts = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < join.parts().size(); i++) {
            parts.add(bits(join.parts().get(i), join.widths().get(i)));
            found += join.widths().get(i);
        }
        String all = parts.size() == 1 ? parts.getFirst() : call("concat", String.join(" ", parts));
        return resize(all, Form.unsigned(found), join.form().bits());
    }

    private String at(Node.At at) {
        String value = exact(at.of());
        if (at.index() instanceof Node.Constant number) {
            int place = number.value().intValueExact();
            return call("=", extract(value, place, place), "#b1");
        }
        int wide = Math.max(at.of().form().bits(), at.index().form().bits());
        String moved = call("bvlshr", bits(at.of(), wide), bits(at.index(), wide));
        return call("=", extract(moved, 0, 0), "#b1");
    }

    private String ones(Node.Ones ones) {
        int bits = ones.form().bits();
        String value = exact(ones.of());
        String sum = number(BigInteger.ZERO, bits);
        for (int i = 0; i < ones.of().form().bits(); i++) {
            sum = call("bvadd", sum, resize(extract(value, i, i), Form.BIT, bits));
        }
        return sum;
    }

    private String cell(Node.Cell cell) {
        return call("select", symbols.apply(cell.memory()), address(cell));
    }

    String address(Node.Cell cell) {
        return bits(cell.address(), addressBits(cell.depth()));
    }

    static int addressBits(int depth) {
        return Math.max(1, BigInteger.valueOf(depth - 1L).bitLength());
    }
}
