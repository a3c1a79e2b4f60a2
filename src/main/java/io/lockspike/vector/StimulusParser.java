package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Signal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `NUMBER`, `KIND[:ARGUMENT{,ARGUMENT}]` and `KIND{,KEY=VALUE}`.
final class StimulusParser {
    private static final int MAX_RATE_LENGTH = 20;

    private final Signal input;
    private final Form form;
    private final String rest;
    private final Arguments arguments;

    StimulusParser(String text, Signal input) {
        this.input = input;
        boolean bare = Arguments.number(text, input.type()).isPresent();
        int end = bare ? -1 : wordEnd(text);
        form = bare ? Form.CONSTANT : form(text, text.substring(0, end));
        rest = text.substring(Math.min(end + 1, text.length()));
        var parts = form == Form.FILE ? List.<String>of() : split(rest);
        arguments = new Arguments(input, text, form, parts);
    }

    Stimulus parse() {
        var stimulus =
                switch (form) {
                    case CONSTANT -> new Stimulus.Constant(arguments.value());
                    case VALUES -> new Stimulus.Values(arguments.values(), then());
                    case RAMP -> ramp();
                    case STEP -> step();
                    case PULSE -> pulse();
                    case POISSON -> poisson();
                    case CORNERS -> new Stimulus.Corners(arguments.range(), near(), hold());
                    case UNIFORM -> new Stimulus.Uniform(arguments.range(), hold());
                    case BOUNDARY -> new Stimulus.Boundary(arguments.range(), near(), hold());
                    case OCTAVES -> octaves();
                    case FILE -> recorded();
                };
        arguments.requireAllTaken();
        return stimulus;
    }

    private Stimulus ramp() {
        var ends = arguments.ends();
        return new Stimulus.Ramp(ends.first(), ends.last(), arguments.rows("rows", 2), then());
    }

    private Stimulus step() {
        var ends = arguments.ends();
        return new Stimulus.Step(ends.first(), ends.last(), arguments.rows("at", 0));
    }

    private Stimulus pulse() {
        var value = arguments.value();
        long period = arguments.rows("period", 1);
        long width = arguments.number("width", 1, period, 1);
        long start = arguments.number("start", 0, Stimulus.MAX_ROWS, 0);
        return new Stimulus.Pulse(
                value, arguments.valueOf("base", BigInteger.ZERO), period, width, start);
    }

    /// The weight is the highest value of the type where it is left out; for `s1`, where that is 0,
    /// the lowest.
    private Stimulus poisson() {
        var type = input.type();
        var strongest = type.max().signum() == 0 ? type.min() : type.max();
        return new Stimulus.Poisson(arguments.value(strongest), rate());
    }

    private BigDecimal rate() {
        String text = arguments.key("rate").orElseThrow(() -> arguments.missing("rate"));
        return Optional.of(text)
                .filter(StimulusParser::isDecimal)
                .map(BigDecimal::new)
                .filter(rate -> rate.compareTo(BigDecimal.ONE) <= 0)
                .orElseThrow(() ->
                        arguments.bad(
                                "rate=%s is no probability, a decimal number from 0 to 1"
                                        .formatted(text)));
    }

    private static boolean isDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            points += c == '.' ? 1 : 0;
        }
        boolean onlyThose = digits + points == text.length();
        return onlyThose && digits >= 1 && points <= 1 && text.length() <= MAX_RATE_LENGTH;
    }

    private Stimulus octaves() {
        var range = arguments.range();
        if (!range.contains(BigInteger.ZERO)) {
            throw arguments.bad("octaves shrink towards 0, which is outside " + range);
        }
        int byDefault = Stimulus.Octaves.defaultCount(range);
        int count = (int) arguments.number("count", 1, Stimulus.Octaves.MAX_COUNT, byDefault);
        return new Stimulus.Octaves(range, count, hold());
    }

    private Stimulus recorded() {
        int hash = rest.lastIndexOf('#');
        String file = hash < 0 ? rest : rest.substring(0, hash);
        String column = hash < 0 ? input.name() : rest.substring(hash + 1);
        if (file.isEmpty() || column.isEmpty()) {
            throw arguments.bad(file.isEmpty() ? "the path is missing" : "the column is missing");
        }
        return new Stimulus.Recorded(file, column);
    }

    private Stimulus.Then then() {
        String then = arguments.key("then").orElse("hold");
        return switch (then) {
            case "hold" -> Stimulus.Then.HOLD;
            case "repeat" -> Stimulus.Then.REPEAT;
            default -> throw arguments.bad("then=" + then + " is neither hold nor repeat");
        };
    }

    private List<BigInteger> near() {
        return arguments.valuesOf("near");
    }

    private long hold() {
        return arguments.number("hold", 1, Stimulus.MAX_ROWS, 1);
    }

    private Form form(String text, String word) {
        return Form.of(word).orElseThrow(() -> unknown(text, word));
    }

    private BadInputException unknown(String text, String word) {
        return new BadInputException(Arguments.place(input, text) + Form.unknown(word));
    }

    /// A colon ends the kind, or a comma where only keys follow.
    private static int wordEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != ',') {
            end++;
        }
        return end;
    }

    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            parts.add(text.substring(start, comma));
            start = comma + 1;
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
