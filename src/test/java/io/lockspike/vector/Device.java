package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A neuron that was written by hand in Verilog, VHDL and C (`src/test/resources/devices`, the
/// first two on units of `firmware-model/rtl`), right or with one planted bug (`bugs.csv`).
public record Device(String spec, int bug, Path folder) {
    public static final List<String> SPECS =
            List.of(
                    "tt-halving",
                    "lif-subtract",
                    "tinyodin",
                    "alif",
                    "vhdl-saturating",
                    "multicycle-fsm");

    /// Bug 0 is none.
    public static final int BUGS = 5;

    private static final Path DEVICES = Path.of("src/test/resources/devices");
    private static final Path UNITS = Path.of("firmware-model/rtl");

    /// Writes the device's sources into a folder.
    public static Device at(String spec, int bug, Path folder) {
        int planted = 0;
        for (Path source : sources(spec)) {
            String text = read(source);
            for (List<String> row : bugs(spec, bug)) {
                if (Path.of(row.get(3)).equals(source)) {
                    text = replaced(text, row);
                    planted++;
                }
            }
            write(folder.resolve(source.getFileName()), text);
        }
        assertThat(planted)
                .as("bug %d of %s is in each language", bug, spec)
                .isEqualTo(bug == 0 ? 0 : 3);
        return new Device(spec, bug, folder);
    }

    /// What the module or entity is called.
    public String module() {
        return spec.replace('-', '_');
    }

    /// Its files of one language, units first.
    public List<Path> files(String ending) {
        List<Path> files = new ArrayList<>();
        for (Path source : sources(spec)) {
            if (source.toString().endsWith(ending)) {
                files.add(folder.resolve(source.getFileName()));
            }
        }
        return files;
    }

    private static List<Path> sources(String spec) {
        List<Path> sources = new ArrayList<>();
        String unit =
                switch (spec) {
                    case "tt-halving" -> "lif_halving";
                    case "lif-subtract" -> "lif_shift";
                    default -> "";
                };
        if (!unit.isEmpty()) {
            sources.add(UNITS.resolve(unit + ".v"));
            sources.add(UNITS.resolve(unit + ".vhd"));
        }
        for (String ending : List.of(".v", ".vhd", ".c")) {
            sources.add(DEVICES.resolve(spec).resolve(spec.replace('-', '_') + ending));
        }
        return sources;
    }

    private static String replaced(String text, List<String> row) {
        String find = row.get(4);
        assertThat(text.split(java.util.regex.Pattern.quote(find), -1))
                .as("'%s' stands once in %s", find, row.get(3))
                .hasSize(2);
        return text.replace(find, row.get(5));
    }

    /// The rows of `bugs.csv` that plant one bug: spec, bug, what, file, find, replace.
    static List<List<String>> bugs(String spec, int bug) {
        try (Stream<String> lines = Files.lines(DEVICES.resolve("bugs.csv"))) {
            return lines.skip(1)
                    .map(Device::cells)
                    .filter(row -> row.get(0).equals(spec) && row.get(1).equals("" + bug))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean doubled =
                    quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (doubled) {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
