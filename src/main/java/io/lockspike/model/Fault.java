package io.lockspike.model;

/// A row that compiled code does not carry through: a check fails in it (R3), or it reads a memory
/// cell that is undefined. Nothing has changed yet; the interpreter does it instead, and says why.
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace and no suppressed ones
    static final Fault INSTANCE = new Fault();

    private Fault() {
        super("fault", null, false, false);
    }
}
