package io.lockspike.slow;

import java.math.BigInteger;

/// What happens to a value that does not fit the type of its name (R2).
enum Mode {
    CHECKED,
    WRAP,
    SAT;

    BigInteger narrow(String name, Type type, BigInteger value) {
        return switch (this) {
            case WRAP -> type.wrap(value);
            case SAT -> type.clamp(value);
            case CHECKED -> {
                if (!type.holds(value)) {
                    throw new SlowCheckException(name, value, type.toString());
                }
                yield value;
            }
        };
    }
}
