package io.lockspike.emit;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A spec as hardware on the board link (`docs/protocol.md`): its module, and a wrapper with pins
/// for a serial line around it and the units of `firmware-model/rtl`.
///
/// @param neuronText the module, with its states as outputs and an input `restart`
/// @param linkText the wrapper, called [#topName()]
public record VerilogLink(Spec spec, String neuronText, String linkText) {
    /// Bytes that a body has beside its rows and one row of state: header, counts, digest.
    private static final int BESIDE = 28;

    private static final int MOST_BODY = 600;
    private static final int MOST_LETTERS = 32;

    /// The texts of a spec; they are the same every time.
    ///
    /// @param lane whose parameters the module has
    /// @throws BadInputException where a row has no room in a frame
    public static VerilogLink of(Spec spec, int lane) {
        Verilog neuron = Verilog.onBoard(spec, lane);
        return new VerilogLink(spec, neuron.text(), new Wrapper(spec, neuron).text());
    }

    public String topName() {
        return Verilog.moduleName(spec.name()) + "_link";
    }

    /// How the ports stand in a row of bytes.
    private record Wrapper(Spec spec, Verilog neuron) {
        String text() {
            List<Signal> outputs = spec.equations().outputs();
            int in = bytes(inputs());
            int out = bytes(outputs);
            int state = bytes(states());
            refuseLong("inputs", in, MOST_BODY - BESIDE);
            refuseLong("outputs and states", out + state, MOST_BODY - BESIDE);
            String module = Verilog.moduleName(spec.name());
            return Template.of(VerilogLink.class, "link.v")
                    .with("spec", spec.name())
                    .with("hash", spec.hash())
                    .with("module", module)
                    .with("row", row())
                    .with("inTop", 8 * Math.max(1, in) - 1)
                    .with("wires", wires())
                    .with("inBytes", in)
                    .with("rstBytes", hasRst() ? 1 : 0)
                    .with("outBytes", out)
                    .with("stateBytes", state)
                    .with("inputs", inputs().size())
                    .with("outputs", outputs.size())
                    .with("ports", ports())
                    .with("name", module.substring(0, Math.min(module.length(), MOST_LETTERS)))
                    .with("rowOut", packed(outputs))
                    .with("rowState", states().isEmpty() ? "8'd0" : packed(states()))
                    .with("connections", Template.commas(connections()))
                    .fill();
        }

        private static void refuseLong(String what, int bytes, int most) {
            if (bytes > most) {
                throw new BadInputException(
                        "a row of %s has %d bytes on the board link; at most %d have room in a frame"
                                .formatted(what, bytes, most));
            }
        }

        private boolean hasRst() {
            return spec.equations().rst() != Rst.NONE;
        }

        private List<Signal> inputs() {
            return spec.equations().inputs();
        }

        private List<Signal> states() {
            return spec.equations().states().stream().map(State::signal).toList();
        }

        private static int bytes(Type type) {
            return (type.bits() + 7) / 8;
        }

        private static int bytes(List<Signal> signals) {
            return signals.stream().mapToInt(signal -> bytes(signal.type())).sum();
        }

        private String row() {
            List<String> names = inputs().stream().map(Signal::name).toList();
            return names.isEmpty()
                    ? "A row of inputs has no bytes."
                    : "A row of inputs, from its lowest byte on: " + String.join(", ", names) + ".";
        }

        /// An input that is an output as well has a second port.
        private String port(Signal output) {
            String name = neuron.name(output);
            return output.kind() == Signal.Kind.INPUT ? name + "_out" : name;
        }

        private List<Signal> shown() {
            List<Signal> shown = new ArrayList<>(spec.equations().outputs());
            shown.addAll(states());
            return shown.stream().distinct().toList();
        }

        /// Names that no port of the wrapper has.
        private static String wire(String port) {
            return "n_" + port;
        }

        private List<String> wires() {
            return shown().stream()
                    .map(signal ->
                            "wire %s%s;"
                                    .formatted(
                                            Verilog.vector(Form.of(signal.type())),
                                            wire(port(signal))))
                    .toList();
        }

        private String ports() {
            List<Signal> all = new ArrayList<>(inputs());
            all.addAll(spec.equations().outputs());
            return all.stream()
                    .map(Signal::type)
                    .map(type -> "8'd" + (type.bits() + (type.signed() ? 128 : 0)))
                    .collect(Collectors.joining(", "));
        }

        /// The first one lowest, each in whole bytes with its sign.
        private String packed(List<Signal> signals) {
            return signals.reversed().stream().map(this::packed).collect(Collectors.joining(", "));
        }

        private String packed(Signal signal) {
            String wire = wire(port(signal));
            int bits = signal.type().bits();
            int above = 8 * bytes(signal.type()) - bits;
            String top = bits == 1 ? wire : wire + "[" + (bits - 1) + "]";
            return above == 0
                    ? wire
                    : signal.type().signed()
                            ? "{%d{%s}}, %s".formatted(above, top, wire)
                            : "%d'd0, %s".formatted(above, wire);
        }

        private List<String> connections() {
            List<String> lines = new ArrayList<>();
            lines.add(".clk(core_clk)");
            lines.add(".restart(core_rst && PROFILE == \"full\")");
            int at = 0;
            for (Signal input : inputs()) {
                String part = part(at, input.type().bits());
                boolean isRst = hasRst() && at == 0;
                lines.add(
                        ".%s(%s)"
                                .formatted(
                                        neuron.name(input),
                                        isRst
                                                ? part + " || (core_rst && PROFILE == \"lite\")"
                                                : part));
                at += 8 * bytes(input.type());
            }
            for (Signal signal : shown()) {
                lines.add(".%s(%s)".formatted(port(signal), wire(port(signal))));
            }
            return lines;
        }

        private static String part(int at, int bits) {
            return bits == 1 ? "row[%d]".formatted(at) : "row[%d:%d]".formatted(at + bits - 1, at);
        }
    }
}
