package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Writes a trace, row by row. The same rows give the same bytes: no dates, no locale, no time
/// zone.
///
/// A file comes to its name whole or not at all: the rows go to another file beside it, which
/// [#close] renames and [#abandon] deletes. So whoever fails half-way must call `abandon`, unless
/// the rows until then are wanted; `try (…)` alone would keep them. After a row that could not be
/// written `close` deletes too.
public interface TraceWriter extends AutoCloseable {

    /// A writer of the format that the file's name ends with: `.csv`, `.jsonl`, `.vcd`, `.npz`.
    static TraceWriter to(Path file, TraceHead head) {
        Format format = Format.ofName(file.toString());
        return format == Format.NPZ
                ? new NpzWriter(NewFile.at(file), head)
                : lines(Output.to(NewFile.at(file)), format, head);
    }

    /// A writer to a stream, which is flushed at the end, not closed.
    static TraceWriter to(OutputStream stream, Format format, TraceHead head) {
        if (format == Format.NPZ) {
            throw new BadInputException("NumPy arrays go to a file, not to standard output");
        }
        return lines(Output.to(stream), format, head);
    }

    private static TraceWriter lines(Output output, Format format, TraceHead head) {
        return switch (format) {
            case CSV -> new CsvWriter(output, head);
            case JSONL -> new JsonLinesWriter(output, head);
            case VCD, NPZ -> new VcdWriter(output, head);
        };
    }

    /// One row: for each column its value, raw, and whether it has one. With several lanes, lane 0
    /// first, then the others of the same step.
    void row(long[] raw, boolean[] defined);

    /// Ends the trace; a file gets its name now.
    @Override
    void close();

    /// Deletes what was written; does nothing after [#close].
    void abandon();
}
