package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Specs of the library with random edits: each is read or refused, and what is read runs.
class SpecFuzzTest {
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]+|\\n *| +");
    private static final String CHARACTERS =
            "\n\n  \t{}[]()'\":;,@#&*|!%<>=?+-~^_.0123456789abcuswrxv\\\u0000\u00e9\u2028\uD83E\uDDE0";
    private static final List<String> WORDS =
            List.of(
                    "0",
                    "1",
                    "-1",
                    "2",
                    "63",
                    "64",
                    "65",
                    "255",
                    "256",
                    "65536",
                    "4194304",
                    "010",
                    "0xFFFF_FFFF_FFFF_FFFF",
                    "0x1_0000_0000_0000_0000",
                    "99999999999999999999999",
                    "u1",
                    "s1",
                    "u64",
                    "s64",
                    "u65",
                    "rst",
                    "neuron",
                    "when",
                    "else",
                    "replicate",
                    "wrap",
                    "sat",
                    "min",
                    "max",
                    "abs",
                    "sign",
                    "div",
                    "shr",
                    "pick",
                    "cat",
                    "popcount",
                    "not",
                    "and",
                    "or",
                    "init",
                    "falling",
                    "floor",
                    "stochastic",
                    "half-even",
                    "none",
                    "{}",
                    "[]",
                    "~",
                    "'",
                    "@0",
                    "@1",
                    "@65536",
                    "[0]",
                    "[7:0]",
                    "<<",
                    ">>",
                    "==",
                    "? 1 :",
                    "| # c\n",
                    "input",
                    "threshold",
                    "registered",
                    "previous",
                    "write-back",
                    "bit",
                    "negative",
                    "shifts",
                    "decayed",
                    "&a",
                    "*a");

    private static final List<String> SPECS = Library.names().stream().map(Library::yaml).toList();
    private static final List<String> TOKENS = tokens();

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>(WORDS);
        for (String spec : SPECS) {
            TOKEN.matcher(spec.substring(spec.indexOf("neuron:")))
                    .results()
                    .forEach(found -> tokens.add(found.group()));
        }
        return tokens;
    }

    @Test
    void readsOrRefusesWhatIsEdited() {
        int read = fuzz(0, 6_000);

        assertThat(read).isBetween(600, 5_400); // both happen
    }

    @Test
    @Tag("long")
    void readsOrRefusesWhatIsEditedForLong() {
        assertThat(fuzz(1_000_000, 300_000)).isPositive();
    }

    private static int fuzz(long firstSeed, int count) {
        int read = 0;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            var random = new SplittableRandom(seed);
            String text = SPECS.get(random.nextInt(SPECS.size()));
            for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
                text = edited(text, random);
            }
            read += readsOrRefuses(text, seed) ? 1 : 0;
        }
        return read;
    }

    private static boolean readsOrRefuses(String text, long seed) {
        try {
            Spec spec = SpecFile.parse(text, "fuzz.yaml", Path.of("."), Map.of());
            assertThat(spec.hash()).hasSize(16);
            LeakFacts.of(spec.equations());
            run(spec.equations(), seed);
            return true;
        } catch (BadInputException e) {
            assertThat(e.getMessage()).startsWith("fuzz.yaml").hasSizeLessThan(3000);
            return false;
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + " with this spec:\n" + text, e);
        }
    }

    private static void run(Equations equations, long seed) {
        var random = new SplittableRandom(seed);
        int cells = equations.memories().stream().mapToInt(memory -> memory.depth()).sum();
        if (equations.signals().size() > 5_000 || cells > 100_000) {
            return;
        }
        var interpreter = new Interpreter(equations, 0);
        List<Signal> inputs = equations.inputs();
        long[] values = new long[inputs.size()];
        boolean[] known = new boolean[inputs.size()];
        try {
            for (int row = 0; row < 5; row++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = inputs.get(i).type().wrap(random.nextLong());
                    known[i] = random.nextInt(8) > 0;
                }
                interpreter.row(values, known);
                interpreter.edge();
            }
        } catch (CheckException e) {
            assertThat(e.getMessage()).startsWith("fuzz.yaml").contains(": cycle ");
        }
    }

    private static String edited(String text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(1, 40)));
        String head = text.substring(0, at);
        return switch (random.nextInt(8)) {
            case 0 -> head + text.substring(end);
            case 1 -> head + character(random) + text.substring(at);
            case 2 -> head + character(random) + text.substring(end);
            case 3 ->
                    head
                            + text.substring(at, end).repeat(random.nextInt(1, 4))
                            + text.substring(end);
            case 4 -> linesSwapped(text, random);
            case 5 -> head + "\n" + line(random) + text.substring(at);
            default -> tokenReplaced(text, random);
        };
    }

    private static char character(SplittableRandom random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }

    private static String line(SplittableRandom random) {
        String[] lines = SPECS.get(random.nextInt(SPECS.size())).split("\n", -1);
        return lines[random.nextInt(lines.length)];
    }

    private static String linesSwapped(String text, SplittableRandom random) {
        String[] lines = text.split("\n", -1);
        int a = random.nextInt(lines.length);
        int b = random.nextInt(lines.length);
        String line = lines[a];
        lines[a] = lines[b];
        lines[b] = line;
        return String.join("\n", lines);
    }

    /// In the neuron, not in the text about it.
    private static String tokenReplaced(String text, SplittableRandom random) {
        int neuron = Math.max(0, text.indexOf("neuron:"));
        int from = neuron + random.nextInt(text.length() - neuron + 1);
        Matcher token = TOKEN.matcher(text);
        return token.find(from)
                ? text.substring(0, token.start())
                        + TOKENS.get(random.nextInt(TOKENS.size()))
                        + text.substring(token.end())
                : text;
    }
}
