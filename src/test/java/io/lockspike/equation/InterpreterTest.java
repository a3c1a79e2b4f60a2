package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of `docs/language.md`, each with values that were computed by hand.
class InterpreterTest {

    // ---- R1

    @ParameterizedTest(name = "R1: {0} is {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "a + b               ; 510",
                "a - 2 * b           ; -255",
                "a * b * a * b       ; 4228250625",
                "-a                  ; -255",
                "~a                  ; -256",
                "~0                  ; -1",
                "s + s               ; -256",
                "s >> 1              ; -64",
                "-s >> 9             ; 0",
                "(s - 1) >> 9        ; -1",
                "s << 3              ; -1024",
                "s & 255             ; 128",
                "s | 1               ; -127",
                "s ^ a               ; -129",
                "a == 255            ; 1",
                "s < a               ; 1",
                "s > a               ; 0",
                "b >= 256 - 1        ; 1",
                "a != b              ; 0",
                "min(a, s, 3)        ; -128",
                "max(a, s, 300)      ; 300",
                "abs(s)              ; 128",
                "sign(s) + sign(0)   ; -1",
                "div(s, 3)           ; -42",
                "div(-s, -3)         ; -42",
                "shr(s - 2, 2, floor)       ; -33",
                "shr(s - 2, 2, ceil)        ; -32",
                "shr(s - 2, 2, toward-zero) ; -32",
                "shr(s - 2, 2, away)        ; -33",
                "shr(s - 2, 2, half-up)     ; -32",
                "shr(s - 2, 2, half-even)   ; -32",
                "shr(s - 6, 2, half-even)   ; -34",
                "shr(3, 2, at-least-one)    ; 1",
                "shr(s, 2, at-least-one)    ; -32",
                "shr(a, 4, stochastic, 0)   ; 15",
                "shr(a, 4, stochastic, 17)  ; 16",
                "shr(a, 4, stochastic, 16)  ; 15",
                "shr(a, 300, ceil)          ; 1",
                "shr(s, 300, floor)         ; -1",
                "u4(a)               ; 15",
                "s4(a)               ; -1",
                "u4(s - 1)           ; 15",
                "sat(s4, a)          ; 7",
                "sat(s4, s)          ; -8",
                "sat(u4, s)          ; 0",
                "s[7]                ; 1",
                "s[6]                ; 0",
                "s[7:6]              ; 2",
                "s[a - 248]          ; 1",
                "cat(s, a, b[0])     ; 66047",
                "cat(u2(1), u3(2))   ; 10",
                "popcount(s)         ; 1",
                "popcount(a + b)     ; 8",
                "pick(2, a, b, s)    ; -128",
                "pick(9, a, b, else s) ; -128",
                "pick(-1, a, else 7) ; 7",
                "m[2]                ; 30",
                "m[a - 255]          ; 10",
                "p + q               ; 107",
                "q[2:1]              ; 3",
                "a > 1 ? b > 1 ? 1 : 2 : 3    ; 1",
                "not a > 1 or b > 1 and s > 0 ; 0",
                "0xFF - 0b1111_1111  ; 0",
                "1 << 100 > 1 << 99  ; 1",
                "(1 << 200) >> 199   ; 2",
            })
    void computesOnUnboundedIntegers(String expression, String value) {
        Hand.of(
                        """
                        inputs: {a: u8, b: u8, s: s8}
                        parameters: {p: 100, q: u4 = 7}
                        memory:
                          m: u8[4] = [10, 20, 30, 40]
                        equations: |
                          w: s64 = %s
                        """
                                .formatted(expression))
                .row("a=255 b=255 s=-128")
                .shows("w=" + value);
    }

    @ParameterizedTest(name = "R1: {0} is {1} beyond 64 bits")
    @CsvSource(
            delimiter = ';',
            value = {
                "u + u == 36893488147419103230            ; 1",
                "(u * u) >> 64 == 18446744073709551614    ; 1",
                "abs(s) == 9223372036854775808            ; 1",
                "-s == 9223372036854775808                ; 1",
                "div(s, -1) == 1 << 63                    ; 1",
                "s - 1 < s                                ; 1",
                "u + 1 > u                                ; 1",
                "u > s                                    ; 1",
                "~u == -1 - u                             ; 1",
                "cat(u, u64(0))[70:62]                    ; 508",
                "cat(s, u)[127:120]                       ; 128",
                "cat(u, u)[70:62] == 511                  ; 1",
                "cat(u, u2(0))[65] + cat(u, u2(0))[1]     ; 1",
                "cat(u, u2(0))[65:1] == u * 2             ; 1",
                "cat(s, u3(5)) == (1 << 66) + 5           ; 1",
                "popcount(u) + popcount(s)                ; 65",
                "popcount(cat(u, u, u))                   ; 192",
                "u[63]                                    ; 1",
                "s[63:60]                                 ; 8",
                "u64(u + 1)                               ; 0",
                "u64(s) == 1 << 63                        ; 1",
                "s64(u)                                   ; -1",
                "sat(s64, u) == 9223372036854775807       ; 1",
                "sat(u64, u + u) == u                     ; 1",
                "sat(s64, s + s) == s                     ; 1",
                "min(u, s) == s and max(u, s) == u        ; 1",
                "shr(u, 1, ceil) == 1 << 63               ; 1",
                "shr(u, 64, half-up)                      ; 1",
                "shr(s, 63, away)                         ; -1",
                "shr(u, 64, stochastic, u)                ; 1",
                "shr(u, 64, stochastic, 0)                ; 0",
                "(u & s) == 1 << 63                       ; 1",
                "(u | s)                                  ; -1",
                "(u ^ s) == -(1 << 63) - 1                ; 1",
                "pick(u - u, u, 0) == u                   ; 1",
                "(u > 0 ? u : 0) == u                     ; 1",
                "u >> 63                                  ; 1",
                "(u << 100) >> 163                        ; 1",
                "sign(u) - sign(s)                        ; 2",
                "m[u & 1] == u                            ; 1",
            })
    void computesBeyondALong(String expression, String value) {
        Hand.of(
                        """
                        inputs: {u: u64, s: s64}
                        memory:
                          m: u64[2] = [0, 0xFFFF_FFFF_FFFF_FFFF]
                        equations: |
                          w: s64 = %s
                        """
                                .formatted(expression))
                .row("u=0xFFFFFFFFFFFFFFFF s=-0x8000000000000000")
                .shows("w=" + value);
    }

    // ---- R2

    @Test
    void r2LosesBitsOnlyInNamedResultsAndCasts() {
        Hand.of(
                        """
                        inputs: {a: u8, s: s8}
                        state: {v: u8 init 0, w: s4 init 0}
                        equations: |
                          exact:   u9       = a + a
                          wrapped: u8 wrap  = a + a
                          clamped: u8 sat   = a + a
                          under:   u8 wrap  = s - 200
                          floor:   u8 sat   = s - 200
                          half:    u8       = (a + a) >> 1    # the sum has its ninth bit
                          cast:    u8       = u8(a + a) >> 1
                          v' wrap  = a + 2
                          w' sat   = s
                        """)
                .row("a=255 s=-128")
                .shows(
                        "exact=510 wrapped=254 clamped=255 under=184 floor=0 half=255 cast=127"
                                + " v=0 w=0")
                .row("")
                .shows("v=1 w=-8");
    }

    // ---- R3

    @ParameterizedTest(name = "R3: {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "w: u8 = x + 1         ; w is 256, which does not fit u8 (0 … 255)",
                "v' = x + 1            ; v is 256, which does not fit u8 (0 … 255)",
                "m[1]' = x + 1         ; m[1] is 256, which does not fit u8 (0 … 255)",
                "w: u9 = x << s        ; a shift by a negative amount",
                "w: u8 = x >> s        ; a shift by a negative amount",
                "w: u8 = shr(x, s, ceil) ; a shift by a negative amount",
                "w: s9 = div(x, s + 2) ; a division by 0",
                "w: u1 = x[x]          ; the index 255 is outside of the bits (0 … 7)",
                "w: u8 = m[x]          ; the index 255 is outside of m (0 … 3)",
                "w: u8 = m[s]          ; the index -2 is outside of m (0 … 3)",
                "m[x]' = 1             ; the index 255 is outside of m (0 … 3)",
                "w: u8 = pick(x, 1, 2) ; the index 255 is outside of pick (0 … 1)",
            })
    void r3StopsAtAFailedCheck(String equation, String message) {
        Hand hand =
                Hand.of(
                        """
                        inputs: {x: u8, s: s2}
                        state: {v: u8 init 0}
                        memory:
                          m: u8[4] init 0
                        equations: |
                          z: u8 = 0
                          %s
                        """
                                .formatted(equation));
        boolean wire = equation.startsWith("w");
        hand.row("x=1 s=0").row("x=1 s=0").row(wire ? "x=1 s=1" : "x=255 s=-2");

        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> hand.row("x=255 s=-2"))
                .withMessageStartingWith("hand.yaml:9:5: cycle " + (wire ? 3 : 2) + ": ")
                .withMessageEndingWith(message);
    }

    // ---- R4

    @Test
    void r4EvaluatesOnlyWhatIsSelected() {
        Hand.of(
                        """
                        inputs: {d: u8}
                        equations: |
                          choice: u8 = d == 0 ? 1 : div(200, d)
                          both:   u1 = d != 0 and div(200, d) > 3
                          either: u1 = d == 0 or div(200, d) > 3
                          picked: u8 = pick(d > 0 ? 1 : 0, 7, div(200, d))
                          other:  u8 = pick(d, 9, else div(200, d))
                        """)
                .row("d=0")
                .shows("choice=1 both=0 either=1 picked=7 other=9")
                .row("d=50")
                .shows("choice=4 both=1 either=1 picked=4 other=4");
    }

    @Test
    void r4EvaluatesBothSidesOfEverythingElse() {
        Hand hand =
                Hand.of(
                        """
                        inputs: {d: u8}
                        equations: |
                          both: u8 = min(0, div(200, d)) + (0 * div(200, d))
                        """);

        assertThatExceptionOfType(CheckException.class).isThrownBy(() -> hand.row("d=0"));
    }

    // ---- R5

    @Test
    void r5ChecksAWireThatNothingUses() {
        Hand hand =
                Hand.of(
                        """
                        rst: sync
                        inputs: {x: u8}
                        equations: |
                          unused: u4 = x
                        """);

        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> hand.row("rst=1 x=16"))
                .withMessageContaining("cycle 0: unused is 16");
    }

    // ---- R6

    @Test
    void r6TakesTheLastAssignmentThatAppliesAndHoldsWithoutOne() {
        Hand.of(
                        """
                        inputs: {a: u1, b: u1}
                        state: {v: u8 init 9, w: u8 init 9}
                        equations: |
                          v' = 1
                          when a { v' = 2; w' = v }
                          else when b { v' = 3 }
                          else { when v == 1 { v' = 4 } }
                        """)
                .row("a=0 b=0")
                .shows("v=9 w=9")
                .row("a=1 b=1")
                .shows("v=1 w=9")
                .row("a=0 b=1")
                .shows("v=2 w=1")
                .row("a=0 b=0")
                .shows("v=3 w=1")
                .row("")
                .shows("v=1 w=1")
                .row("")
                .shows("v=4 w=1");
    }

    @Test
    void r6EvaluatesOnlyTheAssignmentThatWins() {
        Hand.of(
                        """
                        inputs: {d: u8}
                        state: {v: u8 init 0}
                        equations: |
                          v' = div(200, d)
                          when d == 0 { v' = 255 }
                        """)
                .row("d=0")
                .row("d=4")
                .shows("v=255")
                .row("d=0")
                .shows("v=50");
    }

    // ---- R7

    @Test
    void r7WritesCellsAtTheEdgeTheLastOneToAnAddressWins() {
        Hand.of(
                        """
                        inputs: {i: u2, j: u2, d: u8}
                        memory:
                          m: u8[4] init [10, 11, 12, 13]
                        equations: |
                          read: u8 = m[i]
                          m[i]' = div(100, d)
                          m[j]' = m[i] + 1            # the cell before the edge
                          when d == 7 { m[3]' = 77; m[2]' wrap = 300 }
                        """)
                .row("i=1 j=1 d=0") // the first write is overwritten, so nothing divides by 0
                .shows("read=11 m[0]=10 m[1]=11 m[2]=12 m[3]=13")
                .row("i=1 j=0 d=50")
                .shows("read=12 m[0]=10 m[1]=12")
                .row("i=0 j=3 d=7")
                .shows("read=13 m[0]=13 m[1]=2 m[2]=12 m[3]=13")
                .row("d=1")
                .shows("m[0]=14 m[1]=2 m[2]=44 m[3]=77");
    }

    @Test
    void r7ChecksTheAddressOfAWriteThatLoses() {
        Hand hand =
                Hand.of(
                        """
                        inputs: {i: u4}
                        memory:
                          m: u8[4] init 0
                        equations: |
                          when 1 { m[i]' = 1 }
                          m[0]' = 2
                        """);
        hand.row("i=9");

        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> hand.row(""))
                .withMessageContaining("the index 9 is outside of m (0 … 3)");
    }

    @Test
    void r7KeepsATableThatNothingWrites() {
        Hand.of(
                        """
                        rst: async
                        inputs: {i: u2}
                        memory:
                          a: s8[4] = [1, -2, 3, -4]
                          b: u8[4] init 5
                        equations: |
                          x: s8 = a[i]
                          y: u8 = b[i]
                        """)
                .row("rst=0 i=1")
                .shows("x=-2 y=5")
                .row("rst=1 i=3")
                .shows("x=-4 y=5")
                .row("rst=x")
                .shows("x=-4 y=5");
    }

    // ---- R8

    private static final String STARTS =
            """
            rst: %s
            state: {a: u8 = 1, b: u8 = 1 init 2, c: u8 init 3, d: u8}
            memory:
              m: u8[2] = 4
              n: u8[2] = 4 init 5
            equations: |
              when 0 { m[0]' = 0; n[0]' = 0 }
            """;

    @Test
    void r8StartsAtTheInitValueAndElseUndefined() {
        Hand.of(STARTS.formatted("sync"))
                .row("rst=0")
                .shows("a=x b=2 c=3 d=x m[0]=x n[1]=5")
                .row("rst=0")
                .shows("a=x b=2 c=3 d=x m[0]=x n[1]=5");
    }

    @Test
    void r8StartsAtTheValueOfRstWhereThereIsNone() {
        Hand.of(STARTS.formatted("none")).row("").shows("a=1 b=2 c=3 d=x m[0]=4 n[1]=5");
        Hand.of(STARTS.formatted("async"))
                .withoutRst()
                .row("rst=0")
                .shows("a=1 b=2 c=3 d=x m[0]=4 n[1]=5");
    }

    // ---- R9

    private static final String COUNTS =
            """
            rst: %s
            state: {v: u8 = 100 init 0, w: u8 init 0}
            memory:
              m: u8[2] = 200 init 0
            equations: |
              double: u9 = v + v
              v' = v + 1
              w' = w + 1
              m[0]' = w
            """;

    @Test
    void r9LoadsAtOnceWhereAnAsynchronousRstBecomesAsserted() {
        Hand.of(COUNTS.formatted("async"))
                .row("rst=0")
                .shows("v=0 w=0 m[0]=0")
                .row("rst=0")
                .shows("v=1 w=1 double=2")
                .row("rst=1")
                .shows("v=100 w=2 double=200 m[0]=200 m[1]=200")
                .row("rst=1")
                .shows("v=100 w=3 m[0]=200")
                .row("rst=0")
                .shows("v=100 w=4 m[0]=200")
                .row("rst=0")
                .shows("v=101 w=5 m[0]=4");
    }

    @Test
    void r9LoadsNothingInRow0() {
        Hand.of(COUNTS.formatted("async"))
                .row("rst=1")
                .shows("v=0 w=0 m[0]=0")
                .row("rst=1")
                .shows("v=100 w=1 m[0]=200")
                .row("rst=0")
                .shows("v=100 w=2");
    }

    // ---- R10

    @Test
    void r10TakesFallingStatesFromTheInputsOfTheRow() {
        Hand.of(
                        """
                        rst: sync
                        inputs: {x: u8}
                        state:
                          f: u8 falling = 50 init 0
                          g: u8 falling init 1
                          r: u8 init 2
                        equations: |
                          sum: u8 wrap = x + r
                          bad: u8 = div(8, f + 1)     # not needed for the falling edge
                          f' = sum
                          g' = f
                          r' = f
                        """)
                .row("rst=0 x=10")
                .shows("f=12 g=0 r=2 sum=12")
                .row("x=20")
                .shows("f=32 g=12 r=12 sum=32")
                .row("rst=1 x=1")
                .shows("f=50 g=32 r=32 sum=33")
                .row("rst=0 x=2")
                .shows("f=52 g=50 r=50");
    }

    @Test
    void r10EvaluatesOnlyTheWiresThatFallingStatesNeed() {
        Hand.of(
                        """
                        inputs: {d: u8}
                        state:
                          f: u8 falling init 0
                        equations: |
                          later: u8 = div(100, f)     # f is not 0 when the row is sampled
                          f' = d
                        """)
                .row("d=5")
                .shows("f=5 later=20");
    }

    // ---- R11

    @Test
    void r11ComputesTheWiresAlsoWhileRstIsAsserted() {
        Hand.of(
                        """
                        rst: sync
                        inputs: {x: u8}
                        state: {v: u8 = 7 init 0}
                        equations: |
                          sum: u9 = x + v
                          v' wrap = sum
                        """)
                .row("rst=1 x=3")
                .shows("sum=3 v=0")
                .row("rst=1 x=4")
                .shows("sum=11 v=7")
                .row("rst=0 x=5")
                .shows("sum=12 v=7")
                .row("")
                .shows("v=12");
    }

    // ---- R12

    @Test
    void r12LetsRstWinOverEveryWhenAndEvaluatesNothingElse() {
        Hand.of(
                        """
                        rst: sync
                        inputs: {d: u8}
                        state: {v: u8 = 1 init 9, w: u8 init 9}
                        memory:
                          m: u8[2] = 3 init 9
                        equations: |
                          when d < 200 { v' = div(8, d); m[d]' = 5 }
                          w' = w + 1
                        """)
                .row("rst=1 d=0") // no division, and no cell 99
                .shows("v=9 w=9 m[0]=9")
                .row("rst=1 d=99")
                .shows("v=1 w=10 m[0]=3 m[1]=3")
                .row("rst=0 d=1")
                .shows("v=1 w=11")
                .row("d=255")
                .shows("v=8 m[0]=3 m[1]=5");
    }

    @Test
    void r12TakesAllNextValuesAtTheSameTime() {
        Hand.of(
                        """
                        state: {a: u8 init 1, b: u8 init 2}
                        memory:
                          m: u8[2] init [3, 4]
                        equations: |
                          a' = b
                          b' = a
                          m[0]' = m[1]
                          m[1]' = m[0]
                        """)
                .row("")
                .shows("a=1 b=2 m[0]=3 m[1]=4")
                .row("")
                .shows("a=2 b=1 m[0]=4 m[1]=3");
    }

    // ---- R13

    @Test
    void r13IsUndefinedUntilSomethingDefinesIt() {
        Hand.of(
                        """
                        rst: sync
                        inputs: {x: u8}
                        state: {a: u8 = 1, b: u8, c: u8}
                        equations: |
                          b' = x
                          c' = c
                        """)
                .row("rst=0 x=5")
                .shows("a=x b=x c=x x=5")
                .row("rst=1 x=x")
                .shows("a=x b=5 c=x x=x")
                .row("rst=0 x=6")
                .shows("a=1 b=x c=x")
                .row("")
                .shows("a=1 b=6 c=x");
    }

    // ---- R14

    @Test
    void r14EndsAtTheFirstUndefinedValue() {
        Hand.of(
                        """
                        inputs: {x: u8, d: u8}
                        state: {v: u8 init 0}
                        memory:
                          m: u8[2]
                        equations: |
                          left:   u8 = x + div(8, d)        # ends at x
                          choice: u8 = d == 0 ? 3 : x
                          cond:   u8 = x == 0 ? 3 : 3
                          and0:   u1 = d != 0 and x == 0
                          and1:   u1 = x == 0 and d != 0
                          zero:   u8 = x * 0
                          cell:   u8 = m[0]
                          later:  u8 = cell
                          v' = x
                          when 0 { m[0]' = 0 }
                        """)
                .row("x=x d=0")
                .shows("left=x choice=3 cond=x and0=0 and1=x zero=x cell=x later=x v=0")
                .row("x=1 d=1")
                .shows("left=9 choice=1 cond=3 and0=0 and1=0 zero=0 v=x");
    }

    @Test
    void r14ChecksWhatStandsInFrontOfTheUndefinedValue() {
        Hand hand =
                Hand.of(
                        """
                        inputs: {x: u8, d: u8}
                        equations: |
                          right: u9 = div(8, d) + x
                        """);

        assertThatExceptionOfType(CheckException.class).isThrownBy(() -> hand.row("x=x d=0"));
    }

    // ---- R15

    @Test
    void r15MakesTheTargetsOfAnUndefinedWhenUndefined() {
        Hand.of(
                        """
                        inputs: {c: u1, e: u1}
                        state: {a: u8 init 1, b: u8 init 2, d: u8 init 3, f: u8 init 4}
                        memory:
                          m: u8[2] init 5
                          n: u8[2] init 6
                        equations: |
                          d' = 7
                          when e { a' = 9 }
                          else when c { b' = 8; m[0]' = 1 }
                          else { d' = 9; when 0 { f' = 9 } }
                          b' = 3
                          m[1]' = 2
                          n[0]' = 1
                        """)
                .row("e=0 c=x")
                .shows("a=1 b=2 d=3 f=4 m[0]=5 n[0]=6")
                .row("e=1 c=x")
                .shows("a=1 b=3 d=x f=x m[0]=x m[1]=2 n[0]=1 n[1]=6")
                .row("")
                .shows("a=9 b=3 d=7 f=x m[0]=x m[1]=2");
    }

    @Test
    void r15MakesEveryCellUndefinedWhereTheAddressIs() {
        Hand.of(
                        """
                        inputs: {i: u1}
                        memory:
                          m: u8[2] init 5
                          n: u8[2] init 6
                        equations: |
                          m[i]' = 1
                          m[1]' = 2
                          n[1]' = 2
                          n[i]' = 1
                        """)
                .row("i=x")
                .row("i=0")
                .shows("m[0]=x m[1]=2 n[0]=x n[1]=x")
                .row("")
                .shows("m[0]=1 m[1]=2 n[0]=1 n[1]=2");
    }

    // ---- R16

    @Test
    void r16DoesNotKnowWhatAnUndefinedRstLoads() {
        Hand.of(COUNTS.formatted("sync"))
                .row("rst=x")
                .shows("v=0 w=0 m[0]=0")
                .row("rst=0")
                .shows("v=x w=1 m[0]=x m[1]=x")
                .row("rst=1")
                .shows("v=x w=2 m[0]=1")
                .row("rst=0")
                .shows("v=100 w=3 m[0]=200 m[1]=200");
        Hand.of(COUNTS.formatted("async"))
                .row("rst=0")
                .row("rst=x")
                .shows("v=x w=1 double=x m[0]=x m[1]=x")
                .row("rst=1")
                .shows("v=100 w=2 double=200 m[0]=200");
    }

    // ---- R17 is kept where a recording is compared: io.lockspike.check

    // ---- layers, lanes and copies

    @Test
    void repeatsALayerForEachNeuron() {
        Hand.of(
                        """
                        inputs: {x@3: s8, go: u1}
                        parameters: {bias@3: [10, 20, 30]}
                        state:
                          v@3: s16 = [1, 2, 3]
                        memory:
                          m@3: u8[2] init [4, 5]
                        equations: |
                          replicate 3 {
                            n: s16 = v + x + bias + neuron * 100
                            when go { v' = n; m[0]' = neuron }
                          }
                          sum: s16 = n@0 + n@1 + n@2 + m@2[1]
                        """)
                .row("x@0=1 x@1=2 x@2=3 go=0")
                .shows("n@0=12 n@1=124 n@2=236 sum=377 v@2=3")
                .row("go=1")
                .shows("v@0=1")
                .row("")
                .shows("v@0=12 v@1=124 v@2=236 m@1[0]=1 m@2[0]=2");
    }

    @Test
    void takesTheParametersOfItsLane() {
        Equations equations =
                Hand.equations(
                        """
                        parameters: {a: [1, 2, 3], b: 10}
                        equations: |
                          w: u8 = a + b
                        """);

        assertThat(equations.lanes()).isEqualTo(3);
        for (int lane = 0; lane < 3; lane++) {
            var interpreter = new Interpreter(equations, lane);
            interpreter.row(new long[0], new boolean[0]);
            assertThat(interpreter.raw(0)).isEqualTo(11 + lane);
        }
    }

    @Test
    void goesOnFromACopyAndFromPokedStates() {
        Equations equations = Hand.equations(COUNTS.formatted("none"));
        int v = equations.find("v").orElseThrow().slot();
        var first = new Interpreter(equations, 0);
        var second = new Interpreter(equations, 0);
        first.row(new long[0], new boolean[0]);
        first.poke(v, 41, true);
        second.copyFrom(first);
        second.edge();
        second.row(new long[0], new boolean[0]);

        assertThat(second.raw(v)).isEqualTo(42);
        assertThat(first.raw(v)).isEqualTo(41);
        first.poke(v, 0, false);
        assertThat(first.defined(v)).isFalse();
        assertThat(second.evaluate(equations.expression(EquationText.of("v * 2", "x"))))
                .isEqualTo(84);
        assertThat(first.evaluate(equations.expression(EquationText.of("v * 2", "x")))).isNull();
    }
}
