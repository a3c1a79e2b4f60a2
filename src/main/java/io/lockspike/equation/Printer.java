package io.lockspike.equation;

import java.util.List;
import java.util.Map;

/// Writes expressions and equations as a designer would: brackets where the language needs them or
/// a reader might stumble, nowhere else.
public final class Printer {
    private static final int CHOOSE = 0;
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARE = 4;
    private static final int BITS = 5;
    private static final int SHIFT = 6;
    private static final int SUM = 7;
    private static final int PRODUCT = 8;
    private static final int UNARY = 9;
    private static final int ATOM = 10;

    private static final Map<Operator, Integer> LEVELS =
            Map.ofEntries(
                    Map.entry(Operator.BIT_OR, BITS),
                    Map.entry(Operator.BIT_XOR, BITS),
                    Map.entry(Operator.BIT_AND, BITS),
                    Map.entry(Operator.SHIFT_LEFT, SHIFT),
                    Map.entry(Operator.SHIFT_RIGHT, SHIFT),
                    Map.entry(Operator.ADD, SUM),
                    Map.entry(Operator.SUBTRACT, SUM),
                    Map.entry(Operator.MULTIPLY, PRODUCT));

    private Printer() {}

    public static String text(Expr expression) {
        return text(expression, CHOOSE);
    }

    /// `name: TYPE mode = value`.
    public static String text(Wire wire) {
        return "%s: %s%s = %s"
                .formatted(
                        wire.signal().name(),
                        wire.signal().type(),
                        mode(wire.narrowing()),
                        text(wire.value()));
    }

    /// One line for each statement, `when` blocks indented.
    public static void statements(List<Statement> statements, String indent, List<String> lines) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign ->
                        lines.add(
                                indent
                                        + assign.target().signal().name()
                                        + "'"
                                        + mode(assign.narrowing())
                                        + " = "
                                        + text(assign.value()));
                case Statement.Write write ->
                        lines.add(
                                "%s%s[%s]'%s = %s"
                                        .formatted(
                                                indent,
                                                write.memory().name(),
                                                text(write.address()),
                                                mode(write.narrowing()),
                                                text(write.value())));
                case Statement.When when -> when(when, indent, lines);
            }
        }
    }

    private static void when(Statement.When when, String indent, List<String> lines) {
        int last = when.branches().size() - 1;
        for (int i = 0; i <= last; i++) {
            Statement.Branch branch = when.branches().get(i);
            String opening = (i == 0 ? "when " : "else when ") + text(branch.condition()) + " {";
            boolean otherwise = i > 0 && i == last && isOne(branch.condition());
            lines.add(indent + (otherwise ? "else {" : opening));
            statements(branch.body(), indent + "  ", lines);
            lines.add(indent + "}");
        }
    }

    private static boolean isOne(Expr condition) {
        return condition instanceof Expr.Constant constant && constant.small() == 1;
    }

    private static String mode(Narrowing narrowing) {
        return narrowing == Narrowing.CHECKED ? "" : " " + narrowing.word();
    }

    private static String text(Expr expression, int around) {
        int level = level(expression);
        String text = bare(expression);
        return level < around ? "(" + text + ")" : text;
    }

    private static int level(Expr expression) {
        return switch (expression) {
            case Expr.Choose _ -> CHOOSE;
            case Expr.Or _ -> OR;
            case Expr.And _ -> AND;
            case Expr.Unary unary ->
                    switch (unary.operator()) {
                        case NOT -> NOT;
                        case NEGATE, COMPLEMENT -> UNARY;
                        default -> ATOM;
                    };
            case Expr.Binary binary ->
                    switch (binary.operator()) {
                        case MIN, MAX, DIVIDE -> ATOM;
                        default -> LEVELS.getOrDefault(binary.operator(), COMPARE);
                    };
            case Expr.Constant constant -> constant.value().signum() < 0 ? UNARY : ATOM;
            case Expr.Parameter _,
                    Expr.Value _,
                    Expr.Round _,
                    Expr.Pick _,
                    Expr.Bit _,
                    Expr.Bits _,
                    Expr.Cat _,
                    Expr.Popcount _,
                    Expr.Cast _,
                    Expr.Read _ ->
                    ATOM;
        };
    }

    private static String bare(Expr expression) {
        return switch (expression) {
            case Expr.Constant constant -> constant.value().toString();
            case Expr.Parameter parameter -> parameter.name();
            case Expr.Value value -> value.signal().name();
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Round round -> round(round);
            case Expr.And and -> text(and.left(), AND) + " and " + text(and.right(), NOT);
            case Expr.Or or -> text(or.left(), OR) + " or " + text(or.right(), AND);
            case Expr.Choose choose ->
                    text(choose.condition(), OR)
                            + " ? "
                            + text(choose.then(), OR)
                            + " : "
                            + text(choose.otherwise(), CHOOSE);
            case Expr.Pick pick -> pick(pick);
            case Expr.Bit bit -> text(bit.operand(), ATOM) + "[" + text(bit.index()) + "]";
            case Expr.Bits bits ->
                    "%s[%d:%d]".formatted(text(bits.operand(), ATOM), bits.high(), bits.low());
            case Expr.Cat cat -> "cat(" + list(cat.parts()) + ")";
            case Expr.Popcount count -> "popcount(" + text(count.operand()) + ")";
            case Expr.Cast cast ->
                    cast.narrowing() == Narrowing.SAT
                            ? "sat(" + cast.type() + ", " + text(cast.operand()) + ")"
                            : cast.type() + "(" + text(cast.operand()) + ")";
            case Expr.Read read -> read.memory().name() + "[" + text(read.address()) + "]";
        };
    }

    private static String unary(Expr.Unary unary) {
        return switch (unary.operator()) {
            case NOT -> "not " + text(unary.operand(), NOT);
            case NEGATE, COMPLEMENT -> unary.operator().symbol() + text(unary.operand(), UNARY);
            default -> unary.operator().symbol() + "(" + text(unary.operand()) + ")";
        };
    }

    /// Bitwise operators, shifts and comparisons always bracket their operands that are operations.
    private static String binary(Expr.Binary binary) {
        Operator operator = binary.operator();
        String symbol = operator.symbol();
        return switch (operator) {
            case MIN, MAX, DIVIDE ->
                    symbol + "(" + text(binary.left()) + ", " + text(binary.right()) + ")";
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                    text(binary.left(), UNARY) + " " + symbol + " " + text(binary.right(), UNARY);
            case ADD, SUBTRACT ->
                    text(binary.left(), SUM) + " " + symbol + " " + text(binary.right(), PRODUCT);
            case MULTIPLY -> text(binary.left(), PRODUCT) + " * " + text(binary.right(), UNARY);
            default -> text(binary.left(), SUM) + " " + symbol + " " + text(binary.right(), SUM);
        };
    }

    private static String round(Expr.Round round) {
        String random = round.rounding() == Rounding.STOCHASTIC ? ", " + text(round.random()) : "";
        return "shr(%s, %s, %s%s)"
                .formatted(
                        text(round.operand()),
                        text(round.amount()),
                        round.rounding().text(),
                        random);
    }

    private static String pick(Expr.Pick pick) {
        String otherwise =
                pick.otherwise().isEmpty() ? "" : ", else " + text(pick.otherwise().getFirst());
        return "pick(" + text(pick.index()) + ", " + list(pick.options()) + otherwise + ")";
    }

    private static String list(List<Expr> parts) {
        var text = new StringBuilder();
        for (Expr part : parts) {
            text.append(text.isEmpty() ? "" : ", ").append(text(part));
        }
        return text.toString();
    }
}
