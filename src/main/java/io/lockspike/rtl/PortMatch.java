package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import io.lockspike.spec.PortBits;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The ports of a device against the pins of a binding.
record PortMatch(Pins pins, List<Port> ports) {

    /// Refuses a binding that the ports do not fulfil; gives the ports that nothing is bound to.
    List<String> left() {
        Set<String> bound = new HashSet<>();
        pins.clock()
                .ifPresent(clock ->
                        bound.add(find(clock, "the clock", 1, "clock: " + like(clock)).name()));
        pins.driven()
                .forEach((name, drives) -> {
                    String what = driver(drives);
                    int bits = drives.stream().mapToInt(Pins.Drive::bits).sum();
                    Port port = find(name, what, bits, remedy(drives.getFirst()));
                    refuse(
                            !port.input(),
                            "the port '%s' is an output, and %s drives it".formatted(name, what));
                    refuse(
                            drives.getFirst() instanceof Pins.Tie tie && !tie.fits(port.bits()),
                            "the constant of the port '%s' does not fit its %d bits"
                                    .formatted(name, port.bits()));
                    bound.add(port.name());
                });
        for (Pins.Out out : pins.outputs()) {
            if (!out.isInside()) {
                String what = "'" + out.column() + "'";
                bound.add(find(out.port(), what, out.type().bits(), remedy(out)).name());
            }
        }
        pins.ready().ifPresent(ready -> bound.add(ready.port()));
        List<String> left = new ArrayList<>();
        for (Port port : ports) {
            if (!bound.contains(port.name())) {
                refuse(
                        port.input(),
                        "nothing drives the input '%s' of the device: bind it under 'map' in 'ports: rtl:', or give it a constant: --tie %s=0"
                                .formatted(port.name(), port.name()));
                left.add(port.name());
            }
        }
        return left;
    }

    private static String driver(List<Pins.Drive> drives) {
        return switch (drives.getFirst()) {
            case Pins.In in when drives.size() == 1 -> "the input '" + in.signal().name() + "'";
            case Pins.Tie _ when drives.size() == 1 -> "the constant";
            case Pins.Drive _ -> "what drives its bits";
        };
    }

    /// What binds another port, under `ports: rtl:`.
    private String remedy(Pins.Drive drive) {
        String port = like(PortBits.portOf(drive.port()));
        return switch (drive) {
            case Pins.In in when in.isRst() ->
                    port.matches("(?i).*n")
                            ? "rst: {signal: %s, active: low}".formatted(port)
                            : "rst: %s', or 'rst: {signal: %s, active: low}".formatted(port, port);
            case Pins.In in -> "map: {%s: %s}".formatted(port, in.signal().name());
            case Pins.Tie tie -> "tie: {%s: %d}".formatted(port, tie.value());
        };
    }

    private String remedy(Pins.Out out) {
        String name = out.column();
        return "map: {%s: %s}', or, where it is inside, 'map: {dut.%s: %s}"
                .formatted(like(out.port()), name, out.port(), name);
    }

    /// The port that has the name in its own; a placeholder where none has.
    private String like(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return ports.stream()
                .map(Port::name)
                .filter(one -> one.toLowerCase(Locale.ROOT).contains(wanted))
                .findFirst()
                .orElse("PORT");
    }

    private Port find(String name, String what, int bits, String remedy) {
        List<String> names = ports.stream().map(Port::name).toList();
        Port port =
                ports.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new BadInputException(
                                        "the device %s has no port '%s' for %s%s; it has %s; say which under 'ports: rtl:' in the spec: '%s'"
                                                .formatted(
                                                        pins.module(),
                                                        name,
                                                        what,
                                                        Words.didYouMean(name, names),
                                                        Words.list(names),
                                                        remedy)));
        refuse(
                bits > 0 && port.bits() != bits,
                "the port '%s' of the device has %d bits, and %s has %d"
                        .formatted(name, port.bits(), what, bits));
        return port;
    }

    private static void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException(why);
        }
    }
}
