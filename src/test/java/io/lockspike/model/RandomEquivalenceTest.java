package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.slow.SpecGenerator;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The engine does what the slow model does, for random specs of the long form; and what the
/// product refuses is wrong.
final class RandomEquivalenceTest {

    private static final int ROWS = 40;

    private final Tally tally = new Tally();
    private final Refusals refusals = new Refusals();

    @Test
    void agreesOnRandomSpecs() {
        compare("random specs", 0, 6_000);
        assertThat(tally.specs()).isGreaterThan(5_000);
    }

    @Test
    @Tag("long")
    void agreesOnManyRandomSpecs() {
        compare("many random specs", 1_000_000, 40_000);
        assertThat(tally.specs()).isGreaterThan(35_000);
    }

    private void compare(String title, long from, int count) {
        LongStream.range(from, from + count)
                .parallel()
                .forEach(seed -> tally.attempt("seed " + seed, () -> compare(seed)));
        refusals.report(title + ", refused");
        tally.report(title);
    }

    private void compare(long seed) {
        Draw draw = new Draw(seed);
        Optional<Twins> twins = read(SpecGenerator.spec(seed), draw);
        if (twins.isPresent()) {
            tally.spec();
            try {
                draw.run(twins.get(), ROWS, !draw.oneIn(8), draw.oneIn(2));
            } catch (AssertionError e) {
                FoundTest.keep("seed-" + seed, SpecGenerator.spec(seed));
                throw e;
            }
        }
    }

    private Optional<Twins> read(String yaml, Draw draw) {
        try {
            return Optional.of(Twins.of(yaml, tally));
        } catch (BadInputException e) {
            refusals.add(yaml, e, draw);
            return Optional.empty();
        }
    }
}
