package io.lockspike.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A port of a device, as Verilator has elaborated it.
record Port(String name, boolean input, int bits) {
    /// `VL_IN8(&current,7,0);`, `VL_OUTW(&wide,127,0,4);`: so for ten years and more.
    private static final Pattern DECLARED =
            Pattern.compile(
                    "VL_(IN|OUT|INOUT)(?:8|16|64|W)?\\(&(\\w+),(\\d+),(\\d+)(?:,\\d+)?\\);");

    /// Those of a header that Verilator wrote.
    static List<Port> of(String header) {
        List<Port> ports = new ArrayList<>();
        Matcher declared = DECLARED.matcher(header);
        while (declared.find()) {
            int high = Integer.parseInt(declared.group(3));
            int low = Integer.parseInt(declared.group(4));
            ports.add(new Port(declared.group(2), declared.group(1).equals("IN"), high - low + 1));
        }
        return ports;
    }
}
