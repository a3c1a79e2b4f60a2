package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of a core shows which neuron fires.
final class CoreRunTest {
    private static final Pattern LINE = Pattern.compile("(?m)^ *neuron (\\d) │.* (\\d+)$");

    @TempDir private Path folder;

    @Test
    void countsTheWordsOfEachNeuron() throws IOException {
        Path trace = folder.resolve("core.csv");
        Lif run =
                Lif.run(
                        "run",
                        "src/main/resources/io/lockspike/spec/library/lif-core.yaml",
                        "--steps=2000",
                        "--seed=1",
                        "-i=in_valid=1",
                        "-i=in_tick=poisson:1,rate=0.2",
                        "-i=out_ready=poisson:1,rate=0.7",
                        "-i=peek_valid=0",
                        "-o=" + trace);

        Map<String, Long> shown = new TreeMap<>();
        LINE.matcher(run.out())
                .results()
                .forEach(line -> shown.put(line.group(1), Long.parseLong(line.group(2))));
        assertThat(shown).hasSize(8).isEqualTo(words(trace));
        assertThat(shown.values().stream().mapToLong(count -> count).sum()).isGreaterThan(30);
    }

    private static Map<String, Long> words(Path trace) throws IOException {
        List<String> lines =
                Files.readAllLines(trace).stream().filter(line -> !line.startsWith("#")).toList();
        List<String> names = List.of(lines.getFirst().split(",", -1));
        Map<String, Long> words = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean moves =
                    cells[names.indexOf("out_valid")].equals("1")
                            && cells[names.indexOf("out_ready")].equals("1")
                            && cells[names.indexOf("out_tick")].equals("0");
            if (moves) {
                words.merge(cells[names.indexOf("out_neuron")], 1L, Long::sum);
            }
        }
        return words;
    }
}
