package io.lockspike.spec;

/// What each neuron of a core is, and how many there are.
public record Each(Family family, int neurons) {}
