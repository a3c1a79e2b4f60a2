package io.lockspike.vector;

import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;

/// The cocotb test, and the script that builds the device and runs it.
final class CocotbTest extends Bench {
    private CocotbTest(VectorSet set) {
        super(set);
    }

    static List<TextFile> of(VectorSet set) {
        var bench = new CocotbTest(set);
        return List.of(
                new TextFile("test_" + set.pins().module() + ".py", bench.test()),
                new TextFile("run_cocotb.py", bench.script()));
    }

    private String test() {
        return template("test_bench.py")
                .with("clock", pins.clock().map(clock -> "\"" + clock + "\"").orElse("None"))
                .with("falling", python(pins.fallingClock()))
                .with("high", python(pins.startsHigh()))
                .with("inputs", inputs())
                .with("outputs", outputs())
                .with(
                        "ready",
                        pins.ready()
                                .map(r -> "(\"%s\", %d)".formatted(r.port(), r.value()))
                                .orElse("None"))
                .with("file", set.spec().name())
                .fill();
    }

    private String script() {
        return template("run_cocotb.py").with("parameters", parameters()).fill();
    }

    private static String python(boolean flag) {
        return flag ? "True" : "False";
    }

    private List<String> inputs() {
        List<String> lines = new ArrayList<>();
        pins.driven()
                .forEach((port, drives) -> {
                    List<String> parts = drives.reversed().stream().map(this::driver).toList();
                    lines.add("\"%s\": [%s],".formatted(port, String.join(", ", parts)));
                });
        return lines;
    }

    private String driver(Pins.Drive drive) {
        return switch (drive) {
            case Pins.In in ->
                    "(\"%s\", %d, %s)"
                            .formatted(in.signal().name(), in.bits(), python(in.inverted()));
            case Pins.Tie tie -> "(%d, %d, False)".formatted(tie.value(), tie.bits());
        };
    }

    private String parameters() {
        List<String> given = new ArrayList<>();
        pins.parameters().forEach((name, value) -> given.add("\"" + name + "\": " + value));
        return "{" + String.join(", ", given) + "}";
    }

    private List<String> outputs() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : pins.outputs()) {
            Type type = out.type();
            lines.add(
                    "\"%s\": (\"%s\", %d, %s, %d),"
                            .formatted(
                                    out.port(),
                                    out.column(),
                                    type.bits(),
                                    python(type.signed()),
                                    out.latency()));
        }
        return lines;
    }
}
