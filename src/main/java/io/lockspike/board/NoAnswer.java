package io.lockspike.board;

/// Why a board may not have answered a HELLO.
final class NoAnswer {
    private NoAnswer() {}

    static String why(LinkCounts counts) {
        return "the board did not answer within 5 s; "
                + (counts.bytesReceived == 0
                        ? "nothing came: is it the right port, is TX wired to RX, does the board run?"
                        : "%d bytes came, and no frame for us among them: another baud rate, another profile or another program?"
                                .formatted(counts.bytesReceived));
    }
}
