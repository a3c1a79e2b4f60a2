package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.support.Processes;
import io.lockspike.tool.ToolMissingException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A board that runs here comes, is there, and goes.
class EmulatedBoardTest {
    private static final Spec SPEC = Library.spec("tt-halving");

    @Test
    void standsBehindANodeUntilItIsClosed() throws InterruptedException {
        Path folder;
        try (EmulatedBoard board = start("echo up; ln -s /dev/null tty; exec sleep 600")) {
            folder = board.device().getParent();
            assertThat(board.device().toRealPath()).isEqualTo(Path.of("/dev/null"));
            assertThat(board.isAlive()).isTrue();
            assertThat(board.log()).isEqualTo("up\n");
            assertThat(Processes.of(folder)).isNotEmpty();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(Processes.left(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() -> start("echo no such machine; exit 1"))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("the emulated board did not start; it said: no such machine");
    }

    @Test
    void isOneOfThoseThatThereAre() {
        assertThatThrownBy(() -> EmulatedBoard.start("pdp-11", SPEC, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("there is no emulated board 'pdp-11'");
    }

    private static EmulatedBoard start(String script) {
        return EmulatedBoard.start(
                (spec, lane, folder) -> new Emulation.Launch(script, 115_200, List.of()), SPEC, 0);
    }
}
