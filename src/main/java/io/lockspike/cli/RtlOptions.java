package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Numbers;
import io.lockspike.rtl.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that say what the RTL is and how it is elaborated.
final class RtlOptions {
    private RtlOptions() {}

    static OptionSpec define() {
        return Options.values("-D", "NAME[=TEXT]", "a macro");
    }

    static OptionSpec parameter() {
        return Options.values(
                "-G",
                "NAME=NUMBER",
                "a parameter of the top; a text is in quotation marks, NAME=\"TEXT\"");
    }

    static OptionSpec tie() {
        return Options.values("--tie", "PORT=NUMBER", "an input that the spec knows nothing of");
    }

    static OptionSpec library() {
        return Options.value("--work", "LIBRARY", "the VHDL library that the files are in");
    }

    static Sources sources(ParseResult options) {
        return new Sources(
                paths(options, "--rtl"),
                paths(options, "-I"),
                options.matchedOptionValue("-D", List.of()),
                assigned(options, "-G"),
                numbers(options),
                options.matchedOptionValue("--work", "work"));
    }

    /// Files, or folders. An option takes all words behind it, also what was meant as another
    /// option.
    static List<Path> paths(ParseResult options, String name) {
        List<Path> paths = new ArrayList<>();
        for (String text : options.matchedOptionValue(name, List.<String>of())) {
            if (text.startsWith("-")) {
                throw new BadInputException(
                        "there is no option '%s', and no file of %s begins with '-': write ./%s for one"
                                .formatted(text, name, text));
            }
            paths.add(Options.path(text));
        }
        return paths;
    }

    /// Refuses options that mean nothing for the kind of device.
    static void refuse(ParseResult options, String device, String other, String... names) {
        for (String name : names) {
            if (options.hasMatchedOption(name)) {
                throw new BadInputException(
                        "%s means nothing for %s: it is for %s".formatted(name, device, other));
            }
        }
    }

    static Optional<Path> path(ParseResult options, String name) {
        return Optional.ofNullable(options.matchedOptionValue(name, (String) null))
                .map(Options::path);
    }

    private static Map<String, String> assigned(ParseResult options, String name) {
        Map<String, String> assigned = new LinkedHashMap<>();
        for (String text : options.matchedOptionValue(name, List.<String>of())) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(name + " is NAME=NUMBER, not '" + text + "'");
            }
            assigned.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return assigned;
    }

    private static Map<String, Long> numbers(ParseResult options) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        assigned(options, "--tie")
                .forEach((name, text) ->
                        numbers.put(
                                name,
                                Numbers.parse(text)
                                        .filter(number -> number.bitLength() < 64)
                                        .orElseThrow(() ->
                                                new BadInputException(
                                                        "--tie %s: '%s' is no whole number of 64 bits"
                                                                .formatted(name, text)))
                                        .longValue()));
        return numbers;
    }
}
