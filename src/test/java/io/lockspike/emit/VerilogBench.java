package io.lockspike.emit;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/// Runs many cases in one simulation, and compares all that stands in them.
final class VerilogBench {
    private final List<Case> cases;
    private final Path folder;
    private final UnaryOperator<String> fault;
    private final boolean cells;
    private final int rows;
    private final List<String> designs = new ArrayList<>();
    private final IdentityHashMap<Spec, Verilog> modules = new IdentityHashMap<>();

    /// @param fault what to do to the Verilog before it is simulated
    /// @param cells whether the cells of memories are compared, too
    VerilogBench(List<Case> cases, Path folder, UnaryOperator<String> fault, boolean cells) {
        this.cases = cases;
        this.folder = folder;
        this.fault = fault;
        this.cells = cells;
        this.rows = cases.stream().mapToInt(c -> c.rows().size()).max().orElse(0);
    }

    void icarus(Tally tally) {
        write();
        simulateInIcarus(designs, "-Wall", tally);
    }

    void verilator(Tally tally) {
        write();
        List<Object> command =
                new ArrayList<>(List.of(Needs.tool("verilator"), "--cc", "--exe", "--build"));
        // The bench looks at rst beside a clock; see [#lint] for our own use of it. Random specs
        // compare things with themselves.
        command.addAll(List.of("-Wall", "-Wno-SYNCASYNCNET", "-Wno-CMPCONST"));
        command.add("-Wno-UNSIGNED");
        command.addAll(List.of("--Mdir", "built", "--top-module", "core"));
        command.add("-MAKEFLAGS"); // compiling takes longer than running
        command.add("OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0");
        command.addAll(List.of("main.cpp", "core.v"));
        command.addAll(designs);
        run(command.toArray());
        compare(run(folder.resolve("built/Vcore")), tally);
    }

    /// Shows each design to Verilator alone, which must have nothing to say.
    void lint() {
        write();
        designs.forEach(design -> run(Needs.tool("verilator"), "--lint-only", "-Wall", design));
    }

    void yosys(Tally tally) {
        write();
        run(
                Needs.tool("yosys"),
                "-q",
                "-p",
                "read_verilog "
                        + String.join(" ", designs)
                        + "; setattr -set keep 1 */w:*; prep; write_verilog -noattr netlist.v");
        simulateInIcarus(List.of("netlist.v"), "", tally);
    }

    private void simulateInIcarus(List<String> files, String warnings, Tally tally) {
        List<Object> command = new ArrayList<>(List.of(Needs.tool("iverilog"), "-g2005"));
        command.addAll(warnings.isEmpty() ? List.of() : List.of(warnings));
        command.addAll(List.of("-s", "bench", "-o", "bench.vvp", "core.v", "clock.v"));
        command.addAll(files);
        run(command.toArray());
        compare(run(Needs.tool("iverilog").resolveSibling("vvp"), "-n", "bench.vvp"), tally);
    }

    private void write() {
        var core = new StringBuilder("/* verilator lint_off WIDTH */\n");
        core.append("/* verilator lint_off UNUSED */\n/* verilator lint_off PINCONNECTEMPTY */\n");
        core.append("/* verilator lint_off DECLFILENAME */\n");
        core.append("module core(input wire clk, input wire [31:0] row, input wire show);\n");
        for (int i = 0; i < cases.size(); i++) {
            Verilog module = modules.get(cases.get(i).spec());
            if (module == null) {
                module = Verilog.of(cases.get(i).spec());
                modules.put(cases.get(i).spec(), module);
                String name = Verilog.moduleName(cases.get(i).spec().name()) + ".v";
                designs.add(name);
                file(name, fault.apply(module.text()));
            }
            instance(i, core);
            file(i + ".mem", stimulus(cases.get(i)));
            if (!cases.get(i).held().isEmpty()) {
                hold(i, core);
                file(i + ".held.mem", held(cases.get(i)));
            }
        }
        file("core.v", core.append("endmodule\n").toString());
        file("clock.v", clock());
        file("main.cpp", main());
    }

    private String clock() {
        return """
        module bench;
            reg clk; // undefined until it falls: its first edge is the falling edge of row 0
            reg show = 0;
            integer row = 0;
            core core(.clk(clk), .row(row), .show(show));
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
                .formatted(rows);
    }

    private String main() {
        return """
        #include "Vcore.h"
        #include "verilated.h"
        int main() {
            VerilatedContext context;
            Vcore core{&context};
            core.clk = 1;
            for (int row = 0; row < %d; row++) {
                core.row = row; core.eval();
                core.clk = 0; core.eval();
                core.show = 1; core.eval();
                core.show = 0; core.eval();
                core.clk = 1; core.eval();
            }
            return 0;
        }
        """
                .formatted(rows);
    }

    private void instance(int number, StringBuilder core) {
        Case tried = cases.get(number);
        int bits = inputBits(tried);
        String input = "in" + number;
        core.append(
                "reg [%d:0] stim%d [0:%d]; initial $readmemh(\"%d.mem\", stim%d);\n"
                        .formatted(bits, number, rows - 1, number, number));
        core.append("wire [%d:0] %s = stim%d[row];\n".formatted(bits, input, number));
        List<String> ports = new ArrayList<>(List.of(".clk(clk)"));
        int low = 0;
        for (Signal signal : tried.spec().equations().inputs()) {
            int width = signal.type().bits();
            ports.add(".%s(%s[%d:%d])".formatted(name(tried, signal), input, low + width - 1, low));
            low += width;
        }
        for (Signal signal : tried.spec().equations().outputs().stream().distinct().toList()) {
            boolean echo = signal.kind() == Signal.Kind.INPUT;
            ports.add(".%s%s()".formatted(name(tried, signal), echo ? "_out" : ""));
        }
        core.append(
                "%s%s dut%d(%s);\n"
                        .formatted(
                                Verilog.moduleName(tried.spec().name()),
                                parameters(tried),
                                number,
                                String.join(", ", ports)));
        List<String> shown = new ArrayList<>();
        for (Case.Column column : columns(tried)) {
            shown.add("dut" + number + "." + name(tried, column));
        }
        core.append(
                "always @(show) if (show) $display(\"%d %%b\", {%s});\n"
                        .formatted(number, String.join(", ", shown)));
    }

    /// Sets all states before a row, where the case says so; for Icarus alone.
    private void hold(int number, StringBuilder core) {
        Case tried = cases.get(number);
        String word = "held" + number;
        int bits = 1;
        var sets = new StringBuilder();
        for (State state : tried.spec().equations().states()) {
            int width = state.signal().type().bits();
            sets.append(
                    "dut%d.%s = %s[row][%d:%d]; "
                            .formatted(
                                    number,
                                    name(tried, state.signal()),
                                    word,
                                    bits + width - 1,
                                    bits));
            bits += width;
        }
        core.append(
                "reg [%d:0] %s [0:%d]; initial $readmemh(\"%d.held.mem\", %s);\n"
                        .formatted(bits, word, rows - 1, number, word));
        core.append(
                "always @(row) begin #1 ; if (%s[row][0]) begin %send end\n".formatted(word, sets));
    }

    /// A row a line: 1 in the lowest bit where the states are set, then the first state, and so on.
    private String held(Case tried) {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            long[] held = row < tried.rows().size() ? tried.heldBefore(row) : null;
            var bits = new StringBuilder(held == null ? "0" : "1");
            for (int i = 0; held != null && i < held.length; i++) {
                Type type = tried.spec().equations().states().get(i).signal().type();
                bits.insert(0, Tally.bits(held[i], type.bits()));
            }
            text.append(new BigInteger("0" + bits, 2).toString(16)).append('\n');
        }
        return text.toString();
    }

    /// The values of this lane, where it is not the first.
    private static String parameters(Case tried) {
        if (tried.lane() == 0) {
            return "";
        }
        List<String> values = new ArrayList<>();
        for (Expr.Parameter parameter : tried.spec().equations().parameters()) {
            if (parameter.values().size() > 1) {
                Form form = Form.of(parameter.range());
                Text value =
                        VerilogExpression.number(
                                parameter.value(tried.lane()), form.bits(), form.signed());
                values.add(".%s(%s)".formatted(parameter.name(), value.text()));
            }
        }
        return " #(" + String.join(", ", values) + ")";
    }

    private List<Case.Column> columns(Case tried) {
        return tried.columns().stream().filter(c -> cells || c.signal() != null).toList();
    }

    private String name(Case tried, Signal signal) {
        return modules.get(tried.spec()).name(signal);
    }

    private String name(Case tried, Case.Column column) {
        return column.signal() == null
                ? modules.get(tried.spec()).name(column.memory()) + "[" + column.cell() + "]"
                : name(tried, column.signal());
    }

    private static int inputBits(Case tried) {
        return tried.spec().equations().inputs().stream()
                .mapToInt(signal -> signal.type().bits())
                .sum();
    }

    /// A row a line, the first input lowest; the last row again and again, up to the end.
    private String stimulus(Case tried) {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            var bits = new StringBuilder();
            for (Signal signal : tried.spec().equations().inputs()) {
                int last = Math.min(row, tried.rows().size() - 1);
                long raw = last < 0 ? 0 : tried.rows().get(last)[signal.slot()];
                bits.insert(0, Tally.bits(raw, signal.type().bits()));
            }
            text.append(new BigInteger("0" + bits, 2).toString(16)).append('\n');
        }
        return text.toString();
    }

    private void compare(String printed, Tally tally) {
        int[] row = new int[cases.size()];
        for (String line : printed.lines().toList()) {
            int blank = line.indexOf(' ');
            int number = Integer.parseInt(line.substring(0, blank));
            Case tried = cases.get(number);
            if (row[number] < tried.rows().size()) {
                compare(tried, row[number], line.substring(blank + 1), tally);
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

    private void compare(Case tried, int row, String bits, Tally tally) {
        tally.row();
        int at = 0;
        for (Case.Column column : columns(tried)) {
            int end = at + column.type().bits();
            Long expected = tried.expected().get(row)[tried.columns().indexOf(column)];
            tally.value(tried, row, column, expected, bits.substring(at, end));
            at = end;
        }
    }

    /// What the command prints, which must end well and without a warning.
    private String run(Object... command) {
        Run.Result result = Run.of(command).in(folder).within(Duration.ofMinutes(9)).result();
        // What yosys makes of a memory that an asynchronous rst loads is what we want, and how its
        // netlists look is its own affair.
        String said =
                result.err()
                        .replaceAll("Warning: Replacing memory .* list of registers.*\n", "")
                        .replaceAll("netlist.v:.* warning: .*\n", "");
        if (result.code() != 0 || !said.isEmpty()) {
            String all = result.out() + said;
            throw new AssertionError(
                    List.of(command) + ":\n" + all.substring(0, Math.min(4000, all.length())));
        }
        return result.out();
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
