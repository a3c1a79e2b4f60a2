package io.lockspike.vector;

import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `NAME_device.h`: what a device in C is, a struct of inputs, a struct of outputs, two functions.
public final class DeviceHeader {
    private DeviceHeader() {}

    /// Its text.
    public static String of(Spec spec, Pins pins) {
        List<String> inputs = new ArrayList<>();
        pins.inputs().forEach(in -> inputs.add(line(in.signal().name(), in.signal().type())));
        List<String> outputs = new ArrayList<>();
        pins.outputs().forEach(out -> outputs.add(line(out.column(), out.type())));
        return Template.of(DeviceHeader.class, "c/device.h")
                .with("module", pins.module())
                .with("spec", spec.name())
                .with("hash", spec.hash())
                .with("guard", pins.module().toUpperCase(Locale.ROOT) + "_DEVICE_H")
                .with("inputs", members(inputs))
                .with("outputs", members(outputs))
                .fill();
    }

    /// What a member of the structs is called.
    public static String member(String name) {
        return Bench.name(name);
    }

    private static String line(String name, Type type) {
        return "%-24s /* %s */".formatted(type(type) + " " + member(name) + ";", type);
    }

    /// C has no empty struct.
    private static List<String> members(List<String> lines) {
        return lines.isEmpty() ? List.of("uint8_t nothing;") : lines;
    }

    static int bits(Type type) {
        return type.bits() <= 8 ? 8 : type.bits() <= 16 ? 16 : type.bits() <= 32 ? 32 : 64;
    }

    static String type(Type type) {
        return (type.signed() ? "int" : "uint") + bits(type) + "_t";
    }
}
