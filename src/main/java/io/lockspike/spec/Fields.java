package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Place;
import io.lockspike.equation.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The entries of one mapping, taken one by one; what is left over in the end is refused.
final class Fields {
    private final String what;
    private final Yaml.Mapping mapping;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(String what, Yaml.Mapping mapping) {
        this.what = what;
        this.mapping = mapping;
    }

    /// @param what how a message names the mapping, such as `'leak'`
    static Fields of(String what, Yaml yaml) {
        if (yaml instanceof Yaml.Mapping mapping) {
            return new Fields(what, mapping);
        }
        throw new BadInputException(
                yaml.at(), what + " is a mapping (key: value), not " + yaml.shown());
    }

    Place at() {
        return mapping.at();
    }

    Optional<Yaml> optional(String key) {
        known.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).map(Yaml.Entry::value);
    }

    Yaml required(String key) {
        return optional(key).orElseThrow(() -> missing(key));
    }

    /// A key that is written wrongly is there, under a name that nobody asked for.
    private BadInputException missing(String key) {
        for (var entry : mapping.entries().entrySet()) {
            String word = entry.getKey();
            String meant = Words.didYouMean(word, List.of(key));
            if (!meant.isEmpty() && !known.contains(word)) {
                return new BadInputException(
                        entry.getValue().at(), "%s has no key '%s'%s".formatted(what, word, meant));
            }
        }
        return new BadInputException(mapping.at(), what + " lacks the key '" + key + "'");
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /// Refuses every key that nobody asked for.
    void finish() {
        for (var entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new BadInputException(
                        entry.getValue().at(),
                        "%s has no key '%s'%s; its keys are %s"
                                .formatted(
                                        what,
                                        entry.getKey(),
                                        Words.didYouMean(entry.getKey(), known),
                                        Words.list(known)));
            }
        }
    }

    static String text(Yaml yaml, String what) {
        if (yaml instanceof Yaml.Scalar scalar) {
            return scalar.text();
        }
        throw new BadInputException(
                yaml.at(), what + " is one word or number, not " + yaml.shown());
    }

    /// A declaration or an expression, with its places.
    static EquationText equation(Yaml yaml, String what) {
        text(yaml, what);
        return ((Yaml.Scalar) yaml)
                .source()
                .orElseThrow(() ->
                        new BadInputException(
                                yaml.at(),
                                what
                                        + " stands on one line, or on the lines below a '|': quotes and '>' do not keep lines"));
    }

    /// One of some words.
    static String choice(Yaml yaml, String what, List<String> words) {
        String text = text(yaml, what);
        if (!words.contains(text)) {
            throw new BadInputException(
                    yaml.at(),
                    "%s is one of %s, not %s%s"
                            .formatted(
                                    what,
                                    Words.list(words),
                                    yaml.shown(),
                                    Words.didYouMean(text, words)));
        }
        return text;
    }

    static boolean flag(Yaml yaml, String what) {
        return choice(yaml, what, List.of("true", "false")).equals("true");
    }

    static BigInteger integer(Yaml yaml, String what) {
        boolean number = yaml instanceof Yaml.Scalar scalar && scalar.plain();
        return Optional.ofNullable(number ? ((Yaml.Scalar) yaml).text() : null)
                .flatMap(Numbers::parse)
                .orElseThrow(() ->
                        new BadInputException(
                                yaml.at(),
                                what
                                        + " is a whole number such as 200, 0xC8 or -3, not "
                                        + yaml.shown()));
    }

    static int integer(Yaml yaml, String what, int low, int high) {
        BigInteger value = integer(yaml, what);
        if (!Interval.of(low, high).contains(value)) {
            throw new BadInputException(
                    yaml.at(),
                    low == high
                            ? "%s is %d, not %s".formatted(what, low, value)
                            : "%s lies in %d … %d, not %s".formatted(what, low, high, value));
        }
        return value.intValue();
    }

    static List<Yaml> list(Yaml yaml, String what) {
        if (yaml instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        throw new BadInputException(
                yaml.at(), what + " is a list such as [a, b], not " + yaml.shown());
    }

    static List<String> words(Yaml yaml, String what) {
        List<String> words = new ArrayList<>();
        for (Yaml item : list(yaml, what)) {
            words.add(text(item, what));
        }
        return words;
    }
}
