package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RasterTest {
    private static final Terminal UNICODE = new Terminal(40, true, false);
    private static final Terminal ASCII = new Terminal(40, false, false);

    @Test
    void showsEachRowWhileThereIsRoom() {
        var raster = new Raster(List.of("spike@0", "spike@1"), UNICODE);
        for (int row = 0; row < 18; row++) {
            raster.add(0, row % 4 == 3, row > 1);
            raster.add(1, row == 17, true);
        }

        assertThat(raster.lines())
                .containsExactly(
                        "   spike@0 │xx │   │   │   │           4",
                        "   spike@1 │                 │         1",
                        "            0               17    spikes");
    }

    @Test
    void showsTheShareOfRowsThatSpikedWhereThereIsNoRoom() {
        var raster = new Raster(List.of("spike"), UNICODE);
        for (int row = 0; row < 144; row++) {
            raster.add(0, row % 9 < row / 9, true);
        }

        assertThat(raster.lines())
                .containsExactly(
                        "     spike │ ▁▂▃▄▃▄▅▆█▇███████        99",
                        "            0 to 143              spikes");
    }

    @Test
    void hasAnAsciiForm() {
        var raster = new Raster(List.of("spike"), ASCII);
        for (int row = 0; row < 72; row++) {
            raster.add(0, row % 4 < row / 10, row >= 4);
        }

        assertThat(raster.lines())
                .containsExactly(
                        "     spike |x  ..::+++########        47",
                        "            0 to 71               spikes");
    }

    @Test
    void saysWhatAColumnStandsFor() {
        var raster = new Raster(List.of("spike"), new Terminal(80, true, false));
        for (int row = 0; row < 400; row++) {
            raster.add(0, false, true);
        }

        assertThat(raster.lines().getLast())
                .isEqualTo(
                        " ".repeat(12)
                                + "0"
                                + " ".repeat(18)
                                + "1 column = 7 rows"
                                + " ".repeat(19)
                                + "399"
                                + " ".repeat(4)
                                + "spikes");
    }

    @Test
    void cutsLongNamesAtTheirFront() {
        var raster = new Raster(List.of("layer_with_a_long_name.spike@12"), UNICODE);
        raster.add(0, true, true);

        assertThat(raster.lines().getFirst()).startsWith("~_long_name.spike@12 ││");
    }

    @Test
    void showsNothingBeforeTheFirstRow() {
        assertThat(new Raster(List.of("spike"), UNICODE).lines()).isEmpty();
        assertThat(new Raster(List.of(), UNICODE).lines()).isEmpty();
    }

    @Test
    void saysTheSameInColour() {
        var plain = new Raster(List.of("spike"), UNICODE);
        var coloured = new Raster(List.of("spike"), new Terminal(40, true, true));
        for (int row = 0; row < 100; row++) {
            plain.add(0, row % 7 == 0, row > 9);
            coloured.add(0, row % 7 == 0, row > 9);
        }

        assertThat(coloured.lines().getFirst()).contains("\u001b[31mx\u001b[0m");
        assertThat(coloured.lines().stream().map(TerminalTest::withoutColour))
                .containsExactlyElementsOf(plain.lines());
    }

    @Test
    void takesAMillionRowsInItsWidth() {
        var raster = new Raster(List.of("a", "b", "c"), new Terminal(100, true, false));
        for (int row = 0; row < 1_000_000; row++) {
            raster.add(0, row % 2 == 0, true);
            raster.add(1, row == 999_999, true);
            raster.add(2, true, row < 500_000);
        }

        assertThat(raster.lines()).hasSize(4).allMatch(line -> line.length() == 100);
        assertThat(raster.lines().get(0)).contains("▄▄▄▄").endsWith("   500,000");
        assertThat(raster.lines().get(1)).containsOnlyOnce("▁").endsWith("  1");
        assertThat(raster.lines().get(2)).contains("██xx").endsWith("   500,000");
    }
}
