package io.lockspike;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs what the README and the pages of `docs` tell a newcomer to type, and compares what comes
/// with what they show.
///
/// After a change of what the commands print: `./test -Dtest=ReadmeTest -Dreadme.update=true`
/// writes them anew.
class ReadmeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/board.md",
                "docs/commits.md",
                "docs/core.md",
                "docs/cosim.md",
                "docs/nir.md",
                "docs/prove.md",
                "docs/solve.md"
            })
    void showsWhatItsCommandsPrint(Path page) throws IOException {
        Files.createSymbolicLink(folder.resolve("lif"), Path.of("lif").toAbsolutePath());
        Files.createSymbolicLink(folder.resolve("examples"), Path.of("examples").toAbsolutePath());
        Files.createSymbolicLink(
                folder.resolve("firmware-model"), Path.of("firmware-model").toAbsolutePath());
        Needs.tool("iverilog");
        Needs.tool("verilator");
        sh("./lif --version");
        List<String> lines = Files.readAllLines(page);

        List<String> played = play(lines);

        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(page, String.join("\n", played) + "\n");
        }
        assertThat(played).isEqualTo(Files.readAllLines(page));
        assertThat(lines.stream().filter(line -> line.startsWith("$ "))).hasSizeGreaterThan(3);
    }

    /// The page with the output of each command of a `console` block in place of the shown one.
    private List<String> play(List<String> lines) {
        List<String> played = new ArrayList<>();
        boolean console = false;
        for (String line : lines) {
            boolean fence = line.startsWith("```");
            if (fence) {
                console = line.equals("```console");
            }
            if (!console || fence || line.startsWith("$ ")) {
                played.add(line);
            }
            if (console && line.startsWith("$ ")) {
                played.addAll(sh(line.substring(2)));
            }
        }
        return played;
    }

    private List<String> sh(String command) {
        Run.Result result =
                Run.of("bash", "-c", command + " 2>&1").in(folder).within(PATIENCE).result();
        return result.out().lines().toList();
    }
}
