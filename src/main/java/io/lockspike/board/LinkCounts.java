package io.lockspike.board;

/// What happened on a line, counted.
final class LinkCounts {
    /// Rows that were answered.
    long steps;

    /// Clocks that the board counted for them.
    long clocks;

    long framesSent;
    long framesAnswered;

    /// Frames that were sent again.
    long retries;

    long naks;

    /// What came between two `00` and could not be believed.
    long damaged;

    /// Good frames that nobody waited for.
    long dropped;

    /// Frames that came back as they were sent.
    long echoes;

    long bytesSent;
    long bytesReceived;

    /// The smoothed round trip in ns; 0 before there is one.
    long roundTrip;

    /// One more round trip.
    void roundTrip(long sample) {
        roundTrip = roundTrip == 0 ? sample : roundTrip + (sample - roundTrip) / 8;
    }
}
