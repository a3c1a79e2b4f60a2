package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.Optional;

/// Reads a CSV file (RFC 4180): a header with the names of the columns, then a line for each row,
/// cells between commas, with or without quotes, UTF-8. Lines that begin with `#` and blank lines
/// are passed over. For what a cell may be see [Cell]; cells that nobody selected may be anything.
final class CsvReader extends LineReader {
    private final CsvLine line;

    CsvReader(Input input) {
        super(input);
        line = new CsvLine(lines);
        if (!lines.next()) {
            throw input.bad("no header: the file is empty; write a line with the names first");
        }
        line.split();
        refuseOtherSeparators();
        for (int i = 0; i < line.count; i++) {
            declare(i);
        }
    }

    @Override
    int number(Pick pick) {
        Integer number = numbers.get(pick.column());
        if (number == null) {
            throw lines.input.bad("no column " + Quote.of(pick.column()) + "; it has " + names());
        }
        if (!pick.isWhole()) {
            throw lines.input.bad(
                    Quote.of(pick.toString())
                            + ": a CSV column says no width, so it has no bits to take; bind the"
                            + " whole column, to an expression of the spec if it is packed");
        }
        return number;
    }

    @Override
    public boolean next() {
        if (!lines.next()) {
            return false;
        }
        row++;
        line.split();
        if (line.count != columns.size()) {
            throw ragged();
        }
        byte[] bytes = lines.input.bytes;
        for (int i = 0; i < picked.length; i++) {
            int cell = picked[i];
            String problem = cells[i].read(bytes, line.starts[cell], line.ends[cell]);
            if (problem != null) {
                throw line.bad(cell, "column " + named(cell) + ": " + problem);
            }
        }
        return true;
    }

    @Override
    public String text(int pick) {
        return line.text(picked[pick]);
    }

    @Override
    public Optional<Origin> origin() {
        return Origin.of(lines.comment);
    }

    private void declare(int cell) {
        String name = line.text(cell).replace("\"\"", "\"");
        if (name.isEmpty()) {
            throw line.bad(cell, "column " + (cell + 1) + " has no name; write one");
        }
        if (isNumber(name)) {
            throw line.bad(
                    cell, Quote.of(name) + " is a number; write a line with the names first");
        }
        if (numbers.put(name, cell) != null) {
            throw line.bad(cell, "two columns are called " + Quote.of(name) + "; rename one");
        }
        columns.add(new Column(name, 0));
    }

    private static boolean isNumber(String name) {
        char first = name.charAt(0);
        return Character.isDigit(first) || first == '-' || first == '+' || first == '.';
    }

    private void refuseOtherSeparators() {
        String only = line.count == 1 ? line.text(0) : "";
        if (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0) {
            throw line.bad(0, "the names are not separated by commas; write commas: a,b,c");
        }
    }

    private BadInputException ragged() {
        String counts = line.count + " cells, but the header has " + columns.size() + " columns";
        return lines.input.bad(
                lines.number,
                lines.ended || line.count > columns.size()
                        ? counts
                        : "the file ends in the middle of this line: it has " + counts);
    }

    private String named(int cell) {
        return Quote.of(columns.get(cell).name());
    }
}
