package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.support.Needs;
import io.lockspike.vector.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// C is judged as RTL is, whatever its function looks like.
class FirmwareTest {
    /// Its function is called as one of the C library is.
    private static final String STEP =
            """
            #include <stdint.h>
            static uint8_t v;
            void reset(void) { v = 0; }
            int step(int current) {
                uint8_t sum = (v >> 1) + current;
                int spike = sum >= 200;
                WRONG
                v = spike ? 0 : sum;
                return spike;
            }
            """;

    @TempDir Path folder;

    @BeforeEach
    void needCompiler() {
        Needs.tool("cc");
    }

    static List<String> specs() {
        return Device.SPECS;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void isJudgedByItsStructs(String spec) {
        for (int bug : List.of(0, 1, 3)) {
            Device device = Device.at(spec, bug, folder.resolve("device-" + bug));
            String call = device.module() + "_device_row";
            Verdict verdict =
                    Cosims.of(Cosims.library(spec), device.module(), device.files(".c").getFirst())
                            .with(firmware(device.files(".c").getFirst(), call, "", false))
                            .observing("v")
                            .run();
            assertThat(verdict.outcome())
                    .as("%s, bug %d: %s", spec, bug, verdict)
                    .isEqualTo(bug == 0 ? Verdict.Outcome.AGREED : Verdict.Outcome.DISAGREED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                                                  | AGREED    |
                    spike = sum > 200;                            | DISAGREED | spike is 0, the model says 1
                    static int n; if (++n == 300) *(volatile int*)8 = 1;     | DISAGREED | a segmentation fault
                    static int n; if (++n == 300) __builtin_abort(); | DISAGREED | crashed with abort()
                    """)
    void isJudgedByACall(String wrong, Verdict.Outcome outcome, String said) throws IOException {
        Verdict verdict = cosim(wrong == null ? "" : wrong, false);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (said != null) {
            assertThat(verdict.divergences().getFirst().sentence()).contains(said);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                                                     | AGREED    |
                    static int far = 2147483600; far += current;     | DISAGREED | signed integer overflow
                    static char t[4]; char *p = t; asm("" : "+r"(p)); p[current] = 1; | DISAGREED | global-buffer-overflow
                    """)
    void isWatchedBySanitizers(String wrong, Verdict.Outcome outcome, String said)
            throws IOException {
        Verdict verdict = cosim(wrong == null ? "" : wrong, true);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (said != null) {
            Divergence gone = verdict.divergences().getFirst();
            assertThat(gone.kind()).isEqualTo(Divergence.Kind.GONE);
            assertThat(gone.note()).contains(said);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spike = step(curent)       | reset | 'curent' is no input (did you mean 'current'?)
                    spike = step(&current)     | reset | 'current' is no output
                    step(current)              | reset | the output 'spike' gets no value
                    spike = step()             | reset | the input 'current' is passed to nothing
                    spike = step(current)      |       | the input 'rst' is passed to nothing: name the function
                    spike = stepp(current)     | reset | the compiler refuses the device
                    spike = step(current);     | reset | write the name of a function, or a call
                    spike = step(current)      | a b   | write a name
                    """)
    void isRefused(String call, String start, String said) throws IOException {
        Path file = folder.resolve("lif.c");
        Files.writeString(file, STEP.replace("WRONG", ""));
        assertThatThrownBy(() ->
                        Cosims.of(Cosims.library("tt-halving"), "lif", file)
                                .with(firmware(file, call, start == null ? "" : start, false))
                                .run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(said);
    }

    @Test
    void startsAnewInEachRun() throws IOException {
        Path file = folder.resolve("lif.c");
        Files.writeString(file, STEP.replace("WRONG", "static int n; if (++n == 300) spike ^= 1;"));
        Verdict verdict =
                Cosims.of(Cosims.library("tt-halving"), "lif", file)
                        .with(firmware(file, "spike = step(current)", "reset", false))
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().row()).isGreaterThanOrEqualTo(299);
    }

    private Verdict cosim(String wrong, boolean sanitize) throws IOException {
        Path file = folder.resolve("lif.c");
        Files.writeString(file, STEP.replace("WRONG", wrong));
        return Cosims.of(Cosims.library("tt-halving"), "lif", file)
                .with(firmware(file, "spike = step(current)", "reset", sanitize))
                .run();
    }

    private static Firmware firmware(Path file, String call, String start, boolean sanitize) {
        return new Firmware(
                List.of(file),
                List.of(),
                List.of(),
                call,
                Optional.of(start).filter(name -> !name.isEmpty()),
                sanitize);
    }
}
