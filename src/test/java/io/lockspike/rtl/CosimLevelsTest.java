package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Verdict;
import io.lockspike.emit.Verilog;
import io.lockspike.equation.BadInputException;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Devices that are a core with another schedule than the spec's, or that lose what they put out.
class CosimLevelsTest {
    private static final String CORE =
            """
            lockspike: 1
            name: core
            neuron:
              rst: async
              enable: en
              inputs: {current: s10, en: u1}
              membrane: {v: s10 = 0}
              fire: {threshold: 40}
            core:
              neurons: 6
              clear: true
              in:
                axon: u2
                weights: s8[32] = [30, 9, 25, 8, 31, 22, 0, 0, 1, 28, 3, 33, 15, 2, 0, 0, 19, 20, 21, 9, 8, 7, 0, 0, 5, 41, 6, 40, 7, 39, 0, 0]
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
    }

    /// The spec's core, and a device that is that core with one choice more.
    private Cosims device(String choice) throws IOException {
        return device(choice, "", "");
    }

    private Cosims device(String choice, String find, String replace) throws IOException {
        Path spec = Files.writeString(folder.resolve("core.yaml"), CORE);
        var other = SpecFile.parse(CORE + choice, "other.yaml", folder, Map.of());
        String text = Verilog.of(other).text();
        assertThat(text).contains(find);
        Path file = Files.writeString(folder.resolve("core.v"), text.replace(find, replace));
        return Cosims.of(spec, "core", file).rows(30_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'', AGREED, AGREED, AGREED",
        "'  latency: 2\n', DISAGREED, AGREED, AGREED",
        "'  clocks: 3\n', DISAGREED, AGREED, AGREED",
        "'  order: descending\n', DISAGREED, DISAGREED, AGREED",
        "'  out: {queue: 2, full: drop-new}\n', DISAGREED, DISAGREED, DISAGREED"
    })
    void judgeACoreWithAnotherSchedule(
            String choice, Verdict.Outcome cycle, Verdict.Outcome order, Verdict.Outcome step)
            throws IOException {
        Cosims cosim = device(choice.replace("\\n", "\n"));
        assertThat(cosim.run(Verdict.Level.CYCLE, "clear=poisson:1,rate=0.002").outcome())
                .isEqualTo(cycle);
        for (var level : Map.of(Verdict.Level.ORDER, order, Verdict.Level.STEP, step).entrySet()) {
            Verdict verdict = cosim.run(level.getKey());
            assertThat(verdict.outcome()).isEqualTo(level.getValue());
            assertThat(verdict.level()).isEqualTo(level.getKey());
            assertThat(verdict.cells()).isPositive();
            assertThat(Cosims.about(verdict, "held")).isEqualTo("en=1 clear=0");
            assertThat(Cosims.about(verdict, "x")).startsWith("not examined: ");
        }
    }

    /// A device that ends itself does so at any level.
    @ParameterizedTest
    @EnumSource(Verdict.Level.class)
    void tellThatTheDeviceEnded(Verdict.Level level) throws IOException {
        String ends =
                "reg [6:0] n = 0; always @(posedge clk) begin n <= n + 1; if (n == 99) $finish; end";
        Cosims cosim = device("", "endmodule", ends + " endmodule");
        Verdict verdict = cosim.run(level);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().sentence()).contains("the device ended");
    }

    @Test
    void refuseWhatIsNoEvent() throws IOException {
        assertThatThrownBy(() -> device("").run(Verdict.Level.ORDER, "clear=uniform"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the input 'clear' changes, and is no part of an event");
        Path halving = Path.of("firmware-model/rtl/lif_halving.v");
        Cosims none = Cosims.of(Cosims.library("tt-halving"), "lif_halving", halving);
        assertThatThrownBy(() -> none.run(Verdict.Level.STEP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the spec has no stream of them that goes out");
        assertThatThrownBy(() -> device("").everywhere().run(Verdict.Level.ORDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("leave --level out");
    }
}
