package io.lockspike.equation;

/// `signal: type narrowing = value`.
public record Wire(Signal signal, Narrowing narrowing, Expr value, Place at) {}
