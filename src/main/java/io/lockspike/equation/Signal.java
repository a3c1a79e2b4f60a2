package io.lockspike.equation;

/// One named value of a design; `slot` is its place among the values of an engine.
public record Signal(String name, Type type, Kind kind, int slot) {

    public enum Kind {
        INPUT,
        STATE,
        WIRE
    }
}
