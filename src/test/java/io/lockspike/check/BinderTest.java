package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the words of a binding do, on a counter that adds `x` and shows `odd`.
final class BinderTest {

    private static final String NEURON =
            """
            lockspike: 1
            name: tiny
            neuron:
              rst: sync
              inputs: {x: u4, ena: u1}
              state: {v: u8 = 0}
              equations: |
                odd: u1 = v[0]
                when ena { v' = v + x }
              outputs: [odd]
            """;

    private static Spec spec(String ports) {
        return SpecFile.parse(NEURON + ports, "tiny.yaml", Path.of(""), Map.of());
    }

    /// A binding of CSV recordings, one entry a line.
    private static Spec bound(String... entries) {
        return spec("ports:\n  csv:\n    " + String.join("\n    ", entries) + "\n");
    }

    private static Verdict check(Spec spec, String... lines) {
        return Recording.check(spec, List.of(lines), OnDivergence.DEFAULT);
    }

    private static void agrees(Verdict verdict, long cells) {
        assertThat(verdict.divergences()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.cells()).isEqualTo(cells);
    }

    private static void refuses(Spec spec, String sentence, String... lines) {
        assertThatThrownBy(() -> check(spec, lines))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(sentence);
    }

    private static final String[] PLAIN = {
        "rst,x,ena,v,odd", "1,0,1,x,x", "0,5,1,0,0", "0,2,1,5,1", "0,1,0,7,1", "0,1,1,7,1"
    };

    @Test
    void bindsEqualNames() {
        Verdict verdict = check(spec(""), PLAIN);
        agrees(verdict, 8);
        assertThat(verdict.undefined()).isEqualTo(2);
        assertThat(verdict.compared()).containsExactly("odd", "v");
        assertThat(verdict.level()).isEqualTo(Verdict.Level.CYCLE);
    }

    @Test
    void listsWhatNothingIsBoundTo() {
        Verdict verdict = check(spec(""), "cycle,rst,x,ena,v,other", "0,1,0,1,x,hello");
        assertThat(verdict.left()).containsExactly("cycle", "other");
    }

    @Test
    void mapsColumnsToNamesAndExpressions() {
        agrees(
                check(
                        bound("map: {ui: x, q: \"cat(v[2:0], odd)\", enable: ena}"),
                        "rst,ui,enable,q",
                        "1,0,1,0",
                        "0,5,1,0",
                        "0,2,1,11",
                        "0,1,1,15"),
                3);
    }

    @Test
    void tiesAnInput() {
        agrees(check(bound("tie: {ena: 0}"), "rst,x,v", "1,9,x", "0,5,0", "0,2,0"), 2);
        refuses(bound("tie: {ena: 2}"), "does not fit u1", "rst,x,v", "1,9,x");
        refuses(bound("tie: {enable: 1}"), "is no input", "rst,x,ena,v", "1,9,1,x");
    }

    @Test
    void comparesAfterTheStep() {
        String[] lines = {"rst,x,ena,v", "1,0,1,0", "0,5,1,5", "0,2,1,7"};
        agrees(check(bound("after: [v]"), lines), 3);
        assertThat(check(bound("map: {}"), lines).outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    @Test
    void comparesAfterTheStepByTheColumnsName() {
        String[] lines = {"rst,x,ena,state", "1,0,1,0", "0,5,1,5", "0,2,1,7"};
        agrees(check(bound("map: {state: v}", "after: [state]"), lines), 3);
    }

    @Test
    void comparesLateColumns() {
        Spec late = bound("latency: {odd: 2}");
        String[] lines = {
            "rst,x,ena,v,odd", "1,0,1,x,7", "0,5,1,0,7", "0,2,1,5,x", "0,0,1,7,0", "0,0,1,7,1"
        };
        Verdict verdict = check(late, lines);
        agrees(verdict, 6);
        assertThat(verdict.unobserved()).isEqualTo(2);
        lines[5] = "0,0,1,7,0";
        assertThat(check(late, lines).divergences())
                .singleElement()
                .satisfies(divergence -> assertThat(divergence.row()).isEqualTo(2));
    }

    @Test
    void countsLatencyBeforeRowsAreSelected() {
        Spec some = bound("latency: {odd: 1}", "sample: {when: \"valid == 1\"}");
        agrees(
                check(
                        some,
                        "valid,rst,x,ena,v,odd",
                        "1,1,0,1,x,0",
                        "1,0,5,1,0,9",
                        "0,0,9,0,99,0",
                        "1,0,2,1,5,9",
                        "0,0,9,0,99,1"),
                4);
    }

    @Test
    void countsTheRowsThatCount() {
        Spec some = bound("sample: {when: \"valid == 1 and mode < 3\"}");
        Verdict verdict =
                check(
                        some,
                        "valid,mode,rst,x,ena,v",
                        "1,0,1,0,1,x",
                        "1,0,0,5,1,0",
                        "0,0,0,9,1,77",
                        "1,3,0,9,1,77",
                        "x,0,0,9,1,77",
                        "1,2,0,2,1,5");
        agrees(verdict, 2);
        assertThat(verdict.skipped()).isEqualTo(3);
        assertThat(verdict.steps()).isEqualTo(3);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.STEP);
    }

    @Test
    void refusesARecordingInWhichNoRowCounts() {
        refuses(
                bound("sample: {when: \"valid == 1\"}"),
                "no rows that count",
                "valid,rst,x,ena,v",
                "0,1,0,1,x");
        refuses(spec(""), "no rows", "rst,x,ena,v");
    }

    @Test
    void takesAnActiveLowRst() {
        Spec low = bound("rst: {signal: rst_n, active: low}");
        String[] lines = {"rst_n,x,ena,v", "0,9,1,x", "0,9,1,0", "1,5,1,0", "1,5,1,5"};
        agrees(check(low, lines), 3);
        lines[2] = "x,9,1,0";
        Verdict unknown = check(low, lines);
        assertThat(unknown.undefined()).isEqualTo(3);
        assertThat(unknown.outcome()).isEqualTo(Verdict.Outcome.AGREED);
    }

    @Test
    void startsAtTheRstValueWhereNothingDrivesRst() {
        agrees(check(spec(""), "x,ena,v", "5,1,0", "2,1,5"), 2);
    }

    @Test
    void comparesEachLaneByItself() {
        String lanes =
                NEURON.replace("inputs:", "parameters: {step: [1, 3]}\n  inputs:")
                        .replace("v + x", "v + x + step");
        Spec spec =
                SpecFile.parse(
                        lanes + "ports: {csv: {lane: n}}\n", "tiny.yaml", Path.of(""), Map.of());
        String[] lines = {
            "n,rst,x,ena,v",
            "0,1,0,1,x",
            "1,1,0,1,x",
            "1,0,5,1,0",
            "1,0,0,1,8",
            "0,0,1,1,0",
            "0,0,0,1,2"
        };
        agrees(check(spec, lines), 4);
        lines[4] = "1,0,0,1,6";
        assertThat(check(spec, lines).divergences())
                .singleElement()
                .satisfies(divergence -> {
                    assertThat(divergence.lane()).isEqualTo(1);
                    assertThat(divergence.step()).isEqualTo(2);
                    assertThat(divergence.row()).isEqualTo(3);
                });
        refuses(spec, "the lane is 2, and lanes are 0 to 1", "n,rst,x,ena,v", "2,1,0,1,x");
        refuses(spec, "the lane is x", "n,rst,x,ena,v", "x,1,0,1,x");
        Spec noLane = SpecFile.parse(lanes, "tiny.yaml", Path.of(""), Map.of());
        refuses(noLane, "names no lane column", "rst,x,ena,v", "1,0,1,x");
    }

    @Test
    void refusesNamesThatMeanNothing() {
        String[] lines = {"rst,x,ena,v", "1,0,1,x"};
        refuses(bound("map: {w: odd}"), "has no column 'w'", lines);
        assertThatThrownBy(() -> check(bound("map: {v: w}"), lines))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'w' is not declared");
        refuses(bound("rst: reset"), "has no column 'reset'", lines);
        refuses(bound("lane: n"), "has no column 'n'", lines);
        refuses(bound("after: [w]"), "'after' names 'w'", lines);
        refuses(bound("after: [odd]"), "'after' names 'odd'", lines);
        refuses(bound("latency: {w: 1}"), "'latency' names 'w'", lines);
        refuses(bound("sample: {when: \"w == 1\"}"), "has no column 'w'", lines);
    }

    @Test
    void refusesWhereAnInputIsNotDriven() {
        refuses(spec(""), "no column gives the input 'ena'", "rst,x,v", "1,0,x");
    }

    @Test
    void refusesWhereNothingIsCompared() {
        refuses(spec(""), "nothing to compare", "rst,x,ena,w", "1,0,1,3");
    }

    @Test
    void isNoPassWhereNothingIsDefined() {
        String neverDefined = NEURON.replace("u8 = 0", "u8").replace("v + x", "v");
        Spec spec = SpecFile.parse(neverDefined, "tiny.yaml", Path.of(""), Map.of());
        Verdict verdict = check(spec, "rst,x,ena,v", "1,0,1,3", "0,0,1,3");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOTHING_COMPARED);
        assertThat(verdict.outcome().exitCode()).isEqualTo(2);
        assertThat(verdict.undefined()).isEqualTo(2);
    }

    @Test
    void isADivergenceWhereTheRecordingIsUndefinedAndTheModelIsNot() {
        Verdict verdict = check(spec(""), "rst,x,ena,v", "1,0,1,x", "0,5,1,x", "0,0,1,5");
        assertThat(verdict.divergences())
                .singleElement()
                .satisfies(divergence ->
                        assertThat(divergence.cells())
                                .containsExactly(new Divergence.Cell("v", "x", "0")));
    }

    @Test
    void showsAValueThatNoTypeOfTheSpecHolds() {
        Verdict verdict = check(spec(""), "rst,x,ena,v", "1,0,1,x", "0,5,1,300", "0,0,1,5");
        assertThat(verdict.divergences()).hasSize(1);
        assertThat(verdict.divergences().getFirst().cells().getFirst().observed()).isEqualTo("300");
    }

    @Test
    void refusesAnInputThatDoesNotFit() {
        refuses(spec(""), "u4", "rst,x,ena,v", "1,16,1,x");
    }

    /// A waveform: for each clock `rst_n bus state`, as they stand before its rising edge.
    private static String vcd(String... rows) {
        StringBuilder text =
                new StringBuilder(
                        """
                        $timescale 1ns $end
                        $scope module tb $end
                        $var wire 1 c clk $end
                        $var wire 1 r rst_n $end
                        $var wire 5 b bus [4:0] $end
                        $scope module dut $end
                        $var wire 8 v state [7:0] $end
                        $upscope $end
                        $upscope $end
                        $enddefinitions $end
                        """);
        for (int row = 0; row < rows.length; row++) {
            String[] values = rows[row].split(" ", -1);
            text.append("#%d\n0c\n".formatted(10 * row))
                    .append("%sr\nb%s b\nb%s v\n".formatted((Object[]) values))
                    .append("#%d\n1c\n".formatted(10 * row + 5));
        }
        return text.toString();
    }

    private static Verdict checkVcd(String... rows) {
        Spec spec =
                spec(
                        """
                        ports:
                          vcd:
                            clock: tb.clk
                            rst:   {signal: rst_n, active: low}
                            map:
                              "bus[4:1]":  x
                              "bus[0]":    ena
                              dut.state:   v
                              "state[0]":  odd
                        """);
        byte[] bytes = vcd(rows).getBytes(StandardCharsets.UTF_8);
        return Recording.check(spec, "tiny.vcd", bytes, OnDivergence.DEFAULT);
    }

    @Test
    void takesBitsOfAVector() {
        Verdict verdict =
                checkVcd("0 00000 x", "1 01011 0", "1 10010 101", "1 00011 101", "1 0 110");
        agrees(verdict, 8);
        assertThat(verdict.undefined()).isEqualTo(2);
        assertThat(verdict.left()).containsExactly("tb.clk");
    }

    @Test
    void comparesBitsOfAVector() {
        Verdict verdict = checkVcd("0 00000 x", "1 01011 0", "1 00000 100", "1 00000 101");
        assertThat(verdict.divergences())
                .singleElement()
                .satisfies(divergence ->
                        assertThat(divergence.cells())
                                .containsExactly(
                                        new Divergence.Cell("tb.dut.state", "4", "5"),
                                        new Divergence.Cell("tb.dut.state[0:0]", "0", "1")));
    }

    @Test
    void refusesBitsOfACsvColumn() {
        refuses(bound("map: {\"q[0]\": odd}"), "says no width", "rst,x,ena,q", "1,0,1,1");
    }

    @ParameterizedTest
    @CsvSource({"continue=0", "continue=1000001", "never", "continue="})
    void refusesOtherWordsForOnDivergence(String word) {
        assertThatThrownBy(() -> OnDivergence.parse(word)).isInstanceOf(BadInputException.class);
    }
}
