package io.lockspike.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs that run beside us, in a session of their own, until they are closed or we are gone.
///
/// A shell holds the other end of a pipe from us. When that ends, by [#close] or because our
/// process was killed, it ends everything in the session and takes the folder away.
public final class Background implements AutoCloseable {
    /// What the programs write to standard output and standard error, in their folder.
    public static final String LOG = "log";

    /// There once the script has ended by itself.
    private static final String ENDED = "ended";

    /// `$1` is the script. Whoever reads the pipe waits for its end; the script cannot see it.
    private static final String START =
            """
            exec setsid sh -c '
                exec 3<&0 </dev/null >log 2>&1
                ulimit -c 0
                (exec 3<&-; sh -c "$1"; echo $? >ended) &
                read -r nothing <&3
                cd / && rm -rf -- "$LIF_FOLDER"
                kill -KILL 0
            ' sh "$1"
            """;

    private final Process process;
    private final Path folder;

    private Background(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /// Starts a script of the shell. What it starts runs until then, unless it ends by itself.
    ///
    /// @param folder private and for this alone: where the script runs, deleted at the end
    /// @throws ToolMissingException without `setsid`
    public static Background start(Path folder, String script) {
        if (Program.find("setsid").isEmpty()) {
            throw new ToolMissingException(
                    "this needs setsid, which is not here; this installs it: sudo apt-get install -y util-linux");
        }
        Path place = folder.toAbsolutePath();
        var builder =
                new ProcessBuilder(List.of("sh", "-c", START, "sh", script))
                        .directory(place.toFile());
        builder.environment().put("LIF_FOLDER", place.toString());
        try {
            return new Background(builder.start(), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the script is still at it.
    public boolean isAlive() {
        return process.isAlive() && !Files.exists(folder.resolve(ENDED));
    }

    /// What the programs have said so far.
    public String log() {
        try {
            return new String(Files.readAllBytes(folder.resolve(LOG)), StandardCharsets.UTF_8);
        } catch (IOException nothingYet) {
            return "";
        }
    }

    /// Ends all of it, and waits until it is gone.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // So is the shell.
        }
        awaitEnd();
        PrivateFolder.delete(folder);
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
