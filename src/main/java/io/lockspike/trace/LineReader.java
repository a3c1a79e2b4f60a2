package io.lockspike.trace;

import io.lockspike.equation.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the readers of formats with a line for each row have in common.
abstract class LineReader implements TraceReader {
    final Lines lines;
    final List<Column> columns = new ArrayList<>();

    /// The columns' numbers, by name.
    final Map<String, Integer> numbers = new HashMap<>();

    /// For each pick the number of its column, and what its cell holds in this row.
    int[] picked;

    Cell[] cells;
    long row = -1;

    LineReader(Input input) {
        lines = new Lines(input);
    }

    /// The number of a pick's column.
    ///
    /// @throws io.lockspike.equation.BadInputException if there is none, or it has no bits to pick
    abstract int number(Pick pick);

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
            picked[i] = number(picks.get(i));
            cells[i] = new Cell(picks.get(i).type());
        }
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

    /// The names of the columns, for messages.
    String names() {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            names.add(column.name());
        }
        return Quote.some(names);
    }
}
