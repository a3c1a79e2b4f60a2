package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What vectors can be written as.
public enum Part {
    MEM,
    CSV,
    JSON,
    NPZ,
    SV,
    VHDL,
    COCOTB,
    C;

    /// The word for it: `sv`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The parts of a list such as `mem,sv`, and what they read: a bench comes with its vectors.
    ///
    /// @throws BadInputException if a word is none of them
    public static Set<Part> parse(String text) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : text.split(",", -1)) {
            parts.add(part(word.strip()));
        }
        if (parts.contains(SV) || parts.contains(VHDL)) {
            parts.add(MEM);
        }
        if (parts.contains(COCOTB)) {
            parts.add(CSV);
        }
        return parts;
    }

    private static Part part(String word) {
        List<String> words = Arrays.stream(values()).map(Part::word).toList();
        return Arrays.stream(values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new BadInputException(
                                "--write: '%s' is none of %s%s"
                                        .formatted(
                                                word,
                                                Words.list(words),
                                                Words.didYouMean(word, words))));
    }
}
