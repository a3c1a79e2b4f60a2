package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One changed cell of a real recording is found, where it is and for what it is.
final class ChangedCellsTest {

    private static final int OUTPUTS = 1_000;
    private static final int INPUTS = 200;

    /// Rows that are left behind the changed one; those after them are cut off.
    private static final int CONTEXT = 200;

    static Stream<String> designs() {
        return Recording.designs().stream();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void findsEveryChangedOutput(String design) {
        Damage damage = new Damage(design);
        IntStream.range(0, OUTPUTS).parallel().forEach(seed -> findsOutput(damage, seed));
        System.out.printf(
                "changed outputs of %s: %,d, each refused with one divergence at its row%n",
                design, OUTPUTS);
    }

    private static void findsOutput(Damage damage, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Oracle oracle = damage.any(random);
        int row;
        int column;
        do {
            row = random.nextInt(oracle.rows().size());
            column = random.nextInt(oracle.columns().size());
        } while (!oracle.compares(column) || !oracle.defines(row, column));
        List<Oracle.Row> rows = oracle.same();
        List<Oracle.Row> context = rows.subList(0, Math.min(rows.size(), row + CONTEXT));
        String cell = damage.another(oracle, column, rows.get(row).cells().get(column), random);
        Verdict verdict =
                damage.check(
                        oracle,
                        Damage.replaced(context, row, Damage.with(rows.get(row), column, cell)));
        String what =
                "seed %d: %s, row %d, %s = %s"
                        .formatted(
                                seed, oracle.recording(), row, oracle.columns().get(column), cell);
        assertThat(verdict.outcome()).as(what).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences()).as(what).hasSize(1);
        Divergence divergence = verdict.divergences().getFirst();
        assertThat(divergence.row()).as(what).isEqualTo(row);
        assertThat(divergence.cells()).as(what).hasSize(1);
        assertThat(divergence.cells().getFirst().column())
                .as(what)
                .isEqualTo(oracle.columns().get(column));
        assertThat(divergence.cells().getFirst().observed()).as(what).isEqualTo(cell);
        assertThat(verdict.steps()).as(what).isEqualTo(context.size());
    }

    @ParameterizedTest
    @MethodSource("designs")
    void refusesAChangedInputExactlyWhereItShows(String design) {
        Damage damage = new Damage(design);
        LongAdder shown = new LongAdder();
        LongAdder once = new LongAdder();
        // One after the other: the slow model of an oracle is one.
        for (int seed = 0; seed < INPUTS; seed++) {
            Verdict verdict = refusesInput(damage, seed);
            shown.add(verdict.divergences().isEmpty() ? 0 : 1);
            once.add(verdict.divergences().size() == 1 ? 1 : 0);
        }
        System.out.printf(
                "changed inputs of %s: %d, %d show and are refused (%d with one divergence),"
                        + " %d do not show and agree%n",
                design, INPUTS, shown.sum(), once.sum(), INPUTS - shown.sum());
    }

    private static Verdict refusesInput(Damage damage, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Oracle oracle = damage.any(random);
        int row = random.nextInt(oracle.rows().size());
        int column;
        do {
            column = random.nextInt(oracle.columns().size());
        } while (!oracle.drives(column));
        List<Oracle.Row> rows = oracle.same();
        String cell = damage.another(oracle, column, rows.get(row).cells().get(column), random);
        List<Oracle.Row> changed =
                Damage.replaced(rows, row, Damage.with(rows.get(row), column, cell));
        Verdict verdict = damage.check(oracle, changed);
        assertThat(verdict.outcome())
                .as(
                        "seed %d: %s, row %d, %s = %s",
                        seed, oracle.recording(), row, oracle.columns().get(column), cell)
                .isEqualTo(
                        oracle.differs(changed, row)
                                ? Verdict.Outcome.DISAGREED
                                : Verdict.Outcome.AGREED);
        return verdict;
    }
}
