package io.lockspike.rtl;

import io.lockspike.emit.Names;
import io.lockspike.equation.Type;
import io.lockspike.tool.Template;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The module around a device and the C++ that runs it. Pins have numbers here, and no names that
/// could be anything else.
record Wrapper(Pins pins, List<Port> ports) {
    /// Among what is sampled, the port that rows wait for comes last.
    private Optional<Pins.Ready> ready() {
        return pins.ready();
    }

    String verilog() {
        return Template.of(Wrapper.class, "wrapper.sv")
                .with("ports", Template.commas(declared()))
                .with("device", pins.module())
                .with("parameters", parameters())
                .with("connections", Template.commas(connections()))
                .with("inside", inside())
                .fill();
    }

    private static String range(int bits) {
        return bits == 1 ? "" : " [" + (bits - 1) + ":0]";
    }

    private List<String> declared() {
        List<String> lines = new ArrayList<>();
        lines.add("input wire lif_clk");
        for (int i = 0; i < pins.inputs().size(); i++) {
            int bits = pins.inputs().get(i).signal().type().bits();
            lines.add("input wire%s lif_in%d".formatted(range(bits), i));
        }
        for (int i = 0; i < pins.outputs().size(); i++) {
            lines.add(
                    "output wire%s lif_out%d"
                            .formatted(range(pins.outputs().get(i).type().bits()), i));
            lines.add("output wire [31:0] lif_bits" + i);
        }
        ready().ifPresent(_ -> lines.add("output wire [63:0] lif_ready"));
        return lines;
    }

    private String parameters() {
        if (pins.parameters().isEmpty()) {
            return "";
        }
        List<String> given = new ArrayList<>();
        pins.parameters()
                .forEach((name, value) -> given.add("." + Names.escaped(name) + "(" + value + ")"));
        return "#(" + String.join(", ", given) + ") ";
    }

    private List<String> connections() {
        List<String> lines = new ArrayList<>();
        pins.clock().ifPresent(clock -> lines.add("." + Names.escaped(clock) + "(lif_clk)"));
        pins.driven()
                .forEach((port, drives) -> {
                    List<String> parts = drives.stream().map(one -> driver(port, one)).toList();
                    String all = String.join(", ", parts);
                    String name = Names.escaped(port);
                    lines.add(".%s(%s)".formatted(name, parts.size() == 1 ? all : "{" + all + "}"));
                });
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            if (!out.isInside()) {
                lines.add(".%s(lif_out%d)".formatted(Names.escaped(out.port()), i));
            }
        }
        return lines;
    }

    private String driver(String port, Pins.Drive drive) {
        return switch (drive) {
            case Pins.In in -> "lif_in" + pins.inputs().indexOf(in);
            case Pins.Tie tie -> {
                int bits = tie.bits() == 0 ? bits(port) : tie.bits();
                yield "%d'h%x".formatted(bits, Type.unsigned(Math.min(64, bits)).wrap(tie.value()));
            }
        };
    }

    private int bits(String port) {
        return ports.stream()
                .filter(one -> one.name().equals(port))
                .findFirst()
                .orElseThrow()
                .bits();
    }

    private List<String> inside() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Pins.Out out = pins.outputs().get(i);
            String path = Names.path(out.port());
            if (out.isInside()) {
                lines.add("assign lif_out%d = %s;".formatted(i, path));
            }
            lines.add("assign lif_bits%d = $bits(%s);".formatted(i, path));
        }
        ready().ifPresent(ready ->
                lines.add(
                        "assign lif_ready = {%d'b0, %s};".formatted(1, Names.path(ready.port()))));
        return lines;
    }

    String shim() {
        Optional<Pins.Ready> ready = ready();
        return Template.of(Wrapper.class, "shim.cpp")
                .with("inverted", pins.fallingClock() ? 1 : 0)
                .with("start", pins.startsHigh() ? 1 : 0)
                .with("drives", drives())
                .with("samples", samples())
                .with("waits", waits())
                .with("late", ready.map(Wrapper::late).orElse(""))
                .with("rests", rests())
                .with("widths", widths())
                .with("inputs", pins.inputs().size())
                .with("outputs", columns(pins))
                .fill();
    }

    String states() {
        return Template.of(Wrapper.class, "states.cpp")
                .with("rests", rests())
                .with("inputs", pins.inputs().size())
                .with("outputs", columns(pins))
                .fill();
    }

    /// How many values a row has that are sampled.
    static int columns(Pins pins) {
        return pins.outputs().size() + (pins.ready().isPresent() ? 1 : 0);
    }

    private static String late(Pins.Ready ready) {
        return ready.port() + " has not been " + ready.value() + " in 1000 clocks";
    }

    private List<String> drives() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            String value = "in[%d]".formatted(i);
            lines.add(PinCode.drive(pins.inputs().get(i), "device->lif_in" + i, value));
        }
        return lines.isEmpty() ? List.of("(void)in;") : lines;
    }

    private List<String> samples() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Type type = pins.outputs().get(i).type();
            lines.add(PinCode.sample(type, "out[%d]".formatted(i), "device->lif_out" + i));
        }
        ready().ifPresent(ready ->
                lines.add(
                        "out[%d] = device->lif_ready == %du;"
                                .formatted(pins.outputs().size(), ready.value())));
        return lines;
    }

    /// A row with rst lasts one clock.
    private List<String> waits() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            Pins.In in = pins.inputs().get(i);
            if (ready().isPresent()
                    && in.signal().slot() == 0
                    && in.signal().name().equals("rst")) {
                lines.add("if (in[%d] == %d) return false;".formatted(i, in.inverted() ? 0 : 1));
            }
        }
        lines.add(
                ready().map(ready -> "return device->lif_ready != %du;".formatted(ready.value()))
                        .orElse("return false;"));
        if (lines.size() == 1) {
            lines.addFirst("(void)in;");
        }
        return lines;
    }

    private List<String> rests() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            lines.add(PinCode.rest(pins.inputs().get(i), "device->lif_in" + i));
        }
        return lines;
    }

    private List<String> widths() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            lines.add("bits[%d] = device->lif_bits%d;".formatted(i, i));
        }
        return lines;
    }
}
