package io.lockspike.vector;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The table of several sets of vectors: which folder, how many steps, what traps.
public final class VectorIndex {
    private VectorIndex() {}

    /// The table as Markdown, a row for each set in the folder of its spec's name.
    public static TextFile of(List<VectorSet> sets) {
        var text = new StringBuilder("# Vectors\n\n");
        text.append(
                "Written by `lif vectors`; each folder's `manifest.json` lists its files with hashes.\n\n");
        text.append(
                "| folder | steps | values to compare | traps met | flags |\n|---|---:|---:|---:|---|\n");
        for (VectorSet set : sets) {
            String name = set.spec().name();
            text.append(
                    "| [%s](%s) | %d | %d | %d of %d | %s |\n"
                            .formatted(
                                    name,
                                    name,
                                    set.rows(),
                                    set.cells(),
                                    set.caught(),
                                    set.traps(),
                                    flags(set)));
        }
        text.append("\n## Flags\n\n| flag | the trap |\n|---|---|\n");
        for (Flag flag : Flag.values()) {
            text.append("| `%s` | %s |\n".formatted(flag.text(), flag.note()));
        }
        return new TextFile("README.md", text.toString());
    }

    private static String flags(VectorSet set) {
        Map<Flag, Integer> counts = new EnumMap<>(Flag.class);
        for (Sequence sequence : set.sequences()) {
            for (Sequence.Caught caught : sequence.caught()) {
                counts.merge(caught.trap().flag(), 1, Integer::sum);
            }
        }
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(entry -> "`%s` %d".formatted(entry.getKey().text(), entry.getValue()))
                        .toList());
    }
}
