package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Causes that are told apart, in recordings of a neuron that adds, halves and fires.
final class DivergenceKindsTest {

    private static final int ROWS = 60;

    /// Rows of `rst,current,v,spike`.
    private static List<String> recorded() {
        List<String> lines = new ArrayList<>(List.of("rst,current,v,spike"));
        int v = 0;
        for (int row = 0; row < ROWS; row++) {
            int rst = row == 0 || row == 50 ? 1 : 0;
            int current = 5 + 7 * row % 11;
            boolean fires = v + current >= 100;
            lines.add(
                    "%d,%d,%s,%s"
                            .formatted(
                                    rst,
                                    current,
                                    row == 0 ? "x" : v,
                                    row == 0 ? "x" : fires ? 1 : 0));
            v = rst == 1 || fires ? 0 : v + current;
        }
        return lines;
    }

    private static final String YAML =
            """
            lockspike: 1
            name: tiny
            neuron:
              rst: sync
              inputs: {current: u4}
              state: {v: u8 = 0}
              equations: |
                sum: u8 = v + current
                spike: u1 = sum >= 100
                v' = spike ? 0 : sum
              outputs: [spike]
            """;

    private static Verdict check(List<String> lines) {
        return check(YAML, lines);
    }

    private static Verdict check(String yaml, List<String> lines) {
        Spec spec = SpecFile.parse(yaml, "tiny.yaml", Path.of(""), Map.of());
        return Recording.check(spec, lines, OnDivergence.DEFAULT);
    }

    private static void only(Verdict verdict, Divergence.Kind kind, long row) {
        assertThat(verdict.divergences())
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.kind()).as(d.sentence()).isEqualTo(kind);
                    assertThat(d.row()).as(d.sentence()).isEqualTo(row);
                    assertThat(d.step()).as(d.sentence()).isEqualTo(row);
                });
    }

    /// The first row from `from` on in which the neuron fires.
    private static int firing(List<String> lines, int from) {
        for (int line = from + 1; line < lines.size(); line++) {
            if (lines.get(line).endsWith(",1")) {
                return line - 1;
            }
        }
        throw new AssertionError("nothing fires after row " + from);
    }

    private static void spike(List<String> lines, int row, int value) {
        lines.set(row + 1, lines.get(row + 1).replaceFirst(",[01]$", "," + value));
    }

    @Test
    void agreesWithAGoodRecording() {
        assertThat(check(recorded()).outcome()).isEqualTo(Verdict.Outcome.AGREED);
    }

    @Test
    void tellsAWrongValue() {
        List<String> lines = recorded();
        lines.set(21, lines.get(21).replaceFirst(",[0-9]+,([01])$", ",120,$1"));
        only(check(lines), Divergence.Kind.WRONG_VALUE, 20);
    }

    @Test
    void tellsALateSpike() {
        List<String> lines = recorded();
        int row = firing(lines, 5);
        spike(lines, row, 0);
        spike(lines, row + 2, 1);
        Verdict verdict = check(lines);
        only(verdict, Divergence.Kind.LATE, row);
        assertThat(verdict.divergences().getFirst().note()).contains("2 rows late");
        assertThat(verdict.steps()).isEqualTo(ROWS);
    }

    @Test
    void tellsAnEarlySpike() {
        List<String> lines = recorded();
        int row = firing(lines, 10);
        spike(lines, row, 0);
        spike(lines, row - 1, 1);
        Verdict verdict = check(lines);
        only(verdict, Divergence.Kind.EARLY, row - 1);
        assertThat(verdict.divergences().getFirst().note()).contains("row early");
    }

    @Test
    void tellsARepeatedRow() {
        List<String> lines = recorded();
        lines.add(15, lines.get(15));
        Verdict verdict = check(lines);
        only(verdict, Divergence.Kind.EXTRA_ROW, 15);
        assertThat(verdict.steps()).isEqualTo(ROWS);
    }

    @Test
    void tellsALostRow() {
        List<String> lines = steady();
        assertThat(check(lines).outcome()).isEqualTo(Verdict.Outcome.AGREED);
        lines.remove(20);
        only(check(lines), Divergence.Kind.LOST_ROW, 19);
    }

    /// A recording with a constant current.
    private static List<String> steady() {
        List<String> lines = new ArrayList<>(List.of("rst,current,v,spike"));
        int v = 0;
        for (int row = 0; row < ROWS; row++) {
            boolean fires = v + 13 >= 100;
            lines.add("%d,13,%d,%d".formatted(row == 0 ? 1 : 0, v, fires ? 1 : 0));
            v = row == 0 || fires ? 0 : v + 13;
        }
        return lines;
    }

    @Test
    void tellsSwappedRows() {
        List<String> lines = recorded();
        String line = lines.remove(20);
        lines.add(21, line);
        Verdict verdict = check(lines);
        only(verdict, Divergence.Kind.SWAPPED_ROWS, 19);
        assertThat(verdict.steps()).isEqualTo(ROWS);
    }

    @Test
    void tellsAStateThatGoesAnotherWay() {
        List<String> lines = recorded();
        int v = 77;
        for (int row = 20; row < ROWS; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            int current = Integer.parseInt(cells[1]);
            boolean fires = v + current >= 100;
            lines.set(row + 1, "%s,%d,%d,%d".formatted(cells[0], current, v, fires ? 1 : 0));
            v = cells[0].equals("1") || fires ? 0 : v + current;
        }
        only(check(lines), Divergence.Kind.STATE, 20);
    }

    @Test
    void goesOnAtTheNextRstWhereTheRowsDoNotComeBack() {
        List<String> lines = new ArrayList<>(List.of("rst,current,spike"));
        int v = 0;
        for (int row = 0; row < ROWS; row++) {
            int rst = row == 0 || row == 40 ? 1 : 0;
            boolean fires = v + 13 >= 100;
            boolean wrong = (row >= 20 && row < 40) || row == 50;
            lines.add("%d,13,%d".formatted(rst, fires == wrong ? 0 : 1));
            v = rst == 1 || fires ? 0 : v + 13;
        }
        Verdict verdict = check(lines);
        assertThat(verdict.divergences())
                .extracting(Divergence::kind)
                .containsExactly(Divergence.Kind.FOR_GOOD, Divergence.Kind.WRONG_VALUE);
        assertThat(verdict.divergences()).extracting(Divergence::row).containsExactly(20L, 50L);
        assertThat(verdict.steps()).isEqualTo(ROWS);
        assertThat(verdict.undefined()).isEqualTo(1 + 20);
    }

    @Test
    void survivesAnExplanationThatBreaksTheSpec() {
        String narrow = YAML.replace("u8", "u7"); // 127 + 13 does not fit
        List<String> lines = steady();
        for (int line : new int[] {21, 22}) {
            lines.set(line, lines.get(line).replaceFirst(",13,[0-9]+,", ",13,127,"));
        }
        Verdict verdict = check(narrow, lines);
        assertThat(verdict.divergences()).isNotEmpty();
        assertThat(verdict.divergences().getFirst().row()).isEqualTo(20);
        assertThat(verdict.steps()).isEqualTo(ROWS);
    }

    @Test
    void stopsAfterAsManyDivergencesAsAskedFor() {
        List<String> lines = recorded();
        for (int line = 5; line < 50; line += 20) {
            spike(lines, line, lines.get(line + 1).endsWith(",1") ? 0 : 1);
        }
        Spec spec = SpecFile.parse(YAML, "tiny.yaml", Path.of(""), Map.of());
        Verdict stopped = Recording.check(spec, lines, OnDivergence.parse("stop"));
        assertThat(stopped.divergences()).hasSize(1);
        assertThat(stopped.partial()).contains("1 divergence");
        assertThat(Recording.check(spec, lines, OnDivergence.DEFAULT).divergences()).hasSize(3);
    }
}
