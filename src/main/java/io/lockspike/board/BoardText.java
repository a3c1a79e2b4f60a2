package io.lockspike.board;

/// A board in words.
final class BoardText {
    private BoardText() {}

    static String line(HelloAck board) {
        return "%s, build %08x, %s%s"
                .formatted(
                        board.name().isEmpty() ? "a board without a name" : board.name(),
                        board.build(),
                        board.unit() == HelloAck.UNIT_CYCLE ? "a row a clock" : "a row a step",
                        board.clock() == 0
                                ? ""
                                : ", clock %s MHz"
                                        .formatted(Integer.toUnsignedLong(board.clock()) / 1e6));
    }
}
