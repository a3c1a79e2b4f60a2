package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./lif` and the program say to each other: each side with a stand-in for the other.
class LauncherProtocolTest {

    /// Answers as the program does: looks at what is newer, says when its work will be long, and
    /// else ends as `$END` says.
    private static final String PROGRAM =
            """
            #!/bin/sh
            echo "$@" >>"${0%/jdk/bin/java}/starts"
            for word; do
                case $word in
                    -Dlif.newer=*) [ -z "$(cat "${word#*=}")" ] || exit 102 ;;
                    -Dlif.long=*) long=${word#*=} ;;
                esac
            done
            [ "$END" != long ] || exit ${long:-0}
            exit $END
            """;

    private static final String PREPARE =
            """
            #!/bin/sh
            touch target/lif/build/stamp
            echo prepared >&2
            """;

    @TempDir Path folder;

    @BeforeEach
    void standIns() throws IOException {
        for (String one : List.of("src/main", "src/build", ".mvn", "jdk/bin", "target/lif/build")) {
            Files.createDirectories(folder.resolve(one));
        }
        Files.createDirectories(folder.resolve("firmware-model/firmware"));
        Files.createDirectories(folder.resolve("firmware-model/rtl"));
        Files.copy(Needs.lif(), folder.resolve("lif"));
        write("pom.xml", "");
        write("jdk/release", "a JDK\n");
        write("jdk/bin/java", PROGRAM).toFile().setExecutable(true);
        write("src/build/prepare", PREPARE);
        write("target/lif/build/lockspike.jar", "");
        write(
                "target/lif/state",
                String.join(
                        "\n",
                        folder.resolve("target/lif/build").toString(),
                        folder.resolve("jdk").toString(),
                        folder.toString(),
                        "-XX:Sooner",
                        "a JDK\n"));
        Path stamp = write("target/lif/build/stamp", "");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    private Run.Result lif(String end, String... words) {
        List<Object> command = new ArrayList<>(List.of(folder.resolve("lif")));
        command.addAll(List.of(words));
        return Run.of(command.toArray()).in(folder).with("END", end).result();
    }

    private List<String> starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "101, 1", "2, 2", "3, 3", "4, 4", "70, 70", "1, 70", "126, 70", "139, 70"})
    void handsTheProgramsExitCodeOn(String end, int code) throws IOException {
        assertThat(lif(end, "check", "a b", "").code()).isEqualTo(code);
        assertThat(starts()).hasSize(1);
        assertThat(starts().getFirst()).endsWith(" io.lockspike.cli.Main check a b ");
    }

    @Test
    void startsAnewWithTheThoroughCompilerWhereTheWorkIsLong() throws IOException {
        assertThat(lif("long", "check", "a").code()).isZero();
        assertThat(starts()).hasSize(2);
        assertThat(starts().get(0)).contains("-XX:TieredStopAtLevel=1", "-Dlif.newer=");
        assertThat(starts().get(1)).doesNotContain("TieredStopAtLevel", "-Dlif.newer", "Sooner");
    }

    @Test
    void buildsAndStartsAnewWhereASourceIsNewer() throws IOException {
        makeNewer("src/main/Neuron.java");
        var result = lif("101", "check", "a");
        assertThat(result.err()).isEqualTo("prepared\n");
        assertThat(result.code()).isEqualTo(1);
        assertThat(starts()).hasSize(2);
        assertThat(starts().get(1)).contains("-XX:TieredStopAtLevel=1").doesNotContain("lif.newer");
    }

    /// A build so broken that it cannot even look is built again, too.
    @Test
    void buildsAndStartsAnewWhereASourceIsNewerAndTheProgramBreaksOff() throws IOException {
        write("jdk/bin/java", "#!/bin/sh\n[ -f fixed ] || exit 1\n");
        write("src/build/prepare", PREPARE + "touch fixed\n");
        assertThat(lif("0").code()).isEqualTo(70);
        makeNewer("src/main/Neuron.java");
        assertThat(lif("0").code()).isZero();
    }

    private void makeNewer(String file) throws IOException {
        Files.setLastModifiedTime(write(file, ""), FileTime.from(Instant.now().plusSeconds(120)));
    }

    @Test
    void buildsWhereTheJdkIsAnother() throws IOException {
        write("jdk/release", "a newer JDK\n");
        assertThat(lif("0", "--version").err()).isEqualTo("prepared\n");
        assertThat(starts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "src/main/Neuron.java, 102"})
    void theProgramEndsAtOnceWhereASourceIsNewer(String newer, int code) throws IOException {
        Path answer = write("answer", newer);
        var result =
                program(
                        "-Dlif.newer=" + answer,
                        "-Dlif.outdated=102",
                        Main.class.getName(),
                        "--version");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out().isEmpty()).isEqualTo(code != 0);
    }

    /// Long is a recording of some megabytes, or one of which nobody knows the length.
    @Test
    void theProgramSaysThatItsWorkWillBeLong() throws IOException {
        Path spec = Path.of("src/main/resources/io/lockspike/spec/library/lif.yaml");
        Path large = write("large.csv", "x".repeat(5 << 20));
        Path small = write("small.csv", "x\n");
        assertThat(codeOf("check", spec, large)).isEqualTo(103);
        assertThat(codeOf("check", spec, "-")).isEqualTo(103);
        assertThat(codeOf("check", spec, small)).isEqualTo(Main.WRONG_USE);
        assertThat(codeOf("run", spec, "-n", 30_000)).isEqualTo(103);
        assertThat(codeOf("run", spec, "-n", 3000)).isEqualTo(Main.AGREED);
        assertThat(codeOf("vectors", "examples/core/core.yaml", "-o", folder.resolve("core")))
                .isEqualTo(103);
        assertThat(folder.resolve("core")).doesNotExist();
    }

    private int codeOf(Object... words) {
        List<Object> all = new ArrayList<>(List.of("-Dlif.long=103", Main.class.getName()));
        all.addAll(List.of(words));
        return program(all.toArray()).code();
    }

    private Run.Result program(Object... words) {
        List<Object> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(words));
        return Run.of(command.toArray()).result();
    }
}
