package io.lockspike.trace;

/// Which edge makes the rows of a VCD file: the path of the clock or the end of it, and its active
/// edge. An empty `signal` leaves it to the file: the 1-bit signal called `clk`, `clock` or the
/// like that stands highest.
public record Clock(String signal, boolean falling) {
    public static final Clock ANY = new Clock("", false);

    public static Clock rising(String signal) {
        return new Clock(signal, false);
    }
}
