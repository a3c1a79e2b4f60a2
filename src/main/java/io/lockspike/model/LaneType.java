package io.lockspike.model;

import io.lockspike.equation.Interval;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/// The element of a vector: as wide as all values of a design need, and no wider. Values are
/// signed.
enum LaneType {
    SHORT(16, "ShortVector"),
    INT(32, "IntVector"),
    LONG(64, "LongVector");

    private final int bits;
    private final String vector;

    LaneType(int bits, String vector) {
        this.bits = bits;
        this.vector = VectorCode.PACKAGE + vector;
    }

    int bits() {
        return bits;
    }

    /// The name of the class of the Vector API.
    String vector() {
        return vector;
    }

    ClassDesc element() {
        return switch (this) {
            case SHORT -> ConstantDescs.CD_short;
            case INT -> ConstantDescs.CD_int;
            case LONG -> ConstantDescs.CD_long;
        };
    }

    boolean holds(Interval range) {
        return range.bitLength() < bits;
    }

    /// An array of elements.
    Object array(int length) {
        return switch (this) {
            case SHORT -> new short[length];
            case INT -> new int[length];
            case LONG -> new long[length];
        };
    }

    long get(Object array, int index) {
        return switch (this) {
            case SHORT -> ((short[]) array)[index];
            case INT -> ((int[]) array)[index];
            case LONG -> ((long[]) array)[index];
        };
    }

    void set(Object array, int index, long value) {
        switch (this) {
            case SHORT -> ((short[]) array)[index] = (short) value;
            case INT -> ((int[]) array)[index] = (int) value;
            case LONG -> ((long[]) array)[index] = value;
        }
    }
}
