package io.lockspike.emit;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Type;
import java.math.BigInteger;

/// How a value stands in hardware: its bits, and whether the highest one is a sign. Unlike a [Type]
/// it may have more than 64 bits, as the intermediates of an expression do.
record Form(boolean signed, int bits) {
    static final Form BIT = new Form(false, 1);

    static Form of(Type type) {
        return new Form(type.signed(), type.bits());
    }

    /// The narrowest form that holds each value of `range`.
    static Form of(Interval range) {
        boolean signed = range.low().signum() < 0;
        return new Form(signed, Math.max(1, range.bitLength() + (signed ? 1 : 0)));
    }

    static Form unsigned(int bits) {
        return new Form(false, bits);
    }

    /// The narrowest form that holds all that both hold.
    Form join(Form other) {
        boolean sign = signed || other.signed;
        return new Form(sign, Math.max(bitsIf(sign), other.bitsIf(sign)));
    }

    private int bitsIf(boolean sign) {
        return bits + (sign && !signed ? 1 : 0);
    }

    Interval range() {
        BigInteger unit = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        return new Interval(
                signed ? unit.negate() : BigInteger.ZERO, unit.subtract(BigInteger.ONE));
    }
}
