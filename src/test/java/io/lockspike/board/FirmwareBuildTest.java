package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The firmware of a spec builds for all machines, and leaves no compiler anything to warn of.
class FirmwareBuildTest {
    @TempDir Path folder;

    @BeforeEach
    void needCompilers() {
        List.of("cc", "make", "arm-none-eabi-gcc", "avr-gcc").forEach(Needs::tool);
    }

    static List<String> library() {
        return Library.names();
    }

    private Run.Result make(String spec, String... words) throws IOException {
        for (Map.Entry<String, String> file : FirmwareFiles.of(Library.spec(spec), 0).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Object[] command = new Object[words.length + 2];
        command[0] = "make";
        command[1] = "-s";
        System.arraycopy(words, 0, command, 2, words.length);
        return Run.of(command).in(folder).within(Duration.ofMinutes(5)).result();
    }

    private void builds(String spec, String profile) throws IOException {
        Run.Result result = make(spec, "all", "PROFILE=" + profile);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out() + result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"lif, FULL", "lif, LITE", "loihi-cuba, FULL", "bitplane-layer, FULL"})
    void buildsWithoutAWarning(String spec, String profile) throws IOException {
        builds(spec, profile);
    }

    @ParameterizedTest
    @MethodSource("library")
    @Tag("long")
    void buildsWithoutAWarningForAllOfTheLibrary(String spec) throws IOException {
        builds(spec, "FULL");
        builds(spec, "LITE");
    }

    /// Three lines of a user's own, in place of the model.
    @Test
    void takesANeuronOfTheUsersOwn() throws IOException {
        Files.writeString(
                folder.resolve("mine.c"),
                """
                #include "tt_halving_device.h"
                static uint8_t v;
                void tt_halving_device_start(void) { v = 0; }
                void tt_halving_device_row(const tt_halving_device_inputs *in, tt_halving_device_outputs *out)
                {
                    uint8_t sum;

                    if (in->rst) v = 0;
                    sum = (uint8_t)((v >> 1) + in->current);
                    out->spike = sum >= 200;
                    v = in->rst || out->spike ? 0 : sum;
                }
                """);
        Run.Result result = make("tt-halving", "host", "DEVICE=mine.c");
        assertThat(result.code()).as(result.err()).isZero();
        var spec = Library.spec("tt-halving");
        var own = new ElfBoard(Machine.HOST, folder.resolve("build/host"));
        try (EmulatedBoard board = EmulatedBoard.start(own, spec, 0)) {
            PtyRun run = PtyRun.of(board, spec, 5_000, false);
            assertThat(run.end).isEqualTo(End.done());
            assertThat(run.differs).isEqualTo(-1);
            assertThat(run.compared).isGreaterThan(4_900);
        }
    }

    @Test
    void saysWhereItDoesNotFit() throws IOException {
        Run.Result result = make("lif", "avr", "AVR_RAM=500");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out() + result.err())
                .containsPattern("error: \\d+ bytes of RAM, \\d+ of flash; at most 500 and 32256");
    }
}
