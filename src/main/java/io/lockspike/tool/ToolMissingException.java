package io.lockspike.tool;

/// A program or a library that is needed is not here, or was lost; the message says how to get it.
public final class ToolMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ToolMissingException(String message) {
        super(message);
    }
}
