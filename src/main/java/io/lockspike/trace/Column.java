package io.lockspike.trace;

/// A column of a recording, or a signal of it, of which `bits` are recorded; 0 where the format
/// does not say how many (CSV), or where what it holds is not made of bits (a real number in a VCD
/// file).
public record Column(String name, int bits) {}
