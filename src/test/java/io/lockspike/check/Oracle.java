package io.lockspike.check;

import io.lockspike.slow.SlowCheckException;
import io.lockspike.slow.SlowModel;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the slow model says of a CSV recording and of changes to it.
final class Oracle {

    private final Recording recording;
    private final String yaml;
    private final List<String> columns;
    private final List<List<String>> rows;
    private final Map<Integer, SlowModel> models = new HashMap<>();
    private final String[] names;
    private final boolean[] driven;
    private final boolean[] after;
    private final int laneColumn;

    /// What stood after each row, in its lane.
    private final List<Snapshot> snapshots = new ArrayList<>();

    /// What the model says of each cell; empty where it says nothing, or nothing is compared.
    private final List<List<Optional<BigInteger>>> said = new ArrayList<>();

    private record Snapshot(
            Map<String, Optional<BigInteger>> states,
            Map<String, List<Optional<BigInteger>>> memories) {

        static Snapshot of(SlowModel model) {
            return new Snapshot(new LinkedHashMap<>(model.states()), model.memories());
        }

        void restore(SlowModel model) {
            states.forEach(model::poke);
            memories.forEach(model::poke);
        }
    }

    /// A row of a changed recording.
    ///
    /// @param origin the row of the recording that it is, or -1
    record Row(int origin, List<String> cells) {}

    private Oracle(Recording recording, String yaml) {
        this.recording = recording;
        this.yaml = yaml;
        List<String> lines = recording.lines();
        columns = Arrays.asList(lines.getFirst().split(",", -1));
        rows = lines.stream().skip(1).map(line -> List.of(line.split(",", -1))).toList();
        names = new String[columns.size()];
        driven = new boolean[columns.size()];
        after = new boolean[columns.size()];
        var binding = recording.spec().binding("csv");
        laneColumn = binding.lane().map(named -> columns.indexOf(named.text())).orElse(-1);
        Set<String> late = new HashSet<>();
        binding.after().forEach(named -> late.add(named.text()));
        SlowModel model = model(0);
        for (int c = 0; c < names.length; c++) {
            String column = columns.get(c);
            var mapped = binding.map().get(column);
            names[c] = mapped != null ? mapped.text().strip() : byName(model, column);
            driven[c] = model.inputs().contains(names[c]);
            after[c] = late.contains(names[c]) || late.contains(column);
        }
    }

    /// @param yaml a spec for it
    static Oracle of(Recording recording, String yaml) {
        return new Oracle(recording, yaml);
    }

    /// With the library's spec, which says what is in the recording.
    static Oracle of(Recording recording) {
        Oracle oracle = new Oracle(recording, Recording.yaml(recording.design()));
        oracle.remember();
        return oracle;
    }

    private static String byName(SlowModel model, String column) {
        String replicated = column.replaceAll("([A-Za-z_]+)([0-9]+)", "$1@$2");
        return List.of(column, replicated).stream()
                .filter(name -> model.types().containsKey(name) || model.inputs().contains(name))
                .findFirst()
                .orElse("");
    }

    private SlowModel model(int lane) {
        return models.computeIfAbsent(lane, k -> fresh(k));
    }

    private SlowModel fresh(int lane) {
        SlowModel model = SlowModel.read(yaml, Path.of(""), recording.set(), lane);
        model.start(columns.contains("rst"));
        return model;
    }

    List<String> columns() {
        return columns;
    }

    List<List<String>> rows() {
        return rows;
    }

    Recording recording() {
        return recording;
    }

    boolean drives(int column) {
        return driven[column];
    }

    boolean compares(int column) {
        return !driven[column] && !names[column].isEmpty();
    }

    /// The name of the spec that a column stands for.
    String name(int column) {
        return names[column];
    }

    /// Whether the model says what a cell should be.
    boolean defines(int row, int column) {
        return said.get(row).get(column).isPresent();
    }

    private int lane(List<String> row) {
        return laneColumn < 0 ? 0 : Integer.parseInt(row.get(laneColumn));
    }

    private void remember() {
        for (List<String> row : rows) {
            List<Optional<BigInteger>> cells = step(model(lane(row)), row);
            if (differs(row, cells)) {
                throw new AssertionError(recording + ": " + String.join(",", row));
            }
            said.add(cells);
            snapshots.add(Snapshot.of(model(lane(row))));
        }
    }

    /// A row and its edge: what the model says of each compared cell.
    private List<Optional<BigInteger>> step(SlowModel model, List<String> row) {
        Map<String, Optional<BigInteger>> inputs = new LinkedHashMap<>();
        for (int c = 0; c < row.size(); c++) {
            if (driven[c]) {
                inputs.put(names[c], value(row.get(c)));
            }
        }
        Map<String, Optional<BigInteger>> sampled = model.row(inputs);
        model.edge();
        List<Optional<BigInteger>> cells = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            cells.add(
                    compares(c)
                            ? (after[c] ? model.states() : sampled).get(names[c])
                            : Optional.empty());
        }
        return cells;
    }

    private static Optional<BigInteger> value(String cell) {
        return cell.equals("x") ? Optional.empty() : Optional.of(new BigInteger(cell));
    }

    private boolean differs(List<String> row, List<Optional<BigInteger>> cells) {
        for (int c = 0; c < row.size(); c++) {
            if (cells.get(c).isPresent() && !cells.get(c).equals(value(row.get(c)))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a compared cell of the recording differs from what this spec says, or a check of the
    /// spec fails.
    boolean differs() {
        models.clear();
        try {
            for (List<String> row : rows) {
                if (differs(row, step(model(lane(row)), row))) {
                    return true;
                }
            }
            return false;
        } catch (SlowCheckException e) {
            return true;
        }
    }

    /// Whether a compared cell of a changed recording differs from what the model says.
    ///
    /// @param changed all its rows, the first `from` of them those of the recording
    boolean differs(List<Row> changed, int from) {
        Map<Integer, Integer> before = new HashMap<>();
        for (int i = 0; i < from; i++) {
            before.put(lane(rows.get(i)), i);
        }
        Map<Integer, SlowModel> running = new HashMap<>();
        Set<Integer> ended = new HashSet<>();
        for (Row row : changed.subList(from, changed.size())) {
            int lane = lane(row.cells());
            if (ended.contains(lane)) {
                continue;
            }
            SlowModel model =
                    running.computeIfAbsent(lane, k -> resumed(k, before.getOrDefault(k, -1)));
            if (differs(row.cells(), step(model, row.cells()))) {
                return true;
            }
            if (row.origin() >= 0 && Snapshot.of(model).equals(snapshots.get(row.origin()))) {
                ended.add(lane); // from here on it is the recording itself
            }
        }
        return false;
    }

    /// The model of a lane after a row of the recording.
    private SlowModel resumed(int lane, int row) {
        SlowModel model = model(lane);
        model.start(columns.contains("rst"));
        if (row >= 0) {
            step(model, rows.get(row));
            snapshots.get(row).restore(model);
        }
        return model;
    }

    /// The rows as they are.
    List<Row> same() {
        List<Row> same = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            same.add(new Row(i, rows.get(i)));
        }
        return same;
    }

    /// The lines of a changed recording.
    List<String> lines(List<Row> changed) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns));
        changed.forEach(row -> lines.add(String.join(",", row.cells())));
        return lines;
    }
}
