package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.support.Needs;
import io.lockspike.support.Processes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The firmware that is written from a spec, on each machine that it is written for, in lockstep
/// with the model.
class FirmwareBoardTest {
    private static final int ROWS = 20_000;

    private static void need(String board) {
        Needs.tool("cc");
        Needs.tool("make");
        if (board.startsWith("cortex-m")) {
            List.of("arm-none-eabi-gcc", "qemu-system-arm", "socat").forEach(Needs::tool);
        }
        if (board.startsWith("avr")) {
            List.of("avr-gcc", "/usr/include/simavr/sim_avr.h").forEach(Needs::tool);
        }
    }

    private static PtyRun run(String board, String spec, long rows) throws InterruptedException {
        need(board);
        Spec read = Library.spec(spec);
        Path folder;
        PtyRun run;
        long since = System.nanoTime();
        try (EmulatedBoard started = EmulatedBoard.start(board, read, 0)) {
            folder = started.device().getParent();
            run = PtyRun.of(started, read, rows, board.endsWith("-lite"));
        }
        double seconds = (System.nanoTime() - since) / 1e9;
        System.out.printf(
                "board: %s, %s: %,d steps, %.0f a second, %.1f clocks each, %d frames again, %s%n",
                board,
                spec,
                run.counts.steps,
                run.counts.steps / seconds,
                (double) run.counts.clocks / run.counts.steps,
                run.counts.retries,
                run.board);
        assertThat(Processes.left(folder)).isEmpty();
        return run;
    }

    private static void agrees(String board, String spec, long rows) throws InterruptedException {
        PtyRun run = run(board, spec, rows);
        assertThat(run.end).isEqualTo(End.done());
        assertThat(run.differs).isEqualTo(-1);
        assertThat(run.drifts).isEqualTo(-1);
        assertThat(run.counts.steps).isEqualTo(rows);
        assertThat(run.compared).isGreaterThan(rows * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource({
        "host, lif",
        "host, tinyodin",
        "host-lite, alif",
        "cortex-m, tt-halving",
        "cortex-m-lite, tinyodin",
        "avr, lif",
        "avr-lite, tt-halving",
    })
    void agreesWithTheModel(String board, String spec) throws InterruptedException {
        agrees(board, spec, ROWS);
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({
        "host, lif",
        "host, tt-halving",
        "host, tinyodin",
        "host, alif",
        "cortex-m, lif",
        "cortex-m, tt-halving",
        "cortex-m, tinyodin",
        "cortex-m, alif",
        "avr, lif",
        "avr, tt-halving",
        "avr, tinyodin",
        "avr, alif",
        "host-lite, lif",
        "cortex-m-lite, lif",
        "avr-lite, lif",
    })
    void agreesWithTheModelForLong(String board, String spec) throws InterruptedException {
        agrees(board, spec, board.endsWith("-lite") ? 100_000 : 1_000_000);
    }

    /// The fault is in one line of the C that was written: a comparison without equality.
    @Test
    void isCaughtAtTheStepWhereItsFaultShows() throws InterruptedException {
        need("host");
        Spec spec = Library.spec("tt-halving");
        var wrong = new FirmwareBoard(Machine.HOST, false, FirmwareBoardTest::plant);
        PtyRun run;
        try (EmulatedBoard board = EmulatedBoard.start(wrong, spec, 0)) {
            run = PtyRun.of(board, spec, ROWS, false);
        }
        assertThat(run.end).isEqualTo(End.done());
        assertThat(run.differs).isEqualTo(firstRowAtTheThreshold(spec, ROWS));
    }

    private static Map<String, String> plant(Map<String, String> files) {
        Map<String, String> planted = new HashMap<>(files);
        String text = planted.get("tt_halving.c");
        assertThat(text).contains(">= theta");
        planted.put("tt_halving.c", text.replace(">= theta", "> theta"));
        return planted;
    }

    /// Where the fault must show, by hand, from the same stimulus.
    static long firstRowAtTheThreshold(Spec spec, int rows) {
        PtyRun stimulus = new PtyRun(spec, rows, false, 1);
        long[] inputs = new long[2];
        long v = 0;
        for (long row = 0; stimulus.next(inputs); row++) {
            long sum = ((inputs[0] == 1 ? 0 : v) / 2 + inputs[1]) % 256;
            if (row > 0 && sum == 200) {
                return row;
            }
            v = inputs[0] == 1 || sum >= 200 ? 0 : sum;
        }
        throw new AssertionError("the threshold is never met");
    }
}
