package io.lockspike.proof;

/// There is no solver here that can be used; says how to get one.
public final class SolverMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SolverMissingException(String message) {
        super(message);
    }
}
