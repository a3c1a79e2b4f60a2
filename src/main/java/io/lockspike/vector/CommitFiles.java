package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Commits;
import io.lockspike.spec.Commits.Field;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What watches a device in a simulator and writes its commits down: a module in SystemVerilog, and
/// a monitor for cocotb. They look at the ports of `commit` under `ports: rtl:`. Where the spec
/// names none, they look at the membrane and the inputs themselves, and count the steps.
public final class CommitFiles {
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}([.][A-Za-z_][A-Za-z0-9_]{0,99}){0,20}");

    /// Begins the names of a core's commit port.
    private static final String CORE = "commit_";

    private final Spec spec;
    private final Commits commits;
    private final Pins pins;
    private final Map<String, String> ports;
    private final Map<String, Shown> shown = new LinkedHashMap<>();

    /// Where a column is in the device.
    private record Shown(String path, Type type) {}

    private CommitFiles(Spec spec, Optional<String> device) {
        this.spec = spec;
        this.commits = Commits.of(spec);
        Binding binding = spec.binding("rtl");
        boolean ported = spec.each().isPresent() || !binding.commit().isEmpty();
        List<String> observed = ported ? List.of() : List.of(commits.fields().get(Field.V_BEFORE));
        refuse(
                !ported && spec.family().filter(family -> family.replicate() > 0).isPresent(),
                binding,
                "a layer has several neurons, and a commit one: name the ports of 'commit' under 'ports: rtl:'");
        this.pins = Pins.of(spec, device, observed);
        refuse(pins.clock().isEmpty(), binding, "a device without a clock makes no steps");
        this.ports = binding.commit().isEmpty() ? ofCore() : binding.commit();
        refuse(
                ported && ports.isEmpty(),
                binding,
                "a core shows its steps one by one on a commit port: write 'commit: true' in 'core', or name the ports of 'commit' under 'ports: rtl:'");
        if (ported) {
            ports(binding);
        } else {
            insides(binding);
        }
    }

    /// The files for a spec.
    ///
    /// @param device what the module is called, where that is not the spec's name
    public static List<TextFile> of(Spec spec, Optional<String> device) {
        var files = new CommitFiles(spec, device);
        return List.of(
                new TextFile(files.name() + ".sv", files.verilog()),
                new TextFile(files.name() + ".py", files.python()));
    }

    private static void refuse(boolean refused, Binding binding, String why) {
        if (refused) {
            throw new BadInputException(binding.at(), why);
        }
    }

    private String name() {
        return pins.module() + "_commits";
    }

    // ---- what is looked at

    /// The commit port of a core, by its field's name; empty where it has none.
    private Map<String, String> ofCore() {
        Map<String, String> ports = new LinkedHashMap<>();
        for (Pins.Out out : pins.outputs()) {
            if (spec.each().isPresent() && out.column().startsWith(CORE)) {
                ports.put(out.column().substring(CORE.length()), out.port());
            }
        }
        return ports.containsKey(Commits.VALID) ? ports : Map.of();
    }

    private void ports(Binding binding) {
        ports.values()
                .forEach(port ->
                        refuse(
                                !PATH.matcher(port).matches(),
                                binding,
                                "'%s' is no name of a port: write letters, digits and _, as in commit_valid_o or dut.core.v"
                                        .formatted(port)));
        for (String column : List.of(Commits.STEP, Commits.NEURON)) {
            Optional.ofNullable(ports.get(column))
                    .ifPresent(port -> show(column, port, Type.unsigned(32)));
        }
        boolean summed =
                ports.containsKey(Field.INPUT.column())
                        && commits.inputs().size() == 1
                        && commits.added().filter(added -> !added.negated()).isPresent();
        if (!summed) {
            inputs();
        }
        for (Field field : Field.values()) {
            Optional.ofNullable(ports.get(field.column()))
                    .filter(_ -> commits.fields().containsKey(field))
                    .ifPresent(port -> show(field.column(), port, commits.type(field)));
        }
    }

    private void insides(Binding binding) {
        inputs();
        membrane(binding);
        pins.outputs().stream()
                .filter(out -> out.column().equals(commits.fields().get(Field.SPIKE)))
                .findFirst()
                .ifPresent(out -> show(Field.SPIKE.column(), out.port(), out.type()));
    }

    private void membrane(Binding binding) {
        String membrane = commits.fields().get(Field.V_BEFORE);
        Pins.Out out =
                pins.outputs().stream()
                        .filter(one -> one.column().equals(membrane) && one.latency() == 0)
                        .findFirst()
                        .orElseThrow(() ->
                                new BadInputException(
                                        binding.at(),
                                        "the device shows the membrane '%s' late or not as it is: bind it under 'map' in 'ports: rtl:', or name the ports of 'commit'"
                                                .formatted(membrane)));
        show(Field.V_BEFORE.column(), out.port(), out.type());
    }

    private void inputs() {
        for (Signal input : commits.inputs()) {
            pins.inputs().stream()
                    .filter(in -> in.signal().name().equals(input.name()))
                    .findFirst()
                    .ifPresent(in -> show(input.name(), in.port(), input.type()));
        }
    }

    private void show(String column, String port, Type type) {
        shown.put(column, new Shown(inside(port), type));
    }

    /// `state` and `dut.state` are both the `state` of the device.
    private static String inside(String port) {
        return port.startsWith("dut.") ? port.substring(4) : port;
    }

    /// Whether no port has the number of the step.
    private boolean counts() {
        return !shown.containsKey(Commits.STEP);
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(shown.keySet());
        if (counts()) {
            columns.addFirst(Commits.STEP);
            columns.add(1 + columns.indexOf(Field.V_BEFORE.column()), Field.V_AFTER.column());
        }
        return columns;
    }

    /// A path, and the value that it has.
    private record Is(String path, long value) {}

    private Optional<Is> rst() {
        return pins.inputs().stream()
                .filter(in ->
                        in.signal().name().equals("rst") && spec.equations().rst() != Rst.NONE)
                .map(in -> new Is(in.port(), in.inverted() ? 0 : 1))
                .findFirst();
    }

    private List<Is> valid() {
        String port = ports.get(Commits.VALID);
        if (port != null) {
            return List.of(new Is(inside(port), 1));
        }
        Stream<Is> enable =
                pins.inputs().stream()
                        .filter(in -> commits.enable().equals(Optional.of(in.signal().name())))
                        .map(in -> new Is(in.port(), 1));
        Stream<Is> ready =
                pins.ready().stream().map(one -> new Is(inside(one.port()), one.value()));
        return Stream.concat(enable, ready).toList();
    }

    private Template template(String file) {
        return Template.of(CommitFiles.class, file)
                .with("name", name())
                .with("module", pins.module())
                .with("spec", spec.name())
                .with("hash", spec.hash())
                .with("clock", pins.clock().orElseThrow());
    }

    // ---- SystemVerilog

    private String verilog() {
        List<String> registers = new ArrayList<>();
        if (counts()) {
            registers.add("integer step = 0;");
            registers.add("reg pending = 1'b0;");
            shown.forEach((column, one) ->
                    registers.add(
                            "reg%s %s;"
                                    .formatted(
                                            SystemVerilogBench.vector(one.type()), held(column))));
        }
        return template("commits.sv")
                .with("registers", registers)
                .with("header", String.join(",", columns()))
                .with("edge", pins.fallingClock() ? "negedge" : "posedge")
                .with("body", counts() ? counting() : direct())
                .fill();
    }

    private static String held(String column) {
        return column.replace("@", "_") + "_held";
    }

    private static String of(String path) {
        return "`COMMITS_OF." + path;
    }

    private static String holds(List<Is> all) {
        return all.stream()
                .map(is -> of(is.path()) + " === " + is.value())
                .collect(Collectors.joining(" && "));
    }

    private List<String> direct() {
        List<String> values = new ArrayList<>();
        shown.forEach((_, one) -> values.add(number(of(one.path()), one.type())));
        List<String> lines = new ArrayList<>(List.of("if (" + holds(valid()) + ")"));
        lines.addAll(row(values));
        return lines;
    }

    private List<String> counting() {
        List<String> values = new ArrayList<>(List.of("step - 1"));
        List<String> held = new ArrayList<>();
        shown.forEach((column, one) -> {
            values.add(number(held(column), one.type()));
            held.add("    " + held(column) + " = " + of(one.path()) + ";");
            if (column.equals(Field.V_BEFORE.column())) {
                values.add(number(of(one.path()), one.type()));
            }
        });
        Optional<String> inRst = rst().map(is -> holds(List.of(is)));
        boolean async = spec.equations().rst() == Rst.ASYNC;
        String kept = inRst.filter(_ -> async).map(is -> " && !(" + is + ")").orElse("");
        List<String> lines = new ArrayList<>();
        lines.add("// The membrane after a step is the one before the next edge.");
        lines.add("if (pending" + kept + ")");
        lines.addAll(row(values));
        lines.add("pending = 1'b0;");
        inRst.ifPresent(is -> lines.add("if (" + is + ") step = 0;"));
        String steps = valid().isEmpty() ? "begin" : "if (" + holds(valid()) + ") begin";
        lines.add(inRst.map(_ -> "else ").orElse("") + steps);
        lines.addAll(held);
        lines.addAll(List.of("    pending = 1'b1;", "    step = step + 1;", "end"));
        return lines;
    }

    /// In one go, so that no row is cut where the simulation ends; an unknown value prints as x.
    private static List<String> row(List<String> values) {
        String form = String.join(",", Collections.nCopies(values.size(), "%0d"));
        List<String> lines =
                new ArrayList<>(List.of("    $fdisplay(file, \"%s\",".formatted(form)));
        Template.commas(values).forEach(value -> lines.add("        " + value));
        lines.set(lines.size() - 1, lines.getLast() + ");");
        return lines;
    }

    private static String number(String value, Type type) {
        return (type.signed() ? "$signed(" : "$unsigned(") + value + ")";
    }

    // ---- cocotb

    private String python() {
        List<String> fields = new ArrayList<>();
        shown.forEach((column, one) ->
                fields.add(
                        "\"%s\": (\"%s\", %s),"
                                .formatted(column, one.path(), python(one.type().signed()))));
        String asynchronous = python(spec.equations().rst() == Rst.ASYNC);
        return template("commits.py")
                .with("edge", pins.fallingClock() ? "FallingEdge" : "RisingEdge")
                .with("columns", "\"" + String.join("\", \"", columns()) + "\"")
                .with("fields", fields)
                .with(
                        "valid",
                        valid().stream()
                                .map(is -> "(\"%s\", %d),".formatted(is.path(), is.value()))
                                .toList())
                .with(
                        "rst",
                        rst().map(is ->
                                        "(\"%s\", %d, %s)"
                                                .formatted(is.path(), is.value(), asynchronous))
                                .orElse("None"))
                .with("counts", python(counts()))
                .fill();
    }

    private static String python(boolean flag) {
        return flag ? "True" : "False";
    }
}
