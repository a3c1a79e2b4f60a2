package io.lockspike.trace;

import io.lockspike.equation.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads and writes small traces for tests.
final class Traces {
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings");

    private Traces() {}

    static Path recording(String design, String file) {
        return RECORDINGS.resolve(design).resolve(file);
    }

    static TraceReader read(String name, String text) {
        return read(name, text, Clock.ANY);
    }

    static TraceReader read(String name, String text, Clock clock) {
        return read(name, text.getBytes(StandardCharsets.UTF_8), clock);
    }

    static TraceReader read(String name, byte[] bytes, Clock clock) {
        return TraceFile.of(name, new ByteArrayInputStream(bytes)).read(clock);
    }

    /// `v:s8` is the whole column v as s8; `bus[8:1]:u8` some bits of it.
    static Pick pick(String text) {
        int colon = text.lastIndexOf(':');
        String column = text.substring(0, colon);
        Type type = Type.parse(text.substring(colon + 1)).orElseThrow();
        if (!column.endsWith("]") || !column.contains(":")) {
            return Pick.whole(column, type);
        }
        int bracket = column.lastIndexOf('[');
        String[] bits = column.substring(bracket + 1, column.length() - 1).split(":", 2);
        return Pick.bits(
                column.substring(0, bracket),
                Integer.parseInt(bits[0]),
                Integer.parseInt(bits[1]),
                type);
    }

    /// All rows as the values of the picks, `x` where one is undefined, with blanks between.
    static List<String> rows(TraceReader reader, String... picks) {
        var wanted = new ArrayList<Pick>();
        for (String pick : picks) {
            wanted.add(pick(pick));
        }
        reader.select(wanted);
        var rows = new ArrayList<String>();
        while (reader.next()) {
            var row = new StringBuilder();
            for (int i = 0; i < picks.length; i++) {
                row.append(i == 0 ? "" : " ");
                row.append(reader.defined(i) ? wanted.get(i).type().format(reader.raw(i)) : "x");
            }
            rows.add(row.toString());
        }
        return rows;
    }

    static List<String> rows(Path file, String... picks) {
        try (TraceReader reader = TraceFile.open(file).read(Clock.ANY)) {
            return rows(reader, picks);
        }
    }

    /// What a writer makes of rows; `null` for an undefined value.
    static byte[] write(Format format, TraceHead head, List<Long[]> rows) {
        var bytes = new ByteArrayOutputStream();
        try (TraceWriter writer = TraceWriter.to(bytes, format, head)) {
            write(writer, rows);
        }
        return bytes.toByteArray();
    }

    static void write(TraceWriter writer, List<Long[]> rows) {
        for (Long[] row : rows) {
            long[] raw = new long[row.length];
            boolean[] defined = new boolean[row.length];
            for (int i = 0; i < row.length; i++) {
                defined[i] = row[i] != null;
                raw[i] = defined[i] ? row[i] : 0;
            }
            writer.row(raw, defined);
        }
    }

    static TraceHead head(String... columns) {
        return head(1, columns);
    }

    static TraceHead head(int lanes, String... columns) {
        var written = new ArrayList<Written>();
        for (String column : columns) {
            Pick pick = pick(column);
            written.add(Written.decimal(pick.column(), pick.type()));
        }
        return new TraceHead("halving-u8", "00112233aabbccdd", "42", lanes, written);
    }
}
