package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Arduino sketch that users start from, as they would write it, in lockstep with the model.
class SketchTest {
    private static final Spec SPEC = Library.spec("tt-halving");
    private static final Path ARDUINO = LinkPipe.MODEL.resolve("arduino");
    private static final Path SKETCH = ARDUINO.resolve("halving/halving.ino");
    private static final int ROWS = 5_000;

    @TempDir Path folder;

    private Path program(Path sketch, String profile) {
        Needs.tool("/usr/include/simavr/sim_avr.h");
        compile(
                "avr-gcc",
                "-std=c99",
                profile,
                LinkPipe.MODEL.resolve("firmware/lockspike_link.c"));
        compile("avr-g++", "-std=gnu++11", profile, ARDUINO.resolve("shim/Arduino.cpp"));
        compile("avr-g++", "-std=gnu++11", profile, sketch);
        Path made = folder.resolve("sketch.elf");
        run(
                "avr-g++",
                "-mmcu=atmega328p",
                "-o",
                made,
                "lockspike_link.c.o",
                "Arduino.cpp.o",
                sketch.getFileName() + ".o");
        return made;
    }

    private void compile(String compiler, String standard, String profile, Path source) {
        List<Object> command = new ArrayList<>(List.of(compiler, standard));
        command.addAll(List.of("-mmcu=atmega328p", "-DF_CPU=16000000UL", "-Os"));
        command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers"));
        command.add("-DLOCKSPIKE_PROFILE=LOCKSPIKE_" + profile);
        command.add("-I" + ARDUINO.resolve("halving"));
        command.add("-I" + ARDUINO.resolve("shim"));
        command.add("-I" + LinkPipe.MODEL.resolve("firmware"));
        if (source.toString().endsWith(".ino")) {
            command.addAll(List.of("-include", "Arduino.h", "-x", "c++"));
        }
        command.addAll(List.of("-c", "-o", source.getFileName() + ".o", source));
        run(command.toArray());
    }

    private void run(Object... command) {
        Needs.tool("avr-gcc");
        Run.Result result = Run.of(command).in(folder).result();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    private static PtyRun check(Path program, boolean lite) {
        var sketch = new ElfBoard(Machine.AVR, program);
        try (EmulatedBoard board = EmulatedBoard.start(sketch, SPEC, 0)) {
            return PtyRun.of(board, SPEC, ROWS, lite);
        }
    }

    @ParameterizedTest
    @CsvSource({"FULL, false", "LITE, true"})
    void agreesWithTheModel(String profile, boolean lite) {
        PtyRun run = check(program(SKETCH, profile), lite);
        assertThat(run.end).isEqualTo(End.done());
        assertThat(run.differs).isEqualTo(-1);
        assertThat(run.counts.steps).isEqualTo(ROWS);
        assertThat(run.compared).isGreaterThan(ROWS * 9 / 10);
    }

    @Test
    void isCaughtAtTheStepWhereItsFaultShows() throws IOException {
        String text = Files.readString(SKETCH);
        assertThat(text).contains(">= 200");
        Path wrong = folder.resolve("wrong.ino");
        Files.writeString(wrong, text.replace(">= 200", "> 200"));
        PtyRun run = check(program(wrong, "FULL"), false);
        assertThat(run.differs).isEqualTo(FirmwareBoardTest.firstRowAtTheThreshold(SPEC, ROWS));
    }

    @Test
    void isTwentyLinesLong() throws IOException {
        try (var lines = Files.lines(SKETCH)) {
            assertThat(lines.filter(line -> !line.isBlank() && !line.startsWith("//")))
                    .hasSizeLessThanOrEqualTo(20);
        }
    }
}
