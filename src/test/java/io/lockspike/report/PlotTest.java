package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Type;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlotTest {
    private static final Terminal UNICODE = new Terminal(40, true, false);
    private static final Terminal ASCII = new Terminal(40, false, false);
    private static final Optional<Long> NONE = Optional.empty();

    @Test
    void joinsTheValuesBetweenLowestAndHighest() {
        var plot = new Plot("v", Type.signed(8), NONE, 3, UNICODE);
        for (long value : new long[] {0, 1, 2, 3, 4, 5, 0, 0, 5, 5, 0, 2}) {
            plot.add(value, true);
        }

        assertThat(plot.lines())
                .containsExactly(
                        "v (s8)",
                        "         5 │    ▄██ █▀█",
                        "           │  ▄█▀ █ █ █▄",
                        "         0 │▄█▀   █▄█ ██",
                        "            0         11");
    }

    @Test
    void showsTheThreshold() {
        var plot = new Plot("v", Type.unsigned(8), Optional.of(150L), 4, UNICODE);
        for (int row = 0; row < 16; row++) {
            plot.add(16L * row, row > 1);
        }

        assertThat(plot.lines())
                .containsExactly(
                        "v (u8), threshold 150",
                        "       240 │             ▄▄█",
                        "       150 │┄┄┄┄┄┄┄┄┄▄▄█▀▀┄┄",
                        "           │     ▄▄█▀▀",
                        "        32 │xx▄█▀▀",
                        "            0             15");
    }

    @Test
    void hasAnAsciiForm() {
        var plot = new Plot("v", Type.signed(8), Optional.of(9L), 3, ASCII);
        for (int row = 0; row < 12; row++) {
            plot.add(row % 6 * 2L, row > 0);
        }

        assertThat(plot.lines())
                .containsExactly(
                        "v (s8), threshold 9",
                        "        10 |----.||---.|",
                        "           |  .|' | .|'",
                        "         0 |x''   ||'",
                        "            0         11");
    }

    @Test
    void drawsAConstantAtTheBottom() {
        var plot = new Plot("v", Type.signed(8), NONE, 2, UNICODE);
        plot.add(7, true);
        plot.add(7, true);

        assertThat(plot.lines())
                .containsExactly("v (s8)", "         7 │", "         7 │▄▄", "            0 to 1");
    }

    @Test
    void comparesTheWidestUnsignedTypeAsUnsigned() {
        var plot = new Plot("v", Type.unsigned(64), Optional.of(-1L), 2, UNICODE);
        plot.add(0, true);
        plot.add(Long.MIN_VALUE, true);
        plot.add(-1, true);

        assertThat(plot.lines())
                .containsExactly(
                        "v (u64), threshold 18446744073709551615",
                        "18446744073709551615 │┄▄█",
                        "                   0 │▄█",
                        "                      0 to 2");
    }

    @Test
    void coversTheWidestSignedType() {
        var plot = new Plot("v", Type.signed(64), NONE, 2, UNICODE);
        plot.add(Long.MIN_VALUE, true);
        plot.add(Long.MAX_VALUE, true);

        assertThat(plot.lines().get(1)).isEqualTo(" 9223372036854775807 │ █");
        assertThat(plot.lines().get(2)).isEqualTo("-9223372036854775808 │▄█");
    }

    @Test
    void showsNothingWithoutADefinedValue() {
        var plot = new Plot("v", Type.signed(8), Optional.of(5L), 3, UNICODE);
        assertThat(plot.lines()).isEmpty();
        plot.add(1, false);
        assertThat(plot.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 133, 200})
    void takesAMillionRowsInItsWidth(int width) {
        var plot = new Plot("v", Type.signed(16), NONE, 5, new Terminal(width, true, true));
        for (int row = 0; row < 1_000_000; row++) {
            plot.add(row == 500_000 ? 30_000 : row % 100, true);
        }

        var lines = plot.lines().stream().map(TerminalTest::withoutColour).toList();
        assertThat(lines).hasSize(7).allMatch(line -> line.length() <= width);
        assertThat(lines.get(1)).startsWith("     30000 │").containsOnlyOnce("█");
    }
}
