package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StimuliTest {
    private static final Recordings NO_RECORDINGS = (file, column, input, lane) -> () -> 0;
    private static final List<Signal> INPUTS =
            List.of(
                    input("rst", Type.BIT, 0),
                    input("x@0", Type.signed(9), 1),
                    input("x@1", Type.signed(9), 2),
                    input("valid", Type.BIT, 3));

    @Test
    void givesEachInputItsDefault() {
        assertThat(Stimuli.of(INPUTS, List.of()).assignments())
                .containsExactly(
                        "rst=step:1..0,at=2",
                        "x@0=octaves:-64..255,hold=8",
                        "x@1=octaves:-64..255,hold=8",
                        "valid=uniform:0..1");
    }

    @Test
    void givesALayerOneStimulusAndANeuronItsOwn() {
        var stimuli = Stimuli.of(INPUTS, List.of("x@1=7", "x=pulse:5,period=2", "valid=1"));

        assertThat(stimuli.assignments())
                .containsExactly(
                        "rst=step:1..0,at=2",
                        "x@0=pulse:5,period=2",
                        "x@1=constant:7",
                        "valid=constant:1");
        assertThat(Stimuli.of(INPUTS, stimuli.assignments())).isEqualTo(stimuli);
    }

    @Test
    void fillsTheRowsOfALane() {
        var stimuli = Stimuli.of(INPUTS, List.of("x@0=3", "x@1=ramp:0..4,rows=3", "valid=1"));
        var rows = stimuli.rows(1, 0, NO_RECORDINGS);
        var raw = new long[4];
        var defined = new boolean[4];

        assertThat(rows.next(raw, defined)).isTrue();
        assertThat(raw).containsExactly(1, 3, 0, 1);
        assertThat(rows.next(raw, defined)).isTrue();
        assertThat(rows.next(raw, defined)).isTrue();
        assertThat(raw).containsExactly(0, 3, 4, 1);
        assertThat(defined).containsOnly(true);
    }

    @Test
    void endsWithARecordingAndPassesOnWhatIsUndefined() {
        var input = input("x", Type.unsigned(8), 0);
        Recordings recordings = (file, column, signal, lane) -> new TwoRows();
        var rows = Stimuli.of(List.of(input), List.of("x=file:t.csv")).rows(1, 0, recordings);
        var raw = new long[1];
        var defined = new boolean[1];

        assertThat(rows.next(raw, defined)).isTrue();
        assertThat(defined).containsExactly(true);
        assertThat(rows.next(raw, defined)).isTrue();
        assertThat(defined).containsExactly(false);
        assertThat(rows.next(raw, defined)).isFalse();
    }

    @Test
    void changesNoOtherInputWhereOneIsAdded() {
        var more = new ArrayList<>(INPUTS);
        more.add(1, input("new", Type.unsigned(8), 4));

        var few = Stimuli.of(INPUTS, List.of("x=uniform")).rows(5, 2, NO_RECORDINGS);
        var many = Stimuli.of(more, List.of("x=uniform")).rows(5, 2, NO_RECORDINGS);

        var a = new long[4];
        var b = new long[5];
        for (int row = 0; row < 100; row++) {
            few.next(a, new boolean[4]);
            many.next(b, new boolean[5]);
            assertThat(List.of(b[0], b[2], b[3], b[4])).containsExactly(a[0], a[1], a[2], a[3]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x         | input 'x' is no assignment; write NAME=STIMULUS",
                "=5        | input '=5' is no assignment",
                "valud=1   | there is no input valud (did you mean 'valid'?); the inputs are rst,"
                        + " x@0",
                "x@2=1     | there is no input x@2",
                "valid=2   | input valid=2: 2 is outside 0 … 1, the range of u1",
                "x=300     | input x@0=300: 300 is outside -256 … 255",
            })
    void refusesWhatIsNoAssignment(String assignment, String message) {
        assertThatThrownBy(() -> Stimuli.of(INPUTS, List.of(assignment)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesASecondStimulusForAnInput() {
        assertThatThrownBy(() -> Stimuli.of(INPUTS, List.of("valid=0", "valid=1")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("input valid=1: valid has a stimulus already; write one of the two");
    }

    @Test
    void saysThatADesignHasNoInputs() {
        assertThatThrownBy(() -> Stimuli.of(List.of(), List.of("x=1")))
                .hasMessage("input x=1: the design has no inputs");
    }

    /// 4, then undefined, then nothing.
    private static final class TwoRows implements Stream {
        private int row;

        @Override
        public long next() {
            row++;
            return 4;
        }

        @Override
        public boolean hasNext() {
            return row < 2;
        }

        @Override
        public boolean defined() {
            return row == 1;
        }
    }

    private static Signal input(String name, Type type, int slot) {
        return new Signal(name, type, Signal.Kind.INPUT, slot);
    }
}
