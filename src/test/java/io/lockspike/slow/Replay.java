package io.lockspike.slow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a CSV recording through the slow model, with the `map`, `after` and `lane` of the spec's
/// `ports: csv:`.
final class Replay {

    private final String yaml;
    private final Map<String, List<BigInteger>> set;
    private final Map<String, Object> map;
    private final List<String> after;
    private final Optional<String> lane;
    private final Map<Integer, SlowModel> lanes = new LinkedHashMap<>();

    private int compared;
    private int undefined;

    private Replay(String yaml, Map<String, List<BigInteger>> set) {
        this.yaml = yaml;
        this.set = set;
        Map<String, Object> csv = Yaml.map(Yaml.map(Yaml.read(yaml).get("ports")).get("csv"));
        map = Yaml.map(csv.get("map"));
        after = Yaml.list(csv.get("after"));
        lane = Optional.ofNullable(csv.get("lane")).map(Object::toString);
    }

    /// What a recording was compared with.
    ///
    /// @param rows the rows of the file
    /// @param compared values that were equal
    /// @param undefined values that the model does not define
    record Result(int rows, int compared, int undefined) {}

    static Result run(String yaml, Map<String, List<BigInteger>> set, Path recording) {
        List<String> lines = lines(recording);
        Replay replay = new Replay(yaml, set);
        List<String> columns = cells(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            List<String> cells = cells(line);
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            replay.row(row, columns.contains("rst"));
        }
        return new Result(lines.size() - 1, replay.compared, replay.undefined);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    private void row(Map<String, String> row, boolean hasRst) {
        int number = lane.map(column -> Integer.parseInt(row.get(column))).orElse(0);
        SlowModel model =
                lanes.computeIfAbsent(
                        number,
                        k -> {
                            SlowModel fresh = SlowModel.read(yaml, Path.of(""), set, k);
                            fresh.start(hasRst);
                            return fresh;
                        });
        Map<String, Optional<BigInteger>> inputs = new LinkedHashMap<>();
        row.forEach((column, cell) -> {
            if (model.inputs().contains(name(model, column))) {
                inputs.put(name(model, column), value(cell));
            }
        });
        Map<String, Optional<BigInteger>> sampled = model.row(inputs);
        model.edge();
        row.forEach((column, cell) -> {
            String name = name(model, column);
            if (sampled.containsKey(name) && !inputs.containsKey(name)) {
                boolean later = after.contains(column) || after.contains(name);
                compare(row, column, cell, (later ? model.states() : sampled).get(name));
            }
        });
    }

    /// The name of the spec that a column stands for: as mapped, or the same; `x3` is `x@3`.
    private String name(SlowModel model, String column) {
        if (map.containsKey(column)) {
            return map.get(column).toString();
        }
        return model.types().containsKey(column)
                ? column
                : column.replaceAll("([A-Za-z_]+)([0-9]+)", "$1@$2");
    }

    private static Optional<BigInteger> value(String cell) {
        return cell.equals("x") ? Optional.empty() : Optional.of(new BigInteger(cell));
    }

    private void compare(
            Map<String, String> row, String column, String cell, Optional<BigInteger> model) {
        if (model.isEmpty()) {
            undefined++;
        } else if (model.equals(value(cell))) {
            compared++;
        } else {
            throw new AssertionError(
                    column + " is " + cell + ", the model says " + model.get() + " in " + row);
        }
    }
}
