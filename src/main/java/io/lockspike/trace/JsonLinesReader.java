package io.lockspike.trace;

import java.util.List;
import java.util.Optional;

/// Reads JSON lines: a flat object for each row, with the same names in each. A value is a whole
/// number, `true` or `false`, `null` or `"x"` where it is undefined, or a text as in a CSV cell.
///
/// A first line that has a `schema` is the one that [JsonLinesWriter] writes, with the names and
/// types. Without it the names are those of the first row.
final class JsonLinesReader extends LineReader {
    private static final byte[] UNKNOWN = {'x'};
    private static final byte[] ONE = {'1'};
    private static final byte[] ZERO = {'0'};

    private final JsonLine line;
    private final boolean hasHeader;
    private Optional<Origin> origin = Optional.empty();

    /// For each column, where its value stands among those of the line.
    private int[] places;

    JsonLinesReader(Input input) {
        super(input);
        line = new JsonLine(lines);
        if (!lines.next()) {
            throw input.bad("the file is empty; write a JSON object for each row");
        }
        line.split();
        hasHeader = line.count > 0 && line.isKey(0, "schema");
        if (hasHeader) {
            readHeader();
        } else {
            for (int i = 0; i < line.count; i++) {
                declare(line.key(i), 0);
            }
        }
        places = new int[columns.size()];
    }

    @Override
    int number(Pick pick) {
        Integer number = numbers.get(pick.column());
        if (number == null) {
            throw lines.input.bad(
                    "no value is called " + Quote.of(pick.column()) + "; there is " + names());
        }
        if (!pick.isWhole()) {
            throw lines.input.bad(
                    Quote.of(pick.toString()) + ": JSON has no bits to take; bind the whole value");
        }
        return number;
    }

    @Override
    public boolean next() {
        boolean first = row < 0 && !hasHeader;
        if (!first) {
            if (!lines.next()) {
                return false;
            }
            line.split();
        }
        row++;
        match();
        for (int i = 0; i < picked.length; i++) {
            read(i);
        }
        return true;
    }

    @Override
    public String text(int pick) {
        return line.value(places[picked[pick]]);
    }

    private void readHeader() {
        String schema = line.value(0);
        if (!schema.equals(JsonLinesWriter.SCHEMA)) {
            throw line.bad(
                    line.keys[0],
                    "the schema "
                            + Quote.of(schema)
                            + " is not known; "
                            + JsonLinesWriter.SCHEMA
                            + " is");
        }
        origin = Origin.of("spec " + told("spec") + ", hash " + told("hash"));
        List<String> names = line.texts("names");
        List<String> types = line.texts("types");
        if (names.size() != types.size()) {
            throw lines.input.bad(
                    lines.number, names.size() + " names, but " + types.size() + " types");
        }
        for (int i = 0; i < names.size(); i++) {
            declare(names.get(i), bits(types.get(i)));
        }
    }

    private String told(String key) {
        for (int i = 0; i < line.count; i++) {
            if (line.isKey(i, key)) {
                return line.value(i);
            }
        }
        return "";
    }

    @Override
    public Optional<Origin> origin() {
        return origin;
    }

    private int bits(String type) {
        try {
            return io.lockspike.equation.Type.parse(type).orElseThrow().bits();
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw lines.input.bad(
                    lines.number, Quote.of(type) + " is no type; write u1 … u64 or s1 … s64");
        }
    }

    private void declare(String name, int bits) {
        if (numbers.put(name, columns.size()) != null) {
            throw lines.input.bad(
                    lines.number, "two values are called " + Quote.of(name) + "; rename one");
        }
        columns.add(new Column(name, bits));
    }

    /// Finds the values of this line by their names; mostly they stand where they stood before.
    private void match() {
        if (line.count != columns.size()) {
            throw lines.input.bad(
                    lines.number,
                    line.count
                            + " values, where "
                            + columns.size()
                            + " are expected ("
                            + names()
                            + "); write null for an undefined one");
        }
        for (int i = 0; i < places.length; i++) {
            String name = columns.get(i).name();
            if (!line.isKey(places[i], name)) {
                places[i] = line.find(name);
            }
        }
    }

    private void read(int pick) {
        int at = places[picked[pick]];
        byte[] bytes = lines.input.bytes;
        int from = line.values[at];
        int to = line.ends[at];
        Cell cell = cells[pick];
        String problem =
                switch (bytes[from - (line.quoted[at] ? 1 : 0)]) {
                    case 'n' -> cell.read(UNKNOWN, 0, 1);
                    case 't' -> cell.read(ONE, 0, 1);
                    case 'f' -> cell.read(ZERO, 0, 1);
                    case '[' -> "is a list; write one number";
                    default -> cell.read(bytes, from, to);
                };
        if (problem != null) {
            String name = columns.get(picked[pick]).name();
            throw line.bad(from, "value " + Quote.of(name) + ": " + problem);
        }
    }
}
