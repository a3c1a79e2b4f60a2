package io.lockspike.spec;

import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A YAML text as a tree that knows its places.
sealed interface Yaml {

    Place at();

    /// A word, a number or a text.
    ///
    /// @param plain written without quotes
    /// @param source the text with the places of its lines; none where YAML folded lines or made
    ///   new ones
    record Scalar(Place at, String text, boolean plain, Optional<EquationText> source)
            implements Yaml {}

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

    /// The start of a text, on one line.
    static String shorten(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }
}
