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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices as people write them: inputs packed into one port, ports that the spec knows nothing of,
/// parameters, no clock, libraries and ranges of VHDL.
class CosimPinsTest {
    private static final String SPEC =
            """
            lockspike: 1
            name: packed_n
            neuron:
              rst: sync
              inputs: {a: s5, b: u3}
              state:  {v: s8 = 0}
              equations: |
                v' sat = v - (v >> 2) + a * 3 - b
              outputs: [v]
            ports:
              rtl:
                map: {"pins[2:0]": b, "pins[9:5]": a}
                tie: {ena: 1, "pins[4:3]": 2}
                parameters: {GAIN: 3}
            """;

    private static final String VERILOG =
            """
            module packed_n(input wire clk, input wire rst, input wire ena,
                            input wire [9:0] pins, output reg signed [7:0] v);
              parameter signed [7:0] GAIN = 1;
              wire signed [4:0] a = pins[9:5];
              wire signed [15:0] full = v - (v >>> 2) + a * GAIN - $signed({1'b0, pins[2:0]});
              always @(posedge clk)
                if (rst) v <= 0;
                else if (ena && pins[4:3] == 2)
                  v <= full > 127 ? 8'sd127 : full < -128 ? -8'sd128 : full[7:0];
            endmodule
            """;

    private static final String RANGES_SPEC =
            """
            lockspike: 1
            name: ranges
            neuron:
              rst: none
              inputs: {x: s4}
              state:  {y: s4 = 0}
              equations: |
                y' = x
              outputs: [y]
            """;

    private static final String RANGES =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            library mine;
            use mine.sizes.all;
            entity ranges is
              port (clk : in std_logic; x : in std_logic_vector(WIDTH - 1 downto 0);
                    y : out std_logic_vector(WIDTH - 1 downto 0));
            end entity;
            architecture rtl of ranges is
              signal kept : std_logic_vector(WIDTH - 1 downto 0) := (others => '0');
            begin
              y <= kept;
              process (clk)
                variable value : integer range -8 to 7;
              begin
                if rising_edge(clk) then
                  value := to_integer(signed(x));
                  kept <= std_logic_vector(to_signed(value, WIDTH));
                end if;
              end process;
            end architecture;
            """;

    private static final String SIZES =
            """
            package sizes is
              constant WIDTH : integer := 4;
            end package;
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
        Needs.tool("iverilog");
        Needs.tool("ghdl");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Cosims packed(String spec, String verilog) throws IOException {
        return Cosims.of(write("spec.yaml", spec), "packed_n", write("dut.v", verilog));
    }

    @Test
    void inputsShareAPortAndConstantsAndParametersComeFromTheBinding() throws IOException {
        Verdict verdict = packed(SPEC, VERILOG).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(verdict, "x")).contains("replayed in Icarus, none");
        for (String wrong : List.of("GAIN: 2", "ena: 0", "[4:3]\": 1")) {
            String spec =
                    SPEC.replaceFirst(
                            java.util.regex.Pattern.quote(wrong.substring(0, wrong.length() - 1))
                                    + "\\d",
                            wrong);
            assertThat(spec).isNotEqualTo(SPEC);
            assertThat(packed(spec, VERILOG).run().outcome())
                    .as(wrong)
                    .isEqualTo(Verdict.Outcome.DISAGREED);
        }
        assertThat(packed(SPEC, VERILOG.replace("v >>> 2", "v >>> 3")).run().outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
    }

    @Test
    void aPortThatIsNotDrivenWholeIsRefused() throws IOException {
        String wider = VERILOG.replace("[9:0] pins", "[10:0] pins");
        assertThatThrownBy(() -> packed(SPEC, wider).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'pins'")
                .hasMessageContaining("11 bits");
        assertThatThrownBy(() -> packed(SPEC.replace("ena: 1, ", ""), VERILOG).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("nothing drives the input 'ena'");
        assertThatThrownBy(() -> packed(SPEC.replace("ena: 1", "enable: 1"), VERILOG).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no port 'enable'");
    }

    private Cosims tying(String port, long value) throws IOException {
        Path file = write("dut.v", VERILOG);
        var sources =
                new Sources(
                        List.of(file), List.of(), List.of(), Map.of(), Map.of(port, value), "work");
        return packed(SPEC, VERILOG).with(sources);
    }

    @Test
    void constantsOfTheCommandLineAreHeldToTheSameRules() throws IOException {
        assertThat(tying("ena", 1).run().outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(tying("ena", 0).run().outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        for (String port : List.of("pins", "rst")) {
            assertThatThrownBy(() -> tying(port, 0).run())
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("should be driven once");
        }
        assertThatThrownBy(() -> tying("ena", 2).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the constant of the port 'ena' does not fit its 1 bits");
    }

    @Test
    void aDeviceWithoutAClockIsComparedInEachRow() throws IOException {
        String spec =
                """
                lockspike: 1
                name: update
                neuron:
                  rst: none
                  inputs: {v: s8, current: s8}
                  equations: |
                    next: s8 sat = v - (v >> 3) + current
                  outputs: [next]
                ports:
                  rtl: {clock: none}
                """;
        String verilog =
                """
                module update(input wire signed [7:0] v, input wire signed [7:0] current,
                              output wire signed [7:0] next);
                  wire signed [9:0] full = v - (v >>> 3) + current;
                  assign next = full > 127 ? 8'sd127 : full < -128 ? -8'sd128 : full[7:0];
                endmodule
                """;
        Path file = write("spec.yaml", spec);
        Verdict verdict = Cosims.of(file, "update", write("dut.v", verilog)).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.cells()).isEqualTo(verdict.steps());
        assertThat(Cosims.about(verdict, "x")).contains("replayed in Icarus, none");
        Path wrong = write("dut.v", verilog.replace("full > 127", "full > 120"));
        assertThat(Cosims.of(file, "update", wrong).run().outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
    }

    /// A constant of the command line has the port's width in the bench that GHDL runs.
    @Test
    void vhdlWithAConstantOfSeveralBits() throws IOException {
        String spec = RANGES_SPEC.replace("name: ranges", "name: tied");
        String text =
                RANGES.replace("ranges", "tied")
                        .replace("port (clk", "port (mode : in std_logic_vector(1 downto 0); clk")
                        .replace("kept <= ", "if mode = \"10\" then kept <= ")
                        .replace("(value, WIDTH));", "(value, WIDTH)); end if;");
        List<Path> files = List.of(write("sizes.vhd", SIZES), write("tied.vhd", text));
        var sources =
                new Sources(files, List.of(), List.of(), Map.of(), Map.of("mode", 2L), "mine");
        Verdict verdict =
                Cosims.of(write("spec.yaml", spec), "tied", files.getFirst()).with(sources).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(verdict, "x")).contains("replayed in GHDL, none");
    }

    private Verdict ranges(String text, String library) throws IOException {
        List<Path> files = List.of(write("sizes.vhd", SIZES), write("ranges.vhd", text));
        var sources = new Sources(files, List.of(), List.of(), Map.of(), Map.of(), library);
        return Cosims.of(write("spec.yaml", RANGES_SPEC), "ranges", files.getFirst())
                .with(sources)
                .run();
    }

    /// GHDL's translation knows nothing of ranges; its simulation ends where one is left.
    @Test
    void vhdlOfALibraryAndAValueOutsideItsRange() throws IOException {
        Verdict right = ranges(RANGES, "mine");
        assertThat(right.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(right, "x")).contains("replayed in GHDL, none");
        Verdict wrong = ranges(RANGES.replace("-8 to 7", "-7 to 7"), "mine");
        assertThat(wrong.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence first = wrong.divergences().getFirst();
        assertThat(first.kind()).isEqualTo(Divergence.Kind.GONE);
        assertThat(first.sentence())
                .contains("in GHDL", "the device ended: bound check failure at", "ranges.vhd:18");
        assertThatThrownBy(() -> ranges(RANGES, "work"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("ranges.vhd:4:9: cannot find resource library \"mine\"");
    }

    /// The outputs have no ports of their own.
    @Test
    void outputsShareAPort() throws IOException {
        String spec =
                """
                lockspike: 1
                name: pair
                neuron:
                  rst: sync
                  inputs: {x: s8}
                  state: {v: s12 = 0}
                  equations: |
                    n: s12 sat = v - (v >> 4) + x
                    f: u1 = n >= 300
                    g: u1 = n < -300
                    v' = f ? 0 : n
                  outputs: [f, g]
                ports:
                  rtl:
                    map: {o: "cat(v[2:0], g, f)"}
                """;
        String verilog =
                """
                module pair(input clk, input rst, input signed [7:0] x, output [4:0] o);
                  reg signed [11:0] v;
                  wire signed [12:0] s = v - (v >>> 4) + x;
                  wire signed [11:0] n = s > 2047 ? 12'sd2047 : s < -2048 ? -12'sd2048 : s[11:0];
                  assign o = {v[2:0], n < -300, n >= 300};
                  always @(posedge clk) if (rst || o[0]) v <= 0; else v <= n;
                endmodule
                """;
        Path file = write("pair.v", verilog);
        Verdict right = Cosims.of(write("pair.yaml", spec), "pair", file).run();
        assertThat(right.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(right.compared()).containsExactly("o");
        Path wrong = write("pair.v", verilog.replace("n < -300", "n <= -300"));
        assertThat(Cosims.of(write("pair.yaml", spec), "pair", wrong).run().outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
    }
}
