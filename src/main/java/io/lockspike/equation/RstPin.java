package io.lockspike.equation;

/// The reset signal in a row, and what it loads: R9, R12, R16.
final class RstPin {
    private static final int SLOT = 0;

    private final Equations equations;
    private final Values values;
    private final boolean present;
    private boolean before;

    RstPin(Equations equations, Values values) {
        this.equations = equations;
        this.values = values;
        this.present = equations.rst() != Rst.NONE;
    }

    /// Before row 0 there is no row in which it could have been released.
    void start() {
        before = true;
    }

    boolean present() {
        return present;
    }

    /// Whether it is asserted, or undefined.
    boolean acts() {
        return present && (!known() || values.raw(SLOT) == 1);
    }

    boolean known() {
        return values.defined(SLOT);
    }

    /// R9: the inputs have changed. An asynchronous rst loads at once where it was not asserted
    /// before.
    void change() {
        boolean asserted = acts() && known();
        if (equations.rst() == Rst.ASYNC && acts() && !(asserted && before)) {
            equations.states().forEach(this::load);
            equations.memories().forEach(this::load);
        }
        before = asserted;
    }

    /// The value that it loads; undefined where it is.
    private void load(State state) {
        state.rst().ifPresent(value -> values.set(state.signal().slot(), value, known()));
    }

    void load(Memory memory) {
        if (memory.constant() || memory.rst().isEmpty()) {
            return;
        }
        if (known()) {
            values.load(memory, memory.rst().get());
        } else {
            values.forget(memory);
        }
    }

    void copyFrom(RstPin other) {
        before = other.before;
    }
}
