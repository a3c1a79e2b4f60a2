package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BinsTest {

    @Test
    void keepsEachRowWhileThereIsRoom() {
        var bins = bins(4, 5, -3, 0, 7);

        assertThat(bins.size()).isEqualTo(4);
        assertThat(bins.rowsPerBin()).isEqualTo(1);
        assertThat(bins.get(1).low()).isEqualTo(-3);
        assertThat(bins.get(2).set()).isZero();
        assertThat(bins.get(3).set()).isEqualTo(1);
    }

    @Test
    void mergesPairsWhenItIsFull() {
        var bins = bins(4, 5, -3, 0, 7, 1);

        assertThat(bins.size()).isEqualTo(3);
        assertThat(bins.rowsPerBin()).isEqualTo(2);
        assertThat(bins.get(0).low()).isEqualTo(-3);
        assertThat(bins.get(0).high()).isEqualTo(5);
        assertThat(bins.get(0).first()).isEqualTo(5);
        assertThat(bins.get(0).last()).isEqualTo(-3);
        assertThat(bins.get(1).set()).isEqualTo(1);
        assertThat(bins.rowsIn(2)).isEqualTo(1);
    }

    @Test
    void leavesUndefinedRowsOut() {
        var bins = new Bins(2);
        bins.add(9, false);
        bins.add(4, true);
        bins.add(9, false);

        assertThat(bins.get(0).isDefined()).isTrue();
        assertThat(bins.get(0).high()).isEqualTo(4);
        assertThat(bins.get(1).isDefined()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "11, 6", "20, 10", "21, 7", "97, 10", "1000, 10", "1023, 10"})
    void fitsIntoTheColumns(int rows, int size) {
        var bins = new Bins(1024);
        for (int row = 0; row < rows; row++) {
            bins.add(row, true);
        }
        var shown = bins.atMost(10);

        assertThat(shown.size()).isEqualTo(size);
        assertThat(shown.get(0).low()).isZero();
        assertThat(shown.get(size - 1).high()).isEqualTo(rows - 1);
        assertThat(shown.get(0).high() + 1).isEqualTo(Math.min(rows, shown.rowsPerBin()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 65, 129, 1000, 100_003})
    void losesNoRow(int rows) {
        var bins = new Bins(64);
        for (int row = 0; row < rows; row++) {
            bins.add(row % 3, true);
        }
        var shown = bins.atMost(9);
        long set = 0;
        long inBins = 0;
        for (int i = 0; i < shown.size(); i++) {
            set += shown.get(i).set();
            inBins += shown.rowsIn(i);
        }

        assertThat(shown.size()).isBetween(1, 9);
        assertThat(inBins).isEqualTo(rows);
        assertThat(set).isEqualTo(rows - Math.ceilDiv(rows, 3));
    }

    @Test
    void refusesAnOddNumberOfBins() {
        assertThatThrownBy(() -> new Bins(3)).hasMessage("an even number of bins, not 3");
    }

    private static Bins bins(int capacity, long... values) {
        var bins = new Bins(capacity);
        for (long value : values) {
            bins.add(value, true);
        }
        return bins;
    }
}
