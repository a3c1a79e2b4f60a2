package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows of real recordings that are lost, repeated or swapped: refused exactly where it shows, as
/// one divergence, and the rows behind it are compared.
final class AlignmentTest {

    private static final int PLACES = 50;

    /// Designs with states that their CSV recordings do not show.
    private static final Set<String> HIDDEN =
            Set.of("bitplane-layer", "multicycle-fsm", "vhdl-saturating");

    /// What happens to a recording.
    private enum Kind {
        LOST {
            @Override
            void damage(List<Oracle.Row> rows, int at) {
                rows.remove(at);
            }
        },
        REPEATED {
            @Override
            void damage(List<Oracle.Row> rows, int at) {
                rows.add(at, new Oracle.Row(-1, rows.get(at).cells()));
            }
        },
        SWAPPED {
            @Override
            void damage(List<Oracle.Row> rows, int at) {
                Collections.swap(rows, at, at + 1);
                rows.set(at, new Oracle.Row(-1, rows.get(at).cells()));
                rows.set(at + 1, new Oracle.Row(-1, rows.get(at + 1).cells()));
            }
        };

        abstract void damage(List<Oracle.Row> rows, int at);
    }

    private int refused;
    private int once;
    private int parted;
    private final Map<Divergence.Kind, Integer> kinds = new EnumMap<>(Divergence.Kind.class);

    static Stream<String> designs() {
        return Recording.designs().stream();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void tellsLostAndRepeatedAndSwappedRows(String design) {
        Damage damage = new Damage(design);
        int allRefused = 0;
        int allOnce = 0;
        int allParted = 0;
        for (Kind kind : Kind.values()) {
            refused = 0;
            once = 0;
            parted = 0;
            kinds.clear();
            for (int seed = 0; seed < PLACES; seed++) {
                check(damage, kind, seed);
            }
            System.out.printf(
                    "%s rows of %s: %d, %d show and are refused, %d of them as one divergence,"
                            + " %d part until the next rst, %s%n",
                    kind, design, PLACES, refused, once, parted, kinds);
            allParted += parted;
            allRefused += refused;
            allOnce += once;
        }
        if (!HIDDEN.contains(design)) {
            assertThat(allOnce).isGreaterThanOrEqualTo(allRefused * 95 / 100);
            assertThat(allParted).isZero();
        }
    }

    private void check(Damage damage, Kind kind, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Oracle oracle = damage.any(random);
        List<Oracle.Row> changed = oracle.same();
        int at = random.nextInt(changed.size() - 1);
        kind.damage(changed, at);
        Verdict verdict = damage.check(oracle, changed);
        boolean shows = oracle.differs(changed, at);
        String what = "%s, seed %d: %s, row %d".formatted(kind, seed, oracle.recording(), at);
        assertThat(verdict.outcome())
                .as(what)
                .isEqualTo(shows ? Verdict.Outcome.DISAGREED : Verdict.Outcome.AGREED);
        if (shows) {
            refused++;
            once += verdict.divergences().size() == 1 ? 1 : 0;
            assertThat(verdict.unobserved()).as(what).isZero();
            for (Divergence divergence : verdict.divergences()) {
                kinds.merge(divergence.kind(), 1, Integer::sum);
                parted += divergence.kind() == Divergence.Kind.FOR_GOOD ? 1 : 0;
            }
        }
    }
}
