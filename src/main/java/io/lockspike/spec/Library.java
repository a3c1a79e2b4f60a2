package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.equation.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The neurons that come with the tool: real designs, and some to start from.
public final class Library {
    private static final String FOLDER = "library/";

    private Library() {}

    /// All names, in the order of the index.
    public static List<String> names() {
        return text("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /// The text of one spec.
    ///
    /// @throws BadInputException if there is none of this name
    public static String yaml(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new BadInputException(
                    "no neuron is called '%s'%s; 'lif init --list' shows all %d"
                            .formatted(name, Words.didYouMean(name, names), names.size()));
        }
        return text(name + ".yaml");
    }

    /// One spec, read.
    public static Spec spec(String name) {
        return SpecFile.parse(yaml(name), name + ".yaml", Path.of("."), Map.of());
    }

    /// The schema that editors complete and check specs with.
    public static String schema() {
        return resource("spec.schema.json");
    }

    private static String text(String file) {
        return resource(FOLDER + file);
    }

    private static String resource(String file) {
        try (InputStream in = Library.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new BadInputException(Place.of(file), "not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
