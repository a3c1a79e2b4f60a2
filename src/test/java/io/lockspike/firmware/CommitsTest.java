package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Check;
import io.lockspike.check.CommitLog;
import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import io.lockspike.trace.Clock;
import io.lockspike.trace.TraceFile;
import io.lockspike.trace.TraceReader;
import io.lockspike.vector.CommitFiles;
import io.lockspike.vector.TextFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commits of the hand-written hardware, as the generated watchers write them down, against the
/// model.
class CommitsTest {
    @TempDir Path folder;

    private static final String LAYOUT =
            """
            lockspike: 1
            name: watched
            neuron:
              rst:        %s
              inputs:     {current: s8}
              membrane:   {v: s8 = 0}
              leak:       {shift: 2, rounding: floor}
              integrate:  {overflow: sat}
              fire:       {when: ">=", threshold: 60}
              reset:      {to: 0}
              refractory: {steps: 2}
            ports:
              rtl:
                clock:  clk_i
                rst:    {signal: rst_ni, active: low}
                map:    {current_i: current, spike_o: spike, v_o: v}
                commit: %s
            """;

    // ---- all choices

    /// What became of one set of choices.
    private record Checked(HandNeuron neuron, Verdict verdict, String log) {
        /// How often a column is 1.
        long ones(String column) {
            List<String> header = List.of(log.lines().findFirst().orElseThrow().split(",", -1));
            int at = header.indexOf(column);
            return log.lines().filter(line -> line.split(",", -1)[at].equals("1")).count();
        }
    }

    @Test
    void agreeForEveryValueOfEveryChoice() throws IOException {
        long cells = 0;
        long[] flags = new long[3];
        int designs = 0;
        for (Checked one : checked(all(8, 200), (_, text) -> text)) {
            assertThat(one.verdict().divergences())
                    .as("%s: %s", one.neuron().chosen(), told(one.verdict()))
                    .isEmpty();
            assertThat(one.verdict().compared())
                    .contains("v_before", "v_after", "spike", "saturated", "wrapped", "refractory");
            assertThat(one.verdict().level()).isEqualTo(Verdict.Level.STEP);
            cells += one.verdict().cells();
            flags[0] += one.ones("saturated");
            flags[1] += one.ones("wrapped");
            flags[2] += one.ones("refractory");
            designs++;
        }
        System.out.printf(
                "commits of %d designs: %,d cells; saturated %,d, wrapped %,d, refractory %,d%n",
                designs, cells, flags[0], flags[1], flags[2]);
        assertThat(designs).isGreaterThan(110);
        assertThat(Arrays.stream(flags).min().orElseThrow()).isGreaterThan(50);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_narrow.v  ~ CLAMPS && !held;          ~ CLAMPS && !fits;          ~ saturated is 0, the model says 1
                    lif_step.v    ~ (takes && integrate_satu  ~ (integrate_satu           ~ saturated is 1, the model says 0
                    lif_step.v    ~ (leaks && leak_wrapped)   ~ (1'b0 && leak_wrapped)    ~ wrapped is 0, the model says 1
                    lif_neuron.v  ~ COMMIT && waiting         ~ COMMIT && |count_next     ~ refractory is 1, the model says 0
                    lif_neuron.v  ~ d_i(step + 32'd1)         ~ d_i(step + 32'd2)         ~ step is 2, the model says 1
                    """)
    void tellWhatIsWrong(String file, String was, String is, String sentence) throws IOException {
        tells(file, was, is, sentence);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_narrow.v  ~ !EXACT && !CLAMPS && !fits; ~ !EXACT && !fits;        ~ wrapped is 1, the model says 0
                    lif_reset.v   ~ resets && (saturated      ~ (saturated                ~ saturated is 1, the model says 0
                    lif_step.v    ~ || last_saturated         ~                           ~ saturated is 0, the model says 1
                    lif_neuron.v  ~ COMMIT && fires_o         ~ COMMIT && spike_o         ~ spike is 0, the model says 1
                    lif_neuron.v  ~ COMMIT ? v_next           ~ COMMIT ? v_o              ~ v_after is
                    lif_fire.v    ~ >= threshold_i            ~ >  threshold_i            ~ spike is 0, the model says 1
                    """)
    void tellWhatElseIsWrong(String file, String was, String is, String sentence)
            throws IOException {
        tells(file, was, is, sentence);
    }

    private void tells(String file, String was, String is, String sentence) throws IOException {
        List<String> said = new ArrayList<>();
        for (Checked one : checked(some(), fault(file, was, is == null ? "" : is))) {
            said.addAll(told(one.verdict()));
        }
        assertThat(said).anyMatch(line -> line.contains(sentence));
    }

    /// Every value of every choice, and what makes flags differ only together. The hardware has no
    /// pin for the enable of its random numbers.
    private static List<HandNeuron> all(int bits, int rows) {
        List<HandNeuron> all = new ArrayList<>();
        LifNeuronTest.alone(bits, rows).stream()
                .filter(neuron -> !neuron.chosen().get("lfsr").contains("noise_on"))
                .forEach(all::add);
        add(all, bits, rows, Map.of("steps", "2", "reset", "none"));
        add(all, bits, rows, Map.of("leak", "subtract: 2, past: true", "overflow", "wrap"));
        add(
                all,
                bits,
                rows,
                Map.of("reset", "{subtract: threshold}", "negative", "-9", "threshold", "31"));
        add(all, bits, rows, Map.of("steps", "2", "reset", "none", "quiet leak", "off"));
        return all;
    }

    private static void add(List<HandNeuron> all, int bits, int rows, Map<String, String> chosen) {
        for (boolean signed : new boolean[] {false, true}) {
            if (signed || !chosen.containsKey("negative")) {
                Map<String, String> more = new LinkedHashMap<>(all.getFirst().chosen());
                more.put("current", (signed ? "s" : "u") + bits);
                more.put("threshold", signed ? "20" : "40");
                more.putAll(chosen);
                String name = "hand-more-" + all.size();
                all.add(HandNeuron.of(name, more, bits, signed, rows));
            }
        }
    }

    /// Those in which a wrong flag shows.
    private static List<HandNeuron> some() {
        return all(6, 200).stream()
                .filter(neuron -> neuron.signed() || neuron.chosen().get("leak").contains("past"))
                .filter(neuron -> {
                    Map<String, String> chosen = neuron.chosen();
                    return List.of("wrap", "clamp-at-zero").contains(chosen.get("overflow"))
                            || chosen.get("steps").equals("2")
                            || chosen.get("narrow").equals("write-back")
                            || chosen.get("output").equals("registered")
                            || !chosen.get("negative").equals("none");
                })
                .toList();
    }

    private List<Checked> checked(List<HandNeuron> neurons, BinaryOperator<String> fault)
            throws IOException {
        Path own = Files.createTempDirectory(folder, "hand");
        List<String> watchers = new ArrayList<>();
        List<Spec> specs = new ArrayList<>();
        for (HandNeuron neuron : neurons) {
            String yaml =
                    FamilyGenerator.spec(neuron.chosen(), neuron.bits(), neuron.signed())
                            + "ports:\n  rtl:\n    commit: {ports: commit_*}\n";
            Spec spec = spec(yaml);
            specs.add(spec);
            String name = "neuron_" + watchers.size();
            watchers.add(CommitFiles.of(spec, Optional.of(name)).getFirst().text());
        }
        new HandBench(neurons, own, fault).watched(watchers);
        List<Checked> all = new ArrayList<>();
        for (int i = 0; i < neurons.size(); i++) {
            String log = Files.readString(own.resolve("neuron_" + i + "_commits.csv"));
            String told = upToAStop(neurons.get(i), log);
            all.add(new Checked(neurons.get(i), check(specs.get(i), told), told));
        }
        return all;
    }

    /// A model that checks stops in its last row, and what the hardware does then is not compared.
    private static String upToAStop(HandNeuron neuron, String log) {
        if (!neuron.stops()) {
            return log;
        }
        List<Map<Commit, Long>> rows = CommitTrace.expected(neuron);
        long commits =
                rows.subList(0, Math.max(0, rows.size() - 1)).stream()
                        .filter(row -> row.get(Commit.VALID) == 1)
                        .count();
        return String.join("\n", log.lines().limit(1 + commits).toList()) + "\n";
    }

    private static BinaryOperator<String> fault(String file, String was, String is) {
        return (name, text) -> {
            if (!name.equals(file)) {
                return text;
            }
            assertThat(text).contains(was);
            return text.replace(was, is);
        };
    }

    private static Spec spec(String yaml) {
        return SpecFile.parse(yaml, "watched.yaml", Path.of(""), Map.of());
    }

    private static Verdict check(Spec spec, String log) {
        var bytes = new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8));
        try (TraceReader reader = TraceFile.of("commits.csv", bytes).read(Clock.ANY)) {
            var request =
                    new Check.Request(
                            spec,
                            spec.binding("csv"),
                            "commits.csv",
                            false,
                            "",
                            OnDivergence.DEFAULT,
                            _ -> {},
                            () -> false);
            assertThat(CommitLog.isOne(request, reader)).isTrue();
            return Check.run(CommitLog.request(request, reader), reader);
        }
    }

    private static List<String> told(Verdict verdict) {
        return verdict.divergences().stream().map(Divergence::sentence).toList();
    }

    // ---- one neuron, three ways to watch it

    private static final String BENCH =
            """
            `timescale 1ns / 1ps
            module bench;
                reg clk = 0, rst_n = 0, en = 1;
                reg signed [7:0] current = 0;
                integer row;
                integer seed = 7;
                lif_neuron #(
                    .WIDTH(8), .CURRENT_WIDTH(8), .VALUE_WIDTH(9), .REFRACTORY_STEPS(2), .COMMIT(1)
                ) dut (
                    .clk_i(clk), .rst_ni(rst_n), .en_i(en), .current_i(current), .rest_i(9'd0),
                    .leak_i(9'd2), .random_i(1'b0), .threshold_i(9'd60), .negative_i(9'd0),
                    .reset_to_i(9'd0)
                );
                initial begin
                    for (row = 0; row < 2000; row = row + 1) begin
                        #1 rst_n = row > 1 && row % 300 != 7;
                        seed = seed * 1103515245 + 12345;
                        current = seed >>> 16;
                        #4 clk = 0;
                        #5 clk = 1;
                    end
                    $finish(0);
                end
            endmodule
            """;

    @Test
    void areTheSameByPortByInsidesAndByCocotb() throws IOException {
        Spec ported = spec(LAYOUT.formatted("async", "{ports: commit_*_o}"));
        Spec counting = spec(LAYOUT.formatted("async", "{}").replaceAll(" +commit: .*\n", ""));
        String byPort = icarus(ported);
        String byInsides = icarus(counting);

        assertThat(check(ported, byPort).outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(check(counting, byInsides).outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(byPort.lines().count()).isGreaterThan(1900);
        assertThat(byInsides.lines().findFirst()).contains("step,current,v_before,v_after,spike");
        // Where rst comes in flight, only a port tells what the membrane was to become.
        assertThat(byPort.lines().count() - byInsides.lines().count()).isBetween(1L, 10L);
        assertThat(most(verilator(ported))).isEqualTo(most(byPort));
        assertThat(most(cocotb(ported))).isEqualTo(most(byPort));
        assertThat(most(cocotb(counting))).isEqualTo(most(byInsides));
    }

    /// All but the last ones, in which the simulation ends for one sooner than for the other.
    private static List<String> most(String log) {
        return log.lines().limit(1900).toList();
    }

    private Path own(String name, Spec spec) throws IOException {
        Path own = Files.createTempDirectory(folder, name);
        Files.writeString(own.resolve("bench.v"), BENCH);
        for (TextFile file : CommitFiles.of(spec, Optional.of("lif_neuron"))) {
            Files.writeString(own.resolve(file.path()), file.text());
        }
        return own;
    }

    private static List<Object> units() {
        return new ArrayList<>(HandBench.sources().stream().map(Path::toAbsolutePath).toList());
    }

    private String icarus(Spec spec) throws IOException {
        Path own = own("icarus", spec);
        List<Object> command = new ArrayList<>();
        command.addAll(
                List.of(
                        Needs.tool("iverilog"),
                        "-g2012",
                        "-Wall",
                        "-Wno-timescale",
                        "-DCOMMITS_OF=bench.dut"));
        command.addAll(List.of("-s", "bench", "-s", "lif_neuron_commits", "-o", "b.vvp"));
        command.addAll(List.of("bench.v", "lif_neuron_commits.sv"));
        command.addAll(units());
        assertThat(run(own, command)).doesNotContain("lif_neuron_commits.sv");
        run(own, List.of(Needs.tool("vvp"), "-n", "b.vvp", "+commits=log.csv"));
        return Files.readString(own.resolve("log.csv"));
    }

    private String verilator(Spec spec) throws IOException {
        Path own = own("verilator", spec);
        List<Object> command = new ArrayList<>();
        command.addAll(
                List.of(Needs.tool("verilator"), "--binary", "--timing", "-Wno-fatal", "-O0"));
        command.addAll(List.of("--top-module", "bench", "bench.v", "lif_neuron_commits.sv"));
        command.addAll(units());
        run(own, command);
        run(own, List.of(own.resolve("obj_dir/Vbench")));
        return Files.readString(own.resolve("lif_neuron_commits.csv"));
    }

    /// The bench drives the device; cocotb only watches.
    private String cocotb(Spec spec) throws IOException {
        Path own = own("cocotb", spec);
        Files.writeString(
                own.resolve("test_watch.py"),
                """
                import cocotb
                from cocotb.triggers import Timer
                from lif_neuron_commits import Commits

                @cocotb.test()
                async def watches(dut):
                    cocotb.start_soon(Commits(dut.dut).write("commits.csv"))
                    await Timer(19_999, "ns")
                """);
        Files.writeString(
                own.resolve("go.py"),
                """
                import sys
                from cocotb_tools.runner import get_runner
                runner = get_runner("icarus")
                runner.build(sources=sys.argv[1:], hdl_toplevel="bench", build_dir="b", build_args=["-g2012"])
                runner.test(hdl_toplevel="bench", test_module="test_watch", build_dir="b", test_dir=".")
                """);
        List<Object> command = new ArrayList<>(List.of(Needs.python(), "go.py", "bench.v"));
        command.addAll(units());
        run(own, command);
        return Files.readString(own.resolve("commits.csv"));
    }

    private static String run(Path own, List<?> command) {
        Run.Result result =
                Run.of(command.toArray()).in(own).within(Duration.ofMinutes(5)).result();
        assertThat(result.code()).as("%s", result.out() + result.err()).isZero();
        return result.out() + result.err();
    }

    // ---- a core

    private static final String CORE =
            """
            `timescale 1ns / 1ps
            module bench;
                reg clk = 0, rst_n = 0, valid = 0, tick = 0;
                reg [3:0] axon = 0;
                wire ready;
                integer row;
                integer seed = 5;
                lif_core #(
                    .NEURONS(5), .INDEX_WIDTH(3), .WIDTH(8), .CURRENT_WIDTH(8), .WEIGHT_WIDTH(7),
                    .VALUE_WIDTH(9), .REFRACTORY_STEPS(2), .WEIGHTS("w.mem")
                ) dut (
                    .clk_i(clk), .rst_ni(rst_n), .en_i(1'b1), .clear_i(row == 3000), .in_valid_i(valid),
                    .in_ready_o(ready), .in_tick_i(tick), .in_axon_i(axon), .out_ready_i(1'b1),
                    .weight_en_i(1'b0), .weight_axon_i(4'd0), .weight_neuron_i(3'd0),
                    .weight_data_i(7'd0), .peek_valid_i(1'b0), .peek_neuron_i(3'd0),
                    .rest_i(9'd0), .leak_i(9'd2), .random_i(1'b0), .threshold_i(9'd60),
                    .negative_i(9'd0), .reset_to_i(9'd0)
                );
                initial begin
                    for (row = 0; row < 9000; row = row + 1) begin
                        #1 rst_n = row > 1;
                        if (!valid || ready) begin
                            valid = row > 2;
                            tick = $random(seed) % 4 == 0;
                            axon = $random(seed);
                        end
                        #4 clk = 0;
                        #5 clk = 1;
                    end
                    $finish(0);
                end
            endmodule
            """;

    /// The same neuron in a core of five.
    private static Spec coreSpec(boolean commit, String binding) {
        String neuron = LAYOUT.formatted("async", "{}");
        return spec(
                neuron.substring(0, neuron.indexOf("ports:"))
                        + """
                        core:
                          neurons: 5
                          clear:   true
                          commit:  %s
                          in:      {axon: u4, weights: "s7[128] init [0]", tick: in-order}
                        ports:
                          rtl:
                            clock: clk_i
                            rst:   {signal: rst_ni, active: low}
                        %s\
                        """
                                .formatted(commit, binding));
    }

    private Verdict core(BinaryOperator<String> fault) throws IOException {
        return core(
                spec(LAYOUT.formatted("async", "{ports: commit_*_o, neuron: commit_neuron_o}")),
                fault);
    }

    private Verdict core(Spec spec, BinaryOperator<String> fault) throws IOException {
        Path own = Files.createTempDirectory(folder, "core");
        List<Object> command = new ArrayList<>();
        command.addAll(List.of(Needs.tool("iverilog"), "-g2012", "-DCOMMITS_OF=bench.dut"));
        command.addAll(List.of("-s", "bench", "-s", "lif_core_commits", "-o", "b.vvp"));
        command.addAll(List.of("bench.v", "lif_core_commits.sv"));
        for (Path unit : HandBench.sources()) {
            String name = unit.getFileName().toString();
            Files.writeString(own.resolve(name), fault.apply(name, HandBench.read(unit)));
            command.add(name);
        }
        Files.writeString(own.resolve("bench.v"), CORE);
        var random = new SplittableRandom(3);
        var weights = new StringBuilder();
        for (int i = 0; i < 1 << 7; i++) {
            weights.append("%02x\n".formatted(random.nextInt(128)));
        }
        Files.writeString(own.resolve("w.mem"), weights);
        TextFile watcher = CommitFiles.of(spec, Optional.of("lif_core")).getFirst();
        Files.writeString(own.resolve(watcher.path()), watcher.text());
        run(own, command);
        run(own, List.of(Needs.tool("vvp"), "-n", "b.vvp"));
        return check(spec, Files.readString(own.resolve("lif_core_commits.csv")));
    }

    @Test
    void ofACoreAreThoseOfItsNeurons() throws IOException {
        Verdict verdict = core((_, text) -> text);

        assertThat(told(verdict)).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isGreaterThan(1500);
        assertThat(verdict.compared()).contains("step", "v_after", "saturated", "refractory");
    }

    @Test
    void ofACoreTellTheNeuronAndTheStep() throws IOException {
        Verdict verdict =
                core(fault("lif_core.v", "= saturated;", "= saturated && x_neuron != 3;"));

        assertThat(told(verdict))
                .isNotEmpty()
                .allMatch(line ->
                        line.matches(
                                "step \\d+, neuron 3 \\(line \\d+\\): saturated is 0, the model says 1.*"));
    }

    @Test
    void ofACoreAreCheckedByItsOwnSpec() throws IOException {
        Spec spec = coreSpec(false, "    commit: {ports: commit_*_o, neuron: commit_neuron_o}\n");

        Verdict verdict = core(spec, (_, text) -> text);
        Verdict wrong =
                core(spec, fault("lif_core.v", "= saturated;", "= saturated && x_neuron != 3;"));

        assertThat(told(verdict)).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isGreaterThan(1500);
        assertThat(told(wrong)).isNotEmpty().allMatch(line -> line.contains("neuron 3 "));
    }

    @Test
    void ofACoreAreLookedAtOnItsOwnPort() {
        Spec renamed = coreSpec(true, "    map: {commit_valid_o: commit_valid}\n");

        String watcher = CommitFiles.of(renamed, Optional.of("core")).getFirst().text();

        assertThat(watcher)
                .contains("commit_valid_o", "commit_neuron", "commit_step", "commit_v_after");
        assertThatThrownBy(() -> CommitFiles.of(coreSpec(false, ""), Optional.of("core")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("write 'commit: true' in 'core'");
    }
}
