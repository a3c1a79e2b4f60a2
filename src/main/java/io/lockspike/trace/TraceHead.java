package io.lockspike.trace;

import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/// What a trace that is written says of itself: the spec's name and hash and the seed of its
/// stimulus (each may be empty: not known), how many lanes (neurons that run side by side) each
/// step has, and its columns.
///
/// @param scopes what a waveform calls the lanes; `lane0`, `lane1`, … where this is empty
public record TraceHead(
        String spec,
        String hash,
        String seed,
        int lanes,
        List<String> scopes,
        List<Written> columns) {
    public TraceHead {
        if (lanes < 1) {
            throw new IllegalArgumentException("a trace has at least 1 lane, not " + lanes);
        }
        scopes = List.copyOf(scopes);
        columns = List.copyOf(columns);
        var names = new HashSet<String>();
        for (Written column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns " + column.name());
            }
        }
    }

    public TraceHead(String spec, String hash, String seed, int lanes, List<Written> columns) {
        this(spec, hash, seed, lanes, List.of(), columns);
    }

    /// A trace whose lanes have names.
    public TraceHead(
            String spec, String hash, String seed, List<String> scopes, List<Written> columns) {
        this(spec, hash, seed, scopes.size(), scopes, columns);
    }

    /// What a waveform calls a lane.
    String scope(int lane) {
        return scopes.isEmpty() ? "lane" + lane : scopes.get(lane);
    }

    /// `name`, with as many `_` behind it as it takes to be no column's name.
    String free(String name) {
        return free(name, this::has);
    }

    /// The same where other names are taken.
    public static String free(String name, Predicate<String> taken) {
        String free = name;
        while (taken.test(free)) {
            free += "_";
        }
        return free;
    }

    boolean has(String name) {
        for (Written column : columns) {
            if (column.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// `spec NAME, hash HASH, seed SEED`, what is known of it; printable ASCII without `$`, on one
    /// line.
    String provenance() {
        var text = new StringBuilder();
        append(text, "spec ", spec);
        append(text, "hash ", hash);
        append(text, "seed ", seed);
        return text.toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(key);
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                text.append(c > ' ' && c < 0x7f && c != '$' ? c : '_');
            }
        }
    }
}
