package io.lockspike.emit;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The model for simulators of other makers, by SystemVerilog's DPI-C: a wrapper of the emitted C,
/// its import, and a scoreboard that is bound to the device.
///
/// Values pass as `longint`s, which hold the bits of every type. A model in C has no undefined
/// values. So nothing is compared until rst has been there for a clock; and where rst leaves a
/// state alone, an x of the device is not taken for wrong.
public final class Dpi {
    private final Spec spec;
    private final Equations equations;
    private final C99 c;
    private final String name;

    private Dpi(Spec spec, C99 c) {
        this.spec = spec;
        this.equations = spec.equations();
        this.c = c;
        this.name = Names.identifier(spec.name());
    }

    /// The files of a spec; their texts are the same every time.
    ///
    /// @param c the C of the same spec
    public static Dpi of(Spec spec, C99 c) {
        return new Dpi(spec, c);
    }

    /// The text of `NAME_dpi.c`.
    public String sourceText() {
        String parameters =
                joined(equations.inputs(), input -> ", long long " + port(input))
                        + joined(equations.outputs(), output -> ", long long *" + expected(output));
        return template("dpi.c")
                .with("parameters", parameters)
                .with(
                        "inputs",
                        lines(
                                equations.inputs(),
                                input ->
                                        "in.%s = (%s)%s;"
                                                .formatted(
                                                        c.name(input),
                                                        Carrier.storage(Form.of(input.type())),
                                                        port(input))))
                .with(
                        "outputs",
                        lines(
                                equations.outputs(),
                                output ->
                                        "*%s = (long long)out.%s;"
                                                .formatted(expected(output), c.name(output))))
                .fill();
    }

    /// The text of `NAME_dpi.sv`.
    public String scoreboardText() {
        boolean hasRst = equations.rst() != Rst.NONE;
        return template("dpi.sv")
                .with(
                        "imports",
                        joined(equations.inputs(), input -> ", input longint " + port(input))
                                + joined(
                                        equations.outputs(),
                                        output -> ", output longint " + expected(output)))
                .with(
                        "since",
                        hasRst ? ", from the clock on that follows the first one with rst" : "")
                .with("ports", commas("input wire clk", this::declaration))
                .with("known", hasRst ? "0" : "1")
                .with(
                        "expected",
                        lines(equations.outputs(), output -> "longint " + expected(output) + ";"))
                .with(
                        "arguments",
                        joined(equations.inputs(), input -> ", longint'(" + port(input) + ")")
                                + joined(equations.outputs(), output -> ", " + expected(output)))
                .with("compares", equations.outputs().stream().flatMap(this::compare).toList())
                .with("knows", hasRst ? List.of("if (rst) known = 1'b1;") : List.of())
                .with("bindings", commas(".clk(clk)", s -> ".%s(%s)".formatted(port(s), port(s))))
                .fill();
    }

    private Template template(String file) {
        return Template.of(Dpi.class, file)
                .with("name", name)
                .with("spec", spec.name())
                .with("hash", spec.hash());
    }

    private static String port(Signal signal) {
        return Names.identifier(signal.name());
    }

    private static String expected(Signal signal) {
        return port(signal) + "_expected";
    }

    private String declaration(Signal signal) {
        return "input wire " + Verilog.vector(Form.of(signal.type())) + port(signal);
    }

    private Stream<String> compare(Signal output) {
        String pin = port(output);
        String seen = "longint'(" + pin + ")";
        String unless = leavesAlone() ? " && !$isunknown(" + pin + ")" : "";
        return Stream.of(
                "if (known" + unless + ") begin",
                "    compared = compared + 1;",
                "    if ($isunknown(%s) || %s != %s) begin".formatted(pin, seen, expected(output)),
                "        if (differs) $write(\"; \"); else $write(\"step %0d: \", step);",
                "        differs = 1'b1;",
                "        if ($isunknown(%s)) $write(\"%s is x\");".formatted(pin, output.name()),
                "        else $write(\"%s is %%0d\", %s);".formatted(output.name(), pin),
                "        $write(\", the model says %%0d\", %s);".formatted(shown(output)),
                "    end",
                "end");
    }

    private static String shown(Signal output) {
        boolean upper = output.type().equals(Type.unsigned(Type.MAX_BITS));
        return upper ? "$unsigned(" + expected(output) + ")" : expected(output);
    }

    /// Whether there is a state or a memory that rst does not load.
    private boolean leavesAlone() {
        return equations.rst() != Rst.NONE
                && (equations.states().stream().anyMatch(Dpi::isFree)
                        || equations.memories().stream()
                                .anyMatch(memory ->
                                        !memory.constant()
                                                && memory.rst().isEmpty()
                                                && memory.init().isEmpty()));
    }

    private static boolean isFree(State state) {
        return state.rst().isEmpty() && state.init().isEmpty();
    }

    private static String joined(List<Signal> signals, Function<Signal, String> text) {
        return String.join("", lines(signals, text));
    }

    private static List<String> lines(List<Signal> signals, Function<Signal, String> text) {
        return signals.stream().map(text).toList();
    }

    /// The clock, the inputs and the outputs, with commas between them.
    private List<String> commas(String clock, Function<Signal, String> text) {
        List<String> all = new ArrayList<>(List.of(clock));
        all.addAll(lines(equations.inputs(), text));
        for (Signal output : equations.outputs()) {
            if (output.kind() != Signal.Kind.INPUT) {
                all.add(text.apply(output));
            }
        }
        return Template.commas(all);
    }
}
