package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A row that is said to meet a trap meets it: judged from the values alone.
class TrapHuntTest {

    /// The rows at which traps of one kind are met.
    private static List<Integer> rows(VectorSet set, Flag flag, String what) {
        List<Integer> rows = new ArrayList<>();
        int first = 0;
        for (Sequence sequence : set.sequences()) {
            for (Sequence.Caught caught : sequence.caught()) {
                if (caught.trap().flag() == flag && caught.trap().what().contains(what)) {
                    rows.add(first + caught.row());
                }
            }
            first += sequence.rows().size();
        }
        return rows;
    }

    private static long at(VectorSet set, String column, int row) {
        VectorSet.Column found = set.column(column);
        assertThat(found.defined(row)).isTrue();
        return found.type.value(found.raw(row)).longValueExact();
    }

    private static void assertAll(List<Integer> rows, IntPredicate holds) {
        assertThat(rows).isNotEmpty().allMatch(holds::test);
    }

    @Test
    void meetsEveryTrapOfTheHalvingNeuron() {
        VectorSet set = VectorFolder.library("tt-halving", 0);
        assertThat(set.missing()).isEmpty();
        assertAll(rows(set, Flag.EQUAL, "next >= theta"), row -> at(set, "next", row) == 200);
        assertAll(rows(set, Flag.BELOW, "next >= theta"), row -> at(set, "next", row) == 199);
        assertAll(rows(set, Flag.ABOVE, "next >= theta"), row -> at(set, "next", row) == 201);
        assertAll(rows(set, Flag.LEAK_DEAD_ZONE, "v >> 1"), row -> at(set, "v", row) == 1);
        assertAll(
                rows(set, Flag.WRAPS, "u8 wrap"),
                row -> (at(set, "v", row) >> 1) + at(set, "current", row) > 255);
        assertAll(
                rows(set, Flag.WIDEST_INPUT, "current = 255"),
                row -> at(set, "current", row) == 255);
        assertAll(
                rows(set, Flag.RST_IN_FLIGHT, "v"),
                row ->
                        at(set, "rst", row) == 1
                                && at(set, "rst", row - 1) == 0
                                && at(set, "v", row - 1) != 0);
        assertThat(set.rows()).isLessThan(100);
    }

    @Test
    void meetsTheEdgesOfAClamp() {
        VectorSet set = VectorFolder.library("vhdl-saturating", 0);
        assertThat(set.missing()).isEmpty();
        for (String side : List.of("exc", "inh")) {
            IntPredicate isExact =
                    row -> {
                        long sum =
                                at(set, "v", row)
                                        + (at(set, side + "_spike", row) == 1
                                                ? at(set, side + "_weight", row)
                                                : 0);
                        return sum == 127 || sum == -128;
                    };
            assertAll(rows(set, Flag.JUST_FITS, side + "_weight"), isExact);
        }
        assertAll(
                rows(set, Flag.NEGATIVE_SHIFT, "v >> 3"),
                row -> at(set, "v", row) < 0 && at(set, "v", row) % 8 != 0);
        assertAll(
                rows(set, Flag.ABOVE, "v > v_th"),
                row -> at(set, "v", row) - at(set, "v_th", row) == 1);
    }

    @Test
    void endsAGapOfAnEnable() {
        VectorSet set = VectorFolder.library("alif", 0);
        assertAll(
                rows(set, Flag.ENABLE_GAP, "enable"),
                row ->
                        at(set, "enable", row) == 1
                                && at(set, "enable", row - 1) == 0
                                && at(set, "enable", row - 2) == 1);
    }

    @Test
    void countsNoTrapWhereNothingIsEvaluated(@TempDir Path folder) throws Exception {
        Path spec = folder.resolve("s.yaml");
        Files.writeString(
                spec,
                """
                lockspike: 1
                name: guarded
                neuron:
                  rst:    none
                  inputs: {x: s8, on: u1}
                  state:  {v: s8 = 0}
                  equations: |
                    y:  s8 sat = on ? x + v : 0
                    v'         = x
                  outputs: [y]
                """);
        VectorSet set = VectorFolder.make(spec, 0);
        assertAll(
                rows(set, Flag.SATURATES_HIGH, ""),
                row -> at(set, "on", row) == 1 && at(set, "x", row) + at(set, "v", row) > 127);
        assertAll(
                rows(set, Flag.SATURATES_LOW, ""),
                row -> at(set, "on", row) == 1 && at(set, "x", row) + at(set, "v", row) < -128);
    }

    /// A threshold that random rows meet once in 2^33.
    @Test
    void bendsAnInputToMeetAValueExactly(@TempDir Path folder) throws Exception {
        Path spec = folder.resolve("s.yaml");
        Files.writeString(
                spec,
                """
                lockspike: 1
                name: needle
                neuron:
                  rst:    none
                  inputs: {x: s33}
                  state:  {v: s40 = 0}
                  equations: |
                    sum:   s40 wrap = v - (v >> 3) + x
                    spike: u1       = sum >= 12345678901
                    v'              = spike ? 0 : sum
                  outputs: [spike]
                """);
        VectorSet set = VectorFolder.make(spec, 0);
        assertAll(rows(set, Flag.EQUAL, "sum"), row -> at(set, "sum", row) == 12345678901L);
        assertAll(rows(set, Flag.BELOW, "sum"), row -> at(set, "sum", row) == 12345678900L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-bit-signed", "huge-amounts"})
    void makesVectorsOfWhatWasFound(String name) {
        VectorSet set =
                VectorFolder.make(Path.of("test-vectors/found/%s.yaml".formatted(name)), 200);
        assertThat(set.rows()).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "lif, 10",
        "lif-unsigned, 14",
        "lif-subtract, 15",
        "cuba, 13",
        "tt-halving, 10",
        "tt-seven-eighths, 12",
        "tt-negative-refractory, 22",
        "q44-multiply-leak, 19",
        "mixed-width-diffeq, 14",
        "tinyodin, 26",
        "alif, 33",
        "multicycle-fsm, 61",
        "vhdl-saturating, 55",
        "bitplane-layer, 177",
        "loihi-cuba, 18"
    })
    void meetsAsManyAsItDid(String name, int atLeast) {
        VectorSet set = VectorFolder.library(name, 0);
        System.out.printf(
                "traps: %s: %d of %d in %d rows; missing %s%n",
                name,
                set.caught(),
                set.traps(),
                set.rows(),
                set.missing().stream()
                        .map(trap -> trap.flag().text() + " " + trap.what())
                        .toList());
        assertThat(set.caught()).isGreaterThanOrEqualTo(atLeast);
    }
}
