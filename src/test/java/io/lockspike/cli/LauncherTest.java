package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `./lif` as people call it.
class LauncherTest {

    /// The first call may build.
    private static final Duration WITH_A_BUILD = Duration.ofMinutes(5);

    @TempDir Path folder;

    @Test
    void saysItsVersion() {
        var result = version().result();
        assertThat(result.out()).matches("lif \\d+\\.\\d+\\.\\d+\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void isSilentOnceItIsBuilt() {
        version().result();
        assertThat(version().result().err()).isEmpty();
    }

    @Test
    void helpsWithEachCommandAndSaysNothingElse() {
        version().result();
        List<String> commands = new ArrayList<>(Commands.names());
        commands.remove("board");
        BoardCommands.names().forEach(name -> commands.add("board " + name));
        for (String command : commands) {
            List<Object> words = new ArrayList<>(List.of(Needs.lif()));
            words.addAll(List.of(command.split(" ")));
            words.add("--help");
            var result = Run.of(words.toArray()).within(WITH_A_BUILD).result();
            assertThat(result.out()).startsWith("Usage: lif " + command + " [-h");
            assertThat(result.err()).as(command).isEmpty();
        }
    }

    @Test
    void runsThroughASymbolicLinkInAFolderWithABlankInItsName() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("some where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("my lif"), Needs.lif());
        var result = Run.of(link, "--version").in(elsewhere).within(WITH_A_BUILD).result();
        assertThat(result.out()).startsWith("lif ");
        assertThat(result.err()).isEmpty();
    }

    /// Whoever makes vectors, wherever and whenever: these are the same bytes.
    @Test
    void writesTheSameVectorsInEveryFolderLocaleAndTimeZone() throws IOException {
        Map<String, String> first = vectors("one", "C", "UTC", "");
        assertThat(first).hasSizeGreaterThan(20);
        assertThat(vectors("one", "C", "UTC", "")).isEqualTo(first);
        assertThat(
                        vectors(
                                "an other/folder",
                                "tr_TR.UTF-8",
                                "Asia/Kolkata",
                                "-Duser.language=tr -Duser.country=TR"))
                .isEqualTo(first);
        assertThat(
                        vectors(
                                "third",
                                "ar_EG.UTF-8",
                                "Pacific/Chatham",
                                "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Chatham"))
                .isEqualTo(first);
    }

    private Map<String, String> vectors(String name, String locale, String zone, String options)
            throws IOException {
        Path here = Files.createDirectories(folder.resolve(name));
        Path spec = Path.of("src/main/resources/io/lockspike/spec/library/alif.yaml");
        var result =
                Run.of(Needs.lif(), "vectors", spec.toAbsolutePath(), "-o", "out", "--seed", "7")
                        .in(here)
                        .with("LC_ALL", locale)
                        .with("LANG", locale)
                        .with("TZ", zone)
                        .with("LIF_JAVA_OPTS", options)
                        .within(WITH_A_BUILD)
                        .result();
        assertThat(result.code()).as(result.err()).isZero();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(here.resolve("out"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
                files.put(here.relativize(file).toString(), bytes);
            }
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -Xshare:dump",
        "JAVA_TOOL_OPTIONS, -Xshare:off",
        "JDK_JAVA_OPTIONS, -XX:NoSuchOption",
        "_JAVA_OPTIONS, -Xshare:on",
        "LIF_JAVA_OPTS, -Xmx512m",
        "LIF_JAVA_OPTS, -XX:+UseParallelGC",
        "CLASSPATH, /nowhere",
    })
    void doesNotMindOptionsForTheJvm(String variable, String option) {
        var result = version().with(variable, option).result();
        assertThat(result.out()).startsWith("lif ");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    /// They meddle with the cache, or end the JVM with 0 before anything was compared.
    @ParameterizedTest
    @ValueSource(
            strings = {"-Xshare:dump", "-XX:AOTMode=create", "-version", "-Xlog:help", "@file"})
    void leavesOutOptionsThatEndTheJvm(String option) {
        var result = version().with("LIF_JAVA_OPTS", option + " -Xss2m").result();
        assertThat(result.out()).startsWith("lif ");
        assertThat(result.err()).isEqualTo("lif: left out of LIF_JAVA_OPTS: " + option + "\n");
    }

    /// 1 would mean that a trace and the model disagree.
    @ParameterizedTest
    @ValueSource(strings = {"-Xmx1k", "-XX:NoSuchOption", "-Xms900g -Xmx900g"})
    void endsWith70IfTheJvmDoesNotStart(String options) {
        var result = version().with("LIF_JAVA_OPTS", options).result();
        assertThat(result.err()).contains("lif: the JVM did not start").contains(options);
        assertThat(result.code()).isEqualTo(70);
    }

    @Test
    void endsWith70IfThereIsNoMemoryForTheJvm() {
        var command = "ulimit -v 300000 && exec \"$0\" --version";
        version().result();
        var result = Run.of("bash", "-c", command, Needs.lif()).result();
        assertThat(result.code()).isEqualTo(70);
    }

    @Test
    void endsWith3IfTheJdkItIsToldToUseIsNone() {
        var result = version().with("LIF_JAVA_HOME", "/nowhere").result();
        assertThat(result.err()).contains("/nowhere").contains("25 or newer");
        assertThat(result.code()).isEqualTo(3);
    }

    private static Run version() {
        return Run.of(Needs.lif(), "--version").within(WITH_A_BUILD);
    }
}
