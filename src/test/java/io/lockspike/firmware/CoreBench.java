package io.lockspike.firmware;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// The time-multiplexed core in Verilator, with random gaps, back-pressure, peeks and clears,
/// against [CoreModel].
final class CoreBench {
    private static final int AXON_BITS = 3;
    private static final int CURRENT_BITS = 10;
    private static final int WEIGHT_BITS = 8;

    private final HandNeuron neuron;
    private final int[][] weights;
    private final Path folder;
    private final List<String> differences = new ArrayList<>();
    private long cycles;
    private long steps;
    private long commits;
    private long spikes;
    private long peeks;
    private long clears;

    /// @param fault what becomes of each file of the hardware, given its name and its text
    CoreBench(HandNeuron neuron, int neurons, Path folder, BinaryOperator<String> fault) {
        this.neuron = neuron;
        this.folder = folder;
        var random = new SplittableRandom(neurons);
        this.weights = new int[1 << AXON_BITS][neurons];
        int indexBits = Math.max(1, 32 - Integer.numberOfLeadingZeros(neurons - 1));
        var file = new StringBuilder();
        for (int[] row : weights) {
            for (int i = 0; i < 1 << indexBits; i++) {
                int weight = random.nextInt(-40, 90);
                if (i < neurons) {
                    row[i] = weight;
                }
                file.append("%02x\n".formatted(weight & 0xFF));
            }
        }
        write("weights.mem", file.toString());
        for (Path source : HandBench.sources()) {
            String name = source.getFileName().toString();
            write(name, fault.apply(name, HandBench.read(source)));
        }
        write("core.v", top(neurons, indexBits));
        write("main.cpp", MAIN);
        build();
    }

    private String top(int neurons, int indexBits) {
        Map<String, String> parameters = neuron.step();
        parameters.put("NEURONS", "" + neurons);
        parameters.put("INDEX_WIDTH", "" + indexBits);
        parameters.put("AXON_WIDTH", "" + AXON_BITS);
        parameters.put("WEIGHT_WIDTH", "" + WEIGHT_BITS);
        parameters.put("CURRENT_WIDTH", "" + CURRENT_BITS);
        parameters.put("WEIGHTS", "\"weights.mem\"");
        Map<String, String> ports = neuron.valuePorts();
        return TOP.replace("INDEX", "" + (indexBits - 1))
                .replace("AXON", "" + (AXON_BITS - 1))
                .replace("CURRENT", "" + (CURRENT_BITS - 1))
                .replace("V_BITS", "" + (neuron.bits() - 1))
                .replace("SIGNED", neuron.signed() ? "signed" : "")
                .replace("PARAMETERS", HandNeuron.connections(parameters))
                .replace("PORTS", HandNeuron.connections(ports));
    }

    private void build() {
        run(
                Needs.tool("verilator"),
                "--cc",
                "--exe",
                "--build",
                "-Wall",
                "-Wno-UNUSED", // of planted faults; the units themselves are linted elsewhere
                "--Mdir",
                "built",
                "--top-module",
                "core",
                "-MAKEFLAGS", // compiling takes longer than running
                "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
                "main.cpp",
                "core.v");
    }

    /// One run over so many items.
    void run(int items, long seed, boolean withClears) {
        var random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        int[] axons = new int[items];
        for (int i = 0; i < items; i++) {
            boolean tick = i == items - 1 || random.nextInt(3) == 0;
            axons[i] = tick ? -1 : random.nextInt(1 << AXON_BITS);
            lines.add("" + axons[i]);
        }
        write("items.txt", String.join("\n", lines) + "\n");
        String printed =
                run(
                        folder.resolve("built/Vcore"),
                        "" + seed,
                        withClears ? "2000" : "0",
                        "items.txt",
                        weights[0].length);
        new Judge(axons).judge(printed.lines());
    }

    /// Reads what the core said, and asks the model for the same.
    private final class Judge {
        private final int[] axons;
        private CoreModel model = model();
        private final Map<String, String> membranes = new HashMap<>();
        private int taken;
        private int outputs;
        private int commit;

        Judge(int[] axons) {
            this.axons = axons;
        }

        private CoreModel model() {
            return new CoreModel(neuron.tried().spec().equations(), weights, CURRENT_BITS);
        }

        void judge(Stream<String> lines) {
            lines.forEach(line -> line(line.charAt(0), line.substring(2)));
            if (outputs != model.outputs().size() || commit != model.commits().size()) {
                differences.add(
                        "%d of %d outputs, %d of %d commits"
                                .formatted(
                                        outputs,
                                        model.outputs().size(),
                                        commit,
                                        model.commits().size()));
            }
        }

        private void line(char kind, String text) {
            switch (kind) {
                case 'a' -> item(Integer.parseInt(text));
                case 'o' -> compare("output", outputs++, model.outputs(), text);
                case 'c' -> {
                    commits++;
                    committed(text.split(" ", 5));
                    compare("commit", commit++, model.commits(), text);
                }
                case 'p' -> peek(text.split(" ", 2));
                case 'q' -> early(text.split(" ", 2));
                case 'x' -> {
                    clears++;
                    model = model();
                    outputs = 0;
                    commit = 0;
                    membranes.clear();
                }
                case 'n' -> cycles += Long.parseLong(text);
                default -> throw new AssertionError(kind + " " + text);
            }
        }

        private void item(int number) {
            if (number != taken++) {
                differences.add("item %d after %d".formatted(number, taken - 2));
            }
            model.item(Math.max(0, axons[number]), axons[number] < 0);
            steps += axons[number] < 0 ? 1 : 0;
        }

        private void peek(String[] neuronAndState) {
            peeks++;
            String expected = model.state(Integer.parseInt(neuronAndState[0]));
            if (!expected.equals(neuronAndState[1])) {
                differences.add(
                        "peek %s: %s, the model says %s"
                                .formatted(neuronAndState[0], neuronAndState[1], expected));
            }
        }

        private void committed(String[] commit) {
            membranes.put(commit[1], commit[3]);
        }

        private void early(String[] neuronAndMembrane) {
            peeks++;
            String last = membranes.getOrDefault(neuronAndMembrane[0], "0");
            if (!last.equals(neuronAndMembrane[1])) {
                differences.add(
                        "early peek %s: %s, not %s"
                                .formatted(neuronAndMembrane[0], neuronAndMembrane[1], last));
            }
        }

        private void compare(String what, int number, List<String> expected, String found) {
            String wanted = number < expected.size() ? expected.get(number) : "nothing";
            spikes += what.equals("output") && found.startsWith("0") ? 1 : 0;
            if (!found.equals(wanted)) {
                differences.add(
                        "%s %d: %s, the model says %s".formatted(what, number, found, wanted));
            }
        }
    }

    long cycles() {
        return cycles;
    }

    List<String> differences() {
        return differences;
    }

    void report(String title) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d cycles, %,d steps, %,d commits, %,d spikes, %,d peeks, %,d clears, "
                        + "%,d differences%n",
                title,
                cycles,
                steps,
                commits,
                spikes,
                peeks,
                clears,
                differences.size());
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences.stream().limit(20).toList()));
        }
    }

    private String run(Object... command) {
        Run.Result result = Run.of(command).in(folder).within(Duration.ofMinutes(9)).result();
        if (result.code() != 0 || !result.err().isEmpty()) {
            String said = result.out() + result.err();
            throw new AssertionError(
                    List.of(command) + ":\n" + said.substring(0, Math.min(4000, said.length())));
        }
        return result.out();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String TOP =
            """
            /* verilator lint_off DECLFILENAME */
            `default_nettype none
            module core (
                input  wire clk, input wire rst, input wire clear, output wire busy,
                input  wire in_valid, output wire in_ready, input wire in_tick,
                input  wire [AXON:0] in_axon,
                output wire out_valid, input wire out_ready, output wire out_tick,
                output wire out_negative, output wire [INDEX:0] out_neuron,
                input  wire peek_valid, output wire peek_ready, input wire [INDEX:0] peek_neuron,
                output wire peeked, output wire SIGNED [31:0] peek_v, output wire [31:0] peek_refractory,
                output wire signed [31:0] peek_current,
                output wire commit_valid, output wire [31:0] commit_step,
                output wire [INDEX:0] commit_neuron, output wire signed [31:0] commit_before,
                output wire signed [31:0] commit_after, output wire signed [31:0] commit_input,
                output wire commit_spike, output wire commit_negative, output wire commit_refractory,
                output wire commit_saturated, output wire commit_wrapped
            );
                wire SIGNED [V_BITS:0] v, before_v, after_v;
                wire signed [CURRENT:0] current, sum;
                /* verilator lint_off WIDTH */
                assign peek_v = v;
                assign peek_current = current;
                assign commit_before = before_v;
                assign commit_after = after_v;
                assign commit_input = sum;
                lif_core #(PARAMETERS) u_core (
                    .clk_i(clk), .rst_ni(!rst), .en_i(1'b1), .clear_i(clear), .busy_o(busy),
                    .in_valid_i(in_valid), .in_ready_o(in_ready), .in_tick_i(in_tick),
                    .in_axon_i(in_axon), .out_valid_o(out_valid), .out_ready_i(out_ready),
                    .out_tick_o(out_tick), .out_negative_o(out_negative), .out_neuron_o(out_neuron),
                    .weight_en_i(1'b0), .weight_axon_i(0), .weight_neuron_i(0), .weight_data_i(0),
                    .peek_valid_i(peek_valid), .peek_ready_o(peek_ready),
                    .peek_neuron_i(peek_neuron), .peek_valid_o(peeked), .peek_v_o(v),
                    .peek_refractory_o(peek_refractory), .peek_current_o(current),
                    .commit_valid_o(commit_valid), .commit_step_o(commit_step),
                    .commit_neuron_o(commit_neuron), .commit_v_before_o(before_v),
                    .commit_v_after_o(after_v), .commit_input_o(sum), .commit_spike_o(commit_spike),
                    .commit_spike_negative_o(commit_negative),
                    .commit_refractory_o(commit_refractory), .commit_saturated_o(commit_saturated),
                    .commit_wrapped_o(commit_wrapped), PORTS
                );
            endmodule
            """;

    /// Prints what is taken (a), put out (o), committed (c), peeked at (p) and cleared (x). A word
    /// that is offered stays until it is taken. A peek while something is under way shows what was
    /// committed last (q).
    private static final String MAIN =
            """
            #include "Vcore.h"
            #include "verilated.h"
            #include <cstdio>
            #include <cstdlib>
            #include <fstream>
            #include <vector>
            static unsigned long long state;
            static bool chance(unsigned per256) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                return (state >> 40 & 255) < per256;
            }
            int main(int argc, char** argv) {
                state = strtoull(argv[1], nullptr, 10);
                unsigned clears = atoi(argv[2]), neurons = atoi(argv[4]);
                std::vector<int> items;
                std::ifstream file(argv[3]);
                for (int item; file >> item;) items.push_back(item);
                VerilatedContext context;
                Vcore core{&context};
                core.rst = 0; core.eval();
                core.rst = 1; core.eval();
                unsigned long long cycle = 0, quiet = 0;
                size_t next = 0;
                unsigned valid = 256, ready = 256;
                bool offered = false, early = false;
                int peeked = -1;
                while (next < items.size() || quiet < 4) {
                    if (cycle % 2048 == 0) {
                        static const unsigned rates[] = {256, 200, 60, 4, 0};
                        valid = chance(50) ? 256 : rates[(state >> 33) % 5];
                        ready = chance(50) ? 256 : rates[(state >> 43) % 4];
                    }
                    offered = next < items.size() && (offered || chance(valid));
                    core.rst = cycle < 2;
                    core.in_valid = offered;
                    core.in_tick = offered && items[next] < 0;
                    core.in_axon = offered && items[next] >= 0 ? items[next] : 0;
                    core.out_ready = chance(ready);
                    core.clear = clears && cycle > 2 && cycle % clears == 0;
                    core.clk = 0; core.eval();
                    bool busy = core.busy;
                    core.peek_valid = next > 0 && chance(busy ? 150 : 40);
                    core.peek_neuron = cycle / 3 % neurons;
                    core.eval();
                    if (core.peeked && peeked >= 0 && early)
                        printf("q %d %d\\n", peeked, (int)core.peek_v);
                    else if (core.peeked && peeked >= 0)
                        printf("p %d %d %d %d\\n", peeked, (int)core.peek_v, core.peek_refractory,
                               (int)core.peek_current);
                    bool taken = core.in_valid && core.in_ready && cycle >= 2;
                    if (taken) { printf("a %zu\\n", next); next++; offered = false; }
                    if (core.commit_valid)
                        printf("c %u %u %d %d %d %d %d %d\\n", core.commit_step, core.commit_neuron,
                               (int)core.commit_before, (int)core.commit_after,
                               (int)core.commit_input, core.commit_spike, core.commit_negative,
                               core.commit_refractory);
                    if (core.out_valid && core.out_ready)
                        printf("o %d %d %d\\n", core.out_tick, core.out_negative, core.out_neuron);
                    peeked = core.peek_valid && core.peek_ready ? (int)core.peek_neuron : -1;
                    early = busy || taken;
                    if (core.clear) { printf("x\\u0020\\n"); peeked = -1; }
                    bool still = !core.busy && !core.out_valid && !offered && !taken;
                    quiet = still ? quiet + 1 : 0;
                    core.clk = 1; core.eval();
                    cycle++;
                }
                printf("n %llu\\n", cycle);
                return 0;
            }
            """;
}
