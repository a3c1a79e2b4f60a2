package io.lockspike.emit;

import io.lockspike.equation.BadInputException;
import io.lockspike.slow.CoreGenerator;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.slow.SpecGenerator;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The designs that emitters are tried on.
final class Cases {
    private Cases() {}

    /// The library, all lanes.
    static List<Case> library(int rows) {
        List<Case> cases = new ArrayList<>();
        for (String name : Library.names()) {
            Spec spec = Library.spec(name);
            for (int lane = 0; lane < spec.equations().lanes(); lane++) {
                cases.add(Case.of(name + ", lane " + lane, spec, lane, rows, lane));
            }
        }
        return cases;
    }

    /// Names that other languages keep for themselves or that meet, deep memories, states that
    /// nothing sets, a reset that is read, inputs that are outputs, the widest types, both edges.
    static List<Case> corners(int rows) {
        List<Case> cases = new ArrayList<>();
        for (String rst : List.of("async", "sync")) {
            String yaml =
                    """
                    lockspike: 1
                    name: 1.corner-RST
                    neuron:
                      rst: RST
                      inputs: {reg: s8, clk: u1, int: u64, big: s64, x@4: s3, x3: u2, s: u4, i: u4}
                      parameters: {module: -3, mask: u64 = 0xFFFF_FFFF_FFFF_FFFF, zero: 0, p: u8 = 200}
                      state:
                        wire: s8 = -5
                        top: u64 = 0xFFFF_FFFF_FFFF_FFFF init 3
                        low: s64 = -0x8000_0000_0000_0000
                        never: s5
                        fixed: s5 init -2
                        half: s9 falling = 7
                        echo: u1 falling
                        bit: s1 = -1
                        held: u8 = 9
                      memory:
                        deep: s7[100] = -3
                        list: u5[3] = [1, 2, 3]
                        free: u8[70] init 5
                        table: s12[5] = [-2048, 2047, 0, 1, -1]
                        one: u3[1] = 2
                      equations: |
                        output: s8 = reg + 0 >= 100 ? module : reg
                        sum: u64 wrap = int + mask + top
                        product: s64 sat = big * low
                        slices: u7 = cat(reg[7], x@3[1:0], wire[6:3])
                        ones: u7 = popcount(int)
                        dynamic: u1 = int[u6(reg)]
                        read: s12 = table[min(s, 4)] + deep[int[5:0]] > 0 ? table[2] : table[1]
                        quotient: s64 sat = div(big, max(1, s))
                        gone: u1 = never > fixed
                        signs: s4 = sign(big) + abs(x@0) + bit
                        rounded: s64 = shr(big, s, half-even)
                        rounded_away: s64 sat = shr(big, i, away) + shr(big, int[6:0], half-up)
                        either: u1 = rst or (clk and zero == 0)
                        exact: u1 = big * big > 0x7FFF_FFFF_FFFF_FFFF * 0x4000_0000_0000_0000
                        layer: s5 = x@0 + x@1 + x@2 + x@3 + x3
                        wire' wrap = wire - (wire >> 2) + output
                        top' wrap = top * 3 + int
                        low' sat = low + big
                        half' wrap = half + reg + echo
                        echo' = clk
                        bit' wrap = bit + clk
                        deep[u6(int) + 36]' wrap = reg
                        list[min(i, 2)]' = list[0]
                        when clk {
                          list[0]' wrap = list[1] + list[2]
                          free[int[5:0]]' wrap = wire
                        } else {
                          one[0]' wrap = one[0] + 1
                        }
                        when zero == 0 and rst { low' = 0 }
                        when echo { half' = held }
                      outputs: [reg, wire, sum, half, echo, fixed, never, output, top, x@3]
                    """
                            .replace("RST", rst);
            cases.add(Case.of("corner, " + rst, parse(yaml), 0, rows, 1));
        }
        String yaml =
                """
                lockspike: 1
                name: endmodule
                neuron:
                  rst: none
                  inputs: {rst: s2, out: u1}
                  parameters: {k@3: [1, 2, 3]}
                  state: {v@3: s6 = 1, w: u3 = 4, idle: u4 = 3}
                  equations: |
                    replicate 3 {
                      next: s6 wrap = v + rst - (v >> k) + neuron
                      v' = out and neuron == 1 ? -1 : next
                    }
                    w' wrap = w + rst
                  outputs: [next, idle, out]
                """;
        cases.add(Case.of("corner, no rst", parse(yaml), 0, rows, 2));
        return cases;
    }

    /// Every value of every choice of the family beside the defaults.
    static List<Case> familyAlone(int bits, int rows) {
        return family(FamilyGenerator.oneAtATime(bits), "one", rows);
    }

    /// Every step of every value of every choice beside the defaults, or `2^most` of them.
    static List<Case> familyAloneEverything(int bits, int most) {
        return everything(FamilyGenerator.oneAtATime(bits), "alone", most);
    }

    /// The same for every two choices together.
    static List<Case> familyInPairsEverything(int bits, int most) {
        return everything(FamilyGenerator.covering(2, bits), "pair", most);
    }

    private static List<Case> everything(List<String> yamls, String kind, int most) {
        List<Case> cases = new ArrayList<>();
        for (String yaml : yamls) {
            String name = "every-" + kind + "-" + cases.size();
            Spec spec = parse(yaml.replace("name: family\n", "name: " + name + "\n"));
            cases.add(Case.ofEverything(name + "\n" + yaml, spec, most));
        }
        return cases;
    }

    /// Every two choices of a core together.
    static List<Case> cores(int rows) {
        List<String> yamls = new ArrayList<>(CoreGenerator.covering(CoreGenerator.walking(), 2));
        yamls.addAll(CoreGenerator.covering(CoreGenerator.pressed(), 2));
        yamls.addAll(CoreGenerator.covering(CoreGenerator.parallel(), 2));
        List<Case> cases = new ArrayList<>();
        for (String yaml : yamls) {
            String name = "core-" + cases.size();
            Spec spec = parse(yaml.replace("name: core\n", "name: " + name + "\n"));
            cases.add(Case.of(name + "\n" + yaml, spec, 0, rows, cases.size()));
        }
        return cases;
    }

    /// Every three choices of the family together.
    static List<Case> familyInThrees(int bits, int rows) {
        return family(FamilyGenerator.covering(3, bits), "three", rows);
    }

    private static List<Case> family(List<String> yamls, String kind, int rows) {
        List<Case> cases = new ArrayList<>();
        for (String yaml : yamls) {
            String name = "family-" + kind + "-" + cases.size();
            Spec spec = parse(yaml.replace("name: family\n", "name: " + name + "\n"));
            cases.add(Case.of(name + "\n" + yaml, spec, 0, rows, cases.size()));
        }
        return cases;
    }

    /// So many random specs that are not refused.
    static List<Case> random(long from, int count, int rows) {
        List<Case> cases = new ArrayList<>();
        for (long next = from; cases.size() < count; next++) {
            long seed = next;
            String yaml =
                    SpecGenerator.spec(seed)
                            .replace("name: random\n", "name: random-" + seed + "\n");
            accepted(yaml)
                    .ifPresent(spec -> cases.add(Case.of("seed " + seed, spec, 0, rows, seed)));
        }
        return cases;
    }

    private static Optional<Spec> accepted(String yaml) {
        try {
            return Optional.of(parse(yaml));
        } catch (BadInputException refused) {
            return Optional.empty();
        }
    }

    static Spec parse(String yaml) {
        return SpecFile.parse(yaml, "test.yaml", Path.of(""), Map.of());
    }
}
