package io.lockspike.equation;

/// A value broke a promise of the spec while it ran (R3): it does not fit its type, a divisor is 0,
/// a shift is negative, an index is outside its table. The hardware would have gone on with wrong
/// bits.
public final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckException(Place at, long row, String what) {
        super(at + ": cycle " + row + ": " + what);
    }
}
