package io.lockspike.board;

import io.lockspike.emit.C99;
import io.lockspike.emit.Names;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import io.lockspike.vector.DeviceHeader;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A spec as the firmware of a board: the neuron's C, the link around it, and what builds both for
/// this machine, a Cortex-M and an AVR.
public final class FirmwareFiles {
    /// Those that are the same for each spec, in `firmware-model/firmware`.
    static final List<String> COMMON =
            List.of(
                    "Makefile",
                    "lockspike_link.h",
                    "lockspike_link.c",
                    "lockspike_main.c",
                    "lockspike_port.h",
                    "lockspike_pty.h",
                    "lockspike_rows.h",
                    "port_host.c",
                    "port_cortex_m.c",
                    "lm3s6965.ld",
                    "port_avr.c");

    private static final int MOST_PORTS = 255;
    private static final int LONGEST_NAME = 32;

    private final Spec spec;
    private final Equations equations;
    private final C99 c;
    private final String module;

    private FirmwareFiles(Spec spec, int lane) {
        this.spec = spec;
        this.equations = spec.equations();
        this.c = C99.of(spec, lane);
        this.module = Names.identifier(spec.name());
    }

    /// All files of a folder, by name.
    ///
    /// @param lane whose parameters the neuron has
    /// @throws BadInputException if a row is more than the link can carry
    public static Map<String, String> of(Spec spec, int lane) {
        return new FirmwareFiles(spec, lane).files();
    }

    private Map<String, String> files() {
        refuseTooMany();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(module + ".h", c.headerText());
        files.put(module + ".c", c.sourceText());
        files.put(module + "_device.h", DeviceHeader.of(spec, pins()));
        files.put(module + "_device.c", c.deviceText() + stateOfDevice());
        files.put("lockspike_spec.h", specHeader());
        files.put("lockspike_rows.c", rows());
        for (String name : COMMON) {
            files.put(name, Template.of(FirmwareFiles.class, "firmware/" + name).fill());
        }
        return files;
    }

    private void refuseTooMany() {
        int ports = equations.inputs().size() + equations.outputs().size();
        if (ports > MOST_PORTS) {
            throw new BadInputException(
                    "%s has %d inputs and outputs; the board link carries at most %d"
                            .formatted(spec.name(), ports, MOST_PORTS));
        }
    }

    private Pins pins() {
        List<Pins.In> inputs =
                equations.inputs().stream()
                        .map(in -> new Pins.In(Names.identifier(in.name()), in, false))
                        .toList();
        List<Pins.Out> outputs = equations.outputs().stream().map(FirmwareFiles::pin).toList();
        return new Pins(
                module,
                Optional.empty(),
                false,
                false,
                inputs,
                outputs,
                List.of(),
                Map.of(),
                Optional.empty(),
                false);
    }

    private static Pins.Out pin(Signal out) {
        var value = new Expr.Value(out, out.type().range());
        return new Pins.Out(Names.identifier(out.name()), out.name(), value, out.type(), 0);
    }

    private Template template(String name) {
        return Template.of(FirmwareFiles.class, name)
                .with("spec", spec.name())
                .with("hash", spec.hash())
                .with("module", module);
    }

    private static List<Type> types(List<Signal> signals) {
        return signals.stream().map(Signal::type).toList();
    }

    private List<Signal> states() {
        return equations.states().stream().map(State::signal).toList();
    }

    private boolean hasRst() {
        return equations.rst() != Rst.NONE;
    }

    private static int bytes(List<Signal> row) {
        return new RowFormat(types(row)).bytes();
    }

    private String specHeader() {
        List<Signal> inputs = equations.inputs();
        List<Signal> outputs = equations.outputs();
        String name = spec.name().replaceAll("[^ !#-\\[\\]-~]", "_");
        return template("lockspike_spec.h")
                .with("name", name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .with("input_row", listed(inputs))
                .with("output_row", listed(outputs))
                .with("rst", equations.rst().name().toUpperCase(Locale.ROOT))
                .with("takes_rst", hasRst() ? 1 : 0)
                .with("input_bytes", bytes(inputs) - (hasRst() ? 1 : 0))
                .with("output_bytes", bytes(outputs))
                .with(
                        "ports",
                        Stream.concat(inputs.stream(), outputs.stream())
                                .map(port ->
                                        port.type().bits() + (port.type().signed() ? " + 128" : ""))
                                .collect(Collectors.joining(", ")))
                .with("input_ports", inputs.size())
                .with("state", stateOfSpec())
                .fill();
    }

    private static String listed(List<Signal> row) {
        return row.isEmpty()
                ? "nothing"
                : row.stream()
                        .map(port -> port.name() + " " + port.type())
                        .collect(Collectors.joining(", "));
    }

    private List<String> stateOfSpec() {
        if (states().isEmpty()) {
            return List.of();
        }
        String spaces =
                Stream.concat(
                                Stream.of("{ %d, 1 }".formatted(bytes(states()))),
                                equations.memories().stream()
                                        .map(memory ->
                                                "{ %d, %d }"
                                                        .formatted(
                                                                memory.constant()
                                                                        ? 0
                                                                        : memory.depth(),
                                                                RowFormat.bytes(memory.type()))))
                        .collect(Collectors.joining(", "));
        return List.of(
                "#ifndef LOCKSPIKE_NO_STATE",
                "/* A row of state: " + listed(states()) + ". */",
                "#define LOCKSPIKE_STATE_BYTES " + bytes(states()),
                "/* Cells and their bytes: the row of state, then the memories; 0 cells: a table that nothing writes. */",
                "#define LOCKSPIKE_SPACES { " + spaces + " }",
                "#endif");
    }

    /// Lets the rows see the state.
    private String stateOfDevice() {
        return """

        %1$s_state *%1$s_device_state(void);

        %1$s_state *%1$s_device_state(void) {
            return &state;
        }
        """
                .formatted(module);
    }

    private String rows() {
        List<Type> put = types(equations.outputs());
        List<Type> taken = types(equations.inputs());
        List<Type> all = new ArrayList<>(types(equations.signals()));
        equations.memories().forEach(memory -> all.add(memory.type()));
        return template("lockspike_rows.c")
                .with("helpers", RowCode.helpers(all))
                .with("inputs", RowCode.taken("in", members("inputs.", equations.inputs()), taken))
                .with("outputs", RowCode.put("out", members("outputs.", equations.outputs()), put))
                .with("reset", reset())
                .with("state", states().isEmpty() ? List.of() : stateOfRows())
                .fill();
    }

    private static List<String> members(String struct, List<Signal> row) {
        return row.stream()
                .map(port -> struct + DeviceHeader.member(Names.identifier(port.name())))
                .toList();
    }

    /// In lite a reset is a row with rst; in full the host sends that row itself.
    private List<String> reset() {
        return hasRst()
                ? List.of(
                        "#if LOCKSPIKE_PROFILE == LOCKSPIKE_LITE",
                        "{",
                        "    static const %s_device_inputs none;".formatted(module),
                        "",
                        "    inputs = none;",
                        "    inputs.rst = 1;",
                        "    %s_device_row(&inputs, &outputs);".formatted(module),
                        "}",
                        "#endif")
                : List.of();
    }

    private List<String> stateOfRows() {
        List<String> places = states().stream().map(state -> "state->" + c.name(state)).toList();
        List<Type> types = types(states());
        return Template.of(FirmwareFiles.class, "lockspike_state.c")
                .with("module", module)
                .with("state_put", RowCode.put("row", places, types))
                .with("state_taken", RowCode.taken("row", places, types))
                .with("memories_read", memories(true))
                .with("memories_written", memories(false))
                .fill()
                .lines()
                .toList();
    }

    private List<String> memories(boolean read) {
        List<String> lines = new ArrayList<>();
        for (Memory memory : equations.memories()) {
            if (!memory.constant()) {
                List<String> place = List.of("state->" + c.name(memory) + "[cell]");
                List<Type> type = List.of(memory.type());
                lines.add("case %d:".formatted(memory.index() + 1));
                (read ? RowCode.put("to", place, type) : RowCode.taken("from", place, type))
                        .forEach(line -> lines.add("    " + line));
                lines.add("    break;");
            }
        }
        return lines;
    }
}
