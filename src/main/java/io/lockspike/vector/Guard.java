package io.lockspike.vector;

import io.lockspike.equation.Expr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What must be so for an expression to be evaluated: `expression` has this value.
record Guard(Expr expression, BigInteger value) {
    static Guard holds(Expr condition) {
        return new Guard(condition, BigInteger.ONE);
    }

    static Guard fails(Expr condition) {
        return new Guard(condition, BigInteger.ZERO);
    }

    /// `guards` and one more.
    static List<Guard> and(List<Guard> guards, Guard another) {
        List<Guard> more = new ArrayList<>(guards);
        more.add(another);
        return more;
    }

    static boolean all(List<Guard> guards, Moment moment) {
        for (Guard guard : guards) {
            if (!guard.value.equals(moment.value(guard.expression))) {
                return false;
            }
        }
        return true;
    }
}
