package io.lockspike.equation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the equation language; the grammar is that of `docs/language.md`, one method for each
/// level.
final class Parser {
    private static final int MAX_DEPTH = 200;
    private static final Map<String, Operator> COMPARISONS =
            Map.of(
                    "==", Operator.EQUAL,
                    "!=", Operator.NOT_EQUAL,
                    "<", Operator.LESS,
                    "<=", Operator.LESS_OR_EQUAL,
                    ">", Operator.GREATER,
                    ">=", Operator.GREATER_OR_EQUAL);
    private static final Set<Operator> BITWISE =
            Set.of(Operator.BIT_AND, Operator.BIT_OR, Operator.BIT_XOR);
    private static final Set<Operator> SHIFTS = Set.of(Operator.SHIFT_LEFT, Operator.SHIFT_RIGHT);
    private static final Set<Operator> SUMS = Set.of(Operator.ADD, Operator.SUBTRACT);

    private final List<Token> tokens;
    private final Set<Ast> bracketed = Collections.newSetFromMap(new IdentityHashMap<>());
    private int next;
    private int depth;

    private Parser(EquationText source) {
        this.tokens = Lexer.tokens(source);
    }

    static List<Ast.Clause> equations(EquationText source) {
        return new Parser(source).clauses(Token.Kind.END, "");
    }

    static Ast expression(EquationText source) {
        var parser = new Parser(source);
        Ast result = parser.expression();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.unexpected("an operator or the end of the expression");
        }
        return result;
    }

    private List<Ast.Clause> clauses(Token.Kind end, String closing) {
        List<Ast.Clause> clauses = new ArrayList<>();
        while (true) {
            while (peek().kind() == Token.Kind.SEPARATOR) {
                next++;
            }
            if (peek().kind() == end && peek().text().equals(closing)) {
                return clauses;
            }
            clauses.add(clause());
            if (peek().kind() != Token.Kind.SEPARATOR
                    && !(peek().kind() == end && peek().text().equals(closing))) {
                throw unexpected("an operator or the end of the statement");
            }
        }
    }

    private Ast.Clause clause() {
        Token token = peek();
        if (token.is("when")) {
            return when();
        }
        if (token.is("replicate")) {
            return replicate();
        }
        if (token.kind() != Token.Kind.NAME || Words.RESERVED.contains(token.text())) {
            throw unexpected(
                    "a statement: 'name: TYPE = …', \"name' = …\", 'when …' or 'replicate …'");
        }
        return peek(1).is(":") ? wire() : next();
    }

    private Ast.Wire wire() {
        Token name = take();
        expect(":");
        Type type = type();
        Narrowing narrowing = narrowing();
        expect("=");
        return new Ast.Wire(name.at(), name.text(), type, narrowing, expression());
    }

    private Ast.Next next() {
        Ast.Name target = name(take());
        if (target.name().equals("if") && !peek().is("'") && !peek().is("[") && !peek().is("=")) {
            throw noIf(target.at());
        }
        List<Ast> address = new ArrayList<>();
        if (accept("[")) {
            address.add(expression());
            expect("]");
        }
        if (peek().is("=")) {
            throw error(
                    peek(),
                    "'%s' is a next value or a wire: write \"%s' = …\" or '%s: TYPE = …'"
                            .formatted(target.name(), target.name(), target.name()));
        }
        expect("'");
        Narrowing narrowing = narrowing();
        expect("=");
        return new Ast.Next(target.at(), target, address, narrowing, expression());
    }

    private static BadInputException noIf(Place at) {
        return new BadInputException(
                at,
                "there is no 'if': write 'when CONDITION { … }', or 'CONDITION ? VALUE : OTHER' for a value");
    }

    private Ast.When when() {
        Place at = take().at();
        List<Ast.Branch> branches = new ArrayList<>();
        branches.add(new Ast.Branch(expression(), block()));
        while (accept("else")) {
            if (accept("when")) {
                branches.add(new Ast.Branch(expression(), block()));
            } else if (peek().is("if")) {
                throw noIf(peek().at());
            } else {
                branches.add(new Ast.Branch(new Ast.Literal(at, BigInteger.ONE), block()));
                break;
            }
        }
        return new Ast.When(at, branches);
    }

    private Ast.Replicate replicate() {
        Place at = take().at();
        int count = small("how many neurons", 1, 1 << 16);
        return new Ast.Replicate(at, count, block());
    }

    private List<Ast.Clause> block() {
        enter();
        expect("{");
        List<Ast.Clause> body = clauses(Token.Kind.SYMBOL, "}");
        expect("}");
        depth--;
        return body;
    }

    private Ast expression() {
        enter();
        Ast result = choose();
        depth--;
        return result;
    }

    private Ast choose() {
        Ast condition = or();
        if (!peek().is("?")) {
            return condition;
        }
        Place at = take().at();
        Ast then = expression();
        expect(":");
        return new Ast.Choose(at, condition, then, expression());
    }

    private Ast or() {
        Ast left = and();
        while (peek().is("or")) {
            left = new Ast.Or(take().at(), left, and());
        }
        return left;
    }

    private Ast and() {
        Ast left = not();
        while (peek().is("and")) {
            left = new Ast.And(take().at(), left, not());
        }
        return left;
    }

    private Ast not() {
        if (!peek().is("not")) {
            return comparison();
        }
        enter();
        Place at = take().at();
        Ast operand = not();
        depth--;
        return new Ast.Unary(at, Operator.NOT, operand);
    }

    private Ast comparison() {
        Ast left = bitwise(0);
        Operator operator = operator(COMPARISONS);
        if (operator == null) {
            return left;
        }
        Token token = take();
        Ast right = bitwise(0);
        if (operator(COMPARISONS) != null) {
            throw error(peek(), "comparisons do not chain: write 'a < b and b < c'");
        }
        refuseMixed(token, left, BITWISE, "a bitwise operator and a comparison");
        refuseMixed(token, right, BITWISE, "a bitwise operator and a comparison");
        return new Ast.Binary(token.at(), operator, left, right);
    }

    private static final List<Map<String, Operator>> LEVELS =
            List.of(
                    Map.of("|", Operator.BIT_OR),
                    Map.of("^", Operator.BIT_XOR),
                    Map.of("&", Operator.BIT_AND),
                    Map.of("<<", Operator.SHIFT_LEFT, ">>", Operator.SHIFT_RIGHT),
                    Map.of("+", Operator.ADD, "-", Operator.SUBTRACT),
                    Map.of("*", Operator.MULTIPLY));

    private Ast bitwise(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Ast left = bitwise(level + 1);
        for (Operator operator = operator(LEVELS.get(level));
                operator != null;
                operator = operator(LEVELS.get(level))) {
            Token token = take();
            Ast right = bitwise(level + 1);
            if (SHIFTS.contains(operator)) {
                refuseMixed(token, left, SUMS, "a shift and '+' or '-'");
                refuseMixed(token, right, SUMS, "a shift and '+' or '-'");
            }
            left = new Ast.Binary(token.at(), operator, left, right);
        }
        return left;
    }

    private void refuseMixed(Token at, Ast side, Set<Operator> operators, String what) {
        if (side instanceof Ast.Binary binary
                && operators.contains(binary.operator())
                && !bracketed.contains(side)) {
            throw error(
                    at, "put brackets around " + what + ": languages disagree on which goes first");
        }
    }

    private Ast unary() {
        Token token = peek();
        if (!token.is("-") && !token.is("~")) {
            return postfix();
        }
        enter();
        next++;
        Ast operand = unary();
        depth--;
        return new Ast.Unary(
                token.at(), token.is("-") ? Operator.NEGATE : Operator.COMPLEMENT, operand);
    }

    private Ast postfix() {
        Ast operand = primary();
        while (peek().is("[")) {
            Place at = take().at();
            Ast index = expression();
            if (accept(":")) {
                int low = small("the lowest bit", 0, 255);
                operand = new Ast.Bits(at, operand, literal(index), low);
            } else {
                operand = new Ast.Index(at, operand, index);
            }
            expect("]");
        }
        return operand;
    }

    private int literal(Ast index) {
        if (index instanceof Ast.Literal(Place at, BigInteger value) && value.bitLength() < 16) {
            return value.intValue();
        }
        throw new BadInputException(
                index.at(), "the bits of a range are numbers: write x[7:4], or (x >> i) & 15");
    }

    private Ast primary() {
        Token token = take();
        if (token.is("(")) {
            Ast inner = expression();
            expect(")");
            bracketed.add(inner);
            return inner;
        }
        if (token.kind() == Token.Kind.NUMBER) {
            return new Ast.Literal(token.at(), number(token));
        }
        if (token.kind() != Token.Kind.NAME) {
            throw unexpected(token, "a value");
        }
        if (peek().is("(")) {
            return call(token);
        }
        boolean reserved = Words.RESERVED.contains(token.text()) && !token.is("neuron");
        if (reserved) {
            throw error(token, "'" + token.text() + "' is a word of the language, not a name");
        }
        return name(token);
    }

    private Ast.Name name(Token token) {
        int neuron = accept("@") ? small("a neuron's number", 0, (1 << 16) - 1) : -1;
        return new Ast.Name(token.at(), token.text(), neuron);
    }

    private Ast call(Token function) {
        expect("(");
        String word = "";
        List<Ast> arguments = new ArrayList<>();
        List<Ast> otherwise = new ArrayList<>();
        if (function.is("sat")) {
            word = type().toString();
            expect(",");
        }
        do {
            if (function.is("shr") && arguments.size() == 2 && word.isEmpty()) {
                word = rounding();
            } else if (function.is("pick") && accept("else")) {
                otherwise.add(expression());
                break;
            } else {
                arguments.add(expression());
            }
        } while (accept(","));
        expect(")");
        return new Ast.Call(function.at(), function.text(), arguments, word, otherwise);
    }

    private String rounding() {
        Token first = take();
        var word = new StringBuilder(first.text());
        while (accept("-")) {
            word.append('-').append(take().text());
        }
        if (Rounding.parse(word.toString()).isEmpty()) {
            throw error(
                    first,
                    "'%s' is no rounding: write one of %s"
                            .formatted(word, Words.list(roundings())));
        }
        return word.toString();
    }

    static List<String> roundings() {
        return Arrays.stream(Rounding.values()).map(Rounding::text).toList();
    }

    private Type type() {
        Token token = take();
        return type(token.text(), token.at());
    }

    static Type type(String text, Place at) {
        try {
            return Type.parse(text)
                    .orElseThrow(() ->
                            new BadInputException(
                                    at,
                                    "'%s' is no type: write uN or sN, N from 1 to 64"
                                            .formatted(text)));
        } catch (IllegalArgumentException tooWide) {
            throw new BadInputException(
                    at, "'%s' is too wide: a type has 1 to 64 bits".formatted(text));
        }
    }

    private Narrowing narrowing() {
        if (accept("wrap")) {
            return Narrowing.WRAP;
        }
        return accept("sat") ? Narrowing.SAT : Narrowing.CHECKED;
    }

    private int small(String what, int low, int high) {
        Token token = take();
        BigInteger value = token.kind() == Token.Kind.NUMBER ? number(token) : null;
        if (value == null || !Interval.of(low, high).contains(value)) {
            throw error(
                    token,
                    "%s is a number from %d to %d, not %s"
                            .formatted(what, low, high, token.shown()));
        }
        return value.intValue();
    }

    private static BigInteger number(Token token) {
        return Numbers.parseUnsigned(token.text())
                .orElseThrow(() ->
                        new BadInputException(
                                token.at(),
                                "'%s' is no number: write 200, 0xC8 or 0b1100_1000 (no leading zeros)"
                                        .formatted(token.text())));
    }

    private Operator operator(Map<String, Operator> operators) {
        return peek().kind() == Token.Kind.SYMBOL ? operators.get(peek().text()) : null;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw error(peek(), "brackets nest deeper than " + MAX_DEPTH);
        }
    }

    private Token peek() {
        return peek(0);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    private Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String symbolOrWord) {
        boolean found = peek().is(symbolOrWord);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    private BadInputException unexpected(String wanted) {
        return unexpected(peek(), wanted);
    }

    private static BadInputException unexpected(Token token, String wanted) {
        return error(token, "found " + token.shown() + " where " + wanted + " should stand");
    }

    private static BadInputException error(Token token, String message) {
        return new BadInputException(token.at(), message);
    }
}
