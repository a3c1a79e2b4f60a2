package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The C link in a process of its own, on a clock that only we move:
/// `firmware-model/bench/link_pipe.c`.
final class LinkPipe implements AutoCloseable {
    static final Path MODEL = Path.of("firmware-model").toAbsolutePath();

    /// As strict as any of the firmware's users may be.
    static final List<String> STRICT =
            List.of(
                    "-std=c99",
                    "-Wall",
                    "-Wextra",
                    "-Wpedantic",
                    "-Wconversion",
                    "-Wshadow",
                    "-Wundef",
                    "-Wstrict-prototypes",
                    "-Wmissing-prototypes",
                    "-Wcast-qual",
                    "-Werror");

    private static final List<String> SANITIZED =
            List.of("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    private final Process process;
    private final OutputStream to;
    private final DataInputStream from;

    /// What cannot be seen on the line.
    ///
    /// @param steps since the core was reset
    /// @param digest of their inputs
    record Seen(Bytes sent, int steps, int digest, int resets, int quiets) {}

    private LinkPipe(Process process) {
        this.process = process;
        to = process.getOutputStream();
        from = new DataInputStream(process.getInputStream());
    }

    /// Compiles a program of `firmware-model/bench` with the sanitizers.
    ///
    /// @param options beside the sources
    static Path build(Path folder, String program, List<String> options) {
        Path made = folder.resolve(program);
        List<Object> command = new ArrayList<>(List.of(Needs.tool("cc")));
        command.addAll(STRICT);
        command.addAll(SANITIZED);
        command.addAll(List.of("-I" + MODEL.resolve("bench"), "-I" + MODEL.resolve("firmware")));
        command.addAll(options);
        command.addAll(List.of("-o", made, MODEL.resolve("bench/" + program + ".c")));
        Run.Result result = Run.of(command.toArray()).in(folder).result();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(options.contains("-Wno-error") || result.err().isEmpty())
                .as(result.err())
                .isTrue();
        return made;
    }

    /// The link around the toy core of the shared vectors.
    static Path buildToy(Path folder, List<String> options) {
        return buildAround("toy", folder, options);
    }

    /// The link around a core that counts.
    static Path buildCounter(Path folder, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("-DPIPE_COUNTER");
        return buildAround("counter", folder, all);
    }

    private static Path buildAround(String core, Path folder, List<String> options) {
        return buildAround(core, folder, MODEL.resolve("firmware/lockspike_link.c"), options);
    }

    /// A link, perhaps another one, around a core.
    static Path buildAround(String core, Path folder, Path link, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add(link.toString());
        all.add(MODEL.resolve("bench/link_" + core + "_rows.c").toString());
        return build(folder, "link_pipe", all);
    }

    static LinkPipe start(Path program) {
        try {
            return new LinkPipe(
                    new ProcessBuilder(program.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives the board some bytes at a time, and takes what it sends.
    Seen exchange(int milliseconds, byte[] bytes) {
        return exchange(milliseconds, bytes.length, bytes);
    }

    /// Lets it boot again.
    Seen reboot(int milliseconds) {
        return exchange(milliseconds, -1, new byte[0]);
    }

    /// Makes it a board that was never on before.
    void renew() {
        exchange(0, -2, new byte[0]);
    }

    private Seen exchange(int milliseconds, int count, byte[] bytes) {
        try {
            ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            to.write(head.putInt(milliseconds).putInt(count).array());
            to.write(bytes);
            to.flush();
            byte[] sent = new byte[Integer.reverseBytes(from.readInt())];
            from.readFully(sent);
            byte[] rest = new byte[16];
            from.readFully(rest);
            ByteBuffer seen = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
            return new Seen(
                    Bytes.of(sent), seen.getInt(), seen.getInt(), seen.getInt(), seen.getInt());
        } catch (IOException e) {
            throw new UncheckedIOException("the link has ended", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
