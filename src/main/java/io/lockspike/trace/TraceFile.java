package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/// A recording that was opened: its format is known, and the caller may choose what to read it
/// with.
///
/// ```java
/// try (TraceReader reader = TraceFile.open(file).read(Clock.ANY)) { … }
/// ```
public final class TraceFile {
    private final Input input;
    private final Format format;

    private TraceFile(Input input, String extension) {
        this.input = input;
        this.format = format(input, extension);
    }

    /// Opens a file. It is a VCD file if it begins with `$` or is called `.vcd`, JSON lines if it
    /// begins with `{` or is called `.jsonl`, else CSV; `.gz` may follow.
    public static TraceFile open(Path file) {
        return of(file.toString(), stream(file.toFile()), file.toFile().isFile());
    }

    /// What stands on a stream; `name` is what messages call it, and may end like that of a file.
    public static TraceFile of(String name, InputStream stream) {
        return of(name, stream, false);
    }

    private static TraceFile of(String name, InputStream stream, boolean recorded) {
        String extension = name.toLowerCase(Locale.ROOT);
        return new TraceFile(
                new Input(name, stream, recorded),
                extension.endsWith(".gz")
                        ? extension.substring(0, extension.length() - 3)
                        : extension);
    }

    public Format format() {
        return format;
    }

    /// A reader of the rows; `clock` says where the rows of a VCD file are, and means nothing for
    /// other files. To be called once.
    public TraceReader read(Clock clock) {
        return switch (format) {
            case CSV -> new CsvReader(input);
            case JSONL -> new JsonLinesReader(input);
            case VCD -> new VcdReader(input, clock);
            case NPZ ->
                    throw input.bad("NumPy arrays are written but not read; save the trace as CSV");
        };
    }

    public void close() {
        input.close();
    }

    private static Format format(Input input, String name) {
        int first = input.firstVisible();
        if (first == '$' || name.endsWith(".vcd")) {
            return Format.VCD;
        }
        if (first == '{' || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Format.JSONL;
        }
        if (name.endsWith(".npz") || name.endsWith(".npy")) {
            return Format.NPZ;
        }
        if (name.endsWith(".fst")) {
            throw input.bad("FST is not read; convert it: fst2vcd -f IN.fst -o OUT.vcd");
        }
        if (input.isBinary()) {
            throw input.bad("no recording: this is no text; write .csv, .jsonl or .vcd");
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml") || input.startsWith("lockspike:")) {
            throw input.bad("a spec, and no recording; name the recording behind the spec");
        }
        return Format.CSV;
    }

    private static InputStream stream(File file) {
        try {
            if (file.isDirectory()) {
                throw bad(file, "a folder; name a file in it");
            }
            return new FileInputStream(file);
        } catch (FileNotFoundException e) {
            throw bad(
                    file,
                    file.exists()
                            ? "cannot be read: " + e.getMessage()
                            : "no such file; name a recording (.csv, .jsonl or .vcd)");
        }
    }

    private static BadInputException bad(File file, String message) {
        return new BadInputException(Place.of(file.getPath()), message);
    }
}
