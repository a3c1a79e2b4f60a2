package io.lockspike.equation;

/// Something that the user gave is wrong: a spec, a recording, a binding, an option. The message is
/// one sentence for that user, with the place, the value, the range and what to write instead.
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInputException(Place place, String message) {
        super(place + ": " + message);
    }

    public BadInputException(String message) {
        super(message);
    }
}
