package io.lockspike.slow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A greedy covering array: few rows in which every combination of values of any few choices
/// occurs. Each row starts from a combination that is still missing, and takes for every other
/// choice the value that brings the most missing ones.
final class CoveringArray {

    private final List<String> names;
    private final List<List<String>> values;
    private final Predicate<Map<String, String>> sensible;
    private final List<int[]> groups = new ArrayList<>();

    /// For each group of choices the combinations that no row has yet.
    private final List<BitSet> missing = new ArrayList<>();

    private CoveringArray(
            Map<String, List<String>> choices,
            int strength,
            Predicate<Map<String, String>> sensible) {
        names = List.copyOf(choices.keySet());
        values = List.copyOf(choices.values());
        this.sensible = sensible;
        group(new int[strength], 0, 0);
        for (int[] group : groups) {
            missing.add(combinations(group));
        }
    }

    static List<Map<String, String>> rows(
            Map<String, List<String>> choices,
            int strength,
            Predicate<Map<String, String>> sensible) {
        CoveringArray array = new CoveringArray(choices, strength, sensible);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int g = 0; g < array.groups.size(); g++) {
            while (!array.missing.get(g).isEmpty()) {
                int[] row = array.row(g, array.missing.get(g).nextSetBit(0));
                array.strike(row);
                rows.add(array.named(row));
            }
        }
        return rows;
    }

    private void group(int[] group, int filled, int from) {
        if (filled == group.length) {
            groups.add(group.clone());
            return;
        }
        for (int choice = from; choice < names.size(); choice++) {
            group[filled] = choice;
            group(group, filled + 1, choice + 1);
        }
    }

    private BitSet combinations(int[] group) {
        int count = 1;
        for (int choice : group) {
            count *= values.get(choice).size();
        }
        BitSet combinations = new BitSet(count);
        for (int code = 0; code < count; code++) {
            combinations.set(code, sensible.test(named(decoded(group, code))));
        }
        return combinations;
    }

    private int[] empty() {
        int[] row = new int[names.size()];
        Arrays.fill(row, -1);
        return row;
    }

    private int[] decoded(int[] group, int code) {
        int[] row = empty();
        int rest = code;
        for (int choice : group) {
            row[choice] = rest % values.get(choice).size();
            rest /= values.get(choice).size();
        }
        return row;
    }

    /// The number of the group's combination in a row; -1 where the row is not filled there.
    private int code(int[] group, int[] row) {
        int code = 0;
        int unit = 1;
        for (int choice : group) {
            if (row[choice] < 0) {
                return -1;
            }
            code += unit * row[choice];
            unit *= values.get(choice).size();
        }
        return code;
    }

    private Map<String, String> named(int[] row) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (int choice = 0; choice < row.length; choice++) {
            if (row[choice] >= 0) {
                chosen.put(names.get(choice), values.get(choice).get(row[choice]));
            }
        }
        return chosen;
    }

    private int[] row(int group, int code) {
        int[] row = decoded(groups.get(group), code);
        for (int choice = 0; choice < row.length; choice++) {
            if (row[choice] < 0) {
                row[choice] = best(row, choice);
            }
        }
        return row;
    }

    private int best(int[] row, int choice) {
        int best = -1;
        int most = -1;
        for (int value = 0; value < values.get(choice).size(); value++) {
            row[choice] = value;
            int gain = sensible.test(named(row)) ? gain(row, choice) : -1;
            if (gain > most) {
                most = gain;
                best = value;
            }
        }
        return best;
    }

    private int gain(int[] row, int choice) {
        int gain = 0;
        for (int g = 0; g < groups.size(); g++) {
            if (has(groups.get(g), choice)) {
                int code = code(groups.get(g), row);
                gain += code >= 0 && missing.get(g).get(code) ? 1 : 0;
            }
        }
        return gain;
    }

    private static boolean has(int[] group, int choice) {
        for (int member : group) {
            if (member == choice) {
                return true;
            }
        }
        return false;
    }

    private void strike(int[] row) {
        for (int g = 0; g < groups.size(); g++) {
            missing.get(g).clear(code(groups.get(g), row));
        }
    }
}
