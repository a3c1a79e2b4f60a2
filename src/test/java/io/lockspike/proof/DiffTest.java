package io.lockspike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `lif diff` says of two designs what a search over all their states and inputs says.
final class DiffTest {
    private static final Duration TIME = Duration.ofSeconds(60);

    private int equal;
    private int different;
    private double longest;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void saysOfFamilyPairsWhatBruteForceSays() {
        for (Neurons.Two two : Neurons.pairs(6)) {
            compare(two, two);
        }
        report("every two values of each choice, 6 bits");
    }

    /// What is equal with 6 bits is so with more.
    @Test
    void saysTheSameOfWideShiftLeaks() {
        for (int bits : new int[] {16, 32}) {
            List<Neurons.Two> narrow = Neurons.shiftLeaks(6);
            List<Neurons.Two> wide = Neurons.shiftLeaks(bits);
            for (int i = 0; i < narrow.size(); i++) {
                compare(narrow.get(i), wide.get(i));
            }
            report("shift leaks, " + bits + " bits");
        }
    }

    /// @param narrow what brute force decides
    /// @param wide what the solver decides
    private void compare(Neurons.Two narrow, Neurons.Two wide) {
        OptionalInt row =
                BruteForce.firstDifference(
                        Neurons.parse(narrow.left()), Neurons.parse(narrow.right()));
        long start = System.nanoTime();
        Verdict verdict = diff(wide.left(), wide.right());
        longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
        boolean isRight =
                switch (verdict) {
                    case Verdict.Equal same -> row.isEmpty() && same.mayStop().isEmpty();
                    case Verdict.Different(Witness witness) ->
                            row.isPresent() && row.getAsInt() == witness.rows().size() - 1;
                    case Verdict.Unknown _ -> false;
                };
        if (!isRight) {
            wrong.add(wide.title() + ": brute force " + row + ", diff " + verdict);
        }
        if (row.isPresent()) {
            different++;
        } else {
            equal++;
        }
    }

    private void report(String title) {
        System.out.printf(
                Locale.ROOT,
                "diff, %s: %d pairs equal, %d different, %d wrong; the longest took %.2f s%n",
                title,
                equal,
                different,
                wrong.size(),
                longest);
        assertThat(wrong).isEmpty();
        assertThat(equal).isPositive();
        assertThat(different).isPositive();
        equal = 0;
        different = 0;
        longest = 0;
    }

    private static Verdict diff(String left, String right) {
        return Diff.of(Neurons.parse(left), Neurons.parse(right), Solver.Choice.ANY, TIME);
    }

    private static String of(String inputs, String equations, String more) {
        return """
        lockspike: 1
        name: small
        neuron:
          inputs: {INPUTS}
        MORE  equations: |
            EQUATIONS
          outputs: [o]
        """
                .replace("INPUTS", inputs)
                .replace("MORE", more)
                .replace("EQUATIONS", equations);
    }

    /// `v - (v >> k)` is the ceiling of `(2^k - 1) v / 2^k`.
    @ParameterizedTest(name = "{0} bits, k = {1}")
    @CsvSource({"6, 2", "16, 4", "32, 4", "32, 7"})
    void provesThatAShiftLeakIsACeiling(int bits, int k) {
        String leak = of("v: s" + bits, "o: s" + bits + " = v - (v >> " + k + ")", "");
        String scaled = "o: s" + bits + " = shr(" + ((1 << k) - 1) + " * v, " + k + ", MODE)";
        String ceil = of("v: s" + bits, scaled.replace("MODE", "ceil"), "");
        String floor = of("v: s" + bits, scaled.replace("MODE", "floor"), "");

        assertThat(diff(leak, ceil)).isInstanceOf(Verdict.Equal.class);
        Verdict verdict = diff(leak, floor);

        assertThat(verdict).isInstanceOf(Verdict.Different.class);
        Witness.Row row = ((Verdict.Different) verdict).witness().rows().getLast();
        BigInteger v = row.inputs().get("v");
        BigInteger product = v.shiftLeft(k).subtract(v);
        assertThat(row.left()).containsEntry("o", v.subtract(v.shiftRight(k)));
        assertThat(row.right()).containsEntry("o", product.shiftRight(k));
        assertThat(
                        product.testBit(0)
                                || !product.mod(BigInteger.TWO.pow(k)).equals(BigInteger.ZERO))
                .isTrue();
    }

    @Test
    void doesNotKnowWhatTakesTooLong() {
        String left = of("a: u31, b: u31", "o: u64 = a * a + b * b + 2 * (a * b)", "");
        String right = of("a: u31, b: u31", "o: u64 = (a + b) * (a + b)", "");

        Verdict verdict =
                Diff.of(
                        Neurons.parse(left),
                        Neurons.parse(right),
                        Solver.Choice.ANY,
                        Duration.ofMillis(300));

        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void doesNotCallEqualWhatMayStop() {
        String state = "  state: {v: u4 = 0}\n";
        String checked = of("x: u4", "v' = v + x; o: u4 = v", state);
        String wraps = of("x: u4", "v' wrap = v + x; o: u4 = v", state);
        String clamps = of("x: u4", "v' sat = v + x; o: u4 = v", state);

        assertThat(diff(checked, checked))
                .isEqualTo(new Verdict.Equal(0, List.of("v = v"), List.of()));
        assertThat(diff(checked, wraps))
                .isEqualTo(new Verdict.Equal(0, List.of("v = v"), List.of("left")));
        assertThat(diff(checked, clamps))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        found ->
                                assertThat(found.witness().difference())
                                        .contains("only the left one stops")
                                        .contains("does not fit u4"));
    }

    @Test
    void comparesMemoriesAndBothEdges() {
        String more = "  rst: sync\n  state: {h: u4 falling = 0}\n  memory:\n    m: u4[5] = 3\n";
        String left = of("x: u4, i: u2", "h' = m[i]; m[i]' = x; o: u5 = h + m[i]", more);
        String right =
                of("x: u4, i: u2", "when x >= 0 { m[i]' = x }; h' = m[i]; o: u5 = m[i] + h", more);
        String other = of("x: u4, i: u2", "h' = m[i]; m[i]' = x | 1; o: u5 = h + m[i]", more);

        assertThat(diff(left, right)).isInstanceOf(Verdict.Equal.class);
        assertThat(diff(left, other)).isInstanceOf(Verdict.Different.class);
    }

    /// One counts up from 0, the other down from 9: only rows of history tell them equal.
    @Test
    void comparesStatesOfOtherNames() {
        String left = of("x: u1", "a' = x == 1 ? 1 : 0; o: u1 = a == 1", "  state: {a: u1 = 0}\n");
        String right = of("x: u1", "b' = x == 1 ? 0 : 1; o: u1 = b == 0", "  state: {b: u1 = 1}\n");

        assertThat(diff(left, right)).isEqualTo(new Verdict.Equal(1, List.of(), List.of()));
    }

    @Test
    void findsTheSameWithZ3() {
        Needs.tool("z3");
        int pairs = 0;
        for (Neurons.Two two : Neurons.shiftLeaks(6)) {
            Verdict inside = diff(two.left(), two.right());
            Verdict outside =
                    Diff.of(
                            Neurons.parse(two.left()),
                            Neurons.parse(two.right()),
                            Solver.Choice.Z3,
                            TIME);
            assertThat(outside).as(two.title()).hasSameClassAs(inside);
            if (inside instanceof Verdict.Different(Witness a)
                    && outside instanceof Verdict.Different(Witness b)) {
                assertThat(b.rows()).hasSameSizeAs(a.rows());
            }
            pairs++;
        }
        System.out.printf("diff with z3 as with Bitwuzla: %d pairs%n", pairs);
    }
}
