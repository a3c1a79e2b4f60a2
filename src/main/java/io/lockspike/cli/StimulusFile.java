package io.lockspike.cli;

import io.lockspike.spec.Spec;
import io.lockspike.trace.Format;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import io.lockspike.trace.Written;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ParseResult;

/// A stimulus that a proof has found, as a file for `-i NAME=file:FILE`.
final class StimulusFile {
    private StimulusFile() {}

    /// Refuses a name of `-o` that says no format.
    static void refuse(ParseResult options) {
        RtlOptions.path(options, "-o").ifPresent(file -> Format.ofName(file.toString()));
    }

    /// @param rows inputs by slot
    static void write(Path path, Spec spec, List<long[]> rows) {
        List<Written> columns =
                spec.equations().inputs().stream()
                        .map(in -> Written.decimal(in.name(), in.type()))
                        .toList();
        boolean[] defined = new boolean[columns.size()];
        Arrays.fill(defined, true);
        try (TraceWriter writer =
                TraceWriter.to(path, new TraceHead(spec.name(), spec.hash(), "", 1, columns))) {
            rows.forEach(row -> writer.row(row, defined));
        }
    }
}
