package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.Locale;

/// The files that hold traces.
public enum Format {
    /// A header with the names, then a line for each row.
    CSV,
    /// JSON lines: a JSON object for each row.
    JSONL,
    /// Value change dump, IEEE 1364.
    VCD,
    /// A zip of NumPy arrays; written, not read.
    NPZ;

    /// The format that the end of a file's name stands for, where the file is to be written.
    public static Format ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSONL;
        }
        if (name.endsWith(".vcd")) {
            return VCD;
        }
        if (name.endsWith(".npz")) {
            return NPZ;
        }
        throw new BadInputException(
                Quote.of(file) + " has no ending of a trace: write .csv, .jsonl, .vcd or .npz");
    }
}
