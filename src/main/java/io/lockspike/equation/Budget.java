package io.lockspike.equation;

/// How large a design may become: a statement and an operation take 1 of it, a name takes 4; in a
/// layer each of them for every neuron.
final class Budget {
    private static final int MOST = 1 << 22;
    private static final int NAME = 4;

    private int used;

    void name(Place at) {
        take(NAME, at);
    }

    void step(Place at) {
        take(1, at);
    }

    private void take(int amount, Place at) {
        used += amount;
        if (used > MOST) {
            throw new BadInputException(
                    at,
                    "the design grows beyond %d statements and operations here: write a smaller layer"
                            .formatted(MOST));
        }
    }
}
