package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a statement ends: `/` in the tables is the end of a line, `;` the end of a statement.
class LexerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            value = {
                "a b                → a b",
                "a / b              → a ; b",
                "/ / a / / b / /    → a ; b",
                "a ; b              → a ; b",
                "a ; / b            → a ; ; b",
                "a # ) + / b        → a ; b",
                "a + # c / b        → a + b",
                "a # c / + b        → a + b",
                // a bracket is open
                "( a / b / ) / c    → ( a b ) ; c",
                "[ a / b ] / c      → [ a b ] ; c",
                "( [ a / ] / b ) / c → ( [ a ] b ) ; c",
                "{ a / b / } / c    → { a ; b ; } ; c",
                "( { a / b } / ) / c → ( { a b } ) ; c",
                ") / a / b          → ) ; a ; b",
                // the line ends with an operator or a comma
                "a + / b            → a + b",
                "a - / b            → a - b",
                "a * / b            → a * b",
                "a << / b           → a << b",
                "a >> / b           → a >> b",
                "a & / b            → a & b",
                "a | / b            → a | b",
                "a ^ / b            → a ^ b",
                "a == / b           → a == b",
                "a != / b           → a != b",
                "a < / b            → a < b",
                "a <= / b           → a <= b",
                "a > / b            → a > b",
                "a >= / b           → a >= b",
                "a ? / b : / c      → a ? b : c",
                "a and / b          → a and b",
                "a or / b           → a or b",
                "not / b            → not b",
                "~ / b              → ~ b",
                "a = / b            → a = b",
                "a , / b            → a , b",
                "a @ / 3            → a @ 3",
                "a ' / b            → a ' ; b",
                "a else / b         → a else ; b",
                "when / b           → when ; b",
                // or the next line starts with one
                "a / + b            → a + b",
                "a / - b            → a - b",
                "a / * b            → a * b",
                "a / << b           → a << b",
                "a / >> b           → a >> b",
                "a / & b            → a & b",
                "a / | b            → a | b",
                "a / ^ b            → a ^ b",
                "a / == b           → a == b",
                "a / != b           → a != b",
                "a / < b            → a < b",
                "a / >= b           → a >= b",
                "a / ? b / : c      → a ? b : c",
                "a / and b          → a and b",
                "a / or b           → a or b",
                "a / not b          → a ; not b",
                "a / ~ b            → a ; ~ b",
                "a / = b            → a = b",
                "a / , b            → a , b",
                "a / ' = b          → a ' = b",
                "a / ) / b          → a ) ; b",
                "} / else { a }     → } else { a }",
                "when a / { b }     → when a { b }",
                "a / / / + b        → a + b",
            })
    void endsAStatementWithItsLine(String text, String tokens) {
        assertThat(shown(text.replace('/', '\n'))).isEqualTo(tokens);
        assertThat(shown(text.replace("/", "\r\n"))).isEqualTo(tokens);
        assertThat(shown(text.replace("/", "\t\n\t"))).isEqualTo(tokens);
    }

    private static String shown(String text) {
        return Lexer.tokens(EquationText.of(text, "a")).stream()
                .map(t -> t.kind() == Token.Kind.SEPARATOR ? ";" : t.text())
                .collect(Collectors.joining(" "))
                .strip()
                .replaceAll(" ;$", "");
    }

    @Test
    void takesTheLongestSymbol() {
        List<String> words =
                Lexer.tokens(EquationText.of("a<<b<=c<d==e=f!=-g>>-h>=~i@3'x[7:4]", "a")).stream()
                        .map(Token::text)
                        .toList();

        assertThat(words)
                .containsExactly(
                        "a", "<<", "b", "<=", "c", "<", "d", "==", "e", "=", "f", "!=", "-", "g",
                        ">>", "-", "h", ">=", "~", "i", "@", "3", "'", "x", "[", "7", ":", "4", "]",
                        "");
    }

    @Test
    void knowsThePlaceOfEachToken() {
        var text = new EquationText("a +\n\n  b # c\nd", "f", 10, 4);

        List<String> places =
                Lexer.tokens(text).stream().map(token -> token.at().toString()).toList();

        assertThat(places)
                .containsExactly("f:10:5", "f:10:7", "f:12:7", "f:13:5", "f:13:5", "f:13:6");
    }
}
