package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.trace.Clock;
import io.lockspike.trace.TraceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A line of the index of the recordings.
///
/// @param set the parameters to set
record Recording(String design, String file, int rows, Map<String, List<BigInteger>> set) {

    private static final Path FOLDER = Path.of("src/test/resources/recordings");
    private static final Path LIBRARY = Path.of("src/main/resources/io/lockspike/spec/library");

    static List<Recording> all() {
        return lines(FOLDER.resolve("index.csv")).stream().skip(1).map(Recording::of).toList();
    }

    static List<Recording> csvs() {
        return all().stream().filter(Recording::isCsv).toList();
    }

    static List<String> designs() {
        return all().stream().map(Recording::design).distinct().toList();
    }

    private static Recording of(String line) {
        String[] cells = line.split(",", 4);
        return new Recording(cells[0], cells[1], Integer.parseInt(cells[2]), set(cells[3]));
    }

    /// `name=1` or `"name=[1,2]"`.
    private static Map<String, List<BigInteger>> set(String cell) {
        if (cell.isEmpty()) {
            return Map.of();
        }
        String[] sides = cell.replaceAll("[\"\\[\\]]", "").split("=", -1);
        String[] numbers = sides[1].split(",", -1);
        return Map.of(sides[0], Arrays.stream(numbers).map(BigInteger::new).toList());
    }

    boolean isCsv() {
        return file.endsWith(".csv");
    }

    Path path() {
        return FOLDER.resolve(design).resolve(file);
    }

    List<String> lines() {
        return lines(path());
    }

    private static List<String> lines(Path path) {
        return text(path).lines().toList();
    }

    /// The text of the spec of a design.
    static String yaml(String design) {
        return text(LIBRARY.resolve(design + ".yaml"));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Spec spec() {
        return spec(yaml(design));
    }

    /// Another spec, with the same parameters set.
    Spec spec(String yaml) {
        return SpecFile.parse(yaml, design + ".yaml", LIBRARY, set);
    }

    Verdict check() {
        return check(spec(), TraceFile.open(path()), OnDivergence.DEFAULT, Verdict.Level.CYCLE);
    }

    /// Holds the text of a CSV recording against a spec.
    ///
    /// @throws BadInputException where they do not go together
    static Verdict check(Spec spec, List<String> lines, OnDivergence onDivergence) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return check(spec, "changed.csv", bytes, onDivergence);
    }

    /// Holds a recording that has the name and the bytes of a file against a spec.
    static Verdict check(Spec spec, String name, byte[] bytes, OnDivergence onDivergence) {
        return check(
                spec,
                TraceFile.of(name, new ByteArrayInputStream(bytes)),
                onDivergence,
                Verdict.Level.CYCLE);
    }

    /// The same at another level.
    static Verdict check(Spec spec, List<String> lines, Verdict.Level level) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        var trace = TraceFile.of("events.csv", new ByteArrayInputStream(bytes));
        return check(spec, trace, OnDivergence.DEFAULT, level);
    }

    private static Verdict check(
            Spec spec, TraceFile trace, OnDivergence onDivergence, Verdict.Level level) {
        Binding binding = spec.binding(trace.format().name().toLowerCase(Locale.ROOT));
        Clock clock =
                binding.clock()
                        .map(named -> new Clock(named.text(), binding.fallingClock()))
                        .orElse(Clock.ANY);
        try (var reader = trace.read(clock)) {
            var request =
                    new Check.Request(
                            spec,
                            binding,
                            "recording",
                            false,
                            level,
                            "",
                            onDivergence,
                            _ -> {},
                            () -> false);
            return Check.run(request, reader);
        }
    }

    @Override
    public String toString() {
        return design + "/" + file;
    }
}
