package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `lif cosim` as a user calls it: what its options mean, and what is said where they mean nothing.
class CosimCommandTest {
    private static final String SPEC =
            """
            lockspike: 1
            name: adder
            neuron:
              rst: sync
              inputs: {x: u4}
              state: {v: u8 = 0}
              equations: |
                v' wrap = v + x
                high: u1 = v >= 100
              outputs: [v, high]
            """;

    private static final String VERILOG =
            """
            module adder(input clk, input rst, input [3:0] x, output reg [7:0] v, output high);
              initial v = 0;
              assign high = v >= 100;
              always @(posedge clk) if (rst) v <= 0; else v <= v + x;
            endmodule
            """;

    private static final String C =
            """
            #include <stdint.h>
            static uint8_t v;
            void reset(void) { v = 0; }
            void step(uint8_t x, uint8_t *shown, uint8_t *high) {
                *shown = v; *high = v > 100; v += x;
            }
            """;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
        Needs.tool("iverilog");
        Needs.tool("yosys");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Lif cosim(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("cosim", write("spec.yaml", SPEC)));
        all.addAll(Arrays.asList(words));
        return Lif.run(all.toArray(String[]::new));
    }

    private String device(String find, String replace) throws IOException {
        assertThat(VERILOG).contains(find);
        return write("adder.v", VERILOG.replace(find, replace));
    }

    /// The states start at their `=` values when the rows are run again, too.
    @Test
    void tellsADivergenceOfARunWithoutRst() throws IOException {
        String wrong = device(">= 100", "> 100");
        Lif rtl = cosim("--rtl", wrong, "--no-rst", "-n", "3000");
        assertThat(rtl.out()).startsWith("DISAGREED in one place").contains("high is 0");
        assertThat(rtl.code()).as(rtl.err()).isOne();
        String c = write("adder.c", C);
        String call = "step(x, &v, &high)";
        Lif firmware = cosim("--c", c, "--call", call, "--start", "reset", "--no-rst");
        assertThat(firmware.out()).startsWith("DISAGREED in one place").contains("high is 0");
        assertThat(firmware.code()).as(firmware.err()).isOne();
    }

    /// Each time that it is loaded it finds a file, or makes one: the run again is another one.
    @Test
    void saysThatADeviceDoesNotRepeatItself() throws IOException {
        String flag = write("flag", "");
        String load =
                """
                #include <stdio.h>
                static int odd;
                static long calls;
                __attribute__((constructor)) static void load(void) {
                    FILE *file = fopen("FLAG", "r");
                    odd = file == 0;
                    if (odd) file = fopen("FLAG", "w"); else remove("FLAG");
                    fclose(file);
                }
                """;
        String c =
                load.replace("FLAG", flag)
                        + C.replace("v > 100", "v >= 100 || (odd && calls++ == 50)");
        Lif verdict =
                cosim("--c", write("a.c", c), "--call", "step(x, &v, &high)", "--start", "reset");
        assertThat(verdict.out()).contains("the device does not repeat itself");
        assertThat(verdict.code()).as(verdict.err()).isEqualTo(4);
    }

    @Test
    void startsFromTheValuesOfTheSpecWithoutRst() throws IOException {
        Lif wrong = cosim("--rtl", device("initial v = 0", "initial v = 3"), "--no-rst");
        assertThat(wrong.out()).contains("step 0 (row 0): v is 3, the model says 0");
    }

    /// Behind the vectors there are random rows, and they are compared, too.
    @ParameterizedTest
    @ValueSource(strings = {"continue=1000000", "adopt"})
    void goesOnBehindADivergenceToTheLastRow(String how) throws IOException {
        String wrong = device(">= 100", "> 100");
        Lif verdict = cosim("--rtl", wrong, "--on-divergence", how, "-n", "30000");
        assertThat(verdict.out()).contains(", 30,000 steps,", "then random ones");
        assertThat(verdict.code()).isOne();
    }

    /// More would take the memory that the device has, and be told as its fault.
    @Test
    void stopsAfterVeryManyDivergences() throws IOException {
        String inverted = device("assign high = v >= 100", "assign high = v < 100");
        Lif verdict = cosim("--rtl", inverted, "--on-divergence", "adopt", "-n", "150000");
        assertThat(verdict.out())
                .startsWith("DISAGREED in 100000 places")
                .contains("stopped after 100000 divergences");
    }

    @Test
    void saysThatItStoppedBeforeTheRandomRows() throws IOException {
        Lif verdict = cosim("--rtl", device("initial v = 0", "initial v = 3"), "--no-rst");
        assertThat(verdict.out())
                .contains("and no random one: it stopped before")
                .doesNotContain("then random ones");
    }

    /// Words of SystemVerilog are names in a file with `.v`: of a register, and of a port.
    @Test
    void readsVerilogByTheNameOfItsFile() throws IOException {
        String text = VERILOG.replace("x", "bit").replace("assign high", "reg ref; assign high");
        Path spec = folder.resolve("bit.yaml");
        Files.writeString(
                spec, SPEC.replace("x", "bit").concat("ports: {rtl: {map: {bit: bit}}}\n"));
        String plain = write("plain.v", text);
        Lif verdict = Lif.run("cosim", spec.toString(), "--rtl", plain, "-n", "2000");
        assertThat(verdict.out()).startsWith("AGREED").contains("none where the model has");
        assertThat(verdict.code()).as(verdict.err()).isZero();
        Lif proven = Lif.run("prove", spec.toString(), "--rtl", plain);
        assertThat(proven.out()).as(proven.err()).startsWith("PROVEN");
        Lif refused = Lif.run("cosim", spec.toString(), "--rtl", write("system.sv", text));
        assertThat(refused.err()).contains("Verilator refuses the RTL");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void readsSystemVerilogInAFileOfVerilogAllTheSame() throws IOException {
        String wrong = VERILOG.replace("always @(posedge clk)", "always_ff @(posedge clk)");
        String file = write("system.v", wrong);
        Lif verdict = cosim("--rtl", file, "-n", "2000");
        assertThat(verdict.out()).startsWith("AGREED").contains("none where the model has");
        Lif neither = cosim("--rtl", write("neither.v", wrong.replace("v + x", "v + + x * ")));
        assertThat(neither.err())
                .contains("neither.v:4", "as SystemVerilog, which one with .sv is: ");
        assertThat(neither.code()).isEqualTo(2);
    }

    /// Verilator warns, and goes on with zeros.
    @Test
    void refusesAMemoryThatIsNotThere() throws IOException {
        String memory = "reg [7:0] t [0:0]; initial $readmemh(\"none.mem\", t); assign high";
        String file = device("assign high = v >= 100", memory + " = v >= 100 && t[0] == 0");
        for (String command : List.of("cosim", "prove")) {
            Lif refused = Lif.run(command, write("spec.yaml", SPEC), "--rtl", file);
            assertThat(refused.err())
                    .contains("the RTL loads a memory from 'none.mem', and there is no such file")
                    .doesNotContain("yowasp");
            assertThat(refused.code()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosim", "prove"})
    void namesTheModulesWhereTheTopIsNoneOfThem(String command) throws IOException {
        String file = write("adder.v", VERILOG + "module other; endmodule\n");
        Lif refused = Lif.run(command, write("spec.yaml", SPEC), "--rtl", file, "--top", "addr");
        assertThat(refused.err())
                .contains("no module 'addr' (did you mean 'adder'?)", "--top", "adder, other")
                .doesNotContain("yowasp");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void recommendsNothingForAPlainMistake() throws IOException {
        String file = device("v <= v + x", "v <= v + + ");
        Lif refused = Lif.run("prove", write("spec.yaml", SPEC), "--rtl", file);
        assertThat(refused.err()).contains("refuses the RTL", "adder.v:4").doesNotContain("yowasp");
        assertThat(refused.code()).isEqualTo(2);
    }

    /// What is wrong, and what to write.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    clk  | aclk     | 'clk' for the clock       | 'clock: aclk'
                    rst  | rst_n    | 'rst' for the input 'rst' | 'rst: {signal: rst_n, active: low}'
                    x    | x_i      | 'x' for the input 'x'     | 'map: {x_i: x}'
                    high | is_high  | 'high' for 'high'         | 'map: {is_high: high}'
                    v    | hidden   | 'v' for 'v'               | 'map: {dut.v: v}'
                    """)
    void saysHowAPortIsBound(String port, String other, String said, String remedy)
            throws IOException {
        String text = VERILOG.replaceAll("\\b" + port + "\\b", other);
        String file = write("adder.v", text);
        for (String command : List.of("cosim", "prove")) {
            Lif refused = Lif.run(command, write("spec.yaml", SPEC), "--rtl", file);
            assertThat(refused.err()).contains("has no port " + said, remedy);
            assertThat(refused.code()).isEqualTo(2);
        }
    }

    @Test
    void refusesAPlaceThatCannotBeWrittenBeforeItRuns() throws IOException {
        String file = write("adder.v", VERILOG);
        String inAFile = file + "/x.vcd";
        Lif wave = cosim("--rtl", file, "--wave", inAFile);
        assertThat(wave.err()).contains("--wave " + inAFile + ": its folder cannot be made");
        assertThat(wave.code()).isEqualTo(2);
        String spec = write("spec.yaml", SPEC);
        for (String command : List.of("cosim", "prove")) {
            Lif junit = Lif.run(command, spec, "--rtl", file, "--junit", folder.toString());
            assertThat(junit.err()).contains(": a folder; name a file in it");
            assertThat(junit.out()).isEmpty();
            assertThat(junit.code()).isEqualTo(2);
        }
        Lif format = Lif.run("diff", spec, spec, "-o", folder + "/x.xls");
        assertThat(format.err()).contains("has no ending of a trace");
        assertThat(format.out()).isEmpty();
    }

    @Test
    void makesTheFolderOfAWaveform() throws IOException {
        Path wave = folder.resolve("no/such/x.vcd");
        Lif verdict = cosim("--rtl", device(">= 100", "> 100"), "--wave", wave.toString());
        assertThat(verdict.out()).startsWith("DISAGREED");
        assertThat(wave).isRegularFile();
    }

    /// What is wrong · options · what is said.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --rtl DEVICE --foo          | there is no option '--foo'
                    --rtl DEVICE --call step    | --call means nothing for --rtl: it is for --c
                    --rtl DEVICE --start reset  | --start means nothing for --rtl
                    --rtl DEVICE --sanitize     | --sanitize means nothing for --rtl
                    --rtl DEVICE -I none        | -I none: no such folder
                    --c DEVICE --call f -I none | -I none: no such folder
                    --c DEVICE --tie a=1        | --tie means nothing for --c: it is for --rtl
                    --c DEVICE -G A=1           | -G means nothing for --c
                    --c DEVICE --work lib       | --work means nothing for --c
                    """)
    void refusesOptionsThatMeanNothing(String options, String said) throws IOException {
        String file = write("adder.v", VERILOG);
        Lif refused = cosim(options.replace("DEVICE", file).split(" "));
        assertThat(refused.err()).contains(said);
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void saysWhereTheSpecHasGone() throws IOException {
        String file = write("adder.v", VERILOG);
        Lif refused = Lif.run("cosim", "--rtl", file, write("spec.yaml", SPEC));
        assertThat(refused.err())
                .contains("'SPEC': --rtl takes all files behind it, so name the spec first");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void saysWhichFunctionOfTheCIsNotThere() throws IOException {
        String declared = "#include <stdint.h>\nvoid step(uint8_t x, uint8_t *v, uint8_t *high);\n";
        String file = write("adder.c", declared + "void reset(void) {}\n");
        Lif refused = cosim("--c", file, "--call", "step(x, &v, &high)", "--start", "reset");
        assertThat(refused.err()).contains("undefined reference to `step'");
        assertThat(refused.code()).isEqualTo(2);
    }

    /// What a generate block holds has its number in its path, for Verilator, Icarus and yosys.
    @Test
    void looksIntoAGeneratedBlock() throws IOException {
        String spec =
                write("in.yaml", SPEC + "ports: {rtl: {map: {\"dut.n[1].v\": v, high: high}}}\n");
        String file =
                write(
                        "adder.v",
                        """
                        module adder(input clk, input rst, input [3:0] x, output high);
                          genvar i;
                          generate for (i = 0; i < 2; i = i + 1) begin : n
                            reg [7:0] v;
                            always @(posedge clk) if (rst) v <= 0; else v <= v + x * i;
                          end endgenerate
                          assign high = n[1].v >= 100;
                        endmodule
                        """);
        Lif right = Lif.run("cosim", spec, "--rtl", file, "-n", "2000");
        assertThat(right.out()).startsWith("AGREED").contains("none where the model has");
        Lif proven = Lif.run("prove", spec, "--rtl", file);
        assertThat(proven.out()).as(proven.err()).startsWith("PROVEN").contains("dut.n[1].v");
        String other = write("other.yaml", Files.readString(Path.of(spec)).replace("n[1]", "n[0]"));
        Lif wrong = Lif.run("cosim", other, "--rtl", file, "-n", "2000");
        assertThat(wrong.out()).contains("dut.n[0].v is 0, the model says");
    }

    /// A class of SystemVerilog, which Verilator knows in files of Verilog, too.
    @Test
    void readsWhatIsEmittedOfAnInputCalledProcess() throws IOException {
        String spec = write("process.yaml", SPEC.replace("x", "process"));
        Path emitted = folder.resolve("emitted");
        assertThat(Lif.run("emit", spec, "--verilog", "-o", emitted.toString()).code()).isZero();
        String file = emitted.resolve("adder.v").toString();
        Lif verdict = Lif.run("cosim", spec, "--rtl", file, "-n", "2000");
        assertThat(verdict.out()).as(verdict.err()).startsWith("AGREED");
    }
}
