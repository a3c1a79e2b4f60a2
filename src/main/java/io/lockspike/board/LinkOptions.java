package io.lockspike.board;

/// How a session is to go.
///
/// @param baud of the line, ten bits a byte; 0 for one that takes no time
/// @param batch most rows in a frame
/// @param window most frames without an answer
/// @param states whether to ask for rows of state where the board has them
record LinkOptions(long baud, int batch, int window, boolean states) {
    static final int MOST_ROWS = 65_535;

    static LinkOptions of(long baud) {
        return new LinkOptions(baud, MOST_ROWS, 64, false);
    }

    /// Nanoseconds that bytes take.
    long wireTime(long bytes) {
        return baud == 0 ? 0 : bytes * 10_000_000_000L / baud;
    }
}
