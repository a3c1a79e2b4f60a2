package io.lockspike.trace;

import java.util.Arrays;

/// Numbers the identifier codes of a VCD file, which are words of any length, from 0 in the order
/// of their appearance. A hash table with open addressing, so that a value change makes no object.
final class IdTable {
    private byte[] pool = new byte[1024];
    private int[] starts = new int[256];
    private int[] slots = new int[1024];
    private int count;

    /// The number of an identifier, which is added if it is new.
    int add(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        append(bytes, from, to);
        slots[slot] = count;
        if (count * 2 > slots.length) {
            rehash();
        }
        return count - 1;
    }

    /// The number of an identifier, or -1.
    int find(byte[] bytes, int from, int to) {
        return slots[slot(bytes, from, to)] - 1;
    }

    int size() {
        return count;
    }

    private int slot(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash(bytes, from, to) & mask;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, bytes, from, to)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isAt(int number, byte[] bytes, int from, int to) {
        int at = starts[number];
        if (starts[number + 1] - at != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (pool[at++] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private void append(byte[] bytes, int from, int to) {
        int at = starts[count];
        int length = to - from;
        if (at + length > pool.length) {
            pool = Arrays.copyOf(pool, 2 * (at + length));
        }
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        System.arraycopy(bytes, from, pool, at, length);
        count++;
        starts[count] = at + length;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < count; i++) {
            slots[slot(pool, starts[i], starts[i + 1])] = i + 1;
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash + bytes[i]) * 0x9E3779B1;
        }
        return hash ^ hash >>> 15;
    }
}
