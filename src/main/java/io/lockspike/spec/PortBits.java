package io.lockspike.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some bits of a port or a column, as a binding writes them: `bus[8:0]`, or `bus[3]` for one.
///
/// @param port what the bits are of
/// @param high the bit that is written first
/// @param low the bit that is written last
public record PortBits(String port, int high, int low) {
    private static final Pattern FORM =
            Pattern.compile("(.*)\\[\\s*(\\d{1,6})\\s*(?::\\s*(\\d{1,6})\\s*)?]");

    /// Empty where the text names no bits.
    public static Optional<PortBits> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int high = Integer.parseInt(form.group(2));
        int low = form.group(3) == null ? high : Integer.parseInt(form.group(3));
        return Optional.of(new PortBits(form.group(1), high, low));
    }

    /// The port alone.
    public static String portOf(String text) {
        return of(text).map(PortBits::port).orElse(text);
    }

    /// How many bits they are.
    public int count() {
        return Math.abs(high - low) + 1;
    }
}
