package io.lockspike.board;

/// How much of the link a board speaks, and so what a verdict cannot exclude.
public enum Profile {
    FULL(""),
    LITE("a board that holds another spec and does not say which"),
    LISTEN(
            "records that were lost, came twice or were damaged and look like right ones: nothing protects them");

    private final String cannotExclude;

    Profile(String cannotExclude) {
        this.cannotExclude = cannotExclude;
    }

    String cannotExclude() {
        return cannotExclude;
    }
}
