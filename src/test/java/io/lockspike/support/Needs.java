package io.lockspike.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// What a test needs from outside. A test that lacks it is skipped with a sentence that says what
/// to install; with `LIF_NO_SKIP=1` in the environment it fails instead.
public final class Needs {

    private static final Path TOOLS = Path.of("src/build/tools");

    private Needs() {}

    /// Where the program of that name is, or the file, if it begins with `/`; one of those that
    /// `src/build/tools` lists.
    public static Path tool(String name) {
        String debianPackage = packages().get(name);
        if (debianPackage == null) {
            throw new IllegalArgumentException(name + " is not in " + TOOLS);
        }
        return onPath(name).orElseThrow(() -> missing(name, "apt-get install -y " + debianPackage));
    }

    /// A Python that has what `src/build/requirements.txt` lists: numpy, cocotb, h5py, nir.
    public static Path python() {
        Path python = Path.of("target/venv/bin/python").toAbsolutePath();
        if (!Files.isExecutable(python)) {
            throw missing("a Python with numpy, cocotb, h5py and nir", "./test");
        }
        return python;
    }

    /// A program that `src/build/requirements.txt` brings along.
    public static Path python(String program) {
        return onPath(program).orElseThrow(() -> missing(program, "./test"));
    }

    /// `./lif` of this checkout; it builds itself, once, if `./test` has not done so.
    public static Path lif() {
        return Path.of("lif").toAbsolutePath();
    }

    private static RuntimeException missing(String what, String install) {
        String sentence = "needs " + what + ", which is not here; this installs it: " + install;
        if ("1".equals(System.getenv("LIF_NO_SKIP"))) {
            throw new AssertionError(sentence);
        }
        return new TestAbortedException(sentence);
    }

    private static Optional<Path> onPath(String name) {
        if (name.startsWith("/")) {
            return Optional.of(Path.of(name)).filter(Files::isRegularFile);
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Map<String, String> packages() {
        try (Stream<String> lines = Files.lines(TOOLS)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .collect(Collectors.toMap(List::getFirst, List::getLast));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
