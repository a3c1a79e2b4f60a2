package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is printed reads as what it was printed from.
class PrinterTest {
    private static final String DESIGN =
            """
            inputs: {a: s8, b: u5, c: u1, d: s64, e: u64}
            parameters: {p: -3, q: u4 = 9, r: 200}
            memory:
              m: s4[8] = [-8, -3, -1, 0, 1, 2, 5, 7]
            equations: |
              w: u8 wrap = a * b
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            value = {
                "((a) + (b)) + 1            → a + b + 1",
                "a + (b + 1)                → a + (b + 1)",
                "a - (b - 1)                → a - (b - 1)",
                "(a * b) + 1                → a * b + 1",
                "a * (b + 1)                → a * (b + 1)",
                "a * b * 2                  → a * b * 2",
                "a * (b * 2)                → a * (b * 2)",
                "-(a + 1)                   → -(a + 1)",
                "-a * -b                    → -a * -b",
                "- - a                      → --a",
                "~-a                        → ~-a",
                "a - -3                     → a - -3",
                "a << 1 << 2                → (a << 1) << 2",
                "(a + 1) << (b - 1)         → (a + 1) << (b - 1)",
                "a * 3 >> 2                 → (a * 3) >> 2",
                "a & b | 3 ^ 1              → (a & b) | (3 ^ 1)",
                "(a & b) == 3               → (a & b) == 3",
                "a + 1 < b * 2              → a + 1 < b * 2",
                "(a >> 1) < b               → (a >> 1) < b",
                "(a < b) == (b < a)         → (a < b) == (b < a)",
                "not a < b                  → not a < b",
                "not not c                  → not not c",
                "not (c and c)              → not (c and c)",
                "c and not c or c           → c and not c or c",
                "c and (c or c)             → c and (c or c)",
                "c or (c or c)              → c or (c or c)",
                "(c or c) or c              → c or c or c",
                "c ? a : c ? b : 1          → c ? a : c ? b : 1",
                "c ? (c ? a : b) : 1        → c ? (c ? a : b) : 1",
                "(c ? c : c) ? 1 : 2        → (c ? c : c) ? 1 : 2",
                "(c ? a : b) + 1            → (c ? a : b) + 1",
                "min(a, b, 3)               → min(min(a, b), 3)",
                "max(a, c ? 1 : 2)          → max(a, c ? 1 : 2)",
                "abs(a - 1)                 → abs(a - 1)",
                "div(a, b + 1)              → div(a, b + 1)",
                "shr(a, b, half-even)       → shr(a, b, half-even)",
                "shr(a, b, floor)           → a >> b",
                "shr(a + 1, 2, stochastic, b) → shr(a + 1, 2, stochastic, b)",
                "u4(a + 1)                  → u4(a + 1)",
                "sat(s3, a)                 → sat(s3, a)",
                "a[3]                       → a[3]",
                "w[b]                       → w[b]",
                "a[6:2][1]                  → a[6:2][1]",
                "s4(a)[1]                   → s4(a)[1]",
                "m[b]                       → m[b]",
                "m[b][0]                    → m[b][0]",
                "cat(a, b[3:0], c)          → cat(a, b[3:0], c)",
                "popcount(a)                → popcount(a)",
                "pick(b, a, 1)              → pick(b, a, 1)",
                "pick(b, a, else 1)         → pick(b, a, else 1)",
                "p + q                      → p + q",
                "0x10 + 0b11                → 16 + 3",
            })
    void printsTheBracketsThatAreNeeded(String text, String printed) {
        Equations equations = Hand.equations(DESIGN);
        Expr expression = equations.expression(EquationText.of(text, "a"));

        assertThat(Printer.text(expression)).isEqualTo(printed);
        assertThat(reprinted(equations, printed)).isEqualTo(printed);
    }

    private static String reprinted(Equations equations, String printed) {
        return Printer.text(equations.expression(EquationText.of(printed, "a")));
    }

    @Test
    void meansTheSameForRandomExpressions() {
        Equations equations = Hand.equations(DESIGN);
        var random = new SplittableRandom(17);
        int checked = 0;
        for (int i = 0; i < 8_000; i++) {
            String text = expression(random, 4);
            Expr expression = typed(equations, text);
            if (expression != null) {
                String printed = Printer.text(expression);
                Expr again = equations.expression(EquationText.of(printed, text));
                assertThat(Printer.text(again)).as(text).isEqualTo(printed);
                assertThat(again).as(printed).isEqualTo(expression);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(4_000);
    }

    private static Expr typed(Equations equations, String text) {
        try {
            return equations.expression(EquationText.of(text, "a"));
        } catch (BadInputException refused) {
            return null;
        }
    }

    private static String expression(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return pick(random, "a", "b", "c", "d", "e", "p", "q", "r", "w", "0", "1", "7", "-2");
        }
        String x = expression(random, depth - 1);
        String y = expression(random, depth - 1);
        String condition = condition(random, depth - 1);
        return switch (random.nextInt(14)) {
            case 0 -> "(" + x + ") " + pick(random, "+", "-", "*", "&", "|", "^") + " (" + y + ")";
            case 1 -> "(" + x + ") " + pick(random, "<<", ">>") + " " + pick(random, "3", "b", "w");
            case 2 -> pick(random, "-", "~") + "(" + x + ")";
            case 3 -> "(" + condition + ") ? (" + x + ") : (" + y + ")";
            case 4 -> pick(random, "min", "max", "div") + "(" + x + ", " + y + ")";
            case 5 -> pick(random, "abs", "sign", "u3", "s9", "u64", "s64") + "(" + x + ")";
            case 6 -> "shr(" + x + ", " + pick(random, "0", "2", "b") + ", half-even)";
            case 7 -> "shr(" + x + ", 3, stochastic, " + y + ")";
            case 8 -> "sat(" + pick(random, "u4", "s12", "s64") + ", " + x + ")";
            case 9 -> pick(random, "a", "d", "e", "q", "w") + pick(random, "[0]", "[2:1]", "[b]");
            case 10 -> "m[" + x + "]" + pick(random, "", "", "[1]");
            case 11 -> "popcount(cat(u5(" + x + "), " + pick(random, "a", "b", "c", "e") + "))";
            case 12 -> "pick(" + x + ", " + y + ", 5" + pick(random, "", ", else " + x) + ")";
            default -> condition;
        };
    }

    private static String condition(SplittableRandom random, int depth) {
        if (depth <= 0) {
            return pick(random, "c", "a[1]", "0", "1");
        }
        String x = condition(random, depth - 1);
        String y = condition(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + x + ") " + pick(random, "and", "or") + " (" + y + ")";
            case 1 -> "not (" + x + ")";
            default ->
                    "("
                            + expression(random, depth - 1)
                            + ") "
                            + pick(random, "==", "!=", "<", "<=", ">", ">=")
                            + " ("
                            + expression(random, depth - 1)
                            + ")";
        };
    }

    private static String pick(SplittableRandom random, String... words) {
        return words[random.nextInt(words.length)];
    }

    static Stream<String> library() {
        return Library.names().stream();
    }

    @ParameterizedTest
    @MethodSource("library")
    void readsEveryExpressionOfTheLibraryAgain(String name) {
        Equations equations = Library.spec(name).equations();

        for (Wire wire : equations.wires()) {
            String printed = Printer.text(wire.value());
            assertThat(reprinted(equations, printed)).isEqualTo(printed);
        }
    }

    @ParameterizedTest
    @MethodSource("library")
    void readsEverySpecOfTheLibraryAgain(String name) {
        Spec spec = Library.spec(name);
        boolean layer = spec.equations().signals().stream().anyMatch(s -> s.name().contains("@"));
        List<String> printed = printed(spec.equations());
        if (!layer) {
            Equations again =
                    Equations.of(
                            spec.neuron().rst(),
                            spec.neuron().declarations(),
                            List.of(EquationText.of(String.join("\n", printed), name)),
                            spec.neuron().outputs());
            assertThat(printed(again)).isEqualTo(printed);
            runsAlike(spec.equations(), again);
        }
    }

    private static List<String> printed(Equations equations) {
        List<String> lines = new ArrayList<>();
        equations.wires().forEach(wire -> lines.add(Printer.text(wire)));
        Printer.statements(equations.statements(), "", lines);
        return lines;
    }

    /// By some rows of random inputs, some of them undefined.
    private static void runsAlike(Equations one, Equations other) {
        var random = new SplittableRandom(3);
        for (int lane = 0; lane < one.lanes(); lane++) {
            var first = new Interpreter(one, lane);
            var second = new Interpreter(other, lane);
            for (int row = 0; row < 300; row++) {
                long[] values = new long[one.inputs().size()];
                boolean[] known = new boolean[values.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = one.inputs().get(i).type().wrap(random.nextLong());
                    known[i] = row < 20 || random.nextInt(40) > 0;
                }
                first.row(values, known);
                second.row(values, known);
                for (Signal signal : one.signals()) {
                    int slot = signal.slot();
                    assertThat(second.defined(slot)).isEqualTo(first.defined(slot));
                    assertThat(!first.defined(slot) || first.raw(slot) == second.raw(slot))
                            .isTrue();
                }
                first.edge();
                second.edge();
            }
        }
    }

    @Test
    void printsBlocksAsTheyAreRead() {
        String blocks =
                """
                when c {
                  v' = 1
                  when a < 0 {
                    m[b]' sat = a
                  }
                }
                else when 0 {
                  v' wrap = 300
                }
                else when 1 {
                  v' = 2
                }
                else when c {
                }
                else {
                  v' = 3
                }\
                """;
        Equations equations =
                Hand.equations(
                        """
                        inputs: {a: s8, b: u2, c: u1}
                        state: {v: u8 init 0}
                        memory:
                          m: u8[4] init 0
                        equations: |
                        %s
                        """
                                .formatted(blocks.indent(2).stripTrailing()));

        assertThat(String.join("\n", printed(equations))).isEqualTo(blocks);
    }
}
