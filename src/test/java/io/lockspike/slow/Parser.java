package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads equations: one method for each line of the grammar, and for each row of the table of
/// operators, from the loosest to the tightest.
final class Parser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final List<String> words;
    private int at;

    private Parser(String text) {
        words = Lexer.words(text);
    }

    static List<Statement> statements(String text) {
        Parser parser = new Parser(text);
        List<Statement> statements = parser.statementsUntil(Lexer.END);
        return statements;
    }

    static Expr expression(String text) {
        Parser parser = new Parser(text);
        Expr expression = parser.expression();
        parser.expect(";");
        parser.expect(Lexer.END);
        return expression;
    }

    private List<Statement> statementsUntil(String end) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            while (take(";")) {}
            if (take(end)) {
                return List.copyOf(statements);
            }
            statements.add(statement());
            if (!peek().equals(end)) {
                expect(";");
            }
        }
    }

    private List<Statement> block() {
        while (take(";")) {}
        expect("{");
        return statementsUntil("}");
    }

    private Statement statement() {
        if (take("when")) {
            return when();
        }
        if (take("replicate")) {
            return new Statement.Replicate(Numbers.parse(next()), block());
        }
        String name = name();
        if (take(":")) {
            Type type = Type.of(next());
            Mode mode = mode();
            expect("=");
            return new Statement.Wire(name, type, mode, expression());
        }
        Optional<Expr> cell = Optional.empty();
        if (take("[")) {
            cell = Optional.of(expression());
            expect("]");
        }
        expect("'");
        Mode mode = mode();
        expect("=");
        return new Statement.Next(name, cell, mode, expression());
    }

    private Statement when() {
        Expr condition = expression();
        List<Statement> then = block();
        int mark = at;
        while (take(";")) {}
        if (!take("else")) {
            at = mark;
            return new Statement.When(condition, then, List.of());
        }
        return take("when")
                ? new Statement.When(condition, then, List.of(when()))
                : new Statement.When(condition, then, block());
    }

    private Mode mode() {
        return take("wrap") ? Mode.WRAP : take("sat") ? Mode.SAT : Mode.CHECKED;
    }

    /// A name, with the number of a neuron where one is given.
    private String name() {
        String name = next();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("not a name: " + name);
        }
        return take("@") ? name + "@" + Numbers.parse(next()) : name;
    }

    private Expr expression() {
        Expr condition = or();
        if (!take("?")) {
            return condition;
        }
        Expr a = expression();
        expect(":");
        return new Expr.Choose(condition, a, expression());
    }

    private Expr or() {
        Expr left = and();
        while (take("or")) {
            left = new Expr.Binary("or", left, and());
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        while (take("and")) {
            left = new Expr.Binary("and", left, not());
        }
        return left;
    }

    private Expr not() {
        return take("not") ? new Expr.Unary("not", not()) : comparison();
    }

    private Expr comparison() {
        Expr left = bitOr();
        return COMPARISONS.contains(peek()) ? new Expr.Binary(next(), left, bitOr()) : left;
    }

    private Expr bitOr() {
        Expr left = bitXor();
        while (take("|")) {
            left = new Expr.Binary("|", left, bitXor());
        }
        return left;
    }

    private Expr bitXor() {
        Expr left = bitAnd();
        while (take("^")) {
            left = new Expr.Binary("^", left, bitAnd());
        }
        return left;
    }

    private Expr bitAnd() {
        Expr left = shift();
        while (take("&")) {
            left = new Expr.Binary("&", left, shift());
        }
        return left;
    }

    private Expr shift() {
        Expr left = sum();
        while (peek().equals("<<") || peek().equals(">>")) {
            left = new Expr.Binary(next(), left, sum());
        }
        return left;
    }

    private Expr sum() {
        Expr left = product();
        while (peek().equals("+") || peek().equals("-")) {
            left = new Expr.Binary(next(), left, product());
        }
        return left;
    }

    private Expr product() {
        Expr left = unary();
        while (take("*")) {
            left = new Expr.Binary("*", left, unary());
        }
        return left;
    }

    private Expr unary() {
        return peek().equals("-") || peek().equals("~")
                ? new Expr.Unary(next(), unary())
                : postfix();
    }

    private Expr postfix() {
        Expr value = primary();
        while (take("[")) {
            Expr index = expression();
            if (take(":")) {
                int high = number(index);
                value = new Expr.Bits(value, high, number(expression()));
            } else {
                value = new Expr.Index(value, index);
            }
            expect("]");
        }
        return value;
    }

    private static int number(Expr expression) {
        return switch (expression) {
            case Expr.Num(BigInteger value) -> value.intValueExact();
            default -> throw new IllegalArgumentException("not a number: " + expression);
        };
    }

    private Expr primary() {
        if (take("(")) {
            Expr inner = expression();
            expect(")");
            return inner;
        }
        if (Numbers.is(peek())) {
            return new Expr.Num(Numbers.parse(next()));
        }
        return words.get(at + 1).equals("(") ? call() : new Expr.Name(name());
    }

    private Expr call() {
        String function = next();
        expect("(");
        Optional<Type> cast = Type.find(function);
        Expr value =
                cast.isPresent()
                        ? new Expr.Cast(cast.get(), expression())
                        : switch (function) {
                            case "sat" -> clamp();
                            case "shr" -> shr();
                            case "pick" -> pick();
                            default -> new Expr.Call(function, list());
                        };
        expect(")");
        return value;
    }

    private Expr clamp() {
        Type type = Type.of(next());
        expect(",");
        return new Expr.Clamp(type, expression());
    }

    private Expr shr() {
        Expr x = expression();
        expect(",");
        Expr k = expression();
        expect(",");
        StringBuilder rounding = new StringBuilder(next());
        while (take("-")) {
            rounding.append('-').append(next());
        }
        Optional<Expr> random = take(",") ? Optional.of(expression()) : Optional.empty();
        return new Expr.Shr(x, k, Rounding.of(rounding.toString()), random);
    }

    private Expr pick() {
        Expr index = expression();
        List<Expr> table = new ArrayList<>();
        while (take(",")) {
            if (take("else")) {
                return new Expr.Pick(index, List.copyOf(table), Optional.of(expression()));
            }
            table.add(expression());
        }
        return new Expr.Pick(index, List.copyOf(table), Optional.empty());
    }

    private List<Expr> list() {
        List<Expr> list = new ArrayList<>();
        list.add(expression());
        while (take(",")) {
            list.add(expression());
        }
        return List.copyOf(list);
    }

    private String peek() {
        return words.get(at);
    }

    private String next() {
        if (peek().equals(Lexer.END)) {
            throw new IllegalArgumentException("the equations end too early");
        }
        return words.get(at++);
    }

    private boolean take(String word) {
        if (!peek().equals(word)) {
            return false;
        }
        if (!word.equals(Lexer.END)) {
            at++;
        }
        return true;
    }

    private void expect(String word) {
        if (!take(word)) {
            throw new IllegalArgumentException(
                    "expected '" + word + "' instead of '" + peek() + "' in " + words);
        }
    }
}
