package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import io.lockspike.spec.PortBits;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is refused of pins, whoever names them. What a user writes becomes a part of the benches:
/// it must be a name, and nothing else.
final class PinChecks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    /// Through blocks that a design generates, too: `dut.n[3].v`.
    private static final Pattern PATH =
            Pattern.compile("(?:" + NAME + "(\\[[0-9]{1,9}\\])?[.]){0,20}" + NAME);

    private final Place at;
    private final Set<String> ports = new HashSet<>();

    private PinChecks(Place at) {
        this.at = at;
    }

    /// @param at who named them
    /// @throws BadInputException if a name is none, or a port is not driven once
    static void check(Pins pins, Place at) {
        var checks = new PinChecks(at);
        checks.names(pins);
        pins.driven().forEach(checks::bits);
    }

    private void names(Pins pins) {
        port(pins.module(), NAME);
        pins.clock().ifPresent(clock -> port(clock, NAME));
        pins.driven().keySet().forEach(name -> port(name, NAME));
        pins.outputs().forEach(out -> port(out.port(), PATH));
        pins.parameters().keySet().forEach(name -> name(name, NAME));
    }

    private void name(String name, Pattern form) {
        refuse(
                !form.matcher(name).matches(),
                "'%s' is no name for a bench: write letters, digits and _, as in spike_o%s"
                        .formatted(name, form == PATH ? " or dut.core[0].v" : ""));
    }

    private void port(String name, Pattern form) {
        name(name, form);
        refuse(
                !ports.add(name.toLowerCase(Locale.ROOT)),
                "two pins, or the device and a pin, are called '%s'".formatted(name));
    }

    /// A port that is driven in parts is driven from bit 0 up, without a gap.
    private void bits(String port, List<Pins.Drive> drives) {
        int next = 0;
        for (Pins.Drive drive : drives.reversed()) {
            Optional<PortBits> bits = PortBits.of(drive.port());
            if (bits.isEmpty() && drives.size() == 1) {
                return;
            }
            refuse(
                    bits.isEmpty() || bits.get().low() != next,
                    "bit %d of the port '%s' should be driven once; what the spec does not know is given under 'tie', as in \"%s[%d:%d]\": 0"
                            .formatted(next, port, port, next, next));
            width(drive, bits.get().count());
            next = bits.get().high() + 1;
        }
    }

    private void width(Pins.Drive drive, int bits) {
        switch (drive) {
            case Pins.In in ->
                    refuse(
                            in.bits() != bits,
                            "'%s' has %d bits, and '%s' has %d"
                                    .formatted(in.port(), bits, in.signal().name(), in.bits()));
            case Pins.Tie tie ->
                    refuse(
                            !tie.fits(bits),
                            "'%s' has %d bits, in which %d does not fit"
                                    .formatted(tie.port(), bits, tie.value()));
        }
    }

    private void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException(at, why);
        }
    }

    /// Whether a value fits so many bits, signed or not.
    static boolean fits(long value, int bits) {
        BigInteger exact = BigInteger.valueOf(value);
        return bits >= Long.SIZE
                || Type.unsigned(bits).fits(exact)
                || Type.signed(bits).fits(exact);
    }
}
