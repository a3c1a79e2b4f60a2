package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LfsrTest {
    private static final Map<Integer, List<List<Integer>>> PRIMITIVE =
            Map.of(
                    2, List.of(List.of(2, 1)),
                    3, List.of(List.of(3, 2), List.of(3, 1)),
                    4, List.of(List.of(4, 3), List.of(4, 1)),
                    5, List.of(List.of(5, 3), List.of(5, 2), List.of(5, 4, 3, 2)),
                    6, List.of(List.of(6, 5), List.of(6, 1)),
                    7, List.of(List.of(7, 6), List.of(7, 3)),
                    8, List.of(List.of(8, 6, 5, 4), List.of(8, 4, 3, 2)));

    /// One source in a neuron; `keys` are those of the mapping.
    private static final class Source {
        private final Equations equations;
        private final Interpreter interpreter;
        private final long[] inputs;

        Source(String name, String keys) {
            String text =
                    """
                    lockspike: 1
                    neuron:
                      inputs: {go: u1, x: u8}
                      state: {held: u1 = 0}
                      lfsr:
                        %s: {%s}
                      equations: ""
                    """
                            .formatted(name, keys);
            equations = SpecFile.parse(text, "a.yaml", Path.of("."), Map.of()).equations();
            interpreter = new Interpreter(equations, 0);
            inputs = new long[2];
        }

        /// The value of a signal in the next row.
        long next(String signal, long... values) {
            System.arraycopy(values, 0, inputs, 0, values.length);
            interpreter.row(inputs, new boolean[] {true, true});
            long value = now(signal);
            interpreter.edge();
            return value;
        }

        long now(String signal) {
            return interpreter.raw(equations.find(signal).orElseThrow().slot());
        }

        List<Long> rows(String signal, int count) {
            List<Long> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(next(signal));
            }
            return rows;
        }

        /// Rows until the first value comes again.
        int period() {
            long first = next("noise_lfsr");
            int period = 1;
            while (next("noise_lfsr") != first) {
                period++;
            }
            return period;
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "form: fibonacci, direction: right | 0xACE1, 0x5670, 0xAB38, 0x559C, 0x2ACE, 0x1567",
                "form: galois, direction: right    | 0xACE1, 0xE270, 0x7138, 0x389C, 0x1C4E, 0x0E27",
            })
    void stepsAsTheKnownRegistersOf16Bits(String keys, String states) {
        var source =
                new Source("noise", "width: 16, taps: [16, 14, 13, 11], seed: 0xACE1, " + keys);
        List<Long> expected = Stream.of(states.split(", ", -1)).map(Long::decode).toList();

        assertThat(source.rows("noise_lfsr", expected.size())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fibonacci, right, xor",
        "fibonacci, left, xor",
        "galois, right, xor",
        "galois, left, xor",
        "fibonacci, right, xnor",
        "galois, left, xnor",
    })
    void goesThroughAllValuesOf16BitsButOne(String form, String direction, String gate) {
        String keys =
                "width: 16, taps: [16, 14, 13, 11], seed: 0xACE1, form: %s, direction: %s, gate: %s"
                        .formatted(form, direction, gate);

        assertThat(new Source("noise", keys).period()).isEqualTo(65_535);
    }

    static Stream<Arguments> small() {
        return PRIMITIVE.keySet().stream()
                .flatMap(width ->
                        PRIMITIVE.get(width).stream().map(taps -> Arguments.of(width, taps)));
    }

    @ParameterizedTest(name = "{0} bits, taps {1}")
    @MethodSource("small")
    void isMaximalInEveryFormForAPrimitivePolynomial(int width, List<Integer> taps) {
        for (String form : List.of("fibonacci", "galois")) {
            for (String direction : List.of("right", "left")) {
                for (String gate : List.of("xor", "xnor")) {
                    String keys =
                            "width: %d, taps: %s, form: %s, direction: %s, gate: %s, seed: %d"
                                    .formatted(width, taps, form, direction, gate, seed(gate));
                    assertThat(new Source("noise", keys).period())
                            .as(keys)
                            .isEqualTo((1 << width) - 1);
                }
            }
        }
    }

    /// One that no form is stuck at.
    private static int seed(String gate) {
        return gate.equals("xor") ? 1 : 0;
    }

    @Test
    void isNotMaximalForAPolynomialThatIsNotPrimitive() {
        assertThat(new Source("noise", "width: 4, taps: [4, 2], seed: 1").period()).isEqualTo(6);
        assertThat(new Source("noise", "width: 4, taps: [4, 3, 2, 1], seed: 1").period())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("small")
    void stepsAsTheTableOfTheManualSays(int width, List<Integer> taps) {
        for (int form = 0; form < 8; form++) {
            boolean galois = (form & 1) == 1;
            boolean right = (form & 2) == 2;
            boolean xnor = (form & 4) == 4;
            String gate = xnor ? "xnor" : "xor";
            String keys =
                    "width: %d, taps: %s, form: %s, direction: %s, gate: %s, seed: %d"
                            .formatted(
                                    width,
                                    taps,
                                    galois ? "galois" : "fibonacci",
                                    right ? "right" : "left",
                                    gate,
                                    seed(gate));
            var source = new Source("noise", keys);
            boolean[] bits = new boolean[width];
            bits[0] = !xnor;
            for (int row = 0; row < 300; row++) {
                assertThat(source.next("noise_lfsr")).as(keys).isEqualTo(number(bits));
                bits =
                        galois
                                ? galois(bits, taps, right, xnor)
                                : fibonacci(bits, taps, right, xnor);
            }
        }
    }

    private static long number(boolean[] bits) {
        long number = 0;
        for (int i = 0; i < bits.length; i++) {
            number += bits[i] ? 1L << i : 0;
        }
        return number;
    }

    /// f = gate of bits n-t, or t-1, goes in at the end where the register becomes free.
    private static boolean[] fibonacci(
            boolean[] s, List<Integer> taps, boolean right, boolean xnor) {
        int n = s.length;
        boolean f = xnor;
        for (int t : taps) {
            f ^= s[right ? n - t : t - 1];
        }
        boolean[] next = shifted(s, right);
        next[right ? n - 1 : 0] = f;
        return next;
    }

    /// Where the bit that goes out is 1 (0 for xnor), bits t-1, or n-t, are inverted.
    private static boolean[] galois(boolean[] s, List<Integer> taps, boolean right, boolean xnor) {
        int n = s.length;
        boolean[] next = shifted(s, right);
        if (s[right ? 0 : n - 1] != xnor) {
            for (int t : taps) {
                next[right ? t - 1 : n - t] ^= true;
            }
        }
        return next;
    }

    private static boolean[] shifted(boolean[] s, boolean right) {
        boolean[] next = new boolean[s.length];
        for (int i = 0; i < s.length; i++) {
            int from = right ? i + 1 : i - 1;
            next[i] = from >= 0 && from < s.length && s[from];
        }
        return next;
    }

    private static final String EIGHT = "width: 8, taps: [8, 6, 5, 4], seed: 1";

    @Test
    void takesSeveralStepsInARow() {
        List<Long> single = new Source("noise", EIGHT).rows("noise", 31);
        List<Long> triple = new Source("noise", EIGHT + ", steps: 3").rows("noise", 11);

        for (int i = 0; i < 11; i++) {
            assertThat(triple.get(i)).isEqualTo(single.get(3 * i));
        }
    }

    @Test
    void isReadBeforeOrAfterTheStepsOfTheRow() {
        List<Long> before = new Source("noise", EIGHT + ", steps: 2").rows("noise", 11);
        var source = new Source("noise", EIGHT + ", steps: 2, read: after");
        List<Long> after = source.rows("noise", 10);

        assertThat(after).isEqualTo(before.subList(1, 11));
        assertThat(before.getFirst()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"7:0, 0, 255", "7:4, 4, 15", "3:0, 0, 15", "5, 5, 1", "0, 0, 1", "6:6, 6, 1"})
    void readsSomeBits(String bits, int shift, int mask) {
        List<Long> all = new Source("noise", EIGHT).rows("noise", 40);
        List<Long> some = new Source("noise", EIGHT + ", bits: \"" + bits + "\"").rows("noise", 40);

        assertThat(some).isEqualTo(all.stream().map(v -> (v >> shift) & mask).toList());
    }

    @ParameterizedTest
    @CsvSource({"go", "go == 1", "x > 3 and go", "x == 9 ? go : 0", "'go # a comment'"})
    void takesStepsOnlyWhereItIsEnabled(String enable) {
        List<Long> free = new Source("noise", EIGHT).rows("noise", 12);
        for (String read : List.of("before", "after")) {
            var source =
                    new Source("noise", EIGHT + ", read: " + read + ", enable: \"" + enable + "\"");
            int steps = 0;
            for (int row = 0; row < 20; row++) {
                boolean go = row % 3 != 1 && steps < 10;
                int now = read.equals("after") && go ? steps + 1 : steps;
                assertThat(source.next("noise", go ? 1 : 0, 9)).isEqualTo(free.get(now));
                steps += go ? 1 : 0;
            }
        }
    }

    @Test
    void givesEachNeuronItsOwn() {
        String keys = "width: 8, taps: [8, 6, 5, 4], enable: go, seed: [1, 200, 77]";
        var source = new Source("noise@3", keys);
        List<Long> second =
                new Source("noise", EIGHT.replace("seed: 1", "seed: 200")).rows("noise", 9);
        for (int row = 0; row < 9; row++) {
            source.next("noise@0", 1);
            assertThat(source.now("noise@1")).isEqualTo(second.get(row));
            if (row == 0) {
                assertThat(source.now("noise@0")).isEqualTo(1);
                assertThat(source.now("noise@2")).isEqualTo(77);
            }
        }
    }
}
