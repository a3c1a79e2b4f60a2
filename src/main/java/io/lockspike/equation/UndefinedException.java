package io.lockspike.equation;

/// R14: what ends an evaluation. It carries no trace: undefined rows are ordinary rows.
final class UndefinedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace and no suppressed ones
    static final UndefinedException INSTANCE = new UndefinedException();

    private UndefinedException() {
        super("undefined", null, false, false);
    }
}
