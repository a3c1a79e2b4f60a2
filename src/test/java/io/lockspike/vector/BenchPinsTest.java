package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Benches keep what a spec says of its pins under `rtl`: names, clock edge, polarity, ties,
/// latency, handshake, packed and inner signals; and the falling edge of the design itself.
class BenchPinsTest {
    @TempDir Path folder;

    private static final String LATE =
            """
            lockspike: 1
            name: late
            neuron:
              rst: async
              inputs: {current: s8, en: u1}
              state:  {v: s10 = 0}
              equations: |
                sum:   s10 sat = v - (v >> 2) + current
                spike: u1      = sum >= 100
                when en { v' = spike ? 0 : sum }
              outputs: [spike]
            ports:
              rtl:
                clock:   {signal: ck, edge: falling}
                rst:     {signal: rst_n, active: low}
                map:     {i_cur: current, o: "cat(v[3:0], spike)", fire: spike, dut.acc: v}
                tie:     {en: 1}
                latency: {fire: 1}
            """;

    private static final String LATE_V =
            """
            module late(input wire ck, input wire rst_n, input wire signed [7:0] i_cur,
                        output wire [4:0] o, output reg fire);
              reg signed [9:0] acc;
              wire signed [11:0] full = acc - (acc >>> 2) + i_cur;
              wire signed [9:0] sum = full > 511 ? 10'sd511 : full < -512 ? -10'sd512 : full[9:0];
              wire spike = sum >= 100;
              assign o = {acc[3:0], spike};
              always @(negedge ck) fire <= spike;
              always @(negedge ck or negedge rst_n)
                if (!rst_n) acc <= 0; else acc <= spike ? 10'sd0 : sum;
            endmodule
            """;

    private static final String LATE_VHD =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity late is
              port (ck, rst_n : in std_logic; i_cur : in signed(7 downto 0);
                    o : out unsigned(4 downto 0); fire : out std_logic);
            end entity;
            architecture rtl of late is
              signal acc, sum : signed(9 downto 0);
              signal full : signed(11 downto 0);
              signal spike : std_logic;
            begin
              full <= resize(acc, 12) - shift_right(resize(acc, 12), 2) + i_cur;
              sum <= to_signed(511, 10) when full > 511 else to_signed(-512, 10) when full < -512
                     else full(9 downto 0);
              spike <= '1' when sum >= 100 else '0';
              o <= unsigned(acc(3 downto 0)) & spike;
              process (ck, rst_n) begin
                if falling_edge(ck) then fire <= spike; end if;
                if rst_n = '0' then acc <= (others => '0');
                elsif falling_edge(ck) then
                  if spike = '1' then acc <= (others => '0'); else acc <= sum; end if;
                end if;
              end process;
            end architecture;
            """;

    private static final String WAITS =
            """
            lockspike: 1
            name: waits
            neuron:
              rst: async
              inputs: {current: u8}
              state:  {v: u8 = 0}
              equations: |
                sum:   u8 wrap = (v >> 1) + current
                spike: u1      = sum >= 200
                v'             = spike ? 0 : sum
              outputs: [spike]
            ports:
              rtl:
                sample: {edge: before, when: phase == 2}
            """;

    private static final String WAITS_V =
            """
            module waits(input wire clk, input wire rst, input wire [7:0] current,
                         output wire spike, output reg [1:0] phase);
              reg [7:0] v;
              wire [7:0] sum = (v >> 1) + current;
              assign spike = sum >= 200;
              always @(posedge clk or posedge rst)
                if (rst) begin v <= 0; phase <= 0; end
                else if (phase == 2) begin v <= spike ? 8'd0 : sum; phase <= 0; end
                else phase <= phase + 1;
            endmodule
            """;

    private static final String WAITS_VHD =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity waits is
              port (clk, rst : in std_logic; current : in unsigned(7 downto 0);
                    spike : out std_logic; phase : out unsigned(1 downto 0));
            end entity;
            architecture rtl of waits is
              signal v, sum : unsigned(7 downto 0);
              signal p : unsigned(1 downto 0);
            begin
              sum <= shift_right(v, 1) + current;
              spike <= '1' when sum >= 200 else '0';
              phase <= p;
              process (clk, rst) begin
                if rst = '1' then v <= (others => '0'); p <= "00";
                elsif rising_edge(clk) then
                  if p = 2 then
                    p <= "00";
                    if sum >= 200 then v <= (others => '0'); else v <= sum; end if;
                  else p <= p + 1; end if;
                end if;
              end process;
            end architecture;
            """;

    private static final String BOTH =
            """
            lockspike: 1
            name: both
            neuron:
              rst: none
              inputs: {current: u8}
              state:
                held: u8 falling = 7
                v:    u8 = 3
              equations: |
                held'   = current
                v' wrap = v + held
              outputs: [held, v]
            """;

    private static final String BOTH_V =
            """
            module both(input wire clk, input wire [7:0] current, output reg [7:0] held, output reg [7:0] v);
              initial begin held = 7; v = 3; end
              always @(negedge clk) held <= current;
              always @(posedge clk) v <= v + held;
            endmodule
            """;

    private static final String BOTH_VHD =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity both is
              port (clk : in std_logic; current : in unsigned(7 downto 0);
                    held, v : out unsigned(7 downto 0));
            end entity;
            architecture rtl of both is
              signal h : unsigned(7 downto 0) := to_unsigned(7, 8);
              signal s : unsigned(7 downto 0) := to_unsigned(3, 8);
            begin
              held <= h;
              v <= s;
              process (clk) begin
                if falling_edge(clk) then h <= current; end if;
                if rising_edge(clk) then s <= s + h; end if;
              end process;
            end architecture;
            """;

    private static final String PACKED =
            """
            lockspike: 1
            name: packed_n
            neuron:
              rst: sync
              inputs: {a: s5, en: u1, b: u3}
              state:  {v: s8 = 0}
              equations: |
                when en { v' sat = v - (v >> 2) + a * 3 - b }
              outputs: [v]
            ports:
              rtl:
                map:        {"bus_i[3:1]": b, "bus_i[10:6]": a, "bus_i[0]": en}
                tie:        {ena: 1, "bus_i[5:4]": 2, "mode[3:0]": 5}
                parameters: {GAIN: 3}
                vhdl:       std_logic_vector
            """;

    private static final String PACKED_V =
            """
            module packed_n(input wire clk, input wire rst, input wire ena, input wire [3:0] mode,
                           input wire [10:0] bus_i, output reg signed [7:0] v);
              parameter signed [7:0] GAIN = 1;
              wire signed [4:0] a = bus_i[10:6];
              wire signed [15:0] full = v - (v >>> 2) + a * GAIN - $signed({1'b0, bus_i[3:1]});
              wire on = bus_i[0] & ena & bus_i[5:4] == 2 & mode == 4'd5;
              always @(posedge clk)
                if (rst) v <= 0;
                else if (on) v <= full > 127 ? 8'sd127 : full < -128 ? -8'sd128 : full[7:0];
            endmodule
            """;

    private static final String PACKED_VHD =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity packed_n is
              generic (GAIN : integer := 1);
              port (clk, rst, ena : in std_logic; mode : in std_logic_vector(3 downto 0);
                    bus_i : in std_logic_vector(10 downto 0); v : out std_logic_vector(7 downto 0));
            end entity;
            architecture rtl of packed_n is
              signal s : signed(7 downto 0);
            begin
              v <= std_logic_vector(s);
              process (clk)
                variable full : integer;
              begin
                if rising_edge(clk) then
                  if rst = '1' then s <= (others => '0');
                  elsif bus_i(0) = '1' and ena = '1' and bus_i(5 downto 4) = "10" and mode = "0101" then
                    full := to_integer(s) - to_integer(shift_right(s, 2))
                            + to_integer(signed(bus_i(10 downto 6))) * GAIN
                            - to_integer(unsigned(bus_i(3 downto 1)));
                    if full > 127 then full := 127; elsif full < -128 then full := -128; end if;
                    s <= to_signed(full, 8);
                  end if;
                end if;
              end process;
            end architecture;
            """;

    private static final String CLOCKLESS =
            """
            lockspike: 1
            name: clockless
            neuron:
              rst: none
              inputs: {v: s8, current: s8}
              equations: |
                next: s8 sat = v - (v >> 3) + current
              outputs: [next]
            ports:
              rtl:
                clock: none
                map:   {result: next}
            """;

    private static final String CLOCKLESS_V =
            """
            module clockless(input wire signed [7:0] v, input wire signed [7:0] current,
                             output wire signed [7:0] result);
              wire signed [9:0] full = v - (v >>> 3) + current;
              assign result = full > 127 ? 8'sd127 : full < -128 ? -8'sd128 : full[7:0];
            endmodule
            """;

    private static final String CLOCKLESS_VHD =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity clockless is
              port (v, current : in signed(7 downto 0); result : out signed(7 downto 0));
            end entity;
            architecture rtl of clockless is
              signal full : signed(9 downto 0);
            begin
              full <= resize(v, 10) - shift_right(resize(v, 10), 3) + current;
              result <= to_signed(127, 8) when full > 127 else to_signed(-128, 8) when full < -128
                        else full(7 downto 0);
            end architecture;
            """;

    private Map<String, Benches.Verdict> run(String name, String spec, String v, String vhd)
            throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, spec);
        VectorSet set = VectorFolder.make(file, 100);
        VectorFolder.write(set, folder);
        Path verilog = Files.writeString(folder.resolve("dut.v"), v);
        Path vhdl = Files.writeString(folder.resolve("dut.vhd"), vhd);
        Path work = Files.createDirectories(folder.resolve("work-" + v.hashCode()));
        return Benches.hdl(
                folder, name, work, ending -> List.of(ending.equals(".v") ? verilog : vhdl));
    }

    private void agreesAndCatches(
            String name,
            String spec,
            String v,
            String vhd,
            String find,
            String plantedV,
            String findVhd,
            String plantedVhd)
            throws IOException {
        run(name, spec, v, vhd)
                .forEach((bench, verdict) ->
                        assertThat(verdict.agreed()).as("%s: %s", bench, verdict.lines()).isTrue());
        assertThat(v).contains(find);
        assertThat(vhd).contains(findVhd);
        Map<String, Benches.Verdict> planted =
                run(name, spec, v.replace(find, plantedV), vhd.replace(findVhd, plantedVhd));
        List<String> first = planted.get("Icarus").lines();
        planted.forEach((bench, verdict) -> {
            assertThat(verdict.agreed()).as(bench).isFalse();
            // The inside of a device is left out by the VHDL bench.
            String said = first.getFirst().replaceFirst("; v is .*", "");
            assertThat(verdict.lines().getFirst()).as(bench).startsWith(said);
        });
    }

    @Test
    void namesEdgesPolarityTiesLatencyAndPackedPins() throws IOException {
        agreesAndCatches(
                "late",
                LATE,
                LATE_V,
                LATE_VHD,
                "sum >= 100",
                "sum > 100",
                "sum >= 100",
                "sum > 100");
    }

    /// What a generate block holds has its number in its path.
    @Test
    void looksIntoAGeneratedBlock() throws IOException {
        String spec =
                """
                lockspike: 1
                name: gen
                neuron:
                  rst: sync
                  inputs: {x: u4}
                  state: {v: u8 = 0}
                  equations: |
                    v' wrap = v + x
                    f: u1 = v >= 100
                  outputs: [f]
                ports:
                  rtl:
                    map: {"dut.n[1].u.v": v}
                """;
        String verilog =
                """
                module unit(input clk, input rst, input [3:0] x, output f);
                  reg [7:0] v;
                  assign f = v >= 100;
                  always @(posedge clk) if (rst) v <= 0; else v <= v + x;
                endmodule
                module gen(input clk, input rst, input [3:0] x, output f);
                  wire [1:0] fs;
                  genvar i;
                  generate for (i = 0; i < 2; i = i + 1) begin : n
                    unit u(.clk(clk), .rst(rst), .x(i ? x : 4'd0), .f(fs[i]));
                  end endgenerate
                  assign f = fs[1];
                endmodule
                """;
        Path file = Files.writeString(folder.resolve("gen.yaml"), spec);
        VectorSet set = VectorFolder.make(file, 100);
        VectorFolder.write(set, folder);
        for (String v : List.of(verilog, verilog.replace("v + x", "v + (x | 4'd1)"))) {
            Path device = Files.writeString(folder.resolve("dut.v"), v);
            Path work = Files.createDirectories(folder.resolve("work-" + v.hashCode()));
            Benches.verilog(folder, "gen", work, _ -> List.of(device))
                    .forEach((bench, verdict) ->
                            assertThat(verdict.agreed())
                                    .as("%s: %s", bench, verdict.lines())
                                    .isEqualTo(v.equals(verilog)));
        }
    }

    @Test
    void handshake() throws IOException {
        agreesAndCatches(
                "waits",
                WAITS,
                WAITS_V,
                WAITS_VHD,
                "spike = sum >= 200",
                "spike = sum > 200",
                "'1' when sum >= 200",
                "'1' when sum > 200");
    }

    @Test
    void fallingEdge() throws IOException {
        agreesAndCatches(
                "both",
                BOTH,
                BOTH_V,
                BOTH_VHD,
                "@(negedge clk)",
                "@(posedge clk)",
                "falling_edge(clk)",
                "rising_edge(clk)");
    }

    @Test
    void inputsThatShareAPortConstantsParametersAndPlainVectors() throws IOException {
        agreesAndCatches(
                "packed_n",
                PACKED,
                PACKED_V,
                PACKED_VHD,
                "v >>> 2",
                "v >>> 3",
                "shift_right(s, 2)",
                "shift_right(s, 3)");
    }

    @Test
    void aDeviceWithoutAClock() throws IOException {
        agreesAndCatches(
                "clockless",
                CLOCKLESS,
                CLOCKLESS_V,
                CLOCKLESS_VHD,
                "v >>> 3",
                "v >>> 2",
                "(resize(v, 10), 3)",
                "(resize(v, 10), 2)");
    }

    @Test
    void aDeviceThatNeverAnswersFails() throws IOException {
        String stuck = WAITS_V.replace("phase <= phase + 1", "phase <= 1");
        String stuckVhdl = WAITS_VHD.replace("p <= p + 1", "p <= \"01\"");
        run("waits", WAITS, stuck, stuckVhdl)
                .forEach((bench, verdict) -> {
                    assertThat(verdict.agreed()).as(bench).isFalse();
                    assertThat(verdict.lines().getFirst())
                            .as(bench)
                            .matches("step \\d+: phase has not been 2 in 1000 clocks");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "latency: {fire: 1} | after: [v] | 'after' is for recordings: a bench samples before the edge",
                "latency: {fire: 1} | lane: n | 'lane' is for recordings: a bench drives one device",
                "dut.acc: v | dut.x: current | 'dut.x' is inside the device: an input is driven at a port",
                "tie:     {en: 1} | sample: {when: a + b == 3} | a bench waits for PORT == NUMBER, or for PORT, and no more",
                "tie:     {en: 1} | sample: {when: done} | rows that wait have no fixed latency",
                "i_cur: current | 'i[8:1]': current | bit 0 of the port 'i' should be driven once",
                "i_cur: current | 'i[6:0]': current | 'i[6:0]' has 7 bits, and 'current' has 8",
                "tie:     {en: 1} | tie: {en: 1, 'mode[1:0]': 4} | 'mode[1:0]' has 2 bits, in which 4 does not fit",
                "tie:     {en: 1} | tie: {en: 1, fire: 1} | two pins, or the device and a pin, are called 'fire'",
                "clock:   {signal: ck, edge: falling} | clock: none | the spec has states, so the device needs a clock",
                "tie:     {en: 1} | tie: {en: 1, 'i_cur[1:0]': 0} | bit 2 of the port 'i_cur' should be driven once"
            })
    void saysWhatABenchCannotDo(String find, String replace, String message) throws IOException {
        Path file = folder.resolve("late.yaml");
        Files.writeString(file, LATE.replace(find, replace));
        assertThatThrownBy(() -> VectorFolder.make(file, 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("late.yaml:");
    }
}
