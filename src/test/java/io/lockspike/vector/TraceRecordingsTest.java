package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceRecordingsTest {
    private static final Signal INPUT = new Signal("current", Type.signed(8), Signal.Kind.INPUT, 0);

    @TempDir private Path folder;

    @Test
    void playsAColumnToItsEnd() throws IOException {
        assertThat(play("#i", "step,i\n0,5\n1,x\n2,-128\n")).containsExactly("5", "x", "-128");
    }

    @Test
    void takesTheColumnOfTheInputsNameWhereNoneIsNamed() throws IOException {
        assertThat(play("", "current,i\n7,5\n")).containsExactly("7");
    }

    @Test
    void endsAtOnceWithoutRows() throws IOException {
        assertThat(play("", "current\n")).isEmpty();
    }

    @Test
    void refusesAValueThatTheTypeDoesNotHold() {
        assertThatThrownBy(() -> play("", "current\n5\n128\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("t.csv:3")
                .hasMessageContaining("128 is outside s8");
    }

    @Test
    void refusesAColumnThatIsNotThere() {
        assertThatThrownBy(() -> play("#j", "i\n5\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("j");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> new TraceRecordings().open("none.csv", "i", INPUT, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.csv");
    }

    private List<String> play(String column, String csv) throws IOException {
        var file = Files.writeString(folder.resolve("t.csv"), csv);
        var played = new ArrayList<String>();
        try (var recordings = new TraceRecordings()) {
            var stimulus = Stimulus.parse("file:" + file + column, INPUT);
            var stream = stimulus.stream(new Lane(INPUT, 0, 0, recordings));
            while (stream.hasNext()) {
                long raw = stream.next();
                played.add(stream.defined() ? INPUT.type().format(raw) : "x");
            }
        }
        return played;
    }
}
