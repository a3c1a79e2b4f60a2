package io.lockspike.model;

/// What compiled code calls where a check may fail (R3), or where an operation is no instruction of
/// the JVM's.
final class Checks {
    private Checks() {}

    /// R2: a value that must lie in `min` … `max`.
    static long fit(long value, long min, long max) {
        if (value < min || value > max) {
            throw Fault.INSTANCE;
        }
        return value;
    }

    static long divide(long a, long b) {
        if (b == 0) {
            throw Fault.INSTANCE;
        }
        return a / b;
    }

    static long notNegative(long amount) {
        if (amount < 0) {
            throw Fault.INSTANCE;
        }
        return amount;
    }

    /// The lowest 64 bits of `a * 2^amount`.
    static long shiftLeft(long a, long amount) {
        return amount > 63 ? 0 : a << amount;
    }

    /// More than 2^10 bits are as good as 2^10: no value has as many.
    static int amount(long amount) {
        return (int) Math.min(notNegative(amount), 1 << 10);
    }

    static int index(long index, int size) {
        if (index < 0 || index >= size) {
            throw Fault.INSTANCE;
        }
        return (int) index;
    }

    /// An index of a `pick`; `size` where none of its options is meant.
    static int option(long index, int size) {
        return index < 0 || index >= size ? size : (int) index;
    }

    static long cell(long[] cells, boolean[] known, long index) {
        int address = index(index, cells.length);
        if (!known[address]) {
            throw Fault.INSTANCE;
        }
        return cells[address];
    }

    static long constantCell(long[] cells, long index) {
        return cells[index(index, cells.length)];
    }
}
