package io.lockspike.trace;

import io.lockspike.equation.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads JSON lines: a flat object for each row, with the same names in each. A value is a whole
/// number, `true` or `false`, `null` or `"x"` where it is undefined, or a text as in a CSV cell.
///
/// A first line that has a `schema` is the one that [JsonLinesWriter] writes, with the names and
/// types. Without it the names are those of the first row.
final class JsonLinesReader implements TraceReader {
    private static final byte[] UNKNOWN = {'x'};
    private static final byte[] ONE = {'1'};
    private static final byte[] ZERO = {'0'};

    private final Lines lines;
    private final JsonLine line;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean hasHeader;

    /// For each column, where its value stands among those of the line.
    private int[] places;

    private int[] picked;
    private Cell[] cells;
    private long row = -1;

    JsonLinesReader(Input input) {
        lines = new Lines(input);
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
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Optional<Column> find(String name) {
        Integer number = numbers.get(name);
        return number == null ? Optional.empty() : Optional.of(columns.get(number));
    }

    @Override
    public void select(List<Pick> picks) {
        picked = new int[picks.size()];
        cells = new Cell[picks.size()];
        for (int i = 0; i < picked.length; i++) {
            Pick pick = picks.get(i);
            Integer number = numbers.get(pick.column());
            if (number == null) {
                throw lines.input.bad(
                        "no value is called " + Quote.of(pick.column()) + "; there is " + names());
            }
            if (!pick.isWhole()) {
                throw lines.input.bad(
                        Quote.of(pick.toString())
                                + ": JSON has no bits to take; bind the whole value");
            }
            picked[i] = number;
            cells[i] = new Cell(pick.type());
        }
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
    public long raw(int pick) {
        return cells[pick].raw;
    }

    @Override
    public boolean defined(int pick) {
        return cells[pick].defined;
    }

    @Override
    public String text(int pick) {
        return line.value(places[picked[pick]]);
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public long position() {
        return lines.number;
    }

    @Override
    public String place(long position) {
        return "line " + position;
    }

    @Override
    public Place where() {
        return lines.input.place(lines.number, 0);
    }

    @Override
    public boolean recorded() {
        return lines.input.recorded;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() {
        lines.input.close();
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

    private String names() {
        var names = new ArrayList<String>();
        for (Column column : columns) {
            names.add(column.name());
        }
        return Quote.some(names);
    }
}
