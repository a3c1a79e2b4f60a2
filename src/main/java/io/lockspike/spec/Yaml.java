package io.lockspike.spec;

import io.lockspike.equation.Place;
import java.util.List;
import java.util.Map;

/// A YAML text as a tree that knows its places.
sealed interface Yaml {

    Place at();

    /// A word, a number or a text.
    ///
    /// @param plain written without quotes
    /// @param block written as a block (`|`), whose text starts on the line below
    record Scalar(Place at, String text, boolean plain, boolean block) implements Yaml {}

    record Sequence(Place at, List<Yaml> items) implements Yaml {}

    record Mapping(Place at, Map<String, Entry> entries) implements Yaml {}

    record Entry(Place at, Yaml value) {}

    /// How a message names it.
    default String shown() {
        return switch (this) {
            case Scalar scalar -> "'" + shorten(scalar.text()) + "'";
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }

    private static String shorten(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }
}
