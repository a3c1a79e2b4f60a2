package io.lockspike.report;

import io.lockspike.board.PortList;
import io.lockspike.tool.Json;
import java.util.ArrayList;
import java.util.List;

/// Serial ports, for people and for programs.
public final class BoardPorts {
    private BoardPorts() {}

    /// A port and what is known of it.
    public static List<String> lines(List<PortList.Port> ports) {
        List<String> lines = new ArrayList<>();
        for (PortList.Port port : ports) {
            lines.add(port.device() + (port.isOpenToUs() ? "" : "  (not ours to open)"));
            add(lines, "stays", port.stable().equals(port.device()) ? "" : port.stable());
            add(lines, "is", port.description());
            add(lines, "usb", port.usb());
            add(lines, "serial", port.serial());
            add(lines, "group", port.group());
            if (!port.isOpenToUs() && !port.group().isEmpty()) {
                add(
                        lines,
                        "remedy",
                        "sudo usermod -aG %s $USER, and log in again".formatted(port.group()));
            }
        }
        if (lines.isEmpty()) {
            lines.add(
                    "no USB serial port is plugged in; --port also takes any device by its name, and emulated:NAME");
        }
        return lines;
    }

    private static void add(List<String> lines, String name, String text) {
        if (!text.isEmpty()) {
            lines.add("  %-7s %s".formatted(name, text));
        }
    }

    /// `"schema": "lockspike-ports-1"`.
    public static void json(List<PortList.Port> ports, Appendable out) {
        Json json = new Json(out, true).object().name("schema").value("lockspike-ports-1");
        json.name("ports").array();
        for (PortList.Port port : ports) {
            json.object().name("device").value(port.device()).name("stable").value(port.stable());
            json.name("description").value(port.description()).name("usb").value(port.usb());
            json.name("serial").value(port.serial()).name("group").value(port.group());
            json.name("open_to_us").value(port.isOpenToUs()).end();
        }
        json.end().end();
    }
}
