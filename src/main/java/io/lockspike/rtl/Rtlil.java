package io.lockspike.rtl;

import io.lockspike.proof.NetlistReader.FlipFlop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What yosys' own text says of a flat module: its flip-flops, and whether they have one clock.
///
/// @param clock the port
/// @param fallingClock its active edge is the falling one
record Rtlil(String clock, boolean fallingClock) {
    private static final Pattern CELL = Pattern.compile("  cell (\\S+) (\\S+)");
    private static final Pattern FIELD = Pattern.compile("    (parameter|connect) \\\\(\\w+) (.*)");
    private static final Pattern DRIVEN =
            Pattern.compile("\\\\(\\S+?)(?: \\[(\\d+)(?::(\\d+))?])?");
    private static final Pattern PORT =
            Pattern.compile(
                    "(?m)^  wire (?:width (\\d+) )?(?:upto )?(?:offset -?\\d+ )?(input|output|inout) \\d+ (?:signed )?\\\\(\\S+)$");
    private static final Set<String> FLIP_FLOPS =
            Set.of(
                    "$dff", "$dffe", "$adff", "$adffe", "$sdff", "$sdffe", "$sdffce", "$aldff",
                    "$aldffe", "$dffsr", "$dffsre");
    private static final Set<String> LEVELS = Set.of("$dlatch", "$adlatch", "$dlatchsr", "$sr");

    /// A design that is not one of one clock.
    static final class UnsupportedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsupportedException(String why) {
            super(why);
        }
    }

    private record Cell(String type, String name, Map<String, String> fields) {
        String field(String wanted) {
            return fields.getOrDefault(wanted, "");
        }
    }

    /// Flip-flops and memories by the name of their cell.
    ///
    /// @throws UnsupportedException if something else holds a value, or has another clock
    Map<String, FlipFlop> flipFlops(String text) {
        Map<String, FlipFlop> found = new HashMap<>();
        for (Cell cell : cells(text)) {
            if (FLIP_FLOPS.contains(cell.type())) {
                refuseOtherClock(cell.field("CLK"), cell.field("Q"));
                found.put(cell.name(), flipFlop(cell));
            } else if (cell.type().equals("$mem_v2")) {
                memory(cell).ifPresent(one -> found.put(plain(cell.name()), one));
            } else if (LEVELS.contains(cell.type())) {
                throw new UnsupportedException(
                        "'%s' is a latch; only what an edge of the clock changes can be proven"
                                .formatted(plain(cell.field("Q"))));
            } else if (!cell.type().startsWith("$") || cell.type().startsWith("$_")) {
                throw new UnsupportedException(
                        "it has a cell %s; only what is written in Verilog or VHDL can be proven"
                                .formatted(plain(cell.type())));
            }
        }
        return found;
    }

    /// The ports of the one module.
    static List<Port> ports(String text) {
        List<Port> ports = new ArrayList<>();
        Matcher port = PORT.matcher(text);
        while (port.find()) {
            int bits = port.group(1) == null ? 1 : Integer.parseInt(port.group(1));
            ports.add(new Port(port.group(3), port.group(2).equals("input"), bits));
        }
        return ports;
    }

    private static List<Cell> cells(String text) {
        List<Cell> cells = new ArrayList<>();
        Cell open = null;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher cell = CELL.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (cell.matches()) {
                open = new Cell(cell.group(1), cell.group(2), new HashMap<>());
                cells.add(open);
            } else if (open != null && field.matches()) {
                open.fields().put(field.group(2), field.group(3));
            } else if (line.equals("  end")) {
                open = null;
            }
        }
        return cells;
    }

    private void refuseOtherClock(String text, String of) {
        if (!text.equals("\\" + clock)) {
            throw new UnsupportedException(
                    "'%s' has the clock '%s', and not '%s'; only designs of one clock can be proven"
                            .formatted(plain(of), plain(text), clock));
        }
    }

    private static String plain(String name) {
        return name.replaceFirst("^\\\\", "");
    }

    private boolean isFalling(String polarity) {
        return polarity.contains("0") != fallingClock;
    }

    private FlipFlop flipFlop(Cell cell) {
        boolean falling = isFalling(cell.field("CLK_POLARITY").substring(2));
        int bits = Integer.parseInt(cell.field("WIDTH"));
        Matcher driven = DRIVEN.matcher(cell.field("Q"));
        if (!driven.matches()) {
            return new FlipFlop(Optional.empty(), 0, bits, falling);
        }
        String low = driven.group(3) == null ? driven.group(2) : driven.group(3);
        return new FlipFlop(
                Optional.of(driven.group(1)),
                low == null ? 0 : Integer.parseInt(low),
                bits,
                falling);
    }

    private Optional<FlipFlop> memory(Cell cell) {
        String ports = cell.field("WR_PORTS");
        if (ports.equals("0")) {
            return Optional.empty();
        }
        String enable = cell.field("WR_CLK_ENABLE").replaceFirst("^\\d+'", "");
        String polarity = cell.field("WR_CLK_POLARITY").replaceFirst("^\\d+'", "");
        if (!enable.matches("1+") || !polarity.matches("0+|1+")) {
            throw new UnsupportedException(
                    "the memory '%s' is not written by one edge".formatted(plain(cell.name())));
        }
        for (String one : cell.field("WR_CLK").replaceAll("[{}]", "").strip().split("\\s+", -1)) {
            refuseOtherClock(one, cell.name());
        }
        return Optional.of(new FlipFlop(Optional.empty(), 0, 0, isFalling(polarity)));
    }
}
