package io.lockspike.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Nothing is left running, whatever happens to us.
class BackgroundTest {
    /// Two, one of them no child of the other.
    private static final String SCRIPT = "sleep 601 & exec sleep 602";

    /// Starts something and waits to be killed.
    public static final class Parent {
        private Parent() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws InterruptedException {
            Path folder = PrivateFolder.forOneRun();
            Background.start(folder, SCRIPT);
            awaitStart(folder);
            System.out.println(folder);
            Thread.sleep(600_000);
        }
    }

    private static void awaitStart(Path folder) throws InterruptedException {
        while (Processes.of(folder).size() < 4) {
            Thread.sleep(5);
        }
    }

    @Test
    void endsAllOfIt() throws InterruptedException {
        Path folder = PrivateFolder.forOneRun();
        Background sleepers = Background.start(folder, SCRIPT);
        awaitStart(folder);
        assertThat(sleepers.isAlive()).isTrue();

        sleepers.close();

        assertThat(Processes.left(folder)).isEmpty();
        assertThat(folder).doesNotExist();
        assertThat(sleepers.isAlive()).isFalse();
    }

    @Test
    void endsAllOfItWhenWeAreKilled() throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process parent =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Path folder;
        try (BufferedReader said = parent.inputReader(StandardCharsets.UTF_8)) {
            folder = Path.of(said.readLine());
        }
        assertThat(Processes.of(folder)).hasSizeGreaterThanOrEqualTo(4);

        parent.destroyForcibly().waitFor();

        assertThat(Processes.left(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void seesThatTheScriptHasEnded() throws InterruptedException {
        try (Background over = Background.start(PrivateFolder.forOneRun(), "echo bye; exit 3")) {
            while (over.isAlive()) {
                Thread.sleep(5);
            }
            assertThat(over.log()).isEqualTo("bye\n");
        }
    }
}
