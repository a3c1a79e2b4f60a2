package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in `test-vectors` is what the tool writes, and reads as its README says.
/// `-Dtest-vectors.update=true` writes it.
class TestVectorsTest {
    private static final Path ROOT = Path.of("test-vectors");
    private static final Path LIBRARY = Path.of("src/main/resources/io/lockspike/spec/library");
    private static final Path README = ROOT.resolve("README.md");

    /// Path in the folder to the content's text.
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static String readme() throws IOException {
        return Files.readString(README);
    }

    /// The command that the README names, with another folder.
    private static List<String> command(Path folder) throws IOException {
        Matcher line = Pattern.compile("(?m)^\\./lif (vectors .*)$").matcher(readme());
        assertThat(line.find()).isTrue();
        List<String> words = new ArrayList<>();
        for (String word : line.group(1).split(" ", -1)) {
            if (word.endsWith("*.yaml")) {
                words.addAll(specs());
            } else {
                words.add(word.equals("test-vectors/v0") ? folder.toString() : word);
            }
        }
        return words;
    }

    private static List<String> specs() throws IOException {
        try (Stream<Path> specs = Files.list(LIBRARY)) {
            return specs.map(Path::toString)
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void areWrittenByTheToolByteForByte(@TempDir Path folder) throws IOException {
        Path written = Boolean.getBoolean("test-vectors.update") ? ROOT.resolve("v0") : folder;
        Lif result = Lif.run(command(written).toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        Map<String, String> expected = files(written);
        Map<String, String> present = files(ROOT.resolve("v0"));
        assertThat(present.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (path, content) -> assertThat(present.get(path).equals(content)).as(path).isTrue());
        System.out.printf(
                "test vectors: %d files of %d specs, byte for byte%n",
                expected.size(), specs().size());
    }

    @Test
    void agreeWithTheModel(@TempDir Path folder) throws IOException {
        String byName = Files.writeString(folder.resolve("by-name.yaml"), "tie: {}\n").toString();
        for (String spec : specs()) {
            String name = Path.of(spec).getFileName().toString().replace(".yaml", "");
            Path trace = ROOT.resolve("v0/%s/%s.csv".formatted(name, name));
            List<String> words = new ArrayList<>(List.of("check", spec, trace.toString()));
            if (name.equals("loihi-cuba")) {
                // Its parameters have values for eight lanes; the vectors are those of the first.
                words.addAll(List.of("--set", "du=0", "--set", "dv=0", "--set", "vth=100"));
                words.addAll(List.of("--set", "bias_mant=0", "--set", "bias_exp=0"));
                words.addAll(List.of("--bind", byName));
            }
            Lif result = Lif.run(words.toArray(String[]::new));
            assertThat(result.code()).as("%s%s", result.out(), result.err()).isZero();
        }
    }

    @Test
    void areReadAsTheReadmeSays(@TempDir Path folder) throws IOException {
        long spikes =
                Files.readAllLines(ROOT.resolve("v0/tt-halving/mem/spike.mem")).stream()
                        .filter("1"::equals)
                        .count();
        String said = "spikes: " + spikes;
        assertThat(spikes).isPositive();
        assertThat(verilog(folder)).isEqualTo(said);
        assertThat(vhdl(folder)).isEqualTo(said);
        assertThat(c(folder)).isEqualTo(said);
        assertThat(python(folder)).isEqualTo(said);
        assertThat(java(folder)).isEqualTo(said);
    }

    private static Path block(Path folder, String language, String file) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme());
        assertThat(block.find()).as(language).isTrue();
        return Files.writeString(folder.resolve(file), block.group(1));
    }

    private static String said(Object... words) {
        Run.Result result = Run.of(words).in(ROOT.toAbsolutePath()).result();
        assertThat(result.code())
                .as("%s: %s%s", Arrays.toString(words), result.out(), result.err())
                .isZero();
        return result.out().strip();
    }

    private static String verilog(Path folder) throws IOException {
        Path program = folder.resolve("count.vvp");
        said(Needs.tool("iverilog"), "-o", program, block(folder, "verilog", "count.v"));
        return said(Needs.tool("vvp"), "-n", program);
    }

    private static String vhdl(Path folder) throws IOException {
        Path ghdl = Needs.tool("ghdl");
        String work = "--workdir=" + folder;
        said(ghdl, "-a", "--std=08", work, block(folder, "vhdl", "count.vhd"));
        said(ghdl, "-e", "--std=08", work, "count");
        return said(ghdl, "-r", "--std=08", work, "count");
    }

    private static String c(Path folder) throws IOException {
        Path program = folder.resolve("count");
        said(Needs.tool("cc"), "-Wall", "-Werror", "-o", program, block(folder, "c", "count.c"));
        return said(program);
    }

    private static String python(Path folder) throws IOException {
        return said(Needs.tool("python3"), block(folder, "python", "count.py"));
    }

    private static String java(Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return said(java, block(folder, "java", "Count.java"));
    }
}
