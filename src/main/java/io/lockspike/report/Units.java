package io.lockspike.report;

import io.lockspike.solver.PhysicalMap;
import io.lockspike.spec.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers with the units of a physical neuron, or, where the spec does not say any, in steps and
/// LSB; four significant digits.
record Units(PhysicalMap map) {
    private static final MathContext DIGITS = new MathContext(4);

    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    String seconds(double seconds) {
        return map.isPhysical() ? quantity(seconds, Quantity.Unit.SECOND) : steps(seconds);
    }

    static String steps(double steps) {
        return number(steps) + (steps == 1 ? " step" : " steps");
    }

    String volts(double volts) {
        return map.isPhysical() ? quantity(volts, Quantity.Unit.VOLT) : lsb(volts);
    }

    String amperes(double amperes) {
        return map.isPhysical() ? quantity(amperes, Quantity.Unit.AMPERE) : lsb(amperes);
    }

    String ohms(double ohms) {
        return map.isPhysical() ? quantity(ohms, Quantity.Unit.OHM) : number(ohms) + " LSB/LSB";
    }

    static String lsb(double lsb) {
        return number(lsb) + " LSB";
    }

    /// A difference of membranes, LSB, and what that is in volts.
    String membrane(double lsb) {
        return map.isPhysical() ? lsb(lsb) + " (" + volts(lsb * map.voltsPerLsb()) + ")" : lsb(lsb);
    }

    /// A time in steps, and what that is in seconds.
    String time(double steps) {
        return map.isPhysical()
                ? steps(steps) + " (" + seconds(steps * map.dt()) + ")"
                : steps(steps);
    }

    static String quantity(double value, Quantity.Unit unit) {
        return Quantity.text(new BigDecimal(value).round(DIGITS), unit);
    }
}
