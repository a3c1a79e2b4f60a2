package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.slow.FamilyGenerator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The engine does what the slow model does, for the short form: lowered and run on one side,
/// stepped from its choices on the other.
final class FamilyEquivalenceTest {

    @Test
    void agreesOnEveryChoiceAlone() {
        List<String> specs = FamilyGenerator.oneAtATime(6);
        assertThat(specs).hasSizeGreaterThan(100);
        compare("family, one choice at a time, 6 bits", specs, 18, 16);
    }

    @Test
    void agreesOnEveryThreeChoicesTogether() {
        List<String> specs = FamilyGenerator.covering(3, 4);
        assertThat(specs).hasSizeGreaterThan(500);
        compare("family, every three choices, 4 bits", specs, 12, 11);
    }

    @Test
    @Tag("long")
    void agreesOnEveryChoiceAloneAtEightBits() {
        compare("family, one choice at a time, 8 bits", FamilyGenerator.oneAtATime(8), 17, 17);
    }

    @Test
    @Tag("long")
    void agreesOnRandomCombinations() {
        List<String> specs =
                LongStream.range(0, 2000)
                        .mapToObj(seed -> FamilyGenerator.random(seed, 3 + (int) (seed % 6)))
                        .toList();
        compare("family, random combinations, 3 to 8 bits", specs, 12, 12);
    }

    private static void compare(String title, List<String> specs, int most, int sampled) {
        Tally tally = new Tally();
        tally.each(
                specs,
                yaml -> {
                    Twins twins = Twins.of(yaml, tally);
                    tally.spec();
                    Draw draw = new Draw(yaml.hashCode());
                    Cases.run(twins, draw, most, sampled);
                    draw.run(twins, 200, true, false);
                    draw.run(twins, 200, true, true);
                    draw.run(twins, 100, false, true);
                });
        tally.report(title);
        assertThat(tally.specs()).isEqualTo(specs.size());
    }
}
