package io.lockspike.board;

/// How a session ended.
///
/// @param why a sentence, empty where all is done
record End(Kind kind, String why) {
    enum Kind {
        /// All rows were taken.
        DONE,
        /// Nothing that can be believed came for too long.
        LOST,
        /// The port is not there any more.
        GONE,
        /// The board holds something else, or refuses.
        REFUSED,
        /// The board has begun anew, or is somebody else's.
        REBOOTED,
        /// The core was not done within its limit.
        NOT_DONE
    }

    static End done() {
        return new End(Kind.DONE, "");
    }
}
