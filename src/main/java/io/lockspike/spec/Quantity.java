package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Physical quantities as texts: a decimal number, an SI prefix and a unit, as in `20 ms` or `100
/// Mohm`.
public final class Quantity {
    private static final Pattern FORM =
            Pattern.compile(
                    "([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[eE][+-]?\\d{1,2})?) ?([a-zA-ZµμΩ]*)");
    private static final List<Prefix> PREFIXES =
            List.of(
                    new Prefix("f", -15),
                    new Prefix("p", -12),
                    new Prefix("n", -9),
                    new Prefix("u", -6),
                    new Prefix("m", -3),
                    new Prefix("", 0),
                    new Prefix("k", 3),
                    new Prefix("M", 6),
                    new Prefix("G", 9),
                    new Prefix("T", 12));

    private record Prefix(String sign, int exponent) {}

    /// What is measured.
    public enum Unit {
        SECOND("s", "20 ms"),
        VOLT("V", "15 mV"),
        AMPERE("A", "10 pA"),
        OHM("ohm", "100 Mohm"),
        FARAD("F", "200 pF");

        private final String sign;
        private final String example;

        Unit(String sign, String example) {
            this.sign = sign;
            this.example = example;
        }
    }

    private Quantity() {}

    /// Reads a quantity; empty if the text is none of this unit.
    ///
    /// @return its value in the SI base unit, exact
    public static Optional<BigDecimal> parse(String text, Unit unit) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String word = matcher.group(2).replace('µ', 'u').replace('μ', 'u').replace("Ω", "ohm");
        return PREFIXES.stream()
                .filter(prefix -> word.equals(prefix.sign + unit.sign))
                .findFirst()
                .map(p -> new BigDecimal(matcher.group(1)).scaleByPowerOfTen(p.exponent));
    }

    /// Reads a quantity that must be one.
    ///
    /// @param what how a message names it, such as `'dt'`
    /// @throws BadInputException if the text is none of this unit
    public static BigDecimal parse(String text, Unit unit, String what, Place at) {
        return parse(text, unit)
                .orElseThrow(() ->
                        new BadInputException(
                                at,
                                "%s is a number and a unit, such as %s, not '%s'"
                                        .formatted(what, unit.example, text)));
    }

    /// The quantity with the prefix that leaves one to three digits before the point, in at most
    /// six digits where it is no short number.
    public static String text(BigDecimal value, Unit unit) {
        return exact(value.round(new MathContext(6)), unit);
    }

    /// The same with all its digits.
    public static String exact(BigDecimal value, Unit unit) {
        if (value.signum() == 0) {
            return "0 " + unit.sign;
        }
        BigDecimal shown = value.stripTrailingZeros();
        int exponent = shown.precision() - shown.scale() - 1;
        int low = PREFIXES.getFirst().exponent;
        int high = PREFIXES.getLast().exponent;
        int thousands = Math.clamp(3L * Math.floorDiv(exponent, 3), low, high);
        Prefix prefix = PREFIXES.get((thousands - low) / 3);
        return shown.scaleByPowerOfTen(-thousands).toPlainString() + " " + prefix.sign + unit.sign;
    }
}
