package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Numbers;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Stimuli;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The options that several commands have, and how their values are read.
final class Options {
    /// Picocli's own maker of objects, when it is asked for one: it looks for Groovy first (3 ms),
    /// and most commands need none.
    static final CommandLine.IFactory FACTORY =
            new CommandLine.IFactory() {
                @Override
                public <K> K create(Class<K> type) throws Exception {
                    return CommandLine.defaultFactory().create(type);
                }
            };

    private Options() {}

    static CommandSpec command(String name, String summary, String... footer) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null, FACTORY).name("lif " + name);
        spec.usageMessage().description(summary).footer(footer).width(100).autoWidth(false);
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        return spec;
    }

    static PositionalParamSpec argument(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .paramLabel(label)
                .type(String.class)
                .required(true)
                .description(plain(description))
                .build();
    }

    /// One that may be left out.
    static PositionalParamSpec optional(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity("0..1")
                .paramLabel(label)
                .type(String.class)
                .description(plain(description))
                .build();
    }

    /// One or more of them, from the first position on.
    static PositionalParamSpec arguments(String label, String description) {
        return PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .required(true)
                .description(plain(description))
                .build();
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(names(name)).description(plain(description)).build();
    }

    static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(names(name))
                .type(String.class)
                .paramLabel(label)
                .description(plain(description))
                .build();
    }

    /// May be given more than once.
    static OptionSpec values(String name, String label, String description) {
        return OptionSpec.builder(names(name))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(plain(description))
                .build();
    }

    /// Files, one or more behind one name.
    static OptionSpec files(String name, String label, String description) {
        return OptionSpec.builder(names(name))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel(label)
                .description(plain(description))
                .build();
    }

    /// A description in which `%` is no more than that: picocli takes it for the start of a format.
    private static String plain(String description) {
        return description.replace("%", "%%");
    }

    /// `-o|--output` is two names.
    private static String[] names(String name) {
        int bar = name.indexOf('|');
        return bar < 0
                ? new String[] {name}
                : new String[] {name.substring(0, bar), name.substring(bar + 1)};
    }

    static OptionSpec bind() {
        return value(
                "--bind", "FILE", "one entry of 'ports', without its name, in place of the spec's");
    }

    static OptionSpec json() {
        return flag("--json", "print the result as JSON");
    }

    static OptionSpec input() {
        return values("-i|--input", "NAME=STIMULUS", "what an input does, row by row");
    }

    static Stimuli stimuli(ParseResult options, Spec spec) {
        return Stimuli.of(
                spec.equations().inputs(),
                options.matchedOptionValue("--input", List.<String>of()));
    }

    static OptionSpec seed() {
        return value("--seed", "S", "seed of everything random; drawn and shown where left out");
    }

    static long seed(ParseResult options) {
        return options.hasMatchedOption("--seed")
                ? number(options, "--seed", 0, Long.MIN_VALUE, Long.MAX_VALUE)
                : RandomGenerator.getDefault().nextLong() >>> 32;
    }

    static OptionSpec set() {
        return values(
                "--set",
                "NAME=VALUE",
                "another value for a parameter, for this run; NAME=[A,B,…] for the lanes");
    }

    static Map<String, List<BigInteger>> overrides(ParseResult options) {
        Map<String, List<BigInteger>> overrides = new HashMap<>();
        for (String text : options.matchedOptionValue("--set", List.<String>of())) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "--set is NAME=VALUE or NAME=[A,B,…], not '" + text + "'");
            }
            String name = text.substring(0, equals);
            if (overrides.put(name, numbers(name, text.substring(equals + 1))) != null) {
                throw new BadInputException("--set names '" + name + "' twice");
            }
        }
        return overrides;
    }

    private static List<BigInteger> numbers(String name, String text) {
        boolean list = text.startsWith("[") && text.endsWith("]");
        List<BigInteger> numbers = new ArrayList<>();
        String rest = (list ? text.substring(1, text.length() - 1) : text) + ",";
        for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
            String word = rest.substring(0, comma).strip();
            numbers.add(
                    Numbers.parse(word)
                            .orElseThrow(() ->
                                    new BadInputException(
                                            "--set %s: '%s' is no whole number"
                                                    .formatted(name, word))));
            rest = rest.substring(comma + 1);
        }
        if (numbers.size() > 1 && !list) {
            throw new BadInputException("--set " + name + ": write several values as [A,B,…]");
        }
        return numbers;
    }

    static long number(ParseResult options, String name, long byDefault, long low, long high) {
        String text = options.matchedOptionValue(name, "");
        if (text.isEmpty()) {
            return byDefault;
        }
        return Numbers.parse(text)
                .filter(n -> Interval.of(low, high).contains(n))
                .orElseThrow(() ->
                        new BadInputException(
                                "%s is %s, not '%s'"
                                        .formatted(
                                                name,
                                                low == high
                                                        ? low
                                                        : "a whole number from %d to %d"
                                                                .formatted(low, high),
                                                text)))
                .longValue();
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadInputException("'" + text + "' cannot be the name of a file");
        }
    }

    /// A command as somebody would type it.
    static String typed(List<String> words) {
        var text = new StringBuilder("lif");
        for (String word : words) {
            text.append(' ').append(quoted(word));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        boolean plain =
                !word.isEmpty()
                        && word.chars()
                                .allMatch(c ->
                                        (c < 128 && Character.isLetterOrDigit(c))
                                                || "-_./=:,@+%".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// One of the constants of an enum, in small letters.
    static <E extends Enum<E>> E choice(ParseResult options, String name, E byDefault) {
        String text = options.matchedOptionValue(name, word(byDefault));
        List<E> all = Arrays.asList(byDefault.getDeclaringClass().getEnumConstants());
        List<String> words = all.stream().map(Options::word).toList();
        if (!words.contains(text)) {
            throw new BadInputException(
                    "%s is one of %s, not '%s'".formatted(name, String.join(", ", words), text));
        }
        return all.get(words.indexOf(text));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// A percentage, as a part of 1.
    static double percent(ParseResult options, String name, int byDefault) {
        String text = options.matchedOptionValue(name, byDefault + "%");
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (!number.matches("[0-9]{1,3}([.][0-9]{1,9})?") || Double.parseDouble(number) > 100) {
            throw new BadInputException(
                    "%s is a percentage from 0%% to 100%%, such as %d%%, not '%s'"
                            .formatted(name, byDefault, text));
        }
        return Double.parseDouble(number) / 100;
    }
}
