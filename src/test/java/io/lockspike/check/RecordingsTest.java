package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Signal;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Recordings of designs that other people wrote agree with the library's specs of them.
final class RecordingsTest {

    /// Columns that are neither inputs nor compared.
    private static final Set<String> NUMBERS = Set.of("cycle", "step", "neuron");

    private static int files;
    private static long steps;
    private static long cells;
    private static long undefined;

    @BeforeAll
    static void start() {
        files = 0;
        steps = 0;
        cells = 0;
        undefined = 0;
    }

    @AfterAll
    static void printTotals() {
        System.out.printf(
                "recordings: %,d files, %,d steps, %,d cells compared and equal,"
                        + " %,d not defined by the model%n",
                files, steps, cells, undefined);
    }

    @Test
    void knowsElevenDesigns() {
        assertThat(Recording.designs()).hasSize(11);
        assertThat(Recording.all()).hasSize(44);
        assertThat(Recording.csvs()).hasSize(34);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithEveryRecording() {
        return Recording.all().stream()
                .map(r -> DynamicTest.dynamicTest(r.toString(), () -> agrees(r)));
    }

    private static void agrees(Recording recording) {
        Verdict verdict = recording.check();
        System.out.printf(
                "recording %s: %,d steps, %,d cells compared, %,d undefined%n",
                recording, verdict.steps(), verdict.cells(), verdict.undefined());
        assertThat(verdict.divergences()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(recording.rows());
        assertThat(verdict.skipped()).isZero();
        assertThat(verdict.unobserved()).isZero();
        assertThat(verdict.cells() + verdict.undefined())
                .isEqualTo(verdict.steps() * verdict.compared().size());
        assertThat(verdict.undefined()).isLessThan(verdict.cells() / 4);
        files++;
        steps += verdict.steps();
        cells += verdict.cells();
        undefined += verdict.undefined();
    }

    @TestFactory
    Stream<DynamicTest> comparesEveryColumnThatIsNoInput() {
        return Recording.csvs().stream()
                .map(r -> DynamicTest.dynamicTest(r.toString(), () -> comparesAll(r)));
    }

    private static void comparesAll(Recording recording) {
        List<String> expected = new ArrayList<>();
        Set<String> inputs = inputColumns(recording.spec());
        for (String column : recording.lines().getFirst().split(",", -1)) {
            if (!NUMBERS.contains(column) && !inputs.contains(column)) {
                expected.add(column);
            }
        }
        assertThat(recording.check().compared()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /// What the inputs are called in the CSV recordings: as mapped, or as in the spec.
    private static Set<String> inputColumns(Spec spec) {
        Set<String> inputs = new HashSet<>();
        spec.equations().inputs().forEach(signal -> inputs.add(signal.name().replace("@", "")));
        Binding binding = spec.binding("csv");
        binding.map()
                .forEach((column, text) ->
                        spec.equations()
                                .find(text.text().strip())
                                .filter(signal -> signal.kind() == Signal.Kind.INPUT)
                                .ifPresent(_ -> inputs.add(column)));
        return inputs;
    }
}
