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
                    case Verdict.Equal _ -> row.isEmpty();
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
        return Diff.of(Neurons.parse(left), Neurons.parse(right), Solver.Choice.ANY, TIME, _ -> {});
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
                        Duration.ofMillis(300),
                        _ -> {});

        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest(name = "{0} | {1}: the first difference is in row {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // At the edge, at the sample, at the falling edge; what is not selected.
                "v' = v + x; o: u4 = v | v' wrap = v + x; o: u4 = v | 1",
                "v' = v + x; o: u4 = v | v' sat = v + x; o: u4 = v | 1",
                "v' = v + x; o: u4 = v | v' = x + v; o: u4 = v |",
                "o: u4 = x + v; v' = 0 | o: u4 wrap = x + v; v' = 0 | 0",
                "o: u4 = x + 3; v' = 0 | o: u4 wrap = x + 3; v' = 0 | 0",
                "o: u4 = x; v' = x + 3 | o: u4 = x; v' wrap = x + 3 | 1",
                "o: u4 = v; f' = x + v; v' = x | o: u4 = v; f' wrap = x + v; v' = x | 0",
                "o: u4 = v < 1 ? v + x : 0; v' = x | o: u4 wrap = v < 1 ? v + x : 0; v' = x |",
                "o: u4 = x < 13 ? x + 3 : 0; v' = 0 | o: u4 wrap = x < 13 ? x + 3 : 0; v' = 0 |",
                "o: u4 = x < 14 ? x + 3 : 0; v' = 0 | o: u4 wrap = x < 14 ? x + 3 : 0; v' = 0 | 0",
                "o: u1 = x < 13 and x + 3 == u4(x + 3); v' = 0 | o: u1 = x < 13; v' = 0 |",
                "o: u1 = x > 12 or x + 3 == sat(u4, x + 3); v' = 0 | o: u1 = 1; v' = 0 |",
                "o: u5 = div(16, x); v' = 1 | o: u5 = x == 0 ? 0 : div(16, x); v' = 1 | 0",
                "o: u6 = 1 << (x - 10); v' = 1 | o: u6 = x < 10 ? 0 : 1 << (x - 10); v' = 1 | 0",
                "o: u1 = v[x]; v' = x | o: u1 = v[x[1:0]]; v' = x | 0",
                "o: u4 = pick(x, 5, 6); v' = x | o: u4 = pick(x, 5, else 6); v' = x | 0",
                "o: u4 = m[x]; v' = 0 | o: u4 = m[min(x, 4)]; v' = 0 | 0",
                "o: u4 = 0; m[x]' = 0 | o: u4 = 0; v' = 0 | 1",
                "o: u4 = 0; m[0]' = x + 1; m[0]' = 0 | o: u4 = 0; v' = 0 |",
                "o: u4 = 0; m[0]' = x + 1; m[v]' = 0 | o: u4 = 0; m[0]' = 0 | 1",
                "o: u4 = 0; when x < 15 { v' = x + 1 } | o: u4 = 0; v' = 0 |",
                "o: u4 = 0; when x < v { v' = x + 1 } else { v' = x - 1 } | o: u4 = 0; v' = 0 | 2",
                "o: u4 = 0; v' = x + 1; when x > 14 { v' = x } | o: u4 = 0; v' = 0 |",
                "o: u4 = 0; when div(4, x) > 1 { v' = 1 } | o: u4 = 0; v' = 0 | 1",
                // Never comes to what it checks; that takes an invariant, or history.
                "v' = v == 9 ? 0 : v + 1; o: u4 = v | v' wrap = v == 9 ? 0 : v + 1; o: u4 = v |",
                // Both stop, for other reasons.
                "o: u4 = x + 15; v' = 0 | o: u4 = div(15, x > 0 ? 0 : 1); v' = 0 |"
            })
    void saysWhetherOneStopsWhereTheOtherGoesOn(String left, String right, Integer row) {
        String more =
                "  rst: none\n  state: {v: u4 = 1, f: u4 falling = 0}\n  memory:\n    m: u4[5] = 2\n";
        String a = of("x: u4", left, more);
        String b = of("x: u4", right, more);
        Verdict verdict = diff(a, b);
        if (!(left + right).contains("m[")) {
            OptionalInt found = BruteForce.firstDifference(Neurons.parse(a), Neurons.parse(b));
            assertThat(found).isEqualTo(row == null ? OptionalInt.empty() : OptionalInt.of(row));
        }
        if (row == null) {
            assertThat(verdict).isInstanceOf(Verdict.Equal.class);
        } else {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Different.class,
                            found -> {
                                assertThat(found.witness().rows()).hasSize(row + 1);
                                assertThat(found.witness().difference()).contains("one stops: ");
                            });
        }
    }

    /// Row 0, in which rst is asserted, shows what no rst loads.
    @ParameterizedTest
    @CsvSource({"a: u4 init 3, 0", "a: u4 = 0 init 3, 0", "a: u4 falling = 3, 0", "a: u4 = 3, 1"})
    void comparesInRow0WhatIsDefinedThere(String state, int row) {
        String more = "  rst: sync\n  state: {" + state + "}\n";
        String left = of("x: u4", "o: u4 = a", more);
        String right = of("x: u4", "o: u4 = a", more.replace('3', '5'));

        assertThat(diff(left, left)).isInstanceOf(Verdict.Equal.class);
        assertThat(diff(left, right))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        found -> assertThat(found.witness().rows()).hasSize(row + 1));
    }

    /// In row 0 the model does not check what names a state that rst is still to load.
    @ParameterizedTest
    @CsvSource({"x, 0", "a, 1", "f, 0"})
    void knowsWhichChecksStopRow0(String name, int row) {
        String more = "  rst: sync\n  state: {a: u4 = 3, f: u4 falling = 3}\n";
        String left = of("x: u4", "t: u4 = " + name + " + 13; o: u4 = x", more);
        String right = of("x: u4", "o: u4 = x", more);

        assertThat(diff(left, left)).isInstanceOf(Verdict.Equal.class);
        assertThat(diff(left, right))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        found -> assertThat(found.witness().rows()).hasSize(row + 1));
        assertThat(BruteForce.firstDifference(Neurons.parse(left), Neurons.parse(right)))
                .hasValue(row);
    }

    @Test
    void findsThatAStateNeverChanges() {
        String left = of("x: u4", "w' sat = w + w; o: u4 wrap = x + w", "  state: {w: u4 = 0}\n");
        String right = of("x: u4", "o: u4 = x", "");

        assertThat(diff(left, right))
                .isEqualTo(new Verdict.Equal(0, List.of("w = 0 on the left"), false));
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

        assertThat(diff(left, right)).isEqualTo(new Verdict.Equal(1, List.of(), false));
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
                            TIME,
                            _ -> {});
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
