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

/// A memory of the spec, and the ways in which RTL holds it.
class ProveMemoryTest {
    private static final String NEURON =
            """
            lockspike: 1
            name: neuron
            neuron:
              rst: sync
              inputs: {axon: u2, we: u1, to: u2, data: s8}
              state: {v: s12 = 0}
              memory:
                w: s8[4]@INIT@
              equations: |
                sum: s12 sat = v - (v >> 3) + w[axon]
                spike: u1 = sum >= 100
                v' = spike ? 0 : sum
                when we { w[to]' = data }
              outputs: [spike]
            """;

    /// With what holds the weights, and `weight`, in the place of `@WEIGHTS@`.
    private static final String DEVICE =
            """
            module neuron(
              input clk, input rst, input [1:0] axon, input we, input [1:0] to,
              input signed [7:0] data, output spike
            );
              reg signed [11:0] v;
            @WEIGHTS@
              wire signed [12:0] wide = v - (v >>> 3) + weight;
              wire signed [11:0] sum = wide > 2047 ? 12'sd2047 : wide < -2048 ? -12'sd2048 : wide[11:0];
              assign spike = sum >= 100;
              always @(posedge clk) if (rst) v <= 0; else v <= spike ? 12'sd0 : sum;
            endmodule
            """;

    private static final String RAM =
            """
              reg signed [7:0] mem [0:3];
              wire signed [7:0] weight = mem[axon];
              always @(posedge clk) if (we) mem[to] <= data;
            """;

    private static final String LOADED =
            "  initial begin mem[0] = 7; mem[1] = 7; mem[2] = 9; mem[3] = 7; end\n";

    private static final String WIDE_WORDS =
            """
              reg [12:0] mem [0:7];
              wire [12:0] word = mem[{1'b1, axon}];
              wire signed [7:0] weight = word[10:3];
              always @(posedge clk) if (we) mem[{1'b1, to}] <= {2'b10, data, 3'b101};
            """;

    private static final String REGISTERS =
            """
              reg signed [7:0] a, b, c, d;
              wire signed [7:0] weight = axon == 0 ? a : axon == 1 ? b : axon == 2 ? c : d;
              always @(posedge clk) if (we)
                case (to) 0: a <= data; 1: b <= data; 2: c <= data; 3: d <= data; endcase
            """;

    private static final String ONE_REGISTER =
            """
              reg [31:0] all;
              wire signed [7:0] weight = all[8*axon +: 8];
              always @(posedge clk) if (we) all[8*to +: 8] <= data;
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    private Prove.Result proof(String spec, String verilog) throws IOException {
        Path file = Files.writeString(folder.resolve("spec.yaml"), spec);
        Path rtl = Files.writeString(folder.resolve("neuron.v"), verilog);
        return Proofs.of(file, "neuron", List.of(rtl)).run();
    }

    private static String spec(String init) {
        return NEURON.replace("@INIT@", init);
    }

    private static String device(String weights) {
        return DEVICE.replace("@WEIGHTS@", weights);
    }

    private static List<String> proven(Prove.Result result) {
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Proven.class);
        return ((RtlVerdict.Proven) result.verdict()).invariant();
    }

    private static void assertRefuted(Prove.Result result) {
        assertThat(result.verdict())
                .as(result.verdict().toString())
                .isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    @Test
    void isProvenInAMemory() throws IOException {
        assertThat(proven(proof(spec(""), device(RAM)))).contains("mem = w", "v = v");
    }

    @Test
    void isProvenInOtherWords() throws IOException {
        assertRefuted(proof(spec(""), device(WIDE_WORDS.replace("word[10:3]", "word[9:2]"))));
        proven(
                proof(
                        spec(""),
                        device(
                                WIDE_WORDS
                                        .replace("{1'b1, axon}", "axon")
                                        .replace("{1'b1, to}", "to"))));
    }

    @Test
    void isProvenInRegisters() throws IOException {
        assertThat(proven(proof(spec(""), device(REGISTERS)))).contains("a = w[0]", "d = w[3]");
    }

    @Test
    void isProvenInOneRegister() throws IOException {
        assertThat(proven(proof(spec(""), device(ONE_REGISTER)))).contains("all[15:8] = w[1]");
    }

    @Test
    void isProvenWhereItIsLoadedAtPowerUp() throws IOException {
        proven(proof(spec(" init [7, 7, 9, 7]"), device(RAM + LOADED)));
        assertRefuted(proof(spec(" init [7, 7, 8, 7]"), device(RAM + LOADED)));
    }

    @Test
    void isProvenWhereRstLoadsIt() throws IOException {
        String loaded =
                RAM.replace(
                        "if (we)",
                        "if (rst) begin mem[0] <= 7; mem[1] <= 7; mem[2] <= 7; mem[3] <= 7; end else if (we)");
        proven(proof(spec(" = 7"), device(loaded)));
        assertRefuted(proof(spec(" = 7"), device(loaded.replace("mem[2] <= 7", "mem[2] <= 6"))));
    }

    /// Nothing is said of a fourth cell.
    @Test
    void isProvenWhereItHasNoCellForEachAddress() throws IOException {
        String three =
                spec("").replace("s8[4]", "s8[3]")
                        .replace("axon: u2", "axon: u1")
                        .replace("when we {", "when we and to < 3 {");
        String device =
                device(RAM.replace("[0:3]", "[0:2]").replace("if (we)", "if (we && to < 3)"));
        proven(proof(three, device.replace("input [1:0] axon", "input axon")));
    }

    /// Yosys gives several ports that are used side by side one name.
    @Test
    void isProvenWhereItsAddressIsOfSeveralPorts() throws IOException {
        String spec =
                spec("").replace("to: u2", "high: u1, low: u1")
                        .replace("w[to]", "w[cat(high, low)]");
        String device =
                device(RAM.replace("mem[to]", "mem[{high, low}]"))
                        .replace("input [1:0] to", "input high, input low");
        proven(proof(spec, device));
        assertRefuted(proof(spec, device.replace("{high, low}", "{low, high}")));
        // Wrong only where what is asked for side by side changes from one clock to the next.
        String jumps =
                device.replace(
                        "<= data;",
                        """
                        <= last == 2 && {high, low} == 1 ? 8'sd55 : data;
                          reg [1:0] last;
                          always @(posedge clk) last <= {high, low};
                        """);
        assertRefuted(proof(spec, jumps));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    mem[to] <= data   ~ mem[to] <= to == 2 && data == -77 && axon == 1 ? -76 : data
                    if (we)           ~ if (we && !(axon == to && data == 100))
                    = mem[axon]       ~ = mem[axon ^ (v == 77)]
                    = mem[axon]       ~ = we && to == axon ? data : mem[axon]
                    """)
    void isRefutedWithAFault(String was, String is) throws IOException {
        assertThat(RAM).contains(was);
        String wrong = RAM.replace(was, is) + LOADED;
        assertRefuted(proof(spec(" init [7, 7, 9, 7]"), device(wrong)));
    }
}
