package io.lockspike.rtl;

import io.lockspike.equation.Type;
import io.lockspike.tool.Template;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.List;

/// The module around many devices, each in its [Wrapper], and the C++ that runs them: what an
/// evaluation costs beside the device's own work is then paid once for all of them.
///
/// @param bits of an element of their inputs and outputs
record LaneWrapper(Pins pins, int bits) {
    /// Devices in a model. More of them, and their code leaves the processor's nearest cache.
    private static final int EACH = 16;

    /// Devices in all: a word has as many bits.
    static final int COUNT = 64;

    String verilog() {
        return Template.of(LaneWrapper.class, "lanes.sv")
                .with("ports", Template.commas(ports()))
                .with("devices", devices())
                .fill();
    }

    private List<String> ports() {
        List<String> lines = new ArrayList<>(List.of("input wire lif_clk"));
        for (int lane = 0; lane < EACH; lane++) {
            for (int i = 0; i < pins.inputs().size(); i++) {
                int width = pins.inputs().get(i).signal().type().bits();
                lines.add("input wire [%d:0] lif_in%d_%d".formatted(width - 1, i, lane));
            }
            for (int i = 0; i < pins.outputs().size(); i++) {
                int width = pins.outputs().get(i).type().bits();
                lines.add("output wire [%d:0] lif_out%d_%d".formatted(width - 1, i, lane));
            }
        }
        return lines;
    }

    private List<String> devices() {
        List<String> lines = new ArrayList<>();
        for (int lane = 0; lane < EACH; lane++) {
            List<String> pin = new ArrayList<>(List.of(".lif_clk(lif_clk)"));
            for (int i = 0; i < pins.inputs().size(); i++) {
                pin.add(".lif_in%d(lif_in%d_%d)".formatted(i, i, lane));
            }
            for (int i = 0; i < pins.outputs().size(); i++) {
                pin.add(".lif_out%d(lif_out%d_%d)".formatted(i, i, lane));
                pin.add(".lif_bits%d()".formatted(i));
            }
            lines.add("lif_cosim lane%d (%s);".formatted(lane, String.join(", ", pin)));
        }
        return lines;
    }

    String shim() {
        return Template.of(LaneWrapper.class, "lanes.cpp")
                .with("each", EACH)
                .with("count", COUNT)
                .with("bits", bits)
                .with("inverted", pins.fallingClock() ? 1 : 0)
                .with("start", pins.startsHigh() ? 1 : 0)
                .with("drives", drives())
                .with("samples", samples())
                .with("rests", rests())
                .fill();
    }

    private List<String> drives() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            for (int lane = 0; lane < EACH; lane++) {
                String value = "in[%d * apart + %d]".formatted(i, lane);
                lines.add(PinCode.drive(pins.inputs().get(i), input(i, lane), value));
            }
        }
        return lines.isEmpty() ? List.of("(void)in, (void)apart;") : lines;
    }

    private static String input(int number, int lane) {
        return "model.lif_in%d_%d".formatted(number, lane);
    }

    private List<String> samples() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Type type = pins.outputs().get(i).type();
            lines.add("{");
            if (type.equals(Type.BIT)) {
                lines.add("    uint64_t bits = 0;");
                for (int lane = 0; lane < EACH; lane++) {
                    lines.add(
                            "    bits |= static_cast<uint64_t>(model.lif_out%d_%d & 1) << %d;"
                                    .formatted(i, lane, lane));
                }
                lines.add(
                        "    uint64_t& word = reinterpret_cast<uint64_t*>(out + %d * apart)[row];"
                                .formatted(i));
                lines.add("    word = (at == 0 ? 0 : word) | bits << at;");
            } else {
                lines.add(
                        "    Element* const to = out + %d * apart + row * COUNT + at;"
                                .formatted(i));
                for (int lane = 0; lane < EACH; lane++) {
                    String pin = "model.lif_out%d_%d".formatted(i, lane);
                    lines.add("    " + PinCode.sample(type, "to[%d]".formatted(lane), pin));
                }
            }
            lines.add("}");
        }
        return lines;
    }

    private List<String> rests() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            for (int lane = 0; lane < EACH; lane++) {
                lines.add(PinCode.rest(pins.inputs().get(i), input(i, lane)));
            }
        }
        return lines;
    }
}
