package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.slow.SpecGenerator;
import io.lockspike.spec.Library;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Code does what the interpreter does: on the library, on the short form, on random specs of the
/// long form.
final class CompiledEquivalenceTest {
    private static final Path FOLDER = Path.of("");

    private final Tally tally = new Tally();
    private final LongAdder compiledRows = new LongAdder();
    private final Map<String, LongAdder> kinds = new ConcurrentSkipListMap<>();

    @Test
    void agreesOnTheLibrary() {
        List<String> names = Library.names();
        tally.each(names, name -> run(Library.spec(name).equations(), name.hashCode(), 1_000));
        report("compiled, library", names.size());
    }

    /// A core is undefined until it has walked, and its queues until they were full once; rst would
    /// take it back there.
    @Test
    void runsEveryNeuronOfTheLibraryByCode() {
        for (String name : Library.names()) {
            EnginePair pair = EnginePair.of(Library.spec(name).equations(), 0, tally);
            new Draw(1).run(pair, 1_000, !name.equals("lif-core"), false);
            assertThat(pair.compiledRows()).as(name).isGreaterThan(700);
        }
    }

    @Test
    void agreesOnEveryChoiceAlone() {
        agreeOnFamily("compiled, one choice at a time, 5 bits", FamilyGenerator.oneAtATime(5), 17);
    }

    @Test
    void agreesOnEveryTwoChoicesTogether() {
        agreeOnFamily("compiled, every two choices, 3 bits", FamilyGenerator.covering(2, 3), 14);
    }

    @Test
    void agreesOnRandomSpecs() {
        LongStream.range(0, 2_200)
                .parallel()
                .forEach(seed -> tally.attempt("seed " + seed, () -> random(seed)));
        report("compiled, random specs", 2_000);
        kinds.forEach((kind, often) -> System.out.printf("of them %s: %d%n", kind, often.sum()));
        assertThat(kinds).hasSize(4);
    }

    @Test
    @Tag("long")
    void agreesOnManyRandomSpecs() {
        LongStream.range(1_000_000, 1_030_000)
                .parallel()
                .forEach(seed -> tally.attempt("seed " + seed, () -> random(seed)));
        report("compiled, many random specs", 25_000);
    }

    /// Runs of a design that are worth comparing: with rst, with undefined inputs, without rst.
    private void run(Equations equations, long seed, int rows) {
        for (int lane = 0; lane < equations.lanes(); lane++) {
            EnginePair pair = EnginePair.of(equations, lane, tally);
            Draw draw = new Draw(seed + lane);
            draw.run(pair, rows, true, false);
            draw.run(pair, rows, true, true);
            draw.run(pair, rows, false, true);
            compiledRows.add(pair.compiledRows());
        }
        tally.spec();
    }

    private void random(long seed) {
        try {
            Equations equations = equations(SpecGenerator.spec(seed));
            run(equations, seed, 40);
            count(equations);
        } catch (BadInputException refused) {
            // not every seed gives a spec
        }
    }

    private void count(Equations equations) {
        KernelCode code = Kernels.of(equations).code().orElseThrow();
        boolean wide = !code.exact().isEmpty() || !code.narrowed().isEmpty();
        count("with values that a long does not hold", wide);
        count("with states of the falling edge", !code.falling().nexts().isEmpty());
        count("that write memories", !code.rising().writes().isEmpty());
        count("with 'when'", code.rising().guards() > 0);
    }

    private void count(String kind, boolean is) {
        kinds.computeIfAbsent(kind, _ -> new LongAdder()).add(is ? 1 : 0);
    }

    private void agreeOnFamily(String title, List<String> yamls, int most) {
        tally.each(
                yamls,
                yaml -> {
                    EnginePair pair = EnginePair.of(equations(yaml), 0, tally);
                    Draw draw = new Draw(yaml.hashCode());
                    Cases.run(pair, draw, most, most - 2);
                    draw.run(pair, 200, true, true);
                    compiledRows.add(pair.compiledRows());
                    tally.spec();
                });
        report(title, yamls.size());
    }

    private void report(String title, int least) {
        System.out.printf(
                Locale.ROOT, "%s: %,d rows were run by code%n", title, compiledRows.sum());
        tally.report(title);
        assertThat(tally.specs()).isGreaterThanOrEqualTo(least);
        assertThat(compiledRows.sum()).isPositive();
    }

    private static Equations equations(String yaml) {
        return SpecFile.parse(yaml, "pair.yaml", FOLDER, Map.of()).equations();
    }
}
