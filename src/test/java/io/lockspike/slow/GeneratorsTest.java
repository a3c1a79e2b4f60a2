package io.lockspike.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The generators make specs that the slow model reads and runs.
final class GeneratorsTest {

    /// Runs rows of random inputs, with rst in front.
    ///
    /// @return whether no check failed
    private static boolean runs(String yaml, long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        SlowModel model = SlowModel.read(yaml, Path.of(""), Map.of(), 0);
        model.start(true);
        try {
            for (int i = 0; i < rows; i++) {
                Map<String, Optional<BigInteger>> inputs = new LinkedHashMap<>();
                for (String input : model.inputs()) {
                    Type type = Type.of(model.types().get(input));
                    long value = input.equals("rst") ? (i < 2 ? 1 : 0) : random.nextLong();
                    inputs.put(input, Optional.of(type.wrap(BigInteger.valueOf(value))));
                }
                model.row(inputs);
                model.edge();
            }
            return true;
        } catch (SlowCheckException e) {
            return false;
        }
    }

    @Test
    void everyRandomSpecRunsOrStopsInACheck() {
        int good = 0;
        for (int seed = 0; seed < 400; seed++) {
            String yaml = SpecGenerator.spec(seed);
            try {
                good += runs(yaml, seed, 12) ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + yaml, e);
            }
        }
        assertThat(good).isGreaterThan(280);
    }

    @Test
    void sameSeedSameSpec() {
        assertThat(SpecGenerator.spec(7)).isEqualTo(SpecGenerator.spec(7));
        assertThat(SpecGenerator.spec(7)).isNotEqualTo(SpecGenerator.spec(8));
        assertThat(FamilyGenerator.random(7, 5)).isEqualTo(FamilyGenerator.random(7, 5));
    }

    @Test
    void everyChoiceOfTheFamilyRuns() {
        for (String yaml : FamilyGenerator.oneAtATime(4)) {
            runs(yaml, 1, 30);
        }
        for (long seed = 0; seed < 200; seed++) {
            runs(FamilyGenerator.random(seed, 3 + (int) (seed % 10)), seed, 30);
        }
    }

    @Test
    void coversEveryTripleOfChoices() {
        Map<String, List<String>> choices = FamilyGenerator.choices(4, true);
        List<Map<String, String>> rows =
                CoveringArray.rows(choices, 3, FamilyGenerator::makesSense);
        List<String> names = List.copyOf(choices.keySet());
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                for (int c = b + 1; c < names.size(); c++) {
                    covered(choices, rows, List.of(names.get(a), names.get(b), names.get(c)));
                }
            }
        }
        List<String> specs = FamilyGenerator.covering(3, 4);
        assertThat(specs).isEqualTo(FamilyGenerator.covering(3, 4));
        for (int i = 0; i < specs.size(); i++) {
            runs(specs.get(i), i, 5);
        }
    }

    private static void covered(
            Map<String, List<String>> choices, List<Map<String, String>> rows, List<String> three) {
        Set<List<String>> found = new HashSet<>();
        rows.forEach(row -> found.add(three.stream().map(row::get).toList()));
        int sensible = 0;
        for (String a : choices.get(three.get(0))) {
            for (String b : choices.get(three.get(1))) {
                for (String c : choices.get(three.get(2))) {
                    Map<String, String> some = new LinkedHashMap<>();
                    some.put(three.get(0), a);
                    some.put(three.get(1), b);
                    some.put(three.get(2), c);
                    sensible += FamilyGenerator.makesSense(some) ? 1 : 0;
                }
            }
        }
        assertThat(found).as(three.toString()).hasSize(sensible);
    }
}
