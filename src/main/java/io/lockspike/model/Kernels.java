package io.lockspike.model;

import io.lockspike.equation.Equations;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// The code of each design, written once for all engines of it.
final class Kernels {

    /// So many values of signals the interpreter computes, in a JVM that has just started, in the
    /// 100 to 150 ms that the first code of a run takes to be written and loaded (measured: the two
    /// are even at 30,000 to 100,000 rows of `lif`, which has 7 signals, and before 3,000 rows of
    /// `bitplane-layer`, which has 69). A run that is shorter is better off without.
    private static final long VALUES_TO_CODE = 1 << 17;

    /// And in so many rows as much as one more signal adds to that time: 50 µs against 0.4 in a row
    /// (measured on layers of 5,000 to 20,000 neurons).
    private static final long ROWS_TO_CODE = 128;

    /// Operations of the largest design that becomes code, in 3 seconds. Three times as many
    /// overflow the constants of a class, which shows only after 47.
    private static final int MOST = 1 << 19;

    private static final Map<Equations, Kernels> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final Optional<KernelCode> code;
    private final String reason;

    private Kernels(Optional<KernelCode> code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    static Kernels of(Equations equations) {
        return KNOWN.computeIfAbsent(equations, Kernels::compiled);
    }

    /// The rows of a run from which on its code is worth its time.
    static long rowsToCode(Equations equations) {
        return ROWS_TO_CODE + VALUES_TO_CODE / Math.max(1, equations.signals().size());
    }

    private static Kernels compiled(Equations equations) {
        int size = Size.of(equations);
        if (size > MOST) {
            return without("%d operations, and code has up to %d".formatted(size, MOST));
        }
        try {
            return new Kernels(Optional.of(KernelCompiler.compile(equations)), "");
        } catch (IllegalArgumentException tooLarge) {
            return without(tooLarge.getMessage());
        }
    }

    private static Kernels without(String reason) {
        return new Kernels(Optional.empty(), "the design is too large: " + reason);
    }

    Optional<KernelCode> code() {
        return code;
    }

    /// Why there is no code; empty where there is.
    String reason() {
        return reason;
    }
}
