package io.lockspike.vector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Vectors as memory files, as `$readmemh` reads them: a word a row, in two's complement of the
/// signal's width. What the model leaves undefined is 0 in `NAME.mem` and in `NAME.known.mem`,
/// which is 1 everywhere else.
final class MemFiles {
    private MemFiles() {}

    static List<TextFile> of(VectorSet set) {
        List<TextFile> files = new ArrayList<>();
        for (Pins.In in : set.pins().inputs()) {
            VectorSet.Column column = set.column(in.signal().name());
            files.add(new TextFile(path(column, ""), words(set, column)));
        }
        Set<String> written = new LinkedHashSet<>();
        for (Pins.Out out : set.pins().outputs()) {
            VectorSet.Column column = set.column(out.column());
            if (written.add(column.name)) {
                files.add(new TextFile(path(column, ""), words(set, column)));
                files.add(new TextFile(path(column, ".known"), known(set, column)));
            }
        }
        return files;
    }

    static String path(VectorSet.Column column, String what) {
        return "mem/" + column.name.replaceAll("[^A-Za-z0-9_@.]", "_") + what + ".mem";
    }

    private static String words(VectorSet set, VectorSet.Column column) {
        var text = new StringBuilder();
        head(text, set, column.name + ", " + column.type, column.type.bits());
        int digits = (column.type.bits() + 3) / 4;
        long mask = -1L >>> (64 - column.type.bits());
        for (int row = 0; row < set.rows(); row++) {
            String hex = Long.toHexString(column.defined(row) ? column.raw(row) & mask : 0);
            text.append("0".repeat(digits - hex.length())).append(hex).append('\n');
        }
        return text.toString();
    }

    private static String known(VectorSet set, VectorSet.Column column) {
        var text = new StringBuilder();
        head(text, set, "whether " + column.name + " is defined, u1", 1);
        for (int row = 0; row < set.rows(); row++) {
            text.append(column.defined(row) ? '1' : '0').append('\n');
        }
        return text.toString();
    }

    private static void head(StringBuilder text, VectorSet set, String what, int bits) {
        text.append("// ").append(what).append(": ").append(set.rows()).append(" words of ");
        text.append(bits).append(bits == 1 ? " bit\n" : " bits\n");
        text.append("// spec ").append(set.spec().name()).append(", hash ");
        text.append(set.spec().hash()).append(", seed ").append(set.seed()).append('\n');
    }
}
