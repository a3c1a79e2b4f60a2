package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever a device does, this process lives on and says one sentence.
@Timeout(300)
class BadDevicesTest {
    private static final String DEVICE =
            """
            module bad (input clk, input rst, input [7:0] current, output spike);
                reg [7:0] v;
                reg [7:0] rows = 0;
                wire [7:0] sum = (v >> 1) + current;
                assign spike = sum >= 200;
                always @(posedge clk or posedge rst)
                    if (rst) v <= 0; else v <= spike ? 0 : sum;
                always @(posedge clk) begin
                    rows <= rows + 1;
                    if (rows == 40) begin WRONG end
                end
            endmodule
            """;

    private static final Duration LEAP = Duration.ofSeconds(30);

    @TempDir Path folder;

    @BeforeEach
    void needVerilator() {
        Needs.tool("verilator");
    }

    /// What the device does in row 40, and what the verdict says of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    $c("*(volatile int*)0 = 1;");               | crashed with a segmentation fault
                    $c("abort();");                             | crashed with abort()
                    $c("volatile int z = 0; z = 7 / z;");       | a division by zero
                    $c("::exit(0);");                           | ended the process with status 0
                    $c("std::system(\\"kill -9 $PPID\\");");    | ended by signal 9
                    $c("volatile char* p = new char[64ull<<30]; p[5] = 1;"); | more memory than it may have
                    $c("for (;;) { volatile char* p = new char[1<<24]; p[5] = 1; }"); | more memory than it may have
                    $finish;                                    | it called $finish at
                    $stop;                                      | it stopped
                    $c("for(;;) VL_PRINTF(\\"%s\\\\n\\", std::string(4000, 'x').c_str());"); | wrote more than 64 MiB
                    """)
    void isSurvived(String wrong, String said) throws IOException {
        Verdict verdict = cosim(DEVICE.replace("WRONG", wrong), System::nanoTime);
        assertGone(verdict, 40, said);
    }

    /// The clock leaps half a minute whenever it is read, once the device is in row 40.
    @Test
    void isEndedWhereItHangs() throws IOException {
        String hanging = DEVICE.replace("WRONG", "$c(\"for (volatile int z = 0; ; z++) {}\");");
        var row = new AtomicLong();
        var now = new AtomicLong();
        // Three leaps are a minute and a half; the rows before are then run in peace.
        LongSupplier clock =
                () ->
                        row.get() < 40 || now.get() >= LEAP.multipliedBy(3).toNanos()
                                ? now.get()
                                : now.addAndGet(LEAP.toNanos());
        Path file = folder.resolve("bad.v");
        Files.writeString(file, hanging);
        Verdict verdict =
                Cosims.of(Cosims.library("tt-halving"), "bad", file).by(clock, row::set).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertGone(verdict, 40, "does not come back: no answer for 60 s");
    }

    @Test
    void mayOscillate() throws IOException {
        String loop =
                DEVICE.replace("assign spike = sum >= 200;", "assign spike = sum >= 200 || loop;")
                        .replace("WRONG", "")
                        .replace(
                                "reg [7:0] v;",
                                "reg [7:0] v; wire loop; assign loop = rst ? 0 : ~loop;");
        Verdict verdict = cosim(loop, System::nanoTime);
        assertThat(verdict.divergences().getLast().note()).contains("did not converge");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    current              | curent              | no port 'current' for the input 'current' (did you mean 'curent'?)
                    input [7:0] current  | input [8:0] current | the port 'current' of the device has 9 bits, and the input 'current' has 8
                    output spike         | output spikes       | no port 'spike' for 'spike' (did you mean 'spikes'?)
                    input rst            | input rst, input go | nothing drives the input 'go'
                    input rst            | output rst          | is an output, and the input 'rst' drives it
                    endmodule            | endmodul            | Verilator refuses the RTL: %Error
                    module bad           | module other        | has no module 'bad'
                    """)
    void isRefused(String find, String replace, String said) {
        assertThatThrownBy(() ->
                        cosim(DEVICE.replace("WRONG", "").replace(find, replace), System::nanoTime))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("\n");
    }

    private Verdict cosim(String text, LongSupplier clock) throws IOException {
        Path file = folder.resolve("bad.v");
        Files.writeString(file, text);
        return Cosims.of(Cosims.library("tt-halving"), "bad", file).by(clock).run();
    }

    private static void assertGone(Verdict verdict, long row, String said) {
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences()).hasSize(1);
        Divergence gone = verdict.divergences().getFirst();
        assertThat(gone.kind()).isEqualTo(Divergence.Kind.GONE);
        assertThat(gone.note()).contains(said);
        assertThat(gone.row()).isEqualTo(row);
        assertThat(verdict.steps()).isEqualTo(row);
        System.out.println("cosim: survived: " + gone.sentence());
    }
}
