package io.lockspike.vector;

import io.lockspike.emit.Names;
import io.lockspike.equation.Type;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.List;

/// The SystemVerilog bench.
final class SystemVerilogBench extends Bench {
    private SystemVerilogBench(VectorSet set) {
        super(set);
    }

    static TextFile of(VectorSet set) {
        var bench = new SystemVerilogBench(set);
        return new TextFile(set.pins().module() + "_tb.sv", bench.text());
    }

    private String text() {
        return template("bench.sv")
                .with("clock", clock())
                .with("memories", memories())
                .with("signals", signals())
                .with("parameters", parameters())
                .with("connections", connections())
                .with("inside", insideWires())
                .with("loads", loads())
                .with("drives", drives())
                .with("waits", pins.ready().isPresent() ? List.of("wait_until_ready;") : List.of())
                .with("waiting", waits())
                .with("samples", samples())
                .with("compares", compares())
                .fill();
    }

    /// A design with a falling edge needs one in row 0, but no rising one before it. So the clock
    /// comes from x, which a simulator with two states has not.
    private List<String> clock() {
        return pins.startsHigh()
                ? List.of(
                        "`ifdef VERILATOR", "reg clk_in = 1'b1;", "`else", "reg clk_in;", "`endif")
                : List.of("reg clk_in = 1'b0;");
    }

    static String vector(Type type) {
        String sign = type.signed() ? " signed" : "";
        return sign + (type.equals(Type.BIT) ? "" : " [" + (type.bits() - 1) + ":0]");
    }

    private List<String> memories() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            lines.add(
                    "reg%s %s_rows [0:ROWS-1];"
                            .formatted(vector(column(in).type), name(in.port())));
        }
        for (Pins.Out out : pins.outputs()) {
            String name = name(out.port());
            lines.add("reg%s %s_rows [0:ROWS-1];".formatted(vector(out.type()), name));
            lines.add("reg %s_known [0:ROWS-1];".formatted(name));
            if (out.latency() < latency()) {
                lines.add("reg%s %s_seen [0:ROWS+LATENCY-1];".formatted(vector(out.type()), name));
            }
        }
        return lines;
    }

    private List<String> signals() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            lines.add(
                    "reg%s %s_in = %d;"
                            .formatted(
                                    vector(column(in).type),
                                    name(in.port()),
                                    in.inverted() ? 1 : 0));
        }
        for (Pins.Out out : ports()) {
            lines.add("wire%s %s_out;".formatted(vector(out.type()), name(out.port())));
        }
        readyAlone()
                .ifPresent(ready ->
                        lines.add(
                                "wire%s %s_out;"
                                        .formatted(vector(type(ready)), name(ready.port()))));
        return lines;
    }

    private String parameters() {
        List<String> given = new ArrayList<>();
        pins.parameters()
                .forEach((name, value) -> given.add("." + Names.escaped(name) + "(" + value + ")"));
        return given.isEmpty() ? "" : "#(" + String.join(", ", given) + ") ";
    }

    private List<String> connections() {
        List<String> lines = new ArrayList<>();
        String inverted = pins.fallingClock() ? "~" : "";
        pins.clock().ifPresent(clock -> lines.add(pin(clock, inverted + "clk_in")));
        pins.driven().forEach((port, drives) -> lines.add(pin(port, all(drives))));
        ports().forEach(out -> lines.add(pin(out.port(), name(out.port()) + "_out")));
        readyAlone().ifPresent(ready -> lines.add(pin(ready.port(), name(ready.port()) + "_out")));
        return Template.commas(lines);
    }

    private static String pin(String port, String signal) {
        return ".%s(%s)".formatted(Names.escaped(port), signal);
    }

    private static String all(List<Pins.Drive> drives) {
        List<String> parts = drives.stream().map(SystemVerilogBench::driver).toList();
        String all = String.join(", ", parts);
        return parts.size() == 1 ? all : "{" + all + "}";
    }

    private static String driver(Pins.Drive drive) {
        return switch (drive) {
            case Pins.In in -> name(in.port()) + "_in";
            case Pins.Tie tie when tie.bits() == 0 -> Long.toString(tie.value());
            case Pins.Tie tie -> "%d'h%s".formatted(tie.bits(), hex(tie));
        };
    }

    private List<String> insideWires() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : inside()) {
            String path = Names.path(out.port());
            lines.add("wire%s %s_out = %s;".formatted(vector(out.type()), name(out.port()), path));
        }
        return lines;
    }

    private List<String> loads() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            lines.add(load(MemFiles.path(column(in), ""), name(in.port()) + "_rows"));
        }
        for (Pins.Out out : pins.outputs()) {
            lines.add(load(MemFiles.path(column(out), ""), name(out.port()) + "_rows"));
            lines.add(load(MemFiles.path(column(out), ".known"), name(out.port()) + "_known"));
        }
        return lines;
    }

    private static String load(String file, String memory) {
        return "$readmemh(\"%s\", %s);".formatted(file, memory);
    }

    private List<String> drives() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            String name = name(in.port());
            lines.add("%s_in = %s%s_rows[row];".formatted(name, in.inverted() ? "~" : "", name));
        }
        return lines;
    }

    private List<String> waits() {
        return pins.ready().map(this::waits).orElse(List.of());
    }

    private List<String> waits(Pins.Ready ready) {
        String port = name(ready.port()) + "_out";
        String rst = rst() == null ? "" : " && !" + name(rst().port()) + "_rows[row]";
        return List.of(
                "task wait_until_ready;",
                "    integer waited;",
                "    begin",
                "        waited = 0;",
                "        while (%s !== %d%s) begin".formatted(port, ready.value(), rst),
                "            if (waited == 1000) begin",
                "                $display(\"step %%0d: %s has not been %d in 1000 clocks\", row);"
                        .formatted(ready.port(), ready.value()),
                "                $fatal(1);",
                "            end",
                "            #1 clk_in = 1'b1;",
                "            #5 clk_in = 1'b0;",
                "            #4 waited = waited + 1;",
                "        end",
                "    end",
                "endtask",
                "");
    }

    private List<String> samples() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : pins.outputs()) {
            if (out.latency() < latency()) {
                String name = name(out.port());
                lines.add("%s_seen[row] = %s_out;".formatted(name, name));
            }
        }
        return lines;
    }

    private List<String> compares() {
        List<String> lines = new ArrayList<>();
        String counts =
                pins.ready().map(r -> name(r.port()) + "_out === " + r.value() + " && ").orElse("");
        for (Pins.Out out : pins.outputs()) {
            String name = name(out.port());
            String seen =
                    out.latency() < latency()
                            ? "%s_seen[step + %d]".formatted(name, out.latency())
                            : name + "_out";
            lines.addAll(compare(out, name, seen, counts));
        }
        return lines;
    }

    private List<String> compare(Pins.Out out, String name, String seen, String counts) {
        String known = latency() == 0 ? "" : "step >= 0 && ";
        return List.of(
                "if (%s%s%s_known[step]) begin".formatted(counts, known, name),
                "    compared = compared + 1;",
                "    if (%s !== %s_rows[step]) begin".formatted(seen, name),
                "        if (differs) $write(\"; \"); else $write(\"step %0d: \", step);",
                "        differs = 1'b1;",
                "        if (^%s === 1'bx) $write(\"%s is x\");".formatted(seen, out.column()),
                "        else $write(\"%s is %%0d\", %s);".formatted(out.column(), seen),
                "        $write(\", the model says %%0d\", %s_rows[step]);".formatted(name),
                "    end",
                "end");
    }
}
