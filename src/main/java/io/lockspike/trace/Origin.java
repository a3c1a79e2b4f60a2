package io.lockspike.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a recording that Lockspike wrote says of itself: the spec that made it.
///
/// @param spec the spec's name
/// @param hash the spec's hash
public record Origin(String spec, String hash) {

    /// As [TraceHead#provenance] writes it.
    private static final Pattern WRITTEN =
            Pattern.compile("spec (\\S+), hash ([0-9a-f]{16})(, seed -?[0-9]+)?");

    /// Reads a comment; empty where it says something else.
    static Optional<Origin> of(String comment) {
        Matcher written = WRITTEN.matcher(comment.strip());
        return written.matches()
                ? Optional.of(new Origin(written.group(1), written.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return Quote.plain(spec) + " [" + hash + "]";
    }
}
