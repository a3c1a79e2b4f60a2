package io.lockspike.model;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.util.SplittableRandom;

/// Random values, the corners more often than the rest.
final class Draw {

    private final SplittableRandom random;

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long raw(Type type) {
        int near = random.nextInt(3);
        return type.wrap(
                switch (random.nextInt(8)) {
                    case 0 -> type.min().longValue() + near;
                    case 1 -> type.max().longValue() - near;
                    case 2 -> near - 1;
                    default -> random.nextLong();
                });
    }

    /// Rows of random inputs from start: with pulses of rst, and (where `undefined` says so) with
    /// undefined inputs, rst among them. Ends early where a check fails.
    void run(Stepped twins, int rows, boolean hasRst, boolean undefined) {
        twins.start(hasRst);
        int pulse = oneIn(4) ? 0 : 2;
        for (int row = 0; row < rows; row++) {
            pulse = oneIn(20) ? 1 + below(3) : pulse - 1;
            for (Signal input : twins.equations().inputs()) {
                if (!input.name().equals("rst")) {
                    twins.input(input, raw(input.type()), !undefined || !oneIn(30));
                } else if (!twins.hasRst()) {
                    twins.input(input, 0, true);
                } else {
                    twins.input(input, pulse > 0 ? 1 : 0, !undefined || !oneIn(50));
                }
            }
            if (!twins.step()) {
                return;
            }
        }
    }
}
