package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.proof.RtlVerdict;
import io.lockspike.proof.Solver;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Designs that hold the same in other ways than the spec, and designs of which nothing can be
/// proven.
class ProveTest {
    private static final String NEURON =
            """
            lockspike: 1
            name: neuron
            neuron:
              rst: async
              inputs: {x: s8, en: u1}
              state: {v: s12 = 0, quiet: u3 = 0}
              equations: |
                next:  s12 sat = v - (v >> 3) + x
                spike: u1 = en and quiet == 0 and next >= 300
                when en {
                  v' = spike ? 0 : next
                  quiet' = spike ? 5 : quiet > 0 ? quiet - 1 : 0
                }
              outputs: [spike]
            """;

    /// With `@REST@` where its registers are.
    private static final String DEVICE =
            """
            module neuron(input clk, input rst, input signed [7:0] x, input en, output spike);
              reg signed [11:0] m;
              wire signed [12:0] sum = m - (m >>> 3) + x;
              wire signed [11:0] next = sum > 2047 ? 12'sd2047 : sum < -2048 ? -12'sd2048 : sum[11:0];
            @REST@
            endmodule
            """;

    /// The refractory time counted upwards, in one-hot code: what follows is nowhere the spec's.
    private static final String UPWARDS =
            """
              reg [5:0] hot;
              assign spike = en && hot[5] && next >= 300;
              always @(posedge clk or posedge rst)
                if (rst) begin m <= 0; hot <= 6'b100000; end
                else if (en) begin
                  m <= spike ? 12'sd0 : next;
                  hot <= spike ? 6'b000001 : hot[5] ? hot : hot << 1;
                end
            """;

    private static final String PLAIN =
            """
              reg [2:0] count;
              assign spike = en && count == 0 && next >= 300;
              always @(posedge clk or posedge rst)
                if (rst) begin m <= 0; count <= 0; end
                else if (en) begin
                  m <= spike ? 12'sd0 : next;
                  count <= spike ? 3'd5 : count == 0 ? 3'd0 : count - 3'd1;
                end
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Proofs proof(String spec, String verilog) throws IOException {
        return Proofs.of(write("spec.yaml", spec), "neuron", List.of(write("neuron.v", verilog)));
    }

    private static String device(String rest) {
        return DEVICE.replace("@REST@", rest);
    }

    private static void assertProven(Prove.Result result) {
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Proven.class);
    }

    private static String unknown(Prove.Result result) {
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Unknown.class);
        return ((RtlVerdict.Unknown) result.verdict()).reason();
    }

    @Test
    void provesAnotherCodeOfTheState() throws IOException {
        Prove.Result result = proof(NEURON, device(UPWARDS)).run();
        assertProven(result);
        assertThat(((RtlVerdict.Proven) result.verdict()).invariant())
                .contains("m = v", "hot = 32 where quiet = 0", "hot = 1 where quiet = 5");
        assertThat(result.tools()).anyMatch(tool -> tool.startsWith("Yosys"));
    }

    /// Above 100 the sum is made smaller, which interval analysis does not see.
    @Test
    void saysWhatTheDesignComesTo() throws IOException {
        String spec =
                """
                lockspike: 1
                name: neuron
                neuron:
                  rst: sync
                  inputs: {x: s4}
                  state: {v: s8 = 0}
                  equations: |
                    next: s8 sat = v > 100 ? v - 60 + x : v + x
                    high: u1 = v > 90
                    both: u1 = high == 1 and v < 0
                    v' = next
                  outputs: [high, both, v]
                """;
        String verilog =
                """
                module neuron(input clk, input rst, input signed [3:0] x, output high, output both,
                    output reg signed [7:0] v);
                  wire signed [8:0] sum = (v > 100 ? v - 9'sd60 : v) + x;
                  assign high = v > 90;
                  assign both = 1'b0;
                  always @(posedge clk) v <= rst ? 0 : sum < -128 ? -8'sd128 : sum[7:0];
                endmodule
                """;
        Prove.Result result = proof(spec, verilog).run();
        assertProven(result);
        var covers = ((RtlVerdict.Proven) result.verdict()).covers();
        assertThat(covers)
                .extracting(cover -> cover.text() + (cover.never() ? " never" : ""))
                .containsExactly(
                        "high = 1",
                        "high = 0",
                        "both = 1 never",
                        "both = 0",
                        "next clamps high never",
                        "next clamps low");
        assertThat(covers).allMatch(cover -> cover.never() == cover.row() < 0);
    }

    @Test
    void refutesAFaultThatTakesLongToShow() throws IOException {
        String early = UPWARDS.replace("hot << 1", "hot << (m == -12'sd200 ? 2 : 1)");
        Prove.Result result = proof(NEURON, device(early)).run();
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Refuted.class);
        var refuted = (RtlVerdict.Refuted) result.verdict();
        assertThat(refuted.shortest()).isTrue();
        assertThat(refuted.rows()).hasSizeGreaterThan(8);
        assertThat(result.seen().orElseThrow().sentence()).contains("spike is");
    }

    /// Near its top hardly an input is allowed, and there the neuron stays.
    @Test
    void provesWhatARandomRunHardlyComesTo() throws IOException {
        String spec =
                """
                lockspike: 1
                name: neuron
                neuron:
                  rst: none
                  inputs: {x: u8}
                  state: {v: u8 = 250}
                  equations: |
                    sum: u9 = v + x
                    next: u8 = sum
                    v' = next
                  outputs: [v]
                """;
        String verilog =
                """
                module neuron(input clk, input [7:0] x, output reg [7:0] v);
                  initial v = 250;
                  always @(posedge clk) v <= v + x;
                endmodule
                """;
        assertProven(proof(spec, verilog).run());
        String wrong = verilog.replace("v + x", "v + (x == 4 ? 8'd5 : x)");
        Prove.Result result = proof(spec, wrong).run();
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    /// An inner signal is the spec's in all rows that are run, and not always.
    @Test
    void refutesAFaultThatNoRunShows() throws IOException {
        String spec =
                """
                lockspike: 1
                name: neuron
                neuron:
                  rst: sync
                  inputs: {x: s16}
                  state: {v: s16 = 0}
                  equations: |
                    sum:  s17 = v - (v >> 2) + x
                    next: s16 sat = sum
                    v' = next
                  outputs: [v]
                """;
        String verilog =
                """
                module neuron(input clk, input rst, input signed [15:0] x,
                    output reg signed [15:0] v);
                  wire signed [16:0] right = v - (v >>> 2) + x;
                  wire signed [16:0] sum = right @FAULT@;
                  always @(posedge clk)
                    v <= rst ? 0 : sum > 32767 ? 16'h7fff : sum < -32768 ? 16'h8000 : sum[15:0];
                endmodule
                """;
        assertProven(proof(spec, verilog.replace("@FAULT@", "")).run());
        String fault = "+ (v == 16'sd12345 && x == 16'sd321)";
        Prove.Result result = proof(spec, verilog.replace("@FAULT@", fault)).run();
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    @Test
    void takesOtherPinsEdgesAndPolarities() throws IOException {
        String verilog =
                """
                module neuron(input ck, input rst_n, input [8:0] pins, input test, output [3:0] leds);
                  wire signed [7:0] x = pins[7:0];
                  wire en = pins[8];
                  core u_core(.ck(ck), .rst_n(rst_n), .x(pins[7:0]), .en(pins[8] | test), .spike(leds[0]));
                  assign leds[3:1] = 3'b101;
                endmodule
                """
                        + device(PLAIN)
                                .replace(
                                        "module neuron(input clk, input rst",
                                        "module core(input ck, input rst_n")
                                .replace(
                                        "posedge clk or posedge rst", "negedge ck or negedge rst_n")
                                .replace("if (rst)", "if (!rst_n)");
        Path bind =
                write(
                        "bind.yaml",
                        """
                        clock: {signal: ck, edge: falling}
                        rst:   {signal: rst_n, active: low}
                        map:   {"leds": "10 + spike", dut.u_core.m: v}
                        """);
        String spec =
                NEURON.replace("outputs: [spike]", "outputs: [v]")
                        .replace("{x: s8, en: u1}", "{pins: u9}")
                        .replace(
                                "equations: |",
                                "equations: |\n    x: s8 wrap = pins\n    en: u1 = pins[8]");
        Sources tied =
                new Sources(
                        List.of(write("neuron.v", verilog)),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of("test", 0L),
                        "work");
        assertProven(proof(spec, verilog).with(tied).bound(bind).run());
    }

    @Test
    void takesALateOutput() throws IOException {
        String verilog =
                device(
                        PLAIN.replace("assign spike =", "wire fires =")
                                        .replace("spike ?", "fires ?")
                                + "  reg q; assign spike = q; always @(posedge clk) q <= fires;\n");
        Path bind = write("bind.yaml", "latency: {spike: 1}\n");
        assertProven(proof(NEURON, verilog).bound(bind).run());
    }

    @Test
    void takesStatesOfBothEdges() throws IOException {
        String spec =
                NEURON.replace("quiet: u3 = 0}", "quiet: u3 = 0, xf: s8 falling = 0}")
                        .replace(">> 3) + x", ">> 3) + xf")
                        .replace("when en {", "xf' = x\n    when en {");
        String verilog =
                device(PLAIN)
                        .replace(
                                "reg signed [11:0] m;",
                                """
                                reg signed [11:0] m;
                                reg signed [7:0] h;
                                always @(negedge clk or posedge rst) if (rst) h <= 0; else h <= x;
                                """)
                        .replace("(m >>> 3) + x", "(m >>> 3) + h");
        assertProven(proof(spec, verilog).run());
    }

    @Test
    void provesByAnotherSolver() throws IOException {
        Needs.tool("z3");
        Path unit = Path.of("firmware-model/rtl/lif_halving.v");
        Prove.Result result =
                Proofs.of(Cosims.library("tt-halving"), "lif_halving", List.of(unit))
                        .by(Solver.Choice.Z3)
                        .run();
        assertProven(result);
        assertThat(result.tools()).contains("z3");
    }

    @Test
    void knowsNothingOfWhatHasNoOneClock() throws IOException {
        String gated =
                device(
                        """
                          wire gated = clk & en;
                          assign spike = en && next >= 300;
                          always @(posedge gated or posedge rst) if (rst) m <= 0; else m <= next;
                        """);
        assertThat(unknown(proof(NEURON, gated).run())).contains("only designs of one clock");
        String latch =
                device(
                        """
                          assign spike = en && next >= 300;
                          always @* if (clk) m = rst ? 12'sd0 : next;
                        """);
        assertThat(unknown(proof(NEURON, latch).run())).contains("latch");
    }

    /// By slang, where it is here. Wrong in clock 0 alone, where two primes have a product that no
    /// solver finds: an induction over two clocks does not see it, and has nothing to begin with.
    @Test
    void provesNothingBehindAClockThatIsNotDecided() throws IOException {
        String spec =
                """
                lockspike: 1
                name: neuron
                neuron:
                  rst: none
                  inputs: {x: u48, y: u48, d: u1}
                  state: {t: u1 = 0}
                  equations: |
                    t' = t != d
                  outputs: [t]
                """;
        String verilog =
                """
                module neuron(input clk, input [47:0] x, input [47:0] y, input d, output t);
                  reg a = 0, b = 0, boot = 1;
                  wire [95:0] m = x * y;
                  assign t = a ^ b ^ (boot && m == 96'd50668735533102531785624545187);
                  always @(posedge clk) begin a <= ~a ^ d; b <= ~b; boot <= 0; end
                endmodule
                """;
        assertThat(unknown(proof(spec, verilog).within(Duration.ofSeconds(10)).run()))
                .contains("did not decide clock 0");
    }

    @Test
    void provesRowsOfManyClocks() throws IOException {
        String spec =
                """
                lockspike: 1
                name: neuron
                neuron:
                  rst: sync
                  inputs: {x: s8}
                  state: {v: s12 = 0}
                  equations: |
                    next: s12 sat = v + x
                    v' = next
                  outputs: [v]
                ports:
                  rtl:
                    clock: clk
                    sample: {edge: before, when: phase == 99}
                """;
        String verilog =
                """
                module neuron(input clk, input rst, input signed [7:0] x, output reg signed [11:0] v,
                    output reg [6:0] phase);
                  wire signed [12:0] s = v + x;
                  always @(posedge clk)
                    if (rst) begin v <= 0; phase <= 0; end
                    else if (phase == 99) begin
                      phase <= 0;
                      v <= s > 2047 ? 12'sd2047 : s < -2048 ? 12'h800 : s[11:0];
                    end else phase <= phase + 1;
                endmodule
                """;
        assertProven(proof(spec, verilog).run());
        assertThat(proof(spec, verilog.replace("s > 2047", "s > 2046 - x[0]")).run().verdict())
                .isInstanceOf(RtlVerdict.Refuted.class);
    }

    @Test
    void refusesAPathToNothing() throws IOException {
        String verilog =
                device("  assign spike = u.fires; fire u(.m(m)); always @(posedge clk) m <= next;")
                        + "module fire(input [11:0] m); wire other = m[11]; endmodule\n";
        assertThatThrownBy(() -> proof(NEURON, verilog).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fires");
    }

    @Test
    void takesIncludedFilesAndDefines() throws IOException {
        Path includes = Files.createDirectories(folder.resolve("some headers"));
        Files.writeString(includes.resolve("shift.vh"), "localparam SHIFT = `OF_LEAK;\n");
        String verilog =
                device(PLAIN)
                        .replace(
                                "reg signed [11:0] m;",
                                "`include \"shift.vh\"\nreg signed [11:0] m;")
                        .replace("m >>> 3", "m >>> SHIFT");
        Path file = Files.writeString(folder.resolve("neuron.v"), verilog);
        for (String shift : List.of("3", "4")) {
            var sources =
                    new Sources(
                            List.of(file),
                            List.of(includes),
                            List.of("OF_LEAK=" + shift),
                            Map.of(),
                            Map.of(),
                            "work");
            assertThat(proof(NEURON, verilog).with(sources).run().verdict())
                    .isInstanceOf(
                            shift.equals("3") ? RtlVerdict.Proven.class : RtlVerdict.Refuted.class);
        }
    }

    @Test
    void refusesOtherPorts() throws IOException {
        String wide = device(PLAIN).replace("[7:0] x", "[8:0] x");
        assertThatThrownBy(() -> proof(NEURON, wide).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'x' of the device has 9 bits");
    }

    /// What rst does not reach, and decides what is seen, is any value.
    @Test
    void refutesWhatComesFromPowerUp() throws IOException {
        String verilog =
                device(
                        PLAIN.replace("== 0 && next", "== 0 && odd && next")
                                + "  reg odd; always @(posedge clk) odd <= odd;\n");
        assertThat(proof(NEURON, verilog).run().verdict()).isInstanceOf(RtlVerdict.Refuted.class);
    }
}
