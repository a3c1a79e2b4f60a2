package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hardware of the board link's byte layer against the plain one.
final class LinkFrameTest {
    private static final Path HERE = Path.of("firmware-model").toAbsolutePath();
    private static final HexFormat HEX = HexFormat.of();

    @TempDir Path folder;

    @Test
    void givesTheCheckValueOfCrc32c() {
        byte[] frame = LinkFrame.encode("12345678".getBytes(StandardCharsets.US_ASCII));

        // The encoded bytes are 09 and "12345678".
        assertThat(HEX.formatHex(frame)).startsWith("00093132333435363738").endsWith("00");
        assertThat(frame).hasSize(1 + 9 + 5 + 1);
    }

    @Test
    void sendsWhatThePlainOneSends() throws IOException {
        List<byte[]> bodies = bodies();
        var line = new ByteArrayOutputStream();
        List<String> heard = new ArrayList<>();
        for (byte[] body : bodies) {
            line.writeBytes(LinkFrame.encode(body));
            heard.add("begin");
            for (byte octet : body) {
                heard.add("b " + HEX.toHexDigits(octet));
            }
            heard.add("ok");
        }
        List<String> said = simulate(bodies, new byte[] {0});
        List<String> sent = new ArrayList<>();
        for (byte octet : line.toByteArray()) {
            sent.add("t " + HEX.toHexDigits(octet));
        }

        assertThat(said.stream().filter(s -> s.startsWith("t")).toList()).isEqualTo(sent);
        assertThat(said.stream().filter(s -> !s.startsWith("t")).toList()).isEqualTo(heard);
        System.out.printf(
                "board link: %d frames, %d bytes on the line%n", bodies.size(), line.size());
    }

    @Test
    void believesWhatThePlainOneBelieves() throws IOException {
        var line = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        var random = new SplittableRandom(3);
        int good = 0;
        List<byte[]> bodies = bodies();
        for (int i = 0; i < 600; i++) {
            byte[] frame = LinkFrame.encode(bodies.get(random.nextInt(bodies.size())));
            byte[] bad = damaged(Arrays.copyOfRange(frame, 1, frame.length - 1), i % 6, random);
            line.write(0);
            line.writeBytes(bad);
            line.write(0);
            for (byte[] part : parts(bad)) {
                var body = LinkFrame.decode(part);
                good += body.isPresent() ? 1 : 0;
                expected.add(body.map(b -> "ok " + HEX.formatHex(b)).orElse("bad"));
            }
        }
        expected.addFirst("ok "); // the body that is sent first, of no bytes
        List<String> said = simulate(List.of(new byte[0]), line.toByteArray());

        assertThat(frames(said)).isEqualTo(expected);
        System.out.printf(
                "board link: %d frames of a bad line, %d of them good%n", expected.size(), good);
        assertThat(good).isBetween(90, 300);
    }

    /// What stands between zeros; nothing where two follow each other.
    private static List<byte[]> parts(byte[] line) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= line.length; i++) {
            if (i == line.length || line[i] == 0) {
                if (i > from) {
                    parts.add(Arrays.copyOfRange(line, from, i));
                }
                from = i + 1;
            }
        }
        return parts;
    }

    /// What the receiver said of each frame, with the bytes since its begin where it is good.
    private static List<String> frames(List<String> said) {
        List<String> frames = new ArrayList<>();
        var bytes = new StringBuilder();
        for (String line : said) {
            switch (line.charAt(0)) {
                case 'b' -> {
                    if (line.equals("bad")) {
                        frames.add("bad");
                    } else if (line.equals("begin")) {
                        bytes.setLength(0);
                    } else {
                        bytes.append(line.substring(2));
                    }
                }
                case 'o' -> frames.add("ok " + bytes);
                case 't' -> {}
                default -> throw new AssertionError(line);
            }
        }
        return frames;
    }

    private static byte[] damaged(byte[] frame, int how, SplittableRandom random) {
        byte[] copy = frame.clone();
        int at = random.nextInt(copy.length);
        switch (how) {
            case 0 -> {}
            case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> copy = Arrays.copyOf(copy, at);
            case 3 -> copy = Arrays.copyOfRange(copy, at, copy.length);
            case 4 -> copy[at] = 0;
            default -> copy = Arrays.copyOf(copy, copy.length + random.nextInt(700));
        }
        for (int i = frame.length; i < copy.length; i++) {
            copy[i] = (byte) random.nextInt(1, 256);
        }
        return copy;
    }

    private static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        var random = new SplittableRandom(2);
        for (int length :
                new int[] {0, 1, 2, 3, 5, 16, 17, 253, 254, 255, 256, 508, 509, 510, 600}) {
            for (int zeros : new int[] {0, 1, 30, 100}) {
                byte[] body = new byte[length];
                for (int i = 0; i < length; i++) {
                    body[i] = (byte) (random.nextInt(100) < zeros ? 0 : random.nextInt(1, 256));
                }
                bodies.add(body);
            }
        }
        return bodies;
    }

    private List<String> simulate(List<byte[]> bodies, byte[] raw) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] body : bodies) {
            all.write(body.length & 0xFF);
            all.write(body.length >> 8);
            all.writeBytes(body);
        }
        mem("bodies.mem", all.toByteArray());
        mem("raw.mem", raw);
        Path program = folder.resolve("frame.vvp");
        List<Object> command =
                new ArrayList<>(List.of(Needs.tool("iverilog"), "-g2001", "-o", program));
        command.addAll(List.of("-Pframe.BODIES=" + all.size(), "-Pframe.RAW=" + raw.length));
        command.add(HERE.resolve("bench/frame.v"));
        for (String unit : List.of("frame_tx", "frame_rx", "check", "crc32c")) {
            command.add(HERE.resolve("rtl/lockspike_" + unit + ".v"));
        }
        run(command.toArray());
        return run(
                        Needs.tool("vvp"),
                        "-n",
                        program,
                        "+bodies=" + folder.resolve("bodies.mem"),
                        "+raw=" + folder.resolve("raw.mem"))
                .lines()
                .toList();
    }

    private void mem(String name, byte[] bytes) throws IOException {
        Files.writeString(
                folder.resolve(name), HexFormat.ofDelimiter("\n").formatHex(bytes) + "\n");
    }

    private static String run(Object... command) {
        Run.Result result = Run.of(command).result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
