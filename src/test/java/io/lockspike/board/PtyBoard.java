package io.lockspike.board;

import io.lockspike.support.Needs;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Something that answers at the other end of a pseudo-terminal. Ending socat is an unplug.
public final class PtyBoard implements AutoCloseable {
    private final Process socat;
    private final Path device;
    private final FileInputStream in;
    private final FileOutputStream out;

    /// @param folder for the links
    /// @param answers what comes to what goes back
    public PtyBoard(Path folder, UnaryOperator<byte[]> answers) {
        Path ours = folder.resolve("board-end");
        this.device = folder.resolve("tty");
        try {
            socat =
                    new ProcessBuilder(
                                    Needs.tool("socat").toString(),
                                    "pty,raw,echo=0,link=" + ours,
                                    "pty,raw,echo=0,link=" + device)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            await(ours);
            await(device);
            in = new FileInputStream(ours.toFile());
            out = new FileOutputStream(ours.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(() -> answer(answers));
    }

    private void await(Path link) throws IOException {
        for (int i = 0; i < 2000 && !Files.exists(link); i++) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void answer(UnaryOperator<byte[]> answers) {
        byte[] buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                byte[] answer = answers.apply(Arrays.copyOf(buffer, n));
                if (answer.length > 0) {
                    out.write(answer);
                }
            }
        } catch (IOException gone) {
            // Unplugged.
        }
    }

    /// Takes the port, as another program would.
    public AutoCloseableLine open() {
        Line line = SerialLine.open(device(), 115_200);
        return line::close;
    }

    /// A port that somebody has.
    public interface AutoCloseableLine extends AutoCloseable {
        @Override
        void close();
    }

    public String device() {
        return device.toString();
    }

    /// Says something by itself, once somebody listens.
    public void print(byte[] bytes) {
        try {
            Thread.sleep(1000);
            out.write(bytes);
        } catch (IOException gone) {
            // Unplugged.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void unplug() {
        socat.destroyForcibly();
        try {
            socat.waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(device);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        unplug();
        try {
            in.close();
            out.close();
        } catch (IOException gone) {
            // Unplugged.
        }
    }
}
