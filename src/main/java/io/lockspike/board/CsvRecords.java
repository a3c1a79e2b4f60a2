package io.lockspike.board;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of values with commas between them. The first line of as many names is the head, unless
/// the names are given.
final class CsvRecords implements RecordSource {
    private static final Pattern VALUE =
            Pattern.compile("-?[0-9]{1,20}|0x[0-9a-fA-F]{1,16}|[xXzZ]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.@']{0,99}");
    private static final int LONGEST = 4096;

    private final StringBuilder line = new StringBuilder();
    private final List<String> found = new ArrayList<>();
    private int columns;
    private boolean torn = true;
    private long skipped;

    /// @param names of the columns; none where the board prints them
    CsvRecords(List<String> names) {
        columns = names.size();
        if (!names.isEmpty()) {
            found.add(String.join(",", names));
        }
    }

    /// The first line that comes may have begun before us.
    @Override
    public void take(byte[] bytes) {
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                end(line.toString().strip());
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                line.append(c);
            }
        }
    }

    private void end(String text) {
        List<String> cells = List.of(text.split(",", -1)).stream().map(String::strip).toList();
        boolean values = cells.stream().allMatch(cell -> VALUE.matcher(cell).matches());
        boolean names = cells.stream().allMatch(cell -> NAME.matcher(cell).matches());
        if (columns == 0 && names && !values) {
            columns = cells.size();
            found.add(String.join(",", cells));
        } else if (columns > 0 && values && cells.size() == columns && !torn) {
            found.add(String.join(",", cells));
        } else if (!text.isEmpty()) {
            skipped++;
        }
        torn = false;
    }

    @Override
    public List<String> found() {
        List<String> lines = List.copyOf(found);
        found.clear();
        return lines;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public String unit() {
        return "lines";
    }
}
