package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows the kind of a stimulus: values and ranges first, then `KEY=VALUE` in any order.
/// Each is taken once; what is left at the end has no meaning.
final class Arguments {
    private final Signal input;
    private final String text;
    private final Form form;
    private final List<String> left;

    /// `text` is the whole stimulus, for the messages.
    Arguments(Signal input, String text, Form form, List<String> arguments) {
        this.input = input;
        this.text = text;
        this.form = form;
        left = new ArrayList<>(arguments);
    }

    /// The value or range that comes next, as it is written.
    Optional<String> next() {
        return left.isEmpty() || left.getFirst().indexOf('=') >= 0
                ? Optional.empty()
                : Optional.of(left.removeFirst());
    }

    /// What follows the first `key=`.
    Optional<String> key(String key) {
        String start = key + "=";
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i).startsWith(start)) {
                return Optional.of(left.remove(i).substring(start.length()));
            }
        }
        return Optional.empty();
    }

    /// The value that comes next, which must be there.
    BigInteger value() {
        return value(next().orElseThrow(() -> bad("a value is missing")));
    }

    /// The value that comes next, `byDefault` where none does.
    BigInteger value(BigInteger byDefault) {
        return next().map(this::value).orElse(byDefault);
    }

    /// All values that come next, at least one.
    List<BigInteger> values() {
        var values = new ArrayList<>(List.of(value()));
        for (var next = next(); next.isPresent(); next = next()) {
            values.add(value(next.get()));
        }
        return values;
    }

    /// The values of all `key=`, in their order.
    List<BigInteger> valuesOf(String key) {
        var values = new ArrayList<BigInteger>();
        for (var next = key(key); next.isPresent(); next = key(key)) {
            values.add(value(next.get()));
        }
        return values;
    }

    BigInteger valueOf(String key, BigInteger byDefault) {
        return key(key).map(this::value).orElse(byDefault);
    }

    /// The two values of the `A..B` that comes next, which must be there.
    Ends ends() {
        return ends(next().orElseThrow(() -> bad("a range is missing")));
    }

    /// The range that comes next, the whole type where none does.
    Interval range() {
        return next().map(this::range).orElse(input.type().range());
    }

    /// The number of rows that `key=` says, from `least` on.
    long rows(String key, long least) {
        return key(key).map(number -> whole(key, number, least, Stimulus.MAX_ROWS))
                .orElseThrow(() -> missing(key));
    }

    long number(String key, long least, long most, long byDefault) {
        return key(key).map(number -> whole(key, number, least, most)).orElse(byDefault);
    }

    void requireAllTaken() {
        if (!left.isEmpty()) {
            throw bad("'" + left.getFirst() + "' has no meaning here");
        }
    }

    /// A key that must be there is not; if one that is there may be meant, that is what is wrong.
    BadInputException missing(String key) {
        for (String argument : left) {
            String word = argument.substring(0, Math.max(0, argument.indexOf('=')));
            String meant = Words.didYouMean(word, List.of(key));
            if (!meant.isEmpty()) {
                return bad("'" + word + "=' has no meaning here" + meant);
            }
        }
        return bad(key + "= is missing");
    }

    BadInputException bad(String message) {
        return new BadInputException(place(input, text) + message + "; write " + form.shown());
    }

    static String place(Signal input, String text) {
        return "input " + input.name() + "=" + text + ": ";
    }

    /// The number that `text` says; `min` and `max` are those of `type`.
    static Optional<BigInteger> number(String text, Type type) {
        return switch (text) {
            case "min" -> Optional.of(type.min());
            case "max" -> Optional.of(type.max());
            default -> Numbers.parse(text);
        };
    }

    /// Where something starts and where it ends.
    record Ends(BigInteger first, BigInteger last) {}

    private Ends ends(String range) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw bad("'" + range + "' is no range A..B");
        }
        return new Ends(value(range.substring(0, dots)), value(range.substring(dots + 2)));
    }

    private Interval range(String range) {
        var ends = ends(range);
        if (ends.first().compareTo(ends.last()) > 0) {
            String right = ends.last() + ".." + ends.first();
            throw bad("the range " + range + " is empty; turned round it is " + right);
        }
        return new Interval(ends.first(), ends.last());
    }

    private BigInteger value(String text) {
        var type = input.type();
        var value = number(text, type).orElseThrow(() -> bad(noNumber(text)));
        if (!type.fits(value)) {
            throw new BadInputException(
                    "%s%s is outside %s, the range of %s"
                            .formatted(place(input, this.text), value, type.range(), type));
        }
        return value;
    }

    private static String noNumber(String text) {
        return "'" + text + "' is no whole number such as 100, -5, 0x1F, 0b101, min or max";
    }

    private long whole(String key, String text, long least, long most) {
        var range = Interval.of(least, most);
        return Numbers.parse(text)
                .filter(range::contains)
                .map(BigInteger::longValueExact)
                .orElseThrow(() -> bad(key + "=" + text + " is no whole number in " + range));
    }
}
