package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The hash is equal for what says the same, and different for each thing that is said differently.
class CanonicalTest {
    private static final String LONG =
            """
            lockspike: 1
            name: lif
            about: a text
            neuron:
              rst: async
              inputs: {x: s8, en: u1}
              parameters: {theta: 100, width: u4 = 5, lanes: [1, 2]}
              state: {v: s16 = 0, w: u8 = 3 init 4, n: u8}
              memory:
                m: u8[4] = [1, 2, 3, 4]
                z: u8[3] = 7
              lfsr:
                noise: {width: 8, taps: [8, 6, 5, 4], seed: 1}
              equations: |
                sum:   s16 sat = v + (x << 1) - shr(v, 4, ceil)
                spike: u1      = sum >= theta + noise
                when en {
                  v' = spike ? 0 : sum
                  n' = m[u2(n)] + z[0] + lanes
                } else when x > 0 { w' wrap = w + cat(en, width) }
                else when 0 { w' = 0 }
              outputs: [spike, v]
            ports:
              csv: {map: {a: v}}
            """;

    private static final String SHORT =
            """
            lockspike: 1
            neuron:
              rst: async
              inputs: {x: s8}
              membrane: {v: s16 = 0}
              leak: {shift: 4, rounding: floor}
              integrate: {overflow: sat, narrow: each-addition, add: [x]}
              fire: {when: ">=", threshold: 1000, on: updated, output: combinational}
              reset: {to: 0}
              refractory: {steps: 2, input: ignored, leak: on, counted: after}
              synapse: none
              order: [leak, integrate, fire]
            """;

    private static Spec spec(String text) {
        return SpecFile.parse(text, "a.yaml", Path.of("."), Map.of());
    }

    /// A line of a table: what is changed, `→`, to what; `⏎` is the end of a line.
    private static Spec changed(String text, String change) {
        String[] sides = change.replace('⏎', '\n').split("→", -1);
        assertThat(text).contains(sides[0]);
        return spec(text.replace(sides[0], sides[1]));
    }

    @Test
    void isEqualForWhatSaysTheSame() {
        String changes =
                """
                name: lif→name: other
                about: a text⏎→
                about: a text→about: another
                  rst: async→  rst:   'async'   # a comment
                {x: s8, en: u1}→{"x": s8, en: 'u1'}
                {x: s8, en: u1}→⏎    x: s8⏎    en: u1
                theta: 100→theta: 0x64
                theta: 100→theta: 0b110_0100
                s16 = 0→ s16=0\s
                z: u8[3] = 7→z: u8[3] = [7, 7, 7]
                z: u8[3] = 7→z: u8 [ 3 ] = 0x7
                [1, 2, 3, 4]→[0x1, 2, 3,⏎           4]
                x << 1→(((x)) << 1)
                sum:   s16 sat =→sum: s16 sat=
                spike ? 0 : sum→(spike ? 0 : sum)   # reset
                + (x << 1)→⏎      + (x << 1)
                v' = spike ? 0 : sum⏎→v' = spike ? 0 : sum;\s
                    } else when→    }⏎    else when
                ports:⏎  csv: {map: {a: v}}⏎→
                ports:⏎  csv: {map: {a: v}}⏎→ports: {}⏎
                seed: 1→seed: 1, form: fibonacci, direction: left, gate: xor, read: before
                seed: 1→bits: "7:0", steps: 1, seed: 0x01
                """;
        for (String change : changes.lines().toList()) {
            assertThat(changed(LONG, change).canonical())
                    .as(change)
                    .isEqualTo(spec(LONG).canonical());
        }
        assertThat(changed(LONG, "name: lif→name: other").hash())
                .isEqualTo(spec(LONG).hash())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void isEqualForADefaultThatIsNotSaid() {
        String changes =
                """
                {shift: 4, rounding: floor}→{shift: 4}
                  integrate: {overflow: sat, narrow: each-addition, add: [x]}⏎→
                {overflow: sat, narrow: each-addition, add: [x]}→{}
                when: ">=", threshold→threshold
                , on: updated, output: combinational→
                threshold: 1000→threshold: 0x3E8
                  reset: {to: 0}⏎→
                  synapse: none⏎→
                  order: [leak, integrate, fire]⏎→
                , input: ignored, leak: on, counted: after→
                membrane: {v: s16 = 0}→rest: 0⏎  membrane: {v: s16 = 0}
                membrane: {v: s16 = 0}→parameters: {zero: 0}⏎  membrane: {v: s16 = zero}
                """;
        for (String change : changes.lines().toList()) {
            assertThat(changed(SHORT, change).canonical().replace("parameter zero = [0]\n", ""))
                    .as(change)
                    .isEqualTo(spec(SHORT).canonical());
        }
    }

    @Test
    void isEqualForTheShortFormAndItsEquations() {
        String lowered =
                """
                lockspike: 1
                name: lowered
                neuron:
                  rst: async
                  inputs: {x: s8}
                  state: {v: s16 = 0, refractory: u2 = 0}
                  equations: |
                    waiting: u1 = refractory != 0
                    leaked: s16 = v - (v >> 4)
                    integrated: s16 = leaked + x
                    integrated_or_held: s16 = waiting ? leaked : integrated
                    spike: u1 = not waiting and integrated_or_held >= 1000
                    after_reset: s16 = spike ? 0 : integrated_or_held
                    v' = after_reset
                    refractory' = spike ? 2 : max(refractory - 1, 0)
                  outputs: [spike, v]
                """;

        assertThat(sorted(spec(SHORT))).isEqualTo(sorted(spec(lowered)));
    }

    /// The order of the states is the one thing that the long form cannot say.
    private static String sorted(Spec spec) {
        return spec.canonical()
                .lines()
                .sorted()
                .reduce("", (a, b) -> a + "\n" + b)
                .replaceAll("integrated_or_held", "held");
    }

    @Test
    void isEqualForTheSameDesignInTheLibrary() {
        String name = "tt-halving-short";

        assertThat(spec(Library.yaml(name)).hash()).isEqualTo(Library.spec(name).hash());
    }

    @Test
    void isDifferentForEachThingThatIsSaidDifferently() {
        Map<String, String> seen = new HashMap<>();
        seen.put(spec(LONG).hash(), "the spec itself");
        for (String change : CHANGES.lines().toList()) {
            String hash = changed(LONG, change.replace(" → ", "→")).hash();
            assertThat(seen.put(hash, change)).as("%s has the same hash", change).isNull();
        }
    }

    private static final String CHANGES =
            """
            rst: async → rst: sync
            x: s8 → x: s9
            x: s8 → x: u8
            x: s8, en: u1 → en: u1, x: s8
            x: s8, → x: s8, more: u1,
            theta: 100 → theta: 101
            theta: 100 → theta: u8 = 100
            width: u4 = 5 → width: u5 = 5
            lanes: [1, 2] → lanes: [2, 1]
            lanes: [1, 2] → lanes: [1, 2, 3]
            v: s16 = 0 → v: s16 = 1
            v: s16 = 0 → v: s16
            v: s16 = 0 → v: s16 init 0
            v: s16 = 0 → v: s16 falling = 0
            v: s16 = 0, w: → v: s17 = 0, w:
            init 4 → init 5
            = 3 init 4 → = 3
            n: u8 → n: u9
            [1, 2, 3, 4] → [1, 2, 3, 5]
            [1, 2, 3, 4] → [4, 3, 2, 1]
            m: u8[4] → m: s8[4]
            u8[3] = 7 → u8[3] = 8
            u8[3] = 7 → u8[4] = 7
            u8[3] = 7 → u8[3] init 7
            u8[3] = 7 → u16[3] = 7
            seed: 1 → seed: 2
            [8, 6, 5, 4] → [8, 4, 3, 2]
            seed: 1 → seed: 1, form: galois
            seed: 1 → seed: 1, direction: right
            seed: 1 → seed: 1, gate: xnor
            seed: 1 → seed: 1, read: after
            seed: 1 → seed: 1, steps: 2
            seed: 1 → seed: 1, enable: en
            seed: 1 → seed: 1, bits: 0
            s16 sat = v → s16 wrap = v
            s16 sat = v → s16 = v
            s16 sat = v → s17 sat = v
            x << 1 → x << 2
            x << 1 → x >> 1
            x << 1 → en << 1
            + (x << 1) - shr → - (x << 1) - shr
            , ceil) → , half-up)
            >= theta → > theta
            spike ? 0 : sum → spike ? sum : 0
            v' = spike → v' wrap = spike
            z[0] → z[1]
            when en → when not en
            else when x > 0 → else when x >= 0
            else when 0 → else when 1
            else when 0 → when 0
            w' = 0 → n' = 0
            cat(en, width) → cat(width, en)
            [spike, v] → [v, spike]
            [spike, v] → [spike]
            [spike, v] → [spike, v, w]
            """;
}
