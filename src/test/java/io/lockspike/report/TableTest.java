package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Terminal UNICODE = new Terminal(40, true, false);

    @Test
    void alignsItsCellsAtTheRight() {
        var table = new Table(List.of("step", "v", "spike"), 9, UNICODE);
        table.add(List.of("0", "-2048", "x"));
        table.add(List.of("1", "7", "1"));

        assertThat(table.lines())
                .containsExactly("step      v  spike", "   0  -2048      x", "   1      7      1");
    }

    @Test
    void countsTheRowsThatItDoesNotKeep() {
        var table = new Table(List.of("step"), 2, UNICODE);
        for (int row = 0; row < 3; row++) {
            table.add(List.of(row + ""));
        }
        assertThat(table.lines()).containsExactly("step", "   0", "   1", "… 1 row more");

        assertThat(table.isFull()).isTrue();
        for (int row = 3; row < 1_000_000; row++) {
            table.skip();
        }
        assertThat(table.lines()).containsExactly("step", "   0", "   1", "… 999,998 rows more");
    }

    @Test
    void leavesOutTheColumnsThatHaveNoRoom() {
        var table =
                new Table(Collections.nCopies(9, "12345678"), 1, new Terminal(40, false, false));
        table.add(Collections.nCopies(9, "1"));
        table.skip();

        assertThat(table.lines())
                .containsExactly(
                        "12345678  12345678  12345678  12345678",
                        "       1         1         1         1",
                        "... 1 row more, 5 columns more");
    }

    @Test
    void keepsItsFirstColumnHoweverWide() {
        var table = new Table(List.of("x".repeat(50), "y"), 1, UNICODE);

        assertThat(table.lines()).containsExactly("x".repeat(50), "… 1 column more");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        var table = new Table(List.of("a", "b"), 1, UNICODE);

        assertThatThrownBy(() -> table.add(List.of("1"))).hasMessage("1 cells, 2 columns");
    }
}
