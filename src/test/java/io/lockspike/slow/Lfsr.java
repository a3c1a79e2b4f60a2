package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;

/// One step of a pseudo-random source, as the table of the manual has it.
record Lfsr(int width, List<Integer> taps, boolean galois, boolean right, boolean xnor, int steps) {

    /// The register after all the steps of a row.
    BigInteger step(BigInteger register) {
        BigInteger s = register;
        for (int i = 0; i < steps; i++) {
            s = galois ? galoisStep(s) : fibonacciStep(s);
        }
        return s;
    }

    private BigInteger fibonacciStep(BigInteger s) {
        boolean f = xnor;
        for (int t : taps) {
            f ^= s.testBit(right ? width - t : t - 1);
        }
        if (right) {
            return f ? s.shiftRight(1).setBit(width - 1) : s.shiftRight(1);
        }
        BigInteger left = s.shiftLeft(1).mod(Type.power(width));
        return f ? left.setBit(0) : left;
    }

    private BigInteger galoisStep(BigInteger s) {
        boolean f = s.testBit(right ? 0 : width - 1) ^ xnor;
        BigInteger moved = right ? s.shiftRight(1) : s.shiftLeft(1).mod(Type.power(width));
        if (f) {
            for (int t : taps) {
                moved = moved.flipBit(right ? t - 1 : width - t);
            }
        }
        return moved;
    }
}
