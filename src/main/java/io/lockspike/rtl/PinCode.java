package io.lockspike.rtl;

import io.lockspike.equation.Type;
import io.lockspike.vector.Pins;

/// The pins of a device in C++, as Verilator names them and as the model holds their values.
final class PinCode {
    private PinCode() {}

    /// Verilator takes it that bits above a port's are 0.
    static String drive(Pins.In in, String pin, String value) {
        int unused = 64 - in.signal().type().bits();
        return "%s = static_cast<uint64_t>(%s) << %d >> %d;".formatted(pin, value, unused, unused);
    }

    /// As a value of the model is held: signed ones with their sign.
    static String sample(Type type, String to, String pin) {
        int unused = 64 - type.bits();
        return type.signed()
                ? "%s = static_cast<int64_t>(static_cast<uint64_t>(%s) << %d) >> %d;"
                        .formatted(to, pin, unused, unused)
                : "%s = %s;".formatted(to, pin);
    }

    /// What it is at power-up.
    static String rest(Pins.In in, String pin) {
        return "%s = %d;".formatted(pin, in.inverted() ? 1 : 0);
    }
}
