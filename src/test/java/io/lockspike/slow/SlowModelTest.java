package io.lockspike.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The slow model against hand-computed cases, rule by rule.
final class SlowModelTest {

    /// A spec of sections that are indented by two, and its equations.
    private static SlowModel model(String sections, String equations) {
        return read(
                "lockspike: 1\nname: t\nneuron:\n"
                        + sections.indent(2)
                        + "  equations: |\n"
                        + equations.indent(4));
    }

    private static SlowModel read(String yaml) {
        return SlowModel.read(yaml, Path.of(""), Map.of(), 0);
    }

    /// `a=1 b=x`: the values of a row, `x` where undefined.
    private static Map<String, Optional<BigInteger>> values(String text) {
        Map<String, Optional<BigInteger>> values = new LinkedHashMap<>();
        Arrays.stream(text.split(" ", -1))
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> {
                    int at = pair.indexOf('=');
                    String value = pair.substring(at + 1);
                    values.put(
                            pair.substring(0, at),
                            value.equals("x")
                                    ? Optional.empty()
                                    : Optional.of(new BigInteger(value)));
                });
        return values;
    }

    private static void shows(SlowModel model, String inputs, String expected) {
        assertThat(model.row(values(inputs))).containsAllEntriesOf(values(expected));
    }

    private static void ends(SlowModel model, String expected) {
        model.edge();
        assertThat(model.states()).containsAllEntriesOf(values(expected));
    }

    /// The value of an expression of a: s8 = -7, b: u4 = 9, c: u4 = 12, p = 5.
    private static BigInteger value(String expression) {
        return wire("w: s64 = " + expression);
    }

    private static BigInteger wire(String equation) {
        SlowModel model =
                model(
                        """
                        inputs: {a: s8, b: u4, c: u4}
                        parameters: {p: 5, q: u6 = 5}
                        memory:
                          m: s4[3] = [-8, 7, 0]
                        """,
                        equation);
        model.start(false);
        return model.row(values("a=-7 b=9 c=12")).get("w").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            textBlock =
                    """
                    a + b * 2 - 1               § 10
                    a >> 1                      § -4
                    a << 2                      § -28
                    -a                          § 7
                    ~a                          § 6
                    -a * 2                      § 14
                    a & b                       § 9
                    a | b                       § -7
                    a ^ b                       § -16
                    9 - 3 - 2                   § 4
                    1 << 2 << 3                 § 32
                    b | c & 6                   § 13
                    b ^ c | 2                   § 7
                    b == 9 and not c == 9       § 1
                    0 == 1 or a < 0             § 1
                    not a < 0 or b != 9         § 0
                    0 ? 1 : 0 ? 2 : 3           § 3
                    1 ? 0 ? 1 : 2 : 3           § 2
                    min(a, b, 3)                § -7
                    max(a, b, 3)                § 9
                    abs(a)                      § 7
                    sign(a)                     § -1
                    sign(a - a)                 § 0
                    div(a, 2)                   § -3
                    div(7, -2)                  § -3
                    u4(a)                       § 9
                    s4(b)                       § -7
                    sat(s4, b)                  § 7
                    sat(u4, a)                  § 0
                    a[7]                        § 1
                    a[1]                        § 0
                    b[c >> 2]                   § 1
                    a[7:4]                      § 15
                    a[3:0][3]                   § 1
                    cat(b, c[3:2])              § 39
                    cat(a, b)                   § 3993
                    popcount(a)                 § 6
                    popcount(p)                 § 2
                    popcount(q + b)             § 3
                    pick(b - 8, 5, 6, 7)        § 6
                    pick(b, 5, else a)          § -7
                    pick(a, 5, else p)          § 5
                    m[0] + m[1]                 § -1
                    m[0][3]                     § 1
                    cat(m[0], m[1])             § 135
                    0x1f_f + 0b1_1 + 1_000      § 1514
                    """)
    void evaluatesExactly(String expression, BigInteger value) {
        assertThat(value(expression)).isEqualTo(value);
    }

    @Test
    void roundsAsTheExactQuotientDoes() {
        for (int x = -40; x <= 40; x++) {
            for (int k = 0; k <= 5; k++) {
                BigDecimal exact = BigDecimal.valueOf(x).divide(BigDecimal.valueOf(1L << k));
                assertThat(shr(x, k, "floor")).isEqualTo(round(exact, RoundingMode.FLOOR));
                assertThat(shr(x, k, "ceil")).isEqualTo(round(exact, RoundingMode.CEILING));
                assertThat(shr(x, k, "toward-zero")).isEqualTo(round(exact, RoundingMode.DOWN));
                assertThat(shr(x, k, "away")).isEqualTo(round(exact, RoundingMode.UP));
                assertThat(shr(x, k, "half-even")).isEqualTo(round(exact, RoundingMode.HALF_EVEN));
                assertThat(shr(x, k, "half-up"))
                        .isEqualTo(
                                round(
                                        exact,
                                        x < 0 ? RoundingMode.HALF_DOWN : RoundingMode.HALF_UP));
                assertThat(shr(x, k, "at-least-one"))
                        .isEqualTo(x > 0 && x < 1 << k ? 1 : Math.floorDiv(x, 1 << k));
                assertThat(shr(x, k, "stochastic, 77"))
                        .isEqualTo(Math.floorDiv(x + 77 % (1 << k), 1 << k));
            }
        }
    }

    private static int shr(int x, int k, String mode) {
        return value("shr(" + x + ", " + k + ", " + mode + ")").intValueExact();
    }

    private static int round(BigDecimal exact, RoundingMode mode) {
        return exact.setScale(0, mode).intValueExact();
    }

    @Test
    void losesBitsOnlyInTheTypeOfANamedResult() {
        assertThat(wire("w: u4 wrap = a")).isEqualTo(9);
        assertThat(wire("w: s4 wrap = b")).isEqualTo(-7);
        assertThat(wire("w: u4 sat = a")).isEqualTo(0);
        assertThat(wire("w: s4 sat = b * b")).isEqualTo(7);
        assertThat(wire("w: u7 = b * b")).isEqualTo(81);
        assertThat(value("(b << 200 >> 200) - 9")).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            textBlock =
                    """
                    w: u3 = b             § w § 9   § u3
                    w: s8 = div(a, b - 9) § w § 0   § division by zero
                    w: s8 = b >> a        § w § -7  § negative shift
                    w: s8 = shr(b, a, away) § w § -7 § negative shift
                    w: s8 = m[3]          § w § 3   § index
                    w: s8 = m[a]          § w § -7  § index
                    w: s8 = b[4]          § w § 4   § index
                    w: s8 = pick(b, 1, 2) § w § 9   § pick
                    """)
    void stopsAtAFailedCheck(String equation, String name, BigInteger value, String kind) {
        assertThatThrownBy(() -> wire(equation))
                .isInstanceOfSatisfying(
                        SlowCheckException.class,
                        e -> {
                            assertThat(e.name()).isEqualTo(name);
                            assertThat(e.value()).isEqualTo(value);
                            assertThat(e.kind()).isEqualTo(kind);
                        });
    }

    @Test
    void evaluatesOnlyWhatIsSelected() {
        assertThat(value("b == 9 ? 1 : div(1, 0)")).isEqualTo(1);
        assertThat(value("b == 8 and div(1, 0) == 1")).isEqualTo(0);
        assertThat(value("b == 9 or div(1, 0) == 1")).isEqualTo(1);
        assertThat(value("pick(1, m[9], 4, m[9])")).isEqualTo(4);
    }

    @Test
    void readsStatementsOverSeveralLines() {
        SlowModel model =
                model(
                        "inputs: {a: u4}\nstate: {v: u4 = 0}",
                        """
                        x: u8 = a +   # goes on

                            1
                        y: u8 = a > 3
                          ? max(
                              1,
                              2)
                          : 3; z: u8 = 4
                        when a == 5 { v' = 1 }
                        else when a == 6
                        {
                          v' = 2; v' = 3
                        } else { v' = 4 }
                        """);
        model.start(false);
        shows(model, "a=6", "x=7 y=2 z=4");
        ends(model, "v=3");
        model.row(values("a=5"));
        ends(model, "v=1");
        model.row(values("a=0"));
        ends(model, "v=4");
    }

    @Test
    void takesTheLastAssignmentThatAppliesAndHoldsWithoutOne() {
        SlowModel model =
                model(
                        "inputs: {a: u4}\nstate: {v: u4 = 7, w: u4 = 2}",
                        """
                        v' = div(1, 0)
                        when a > 3 { v' = a; when a > 5 { v' = w } }
                        v' = a == 15 ? 0 : v
                        when a < 15 { v' = 1; when a > 3 { v' = a } }
                        when a == 9 { w' = v }
                        """);
        model.start(false);
        model.row(values("a=9"));
        ends(model, "v=9 w=7");
        model.row(values("a=15"));
        ends(model, "v=0 w=7");
        model.row(values("a=2"));
        ends(model, "v=1 w=7");
    }

    @Test
    void writesTheLastValueToAnAddressOnly() {
        SlowModel model =
                model(
                        """
                        inputs: {a: u2, b: u2}
                        memory:
                          m: u8[4] = 9
                          t: u8[2] init [5, 6]
                        """,
                        """
                        r: u8 = m[a]
                        m[a]' = div(1, b - 1)
                        m[b]' = 7
                        """);
        model.start(false);
        shows(model, "a=1 b=1", "r=9");
        model.edge();
        assertThat(model.memory("m").stream().map(Optional::orElseThrow).map(BigInteger::intValue))
                .containsExactly(9, 7, 9, 9);
        model.row(values("a=1 b=x"));
        model.edge();
        assertThat(model.memory("m")).containsOnly(Optional.empty());
        model.row(values("a=0 b=3"));
        model.edge();
        assertThat(model.memory("m").get(0)).contains(BigInteger.ZERO);
        assertThat(model.memory("m").get(1)).isEmpty();
        assertThat(model.memory("t")).containsExactly(integer(5), integer(6));
    }

    private static Optional<BigInteger> integer(long value) {
        return Optional.of(BigInteger.valueOf(value));
    }

    @Test
    void startsUndefinedWhereThereIsARst() {
        SlowModel model =
                model(
                        """
                        rst: sync
                        inputs: {a: u4}
                        state: {v: u4 = 3, w: u4 init 5, x: u4 = 2 init 6}
                        """,
                        """
                        v' = a
                        w' = a
                        x' = a
                        """);
        model.start(true);
        shows(model, "rst=1 a=9", "v=x w=5 x=6");
        ends(model, "v=3 w=9 x=2");
        shows(model, "rst=0 a=8", "v=3 w=9 x=2");
        ends(model, "v=8 w=8 x=8");
        model.start(false);
        shows(model, "a=9", "v=3 w=5 x=6");
    }

    @Test
    void loadsAtOnceWhereAnAsynchronousRstBecomesAsserted() {
        SlowModel model =
                model("rst: async\ninputs: {a: u4}\nstate: {v: u4 = 3, w: u4}", "v' = a; w' = v");
        model.start(true);
        shows(model, "rst=1 a=9", "v=x");
        ends(model, "v=3 w=x");
        shows(model, "rst=0 a=9", "v=3");
        ends(model, "v=9 w=3");
        shows(model, "rst=1 a=8", "v=3 w=3");
        ends(model, "v=3 w=3");
        model.poke("v", integer(5));
        shows(model, "rst=1 a=8", "v=5");
        ends(model, "v=3 w=5");
    }

    @Test
    void fallsBeforeTheSample() {
        SlowModel model =
                model(
                        """
                        rst: sync
                        inputs: {a: u4}
                        state: {f: u4 falling = 1, g: u4 falling = 2, r: u4 = 0}
                        """,
                        """
                        s: u5     = a + r
                        n: u4 sat = s
                        bad: u8   = div(20, f)
                        f' = n
                        g' = f
                        r' = f
                        """);
        model.start(true);
        shows(model, "rst=1 a=9", "f=1 g=2 r=x");
        ends(model, "f=1 g=2 r=0");
        shows(model, "rst=0 a=5", "f=5 g=1 r=0 s=5 bad=4");
        ends(model, "f=5 g=1 r=5");
        shows(model, "rst=0 a=15", "f=15 g=5 r=5 s=20");
        ends(model, "r=15");
        shows(model, "rst=1 a=2", "f=1 g=2 r=15");
        ends(model, "r=0");
    }

    @Test
    void stopsAtTheFirstUndefinedValue() {
        SlowModel model =
                model(
                        "inputs: {a: u4, b: u4}",
                        """
                        x: u8 = a + div(1, b)
                        y: u8 = b == 0 ? 5 : a
                        z: u8 = b == 0 or a == 1
                        w: u8 = a == 1 or b == 0
                        """);
        model.start(false);
        shows(model, "a=x b=0", "x=x y=5 z=1 w=x");
        assertThatThrownBy(() -> model.row(values("a=1 b=0")))
                .isInstanceOf(SlowCheckException.class);
    }

    @Test
    void makesTheTargetsOfAnUndefinedWhenUndefined() {
        SlowModel model =
                model(
                        """
                        inputs: {a: u1}
                        state: {v: u4 = 1, w: u4 = 2, x: u4 = 3, y: u4 = 4}
                        memory:
                          m: u4[2] = 6
                        """,
                        """
                        when a { v' = 5; when a == 0 { w' = 5 } } else { x' = 5; m[0]' = 1 }
                        w' = 7
                        m[1]' = 2
                        """);
        model.start(false);
        model.row(values("a=x"));
        ends(model, "v=x w=7 x=x y=4");
        assertThat(model.memory("m")).containsExactly(Optional.empty(), integer(2));
    }

    @Test
    void doesNotKnowWhatAnUndefinedRstLoads() {
        for (String kind : List.of("async", "sync")) {
            SlowModel model =
                    model("rst: " + kind + "\nstate: {v: u4 = 3 init 1, w: u4 init 2}", "v' = 4");
            model.start(true);
            shows(model, "rst=x", kind.equals("async") ? "v=x w=2" : "v=1 w=2");
            ends(model, "v=x w=2");
            model.row(values("rst=0"));
            ends(model, "v=4 w=2");
        }
    }

    @Test
    void doesNotEvaluateTheEquationsThatRstWinsOver() {
        SlowModel model = model("rst: sync\ninputs: {a: u4}\nstate: {v: u4 = 3}", "v' = div(1, a)");
        model.start(true);
        model.row(values("rst=1 a=0"));
        ends(model, "v=3");
        model.row(values("rst=0 a=0"));
        assertThatThrownBy(model::edge).isInstanceOf(SlowCheckException.class);
    }

    @Test
    void repeatsALayer() {
        SlowModel model =
                read(
                        """
                        neuron:
                          inputs: {x@4: s9, valid: u1}
                          parameters: {theta@4: [1000, 10, 20, 30]}
                          state:  {v@4: s16 = 0}
                          equations: |
                            replicate 4 {
                              n:   s16 sat = v + x + neuron
                              f:   u1      = n >= theta
                              g:   u1      = x@3 == 7
                              when valid { v' = f ? 0 : n }
                            }
                            count: u3 = f@0 + f@1 + f@2 + f@3
                          outputs: [f, count]
                        """);
        model.start(false);
        assertThat(model.outputs()).containsExactly("f@0", "f@1", "f@2", "f@3", "count");
        assertThat(model.inputs()).containsExactly("x@0", "x@1", "x@2", "x@3", "valid");
        shows(model, "x@0=5 x@1=9 x@2=15 x@3=40 valid=1", "n@1=10 f@1=1 n@3=43 count=2 g@0=0");
        ends(model, "v@0=5 v@1=0 v@2=17 v@3=0");
    }

    @ParameterizedTest
    @CsvSource({
        // four bits, x^4 + x^3 + 1, from 0b1000
        "fibonacci, right, xor,  1000 0100 0010 1001 1100",
        "fibonacci, left,  xor,  1000 0001 0010 0100 1001",
        "fibonacci, left,  xnor, 0000 0001 0011 0111 1110",
        "galois,    right, xor,  1000 0100 0010 0001 1100",
        "galois,    left,  xor,  1000 0011 0110 1100 1011",
        "galois,    right, xnor, 0000 1100 1010 1001 0100",
    })
    void stepsAPseudoRandomSource(String form, String direction, String gate, String sequence) {
        String[] registers = sequence.split(" ", -1);
        SlowModel model =
                model(
                        "lfsr:\n  noise: {width: 4, taps: [4, 3], seed: 0b"
                                + registers[0]
                                + (", form: " + form + ", direction: " + direction)
                                + (", gate: " + gate + ", read: after, bits: \"2:1\"}"),
                        "");
        model.start(false);
        for (int i = 1; i < registers.length; i++) {
            BigInteger next = new BigInteger(registers[i], 2);
            shows(model, "", "noise=" + next.shiftRight(1).mod(BigInteger.valueOf(4)));
            ends(model, "noise_lfsr=" + next);
        }
    }

    @Test
    void visitsEveryStateOfAMaximalSource() {
        for (boolean galois : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                Lfsr lfsr = new Lfsr(16, List.of(16, 14, 13, 11), galois, right, false, 1);
                BigInteger s = lfsr.step(BigInteger.ONE);
                int period = 1;
                while (!s.equals(BigInteger.ONE)) {
                    s = lfsr.step(s);
                    period++;
                }
                assertThat(period).isEqualTo(65_535);
            }
        }
    }

    @Test
    void takesStepsOfASourceOnlyWhereItIsEnabled() {
        SlowModel model =
                model(
                        """
                        inputs: {en: u1}
                        lfsr:
                          noise: {width: 4, taps: [4, 3], seed: 1, enable: en, steps: 2}
                        """,
                        "x: u4 = noise");
        model.start(false);
        shows(model, "en=0", "noise=1 x=1");
        ends(model, "noise_lfsr=1");
        shows(model, "en=1", "noise=1");
        ends(model, "noise_lfsr=4");
        model.row(values("en=x"));
        ends(model, "noise_lfsr=x");
    }

    @Test
    void takesParametersFromALaneOrFromOutside() {
        String yaml =
                """
                neuron:
                  parameters: {k: [1, 2, 3], j: k, h: u4 = 7}
                  state: {v: u8 = k}
                  equations: |
                    w: u16 = k * 100 + j * 10 + h[1]
                """;
        SlowModel lane = SlowModel.read(yaml, Path.of(""), Map.of(), 2);
        lane.start(false);
        shows(lane, "", "w=331 v=3");
        List<BigInteger> six = List.of(BigInteger.valueOf(6));
        SlowModel set = SlowModel.read(yaml, Path.of(""), Map.of("k", six, "h", six), 2);
        set.start(false);
        shows(set, "", "w=661 v=6");
    }

    @Test
    void readsAMemoryFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("w.mem"), "0a // ten\n/* two\n*/ ff\n@3\nf_e");
        SlowModel model =
                SlowModel.read(
                        "neuron:\n  memory:\n    w: s8[4] = file(\"w.mem\")\n",
                        folder,
                        Map.of(),
                        0);
        model.start(true);
        assertThat(model.memory("w"))
                .containsExactly(integer(10), integer(-1), Optional.empty(), integer(-2));
    }

    @Test
    void saysTheTypesOfAllThatARowShows() {
        SlowModel model =
                model("rst: sync\ninputs: {a: u4}\nstate: {v: s3 = 0}", "w: u9 = a\nv' = 1");
        model.start(true);
        assertThat(model.types())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("rst", "u1", "a", "u4", "v", "s3", "w", "u9"));
        assertThat(model.row(values("rst=0 a=1"))).containsOnlyKeys(model.types().keySet());
    }

    @Test
    void saysTheCommonestBugOfVerilog() {
        SlowModel model =
                model("inputs: {v: s8, i: u8}", "x: u8 wrap = v\nn: u10 wrap = x - (x >> 2) + i");
        model.start(false);
        shows(model, "v=-8 i=3", "n=189");
    }
}
