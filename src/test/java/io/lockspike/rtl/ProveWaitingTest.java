package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Devices that take several clocks for a row, and say themselves when it ends.
class ProveWaitingTest {
    private static final String SPEC =
            """
            lockspike: 1
            name: waits
            neuron:
              rst: async
              inputs: {current: s12}
              state:  {v: s16 = 0}
              equations: |
                leaked: s16     = v - (v >> 4)
                sum:    s16 sat = leaked + current
                spike:  u1      = sum >= 1000
                v'              = spike ? 0 : sum
              outputs: [spike, v]
            ports:
              rtl:
                sample: {edge: before, when: phase == 2}
            """;

    /// A clock for the leak, one for the sum, one for what comes of it. A rst in any of them.
    private static final String DEVICE =
            """
            module waits(input wire clk, input wire rst, input wire signed [11:0] current,
                         output wire spike, output reg signed [15:0] v, output reg [1:0] phase);
              reg signed [16:0] acc;
              assign spike = !rst && phase == 2 && acc >= 1000;
              always @(posedge clk or posedge rst)
                if (rst) begin v <= 0; phase <= 0; acc <= 0; end
                else case (phase)
                  0: begin acc <= v - (v >>> 4); phase <= 1; end
                  1: begin acc <= acc + current; phase <= 2; end
                  default: begin
                    v <= spike ? 16'sd0 : acc > 32767 ? 16'h7fff : acc < -32768 ? 16'h8000 : acc[15:0];
                    phase <= 0;
                  end
                endcase
            endmodule
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    private Prove.Result prove(String was, String is) throws IOException {
        assertThat(DEVICE).contains(was);
        Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
        Path device = Files.writeString(folder.resolve("waits.v"), DEVICE.replace(was, is));
        return Proofs.of(spec, "waits", List.of(device)).run();
    }

    private static void assertProven(Prove.Result result) {
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Proven.class);
    }

    @Test
    void areProven() throws IOException {
        assertProven(prove("", ""));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    acc >= 1000           ~ acc > 1000
                    v >>> 4               ~ v >> 4
                    acc + current         ~ acc + current - (acc == -300)
                    acc[15:0]             ~ {acc[15:1], 1'b0}
                    0: begin acc          ~ 0: if (v == 77) phase <= 2; else begin acc
                    phase <= 0; acc <= 0; ~ phase <= 2; acc <= 2000;
                    begin v <= 0; phase   ~ begin phase
                    """)
    void areRefutedWhereTheyAreWrong(String was, String is) throws IOException {
        Prove.Result result = prove(was, is);
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    /// In a row with rst that ends as it is asserted, nothing is compared before the device is
    /// ready.
    @Test
    void mayShowAnythingWhileTheyAreNotReady() throws IOException {
        assertProven(prove("spike = !rst &&", "spike = rst || phase != 2 ||"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    0: begin acc   ~ 0: if (v != 777) begin acc
                    0: begin acc   ~ 0: if (!rst && v == v + 1) begin acc
                     1: begin acc   ~ 1: if (v != -5) begin acc
                    """)
    void areNotProvenWhereTheyMayWaitForEver(String was, String is) throws IOException {
        Prove.Result result = prove(was, is);
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Unknown.class);
        assertThat(((RtlVerdict.Unknown) result.verdict()).reason()).contains("ready");
    }
}
