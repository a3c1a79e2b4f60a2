package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Operator;
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
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Many lanes at once do what the interpreter does with each of them.
final class LaneBlockTest {
    private final Tally tally = new Tally();
    private final Map<String, LongAdder> kinds = new ConcurrentSkipListMap<>();

    private static Equations equations(String yaml) {
        return SpecFile.parse(yaml, "block.yaml", Path.of(""), Map.of()).equations();
    }

    @Test
    void agreesOnTheLibrary() {
        tally.each(
                Library.names(),
                name -> compare(Library.spec(name).equations(), 33, name.length()));
        report("lanes, library", 12);
    }

    @Test
    void agreesOnEveryChoiceAlone() {
        List<String> specs = FamilyGenerator.oneAtATime(6);
        tally.each(specs, yaml -> compare(equations(yaml), 40, yaml.hashCode()));
        report("lanes, one choice at a time, 6 bits", specs.size());
    }

    @Test
    void agreesOnEveryTwoChoicesTogether() {
        List<String> specs = FamilyGenerator.covering(2, 7);
        tally.each(specs, yaml -> compare(equations(yaml), 17, yaml.hashCode()));
        report("lanes, every two choices, 7 bits", specs.size());
    }

    @Test
    void agreesOnRandomSpecs() {
        LongStream.range(0, 4_400)
                .parallel()
                .forEach(seed -> tally.attempt("seed " + seed, () -> random(seed)));
        report("lanes, random specs", 2_000);
    }

    /// Around the numbers of lanes in a vector, in several of them, and in a word of bits.
    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129})
    void agreesOnAnyNumberOfLanes(int lanes) {
        for (String name : List.of("lif", "lif-unsigned", "cuba", "alif", "tt-halving")) {
            compare(Library.spec(name).equations(), lanes, lanes);
        }
        assertThat(kinds).containsOnlyKeys("by vectors of SHORT", "by vectors of INT");
    }

    /// So many rows that the JVM has compiled the code long before the end.
    @ParameterizedTest(name = "{0}, hot")
    @ValueSource(strings = {"lif", "cuba", "alif"})
    void agreesOnceTheJvmHasCompiledIt(String name) {
        Equations equations = Library.spec(name).equations();
        LaneBlock block = LaneBlock.of(equations, 17, BlockPair.ROWS);
        new BlockPair(equations, 17, block, tally, new Draw(3)).run(8_000);
        tally.spec();
        tally.report("lanes, hot, " + name);
    }

    @ParameterizedTest(name = "notices another operator in the place of {0}")
    @EnumSource(names = {"GREATER_OR_EQUAL", "ADD", "SUBTRACT", "MAX"})
    void noticesAWrongOperator(Operator operator) {
        UnaryOperator<Operator> fault =
                o ->
                        o == operator
                                ? (o == Operator.GREATER_OR_EQUAL ? Operator.GREATER : Operator.MIN)
                                : o;
        long caught =
                FamilyGenerator.oneAtATime(4).stream().filter(yaml -> differs(yaml, fault)).count();
        System.out.printf("lanes, %s emitted wrongly: caught in %d specs%n", operator, caught);
        assertThat(caught).isPositive();
    }

    private boolean differs(String yaml, UnaryOperator<Operator> fault) {
        try {
            compare(equations(yaml), 40, 1, fault);
            return false;
        } catch (AssertionError | IllegalStateException difference) {
            return true;
        }
    }

    /// Also of vectors that this machine does not have.
    @Test
    void takesWholeKernelsAndWholeWordsOfLanes() {
        for (int length = 1; length <= 128; length *= 2) {
            for (int copies = 1; copies <= 6; copies++) {
                for (int lanes : new int[] {1, 63, 64, 65, 191, 192, 193}) {
                    int width = copies * length;

                    int stride = LaneBlock.stride(lanes, width);

                    assertThat(stride).isBetween(lanes, lanes + 64 * width);
                    assertThat(stride % width).isZero();
                    assertThat(stride % 64).isZero();
                }
            }
        }
    }

    private void random(long seed) {
        try {
            Equations equations = equations(SpecGenerator.spec(seed));
            compare(equations, 1 + (int) (seed % 40), seed);
        } catch (BadInputException refused) {
            // not every seed gives a spec
        }
    }

    private void compare(Equations equations, int lanes, long seed) {
        compare(equations, lanes, seed, UnaryOperator.identity());
    }

    private void compare(
            Equations equations, int lanes, long seed, UnaryOperator<Operator> emitted) {
        if (equations.memories().stream().anyMatch(memory -> !memory.constant())) {
            return;
        }
        tally.spec();
        LaneBlock vectors = new LaneBlock(equations, lanes, BlockPair.ROWS, true, emitted);
        count(vectors);
        new BlockPair(equations, lanes, vectors, tally, new Draw(seed)).run(4);
        if (seed % 4 == 0) {
            LaneBlock single =
                    new LaneBlock(
                            equations, lanes, BlockPair.ROWS, false, UnaryOperator.identity());
            new BlockPair(equations, lanes, single, tally, new Draw(seed)).run(2);
        }
    }

    private void count(LaneBlock block) {
        String how =
                block.reason().isEmpty()
                        ? "by vectors of " + block.type()
                        : "one by one: " + block.reason().replaceAll("-?[0-9].*", "N");
        kinds.computeIfAbsent(how, _ -> new LongAdder()).increment();
    }

    private void report(String title, int least) {
        kinds.forEach((how, often) -> System.out.printf("%s, %s: %d%n", title, how, often.sum()));
        tally.report(title);
        assertThat(tally.specs()).isGreaterThanOrEqualTo(least);
        assertThat(String.format(Locale.ROOT, "%s", kinds.keySet())).contains("by vectors");
    }
}
