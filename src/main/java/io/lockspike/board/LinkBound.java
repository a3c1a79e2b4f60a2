package io.lockspike.board;

/// What a line can carry at the most.
final class LinkBound {
    private LinkBound() {}

    /// Rows that a frame of the full profile can have.
    static int rows(HelloAck board, int batch) {
        return rows(board, batch, board.outputBytes());
    }

    /// Rows that a frame can have where each comes back with so many bytes.
    static int rows(HelloAck board, int batch, int replyBytes) {
        int most = Math.min(board.mostBody(), Framing.LONGEST) - Header.BYTES;
        int digest = board.can(HelloAck.DIGESTS) ? 4 : 0;
        int request = (most - 4) / Math.max(1, board.inputBytes());
        int reply = (most - 8 - digest) / Math.max(1, replyBytes);
        return Math.min(batch, Math.min(LinkOptions.MOST_ROWS, Math.min(request, reply)));
    }

    /// Steps that the busier direction carries in a second, without a pause.
    static double stepsPerSecond(long baud, HelloAck board, int batch) {
        int rows = rows(board, batch);
        int digest = board.can(HelloAck.DIGESTS) ? 4 : 0;
        int request = Header.BYTES + 4 + rows * board.inputBytes();
        int reply = Header.BYTES + 8 + digest + rows * board.outputBytes();
        return baud / 10.0 / Framing.frameBytes(Math.max(request, reply)) * rows;
    }
}
