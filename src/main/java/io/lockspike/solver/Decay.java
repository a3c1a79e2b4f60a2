package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import java.math.BigInteger;
import java.util.List;

/// A leak whose numbers are known: what one step leaves of a value, as integers have it.
sealed interface Decay {

    /// The next value without an input; `random` counts only where the rounding is stochastic.
    long next(long value, long random);

    /// Whether a value that is one larger leaves as much or one more (numerics T4).
    boolean steady();

    /// The largest random number; 0 where there is none.
    default long mostRandom() {
        return 0;
    }

    /// The largest next value of one value; the random number 0 takes the least away or adds the
    /// least.
    default long most(long value) {
        return Math.max(next(value, 0), next(value, mostRandom()));
    }

    default long least(long value) {
        return Math.min(next(value, 0), next(value, mostRandom()));
    }

    /// Of how much two neighbours can differ.
    default int jump() {
        return 1;
    }

    /// `sign · R(d · factor / 2^bits)`, d the distance from rest.
    record Part(int sign, long factor, int bits) {
        long of(long distance, Rounding rounding, long random) {
            if (Math.abs(distance) < Long.MAX_VALUE / 2 / factor) {
                return sign * rounding.shiftRight(distance * factor, bits, random);
            }
            BigInteger product = BigInteger.valueOf(distance).multiply(BigInteger.valueOf(factor));
            BigInteger shifted = rounding.shiftRight(product, bits, BigInteger.valueOf(random));
            return sign * shifted.longValueExact();
        }
    }

    /// `v' = αv` but for the rounding of each part, α = `factor / 2^bits`.
    ///
    /// @param keeps the value itself is a term, from which parts are taken away
    record Linear(boolean keeps, List<Part> parts, Rounding rounding, long rest, long mostRandom)
            implements Decay {

        @Override
        public long next(long value, long random) {
            long next = keeps ? value : rest;
            for (Part part : parts) {
                next += part.of(value - rest, rounding, random);
            }
            return next;
        }

        @Override
        public boolean steady() {
            return parts.size() <= 1;
        }

        @Override
        public int jump() {
            return parts.size();
        }

        int bits() {
            return parts.stream().mapToInt(Part::bits).max().orElse(0);
        }

        long factor() {
            int bits = bits();
            long factor = keeps ? 1L << bits : 0;
            for (Part part : parts) {
                factor += (part.sign() * part.factor()) << (bits - part.bits());
            }
            return factor;
        }

        /// What is taken away: `2^bits - factor`, so that 1 - α = `lost / 2^bits`.
        long lost() {
            return (1L << bits()) - factor();
        }

        double alpha() {
            return Math.scalb((double) factor(), -bits());
        }

        /// What rounding adds to the next value, in units of `2^-bits`.
        long noise(long value, long random) {
            long distance = value - rest;
            return ((next(value, random) - rest) << bits()) - factor() * distance;
        }
    }

    /// A constant amount towards rest.
    record Towards(long amount, long rest, boolean past) implements Decay {
        @Override
        public long next(long value, long random) {
            if (value > rest) {
                return past ? value - amount : Math.max(value - amount, rest);
            }
            return value == rest || past
                    ? value == rest ? rest : value + amount
                    : Math.min(value + amount, rest);
        }

        @Override
        public boolean steady() {
            return !past;
        }
    }
}
