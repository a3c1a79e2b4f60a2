package io.lockspike.board;

/// What each body of the full profile begins with, but for type and length.
///
/// @param session 0 where a board has none
/// @param sequence 0 … 65535
/// @param credit sequenced frames that the board takes without an answer; 0 from the host
/// @param step the step counter, unsigned
record Header(int flags, int session, int sequence, int credit, int step) {
    static final int BYTES = 16;

    /// Rows of state are wanted, or there.
    static final int STATE = 0x10;

    /// A digest is there.
    static final int DIGEST = 0x20;

    /// The flags that a receiver must understand.
    static final int MUST_UNDERSTAND = 0xF0;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
