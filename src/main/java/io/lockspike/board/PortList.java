package io.lockspike.board;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The serial ports of this machine.
public final class PortList {
    private PortList() {}

    /// A port, and what hangs on it.
    ///
    /// @param stable its name in `/dev/serial/by-id`; its device where it has none
    /// @param usb `VID:PID` in hexadecimal digits; empty where it is no USB
    /// @param serial of the adapter; empty where it has none
    public record Port(
            String device,
            String stable,
            String description,
            String usb,
            String serial,
            String group,
            boolean isOpenToUs) {}

    /// Those that are plugged in.
    public static List<Port> now() {
        SerialLibrary.prepare();
        Map<String, SerialPort> known =
                Stream.of(SerialPort.getCommPorts())
                        .collect(
                                Collectors.toMap(
                                        SerialPort::getSystemPortPath, port -> port, (a, _) -> a));
        List<Port> ports = new ArrayList<>();
        for (var port : io.lockspike.tool.SerialPort.in(Path.of("/dev"))) {
            ports.add(port(port, known.get(port.device().toString())));
        }
        return ports;
    }

    private static Port port(io.lockspike.tool.SerialPort port, SerialPort seen) {
        boolean usb = seen != null && seen.getVendorID() > 0;
        return new Port(
                port.device().toString(),
                port.stable().toString(),
                seen == null ? "" : printable(seen.getPortDescription()),
                usb ? "%04x:%04x".formatted(seen.getVendorID(), seen.getProductID()) : "",
                seen == null || !usb ? "" : printable(seen.getSerialNumber()),
                port.group(),
                port.isOpenToUs());
    }

    /// An adapter says of itself what it likes.
    private static String printable(String text) {
        return text == null || text.equals("Unknown") ? "" : text.replaceAll("[^ -~]", "?");
    }
}
