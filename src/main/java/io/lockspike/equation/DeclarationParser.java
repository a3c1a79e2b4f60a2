package io.lockspike.equation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the text of one declaration, such as `s16[256] = 0` or `u8 falling = 3 init 1`.
public final class DeclarationParser {

    /// Reads the cells of `file("…")` as bit patterns of a type.
    public interface CellFile {
        List<BigInteger> cells(String file, Type type, int depth, Place at);
    }

    private final String name;
    private final int count;
    private final Place at;
    private final Map<String, BigInteger> constants;
    private final CellFile files;
    private final List<Token> tokens;
    private int next;

    /// @param declared the name as declared, with `@N` in a layer
    /// @param constants the parameters that may stand for a number
    public DeclarationParser(
            String declared,
            Place declaredAt,
            EquationText text,
            Map<String, BigInteger> constants,
            CellFile files) {
        int at = declared.indexOf('@');
        this.name = at < 0 ? declared : declared.substring(0, at);
        this.count = at < 0 ? 0 : layer(declared.substring(at + 1), declaredAt);
        this.at = declaredAt;
        this.constants = constants;
        this.files = files;
        this.tokens = Lexer.tokens(text);
    }

    private static int layer(String text, Place at) {
        BigInteger count = Numbers.parseUnsigned(text).orElse(BigInteger.ZERO);
        if (!Interval.of(1, 1 << 16).contains(count)) {
            throw new BadInputException(
                    at, "NAME@N says N neurons, N from 1 to 65536, not '" + text + "'");
        }
        return count.intValue();
    }

    /// `TYPE`.
    public Declaration.Input input() {
        Type type = type();
        end("an input has a type and nothing else");
        return new Declaration.Input(name, count, type, at);
    }

    /// `TYPE = INT`, `INT`.
    public Declaration.Parameter parameter() {
        Optional<Type> type = Optional.empty();
        if (peek().kind() == Token.Kind.NAME) {
            type = Optional.of(type());
            expect("=");
        }
        List<BigInteger> values = values();
        end("a parameter is 'INT' or 'TYPE = INT'");
        return new Declaration.Parameter(name, count, type, values, at);
    }

    /// `TYPE [falling] [= INT] [init INT]`.
    public Declaration.Register register() {
        Type type = type();
        boolean falling = accept("falling");
        Optional<List<BigInteger>> rst = accept("=") ? Optional.of(values()) : Optional.empty();
        Optional<List<BigInteger>> init = accept("init") ? Optional.of(values()) : Optional.empty();
        falling |= accept("falling");
        end("a state is 'TYPE [falling] [= INT] [init INT]'");
        rst.ifPresent(this::oneEach);
        init.ifPresent(this::oneEach);
        return new Declaration.Register(name, count, type, falling, rst, init, at);
    }

    private void oneEach(List<BigInteger> values) {
        if (values.size() != 1 && values.size() != count) {
            throw new BadInputException(
                    at,
                    "%d values for '%s': give one%s"
                            .formatted(
                                    values.size(),
                                    name,
                                    count > 1 ? ", or one for each of " + count : ""));
        }
    }

    /// `TYPE[DEPTH] [= CELLS] [init CELLS]`.
    public Declaration.Table table() {
        Type type = type();
        expect("[");
        Token token = take();
        BigInteger depth = Numbers.parseUnsigned(token.text()).orElse(BigInteger.ZERO);
        if (!Interval.of(1, Elaborator.MAX_CELLS).contains(depth)) {
            throw new BadInputException(
                    token.at(),
                    "a memory has 1 to %d cells, not %s"
                            .formatted(Elaborator.MAX_CELLS, token.shown()));
        }
        expect("]");
        int cells = depth.intValue();
        Optional<List<BigInteger>> rst =
                accept("=") ? Optional.of(cells(type, cells)) : Optional.empty();
        Optional<List<BigInteger>> init =
                accept("init") ? Optional.of(cells(type, cells)) : Optional.empty();
        end("a memory is 'TYPE[DEPTH] [= CELLS] [init CELLS]'");
        return new Declaration.Table(name, count, type, cells, rst, init, at);
    }

    private List<BigInteger> cells(Type type, int depth) {
        if (!peek().is("file")) {
            return values();
        }
        Place place = take().at();
        expect("(");
        Token file = take();
        if (file.kind() != Token.Kind.STRING) {
            throw unexpected(file, "a file name in double quotes");
        }
        expect(")");
        return files.cells(file.text(), type, depth, place);
    }

    private List<BigInteger> values() {
        if (!accept("[")) {
            return List.of(value());
        }
        List<BigInteger> values = new ArrayList<>();
        do {
            values.add(value());
        } while (accept(","));
        expect("]");
        return values;
    }

    private BigInteger value() {
        boolean negative = accept("-");
        Token token = take();
        BigInteger value =
                switch (token.kind()) {
                    case NAME -> constants.get(token.text());
                    case NUMBER -> Numbers.parseUnsigned(token.text()).orElse(null);
                    case STRING, SYMBOL, SEPARATOR, END -> null;
                };
        if (value == null) {
            throw unexpected(
                    token, "a whole number (200, 0xC8, 0b1100_1000) or a parameter's name");
        }
        return negative ? value.negate() : value;
    }

    private Type type() {
        Token token = take();
        return Parser.type(token.text(), token.at());
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String word) {
        boolean found = peek().is(word);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected(peek(), "'" + symbol + "'");
        }
    }

    private void end(String form) {
        if (peek().kind() != Token.Kind.END) {
            throw new BadInputException(peek().at(), peek().shown() + " is too much here: " + form);
        }
    }

    private static BadInputException unexpected(Token token, String wanted) {
        return new BadInputException(
                token.at(), "found " + token.shown() + " where " + wanted + " should stand");
    }
}
