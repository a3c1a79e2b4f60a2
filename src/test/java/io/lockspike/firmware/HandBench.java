package io.lockspike.firmware;

import io.lockspike.emit.Case;
import io.lockspike.emit.Tally;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// Many hand-written neurons in one simulation, each against the trace of its model.
final class HandBench {
    static final Path RTL = Path.of("firmware-model/rtl");

    /// What we say of the modules that a test writes around the units; the units say nothing.
    private static final String QUIET =
            """
            /* verilator lint_off UNUSED */
            /* verilator lint_off PINCONNECTEMPTY */
            /* verilator lint_off DECLFILENAME */
            /* verilator lint_off SYNCASYNCNET */
            `default_nettype none
            """;

    private final List<HandNeuron> neurons;
    private final Path folder;
    private final int rows;

    /// @param fault what becomes of each file of the hardware, given its name and its text
    HandBench(List<HandNeuron> neurons, Path folder, BinaryOperator<String> fault) {
        this.neurons = neurons;
        this.folder = folder;
        this.rows = neurons.stream().mapToInt(n -> n.tried().rows().size()).max().orElse(0);
        for (Path source : sources()) {
            String name = source.getFileName().toString();
            file(name, fault.apply(name, read(source)));
        }
        var core = new StringBuilder(QUIET);
        for (int i = 0; i < neurons.size(); i++) {
            core.append(neurons.get(i).verilog("neuron_" + i, List.of(Commit.values())));
        }
        file("neurons.v", core.toString());
        file("bench.v", bench());
        file("all.v", all());
    }

    /// The units of the hardware, Verilog.
    static List<Path> sources() {
        try (Stream<Path> files = Files.list(RTL)) {
            return files.filter(f -> f.getFileName().toString().matches("lif_.*\\.v"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void icarus(Tally tally) {
        List<Object> files = new ArrayList<>(List.of("all.v", "neurons.v"));
        files.addAll(names());
        simulate(files, "-g2001", tally);
    }

    private void simulate(List<Object> files, String language, Tally tally) {
        List<Object> command = new ArrayList<>();
        command.addAll(List.of(Needs.tool("iverilog"), language, "-Wall", "-s", "bench"));
        command.addAll(List.of("-o", "bench.vvp", "bench.v"));
        command.addAll(files);
        Run.Result built = run(command);
        if (language.equals("-g2001")) {
            silent(built);
        }
        compare(run(List.of(Needs.tool("vvp"), "-n", "bench.vvp")).out(), tally);
    }

    /// Simulates them, each watched by a module of its own, which is given the path of its device
    /// in `COMMITS_OF`; what the watchers write stands in the folder.
    void watched(List<String> watchers) {
        List<Object> command = new ArrayList<>();
        command.addAll(
                List.of(Needs.tool("iverilog"), "-g2012", "-o", "watched.vvp", "-s", "bench"));
        for (int i = 0; i < watchers.size(); i++) {
            String text = watchers.get(i);
            String name = "neuron_" + i + "_commits";
            file(
                    name + ".sv",
                    "`define COMMITS_OF bench.dut.dut" + i + "\n" + text + "`undef COMMITS_OF\n");
            command.addAll(List.of("-s", name));
        }
        for (int i = 0; i < watchers.size(); i++) {
            command.add("neuron_" + i + "_commits.sv");
        }
        command.addAll(List.of("bench.v", "all.v", "neurons.v"));
        command.addAll(names());
        run(command);
        run(List.of(Needs.tool("vvp"), "-n", "watched.vvp"));
    }

    private static List<String> names() {
        return sources().stream().map(source -> source.getFileName().toString()).toList();
    }

    /// Shows the units in every neuron to Verilator and to yosys, which must have nothing to say.
    void lint() {
        silent(run(List.of(Needs.tool("verilator"), "--lint-only", "-Wall", "all.v", "neurons.v")));
        String script =
                "read_verilog neurons.v %s; hierarchy -check; proc; check -assert"
                        .formatted(String.join(" ", names()));
        silent(run(List.of(Needs.tool("yosys"), "-q", "-p", script)));
    }

    /// The neurons synthesized for an iCE40, simulated cell by cell.
    void gates(Tally tally) {
        run(
                List.of(
                        Needs.tool("yosys"),
                        "-q",
                        "-p",
                        "read_verilog all.v neurons.v %s; synth_ice40 -top all; write_verilog netlist.v"
                                .formatted(String.join(" ", names()))));
        Path cells = Needs.tool("yosys").resolve("../../share/yosys/ice40/cells_sim.v").normalize();
        simulate(List.of("-DNO_ICE40_DEFAULT_ASSIGNMENTS", "netlist.v", cells), "-g2009", tally);
    }

    /// All neurons side by side, each with its own pins.
    private String all() {
        var text = new StringBuilder(QUIET + "module all(input wire clk");
        var body = new StringBuilder();
        for (int i = 0; i < neurons.size(); i++) {
            int in = inputBits(neurons.get(i));
            int out = columns(neurons.get(i)).stream().mapToInt(c -> c.type().bits()).sum();
            text.append(
                    ",\n    input wire [%d:0] in%d, output wire [%d:0] out%d"
                            .formatted(in - 1, i, out - 1, i));
            body.append(instance(i, neurons.get(i)));
        }
        return text.append(");\n").append(body).append("endmodule\n").toString();
    }

    private String bench() {
        List<String> ports = new ArrayList<>(List.of(".clk(clk)"));
        var text = new StringBuilder("`default_nettype none\nmodule bench;\n");
        text.append("    reg clk, show = 0;\n    integer row = 0;\n");
        for (int i = 0; i < neurons.size(); i++) {
            file(i + ".mem", stimulus(neurons.get(i)));
            int out = columns(neurons.get(i)).stream().mapToInt(c -> c.type().bits()).sum();
            text.append(
                    """
                        reg [%1$d:0] stim%2$d [0:%3$d];
                        initial $readmemh("%2$d.mem", stim%2$d);
                        wire [%1$d:0] in%2$d = stim%2$d[row];
                        wire [%4$d:0] out%2$d;
                        always @(show) if (show) $display("%2$d %%b", out%2$d);
                    """
                            .formatted(inputBits(neurons.get(i)) - 1, i, rows - 1, out - 1));
            ports.add(".in%d(in%d), .out%d(out%d)".formatted(i, i, i, i));
        }
        return text.append(
                        """
                            all dut(%s);
                            initial begin
                                for (row = 0; row < %d; row = row + 1) begin
                                    #5 clk = 0;
                                    #3 show = 1;
                                    #1 show = 0;
                                    #1 clk = 1;
                                    #1 ;
                                end
                                $finish(0);
                            end
                        endmodule
                        """
                                .formatted(String.join(", ", ports), rows))
                .toString();
    }

    private static int inputBits(HandNeuron neuron) {
        return Math.max(1, neuron.taken().stream().mapToInt(s -> s.type().bits()).sum());
    }

    private static String instance(int number, HandNeuron neuron) {
        List<String> ports = new ArrayList<>(List.of(".clk(clk)"));
        int low = 0;
        for (Signal signal : neuron.taken()) {
            int high = low + signal.type().bits() - 1;
            ports.add(".%s(in%d[%d:%d])".formatted(signal.name(), number, high, low));
            low = high + 1;
        }
        int top = columns(neuron).stream().mapToInt(c -> c.type().bits()).sum();
        for (Case.Column column : columns(neuron)) {
            int bits = column.type().bits();
            ports.add(".%s(out%d[%d:%d])".formatted(column.name(), number, top - 1, top - bits));
            top -= bits;
        }
        return "neuron_%d dut%d (%s);\n".formatted(number, number, String.join(", ", ports));
    }

    private static List<Case.Column> columns(HandNeuron neuron) {
        List<Case.Column> columns = new ArrayList<>();
        neuron.shown().forEach(signal -> columns.add(new Case.Column(signal, null, 0)));
        for (Commit field : Commit.values()) {
            var type = Type.unsigned(field.bits(neuron.bits()));
            var signal = new Signal("commit_" + field, type, Signal.Kind.WIRE, -1);
            columns.add(new Case.Column(signal, null, 0));
        }
        return columns;
    }

    /// A row a line, the first input lowest; the last row again and again, up to the end.
    private String stimulus(HandNeuron neuron) {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            var bits = new StringBuilder();
            for (Signal signal : neuron.taken()) {
                int last = Math.min(row, neuron.tried().rows().size() - 1);
                Long raw = last < 0 ? null : neuron.tried().expected().get(last)[signal.slot()];
                bits.insert(0, Tally.bits(raw == null ? 0 : raw, signal.type().bits()));
            }
            text.append(new BigInteger("0" + bits, 2).toString(16)).append('\n');
        }
        return text.toString();
    }

    private void compare(String printed, Tally tally) {
        int[] row = new int[neurons.size()];
        List<List<Map<Commit, Long>>> expected =
                neurons.stream().map(CommitTrace::expected).toList();
        for (String line : printed.lines().toList()) {
            int blank = line.indexOf(' ');
            int number = Integer.parseInt(line.substring(0, blank));
            if (row[number] < neurons.get(number).tried().rows().size()) {
                Map<Commit, Long> wanted = expected.get(number).get(row[number]);
                compare(neurons.get(number), row[number], wanted, line.substring(blank + 1), tally);
            }
            row[number]++;
        }
        for (int count : row) {
            if (count != rows) {
                throw new AssertionError("printed " + count + " rows, not " + rows);
            }
            tally.design();
        }
    }

    private void compare(
            HandNeuron neuron, int row, Map<Commit, Long> commit, String bits, Tally tally) {
        tally.row();
        int at = 0;
        for (Case.Column column : columns(neuron)) {
            int end = at + column.type().bits();
            int slot = column.signal().slot();
            Long expected =
                    slot >= 0
                            ? neuron.tried().expected().get(row)[slot]
                            : commit.get(Commit.of(column.name()));
            tally.value(neuron.tried(), row, column, expected, bits.substring(at, end));
            at = end;
        }
    }

    private Run.Result run(List<?> command) {
        Run.Result result =
                Run.of(command.toArray()).in(folder).within(Duration.ofMinutes(9)).result();
        if (result.code() != 0) {
            throw new AssertionError(command + ":\n" + start(result.out() + result.err()));
        }
        return result;
    }

    private static void silent(Run.Result result) {
        if (!(result.out() + result.err()).isEmpty()) {
            throw new AssertionError(start(result.out() + result.err()));
        }
    }

    private static String start(String said) {
        return said.substring(0, Math.min(4000, said.length()));
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
