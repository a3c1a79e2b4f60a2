package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What `lif init --starter` writes works as it stands, and tells a wrong device from a right one.
class StarterTest {
    @TempDir Path folder;

    static List<String> names() {
        return Library.names();
    }

    private Path starter(String name) {
        Path root = folder.resolve("my-" + name);
        Lif made = Lif.run("init", root.toString(), "--like", name, "--starter");
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        return root;
    }

    private static Run.Result make(Path root, Object... targets) {
        Needs.tool("iverilog");
        Needs.tool("verilator");
        Object[] words = new Object[targets.length + 2];
        words[0] = Needs.tool("make");
        words[1] = "-s";
        System.arraycopy(targets, 0, words, 2, targets.length);
        return Run.of(words).in(root).result();
    }

    @ParameterizedTest
    @MethodSource("names")
    void passesItsBenchAndItsLint(String name) {
        Path root = starter(name);

        Run.Result simulated = make(root);
        Run.Result linted = make(root, "lint");

        assertThat(simulated.code()).as("%s%s", simulated.out(), simulated.err()).isZero();
        assertThat(simulated.out()).startsWith("AGREED: my-" + name + ", ");
        assertThat(linted.code()).as("%s%s", linted.out(), linted.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"lif", "lif-subtract", "tt-halving", "cuba"})
    void findsAComparisonThatIsWrong(String name) throws IOException {
        Path root = starter(name);
        Path rtl = root.resolve("rtl/my_" + name.replace('-', '_') + ".v");
        String right = Files.readString(rtl);
        String wrong = right.replaceFirst("(assign spike = .*) >= ", "$1 > ");
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(rtl, wrong);

        Run.Result simulated = make(root);

        assertThat(simulated.code()).isEqualTo(2);
        assertThat(simulated.out())
                .containsPattern("(?m)^step \\d+: spike is 0, the model says 1")
                .contains("DISAGREED: my-" + name);
    }

    @Test
    void keepsAWaveform() {
        Path root = starter("lif");

        assertThat(make(root, "wave").code()).isZero();
        assertThat(root.resolve("build/wave.vcd")).isNotEmptyFile();
        assertThat(make(root, "clean").code()).isZero();
        assertThat(root.resolve("build")).doesNotExist();
    }

    /// The targets that call `lif` call it as the manual says.
    @Test
    void callsItselfByItsOwnOptions() {
        Path root = starter("lif");

        for (String target : List.of("cosim", "prove", "vectors")) {
            String called = make(root, "LIF=echo", target).out().strip();
            assertThat(called).startsWith(target + " lif.yaml");
        }
        Path vectors = root.resolve("vectors");
        Lif again =
                Lif.run(
                        "vectors",
                        root.resolve("lif.yaml").toString(),
                        "--write",
                        "sv,mem",
                        "--device",
                        "my_lif",
                        "-o",
                        vectors.toString());
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(make(root).out()).startsWith("AGREED: my-lif, ");
    }

    @Test
    void overwritesNothing() throws IOException {
        Path root = Files.createDirectories(folder.resolve("mine/rtl")).getParent();
        Path rtl = Files.writeString(root.resolve("rtl/mine.v"), "mine");

        Lif refused = Lif.run("init", root.toString(), "--starter");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("mine.v is there already");
        assertThat(rtl).hasContent("mine");
        assertThat(root.resolve("lif.yaml")).doesNotExist();
    }

    @Test
    void wantsAFolderThatAModuleCanBeCalled() {
        Lif refused = Lif.run("init", folder.resolve("1st try").toString(), "--starter");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("the module is called as the folder", "'1st try'");
    }

    @Test
    void namesItsFilesForPrograms() {
        Lif made = Lif.run("init", folder.resolve("mine").toString(), "--starter", "--json");

        assertThat(made.out()).contains("lockspike-init-1", "\"files\"", "rtl/mine.v", "Makefile");
    }
}
