package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When code runs and when the interpreter does, and that large designs become many methods.
final class CompiledEngineTest {
    private static final boolean[] KNOWN = {true};
    private static final boolean[] UNKNOWN = {false};

    private static Equations equations(String sections, String equations) {
        String yaml =
                "lockspike: 1\nname: t\nneuron:\n"
                        + sections.indent(2)
                        + "  equations: |\n"
                        + equations.indent(4);
        return SpecFile.parse(yaml, "t.yaml", Path.of(""), Map.of()).equations();
    }

    private static CompiledEngine compiled(Equations equations) {
        return CompiledEngine.after(0, equations, 0);
    }

    private static void step(Engine engine, long input) {
        engine.row(new long[] {input}, KNOWN);
        engine.edge();
    }

    private static final Equations SUM =
            equations("inputs: {x: s8}\nstate: {v: s10 = 0}", "n: s11 = v + x\nv' = n");

    @Test
    void runsByCodeOnceAllIsDefined() {
        CompiledEngine engine = compiled(SUM);
        step(engine, 5);
        assertThat(engine.compiledRows()).isZero();
        step(engine, 5);
        step(engine, 5);
        assertThat(engine.compiledRows()).isEqualTo(2);
        assertThat(engine.raw(1)).isEqualTo(15);
    }

    @Test
    void givesTheRowBackWhereAnInputIsUndefined() {
        CompiledEngine engine = compiled(SUM);
        step(engine, 5);
        step(engine, 5);
        engine.row(new long[] {0}, UNKNOWN);
        engine.edge();
        assertThat(engine.defined(1)).isFalse();
        assertThat(engine.compiledRows()).isEqualTo(1);
        engine.poke(1, 7, true);
        step(engine, 1);
        step(engine, 1);
        assertThat(engine.compiledRows()).isEqualTo(2);
        assertThat(engine.raw(1)).isEqualTo(9);
    }

    @Test
    void saysWhatACheckSaysInTheInterpreter() {
        CompiledEngine engine = compiled(SUM);
        IntStream.range(0, 4).forEach(_ -> step(engine, 127));
        engine.row(new long[] {127}, KNOWN);
        assertThatThrownBy(engine::edge)
                .isInstanceOf(CheckException.class)
                .hasMessageEndingWith("cycle 4: v is 635, which does not fit s10 (-512 … 511)");
        assertThat(engine.raw(1)).isEqualTo(508);
    }

    @Test
    void takesOverWhatAnotherEngineHolds() {
        CompiledEngine engine = compiled(SUM);
        IntStream.range(0, 3).forEach(_ -> step(engine, 3));
        Engine copy = compiled(SUM);
        copy.copyFrom(engine);
        step(copy, 4);
        assertThat(copy.raw(1)).isEqualTo(13);
        assertThat(engine.raw(1)).isEqualTo(9);
    }

    @Test
    void asksForCodeOnlyAfterSomeRows() {
        var asked = new AtomicInteger();
        var engine =
                new CompiledEngine(
                        SUM,
                        0,
                        () -> {
                            asked.incrementAndGet();
                            return Kernels.of(SUM).code();
                        },
                        10);
        IntStream.range(0, 10).forEach(_ -> step(engine, 0));
        assertThat(asked).hasValue(0);
        IntStream.range(0, 10).forEach(_ -> step(engine, 1));
        assertThat(asked).hasValue(1);
        assertThat(engine.compiledRows()).isEqualTo(10);
        assertThat(engine.raw(1)).isEqualTo(10);
    }

    /// Around the number of operations that one method has room for.
    @ParameterizedTest(name = "a sum of {0} terms")
    @ValueSource(ints = {2, 198, 199, 200, 201, 202, 399, 400, 401, 3000})
    void splitsLongExpressions(int terms) {
        String sum = balanced(0, terms, " + ", "(x ^ %d)");
        String condition = balanced(0, terms, " or ", "x > %d");
        agree(
                equations(
                        "inputs: {x: s8}\nstate: {v: s24 = 0}",
                        "w: s24 wrap = %s\nv' wrap = v + w\nwhen %s { v' wrap = w }"
                                .formatted(sum, condition)),
                200);
    }

    private static String balanced(int from, int to, String operator, String term) {
        int middle = (from + to) / 2;
        return to - from == 1
                ? term.formatted(from)
                : "("
                        + balanced(from, middle, operator, term)
                        + operator
                        + balanced(middle, to, operator, term)
                        + ")";
    }

    @Test
    void splitsLargeLayers() {
        agree(
                equations(
                        """
                        rst: async
                        inputs: {x: s8}
                        state:
                          v@2000: s16 = 0
                          w@2000: u8 falling = 1
                        memory:
                          m: s16[16] = 0
                        """,
                        """
                        replicate 2000 {
                          n: s16 sat = v + (x << (neuron & 7)) - shr(v, 4, half-even)
                          f: u1 = n >= 1000
                          v' = f ? w : n
                          w' wrap = w + neuron
                          when f { m[neuron & 15]' = n }
                        }
                        """),
                30);
    }

    @Test
    void leavesToTheInterpreterWhatNoClassHolds() {
        Equations equations =
                equations(
                        "inputs: {x: u16}",
                        "w: u16 = pick(x, %s, else 0)"
                                .formatted(
                                        IntStream.range(0, 9_000)
                                                .mapToObj(i -> "x ^ " + i)
                                                .collect(Collectors.joining(", "))));
        assertThat(Kernels.of(equations).code()).isEmpty();
        assertThat(Kernels.of(equations).reason()).startsWith("the design is too large");
        agree(equations, 20);
    }

    @Test
    void keepsParametersOfLanesApart() {
        Equations equations =
                equations(
                        "inputs: {x: u8}\nparameters: {p: [1, 2, 70000000000]}\nstate: {v: u64 = 0}",
                        "v' wrap = v * p + x");
        Tally tally = new Tally();
        for (int lane = 0; lane < 3; lane++) {
            EnginePair pair = EnginePair.of(equations, lane, tally);
            new Draw(lane).run(pair, 100, true, false);
            assertThat(pair.compiledRows()).isPositive();
        }
    }

    @Test
    void agreesWhereALongIsNotEnough() {
        agree(
                equations(
                        """
                        rst: sync
                        inputs: {a: u64, b: s64, k: u7, s: s9}
                        state: {u: u64 = 18446744073709551615, t: s64 = 0}
                        memory:
                          m: u64[5] = [0, 1, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 7]
                        """,
                        """
                        sum:   u64 wrap = u * a + b
                        top:   u64 sat  = u + a
                        low:   s64 sat  = b * t - a
                        same:  u1 = u == a or a > m[k & 3] or b < t
                        far:   s64 wrap = (a << k) - ~b
                        near:  s64 sat  = shr(a * u, k, half-even) - abs(b)
                        part:  u32 = u[63:32] ^ cat(a, b)[95:64]
                        bits:  u8 = popcount(a) + popcount(cat(a, b)) & 255
                        least: u64 = min(u, a) ^ max(u, m[4])
                        chosen: s64 wrap = pick(k & 3, a, b, u, -a)
                        signum: s2 = sign(b - u) + a[63]
                        quot:  u64 = div(a, u | 1)
                        u' wrap = same ? sum : top
                        t' wrap = low ^ far
                        when s == -256 { t' = div(b, s + 256) }
                        m[min(k & 7, 4)]' = a
                        """),
                600);
    }

    private static void agree(Equations equations, int rows) {
        EnginePair pair = EnginePair.of(equations, 0, new Tally());
        new Draw(1).run(pair, rows, true, false);
        boolean hasCode = !Kernels.of(equations).code().equals(Optional.empty());
        assertThat(pair.compiledRows() > 0).isEqualTo(hasCode);
    }
}
