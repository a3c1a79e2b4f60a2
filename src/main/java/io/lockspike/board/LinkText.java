package io.lockspike.board;

import java.util.Locale;

/// What happened on a line, in words.
final class LinkText {
    private LinkText() {}

    static String line(Profile profile, Connection connection, LinkCounts counts) {
        return "profile %s over %s, %d baud: %,d frames, %,d sent again, %,d damaged, round trip %.1f ms"
                .formatted(
                        profile.name().toLowerCase(Locale.ROOT),
                        connection.name(),
                        connection.baud(),
                        counts.framesSent,
                        counts.retries,
                        counts.damaged,
                        counts.roundTrip / 1e6);
    }
}
