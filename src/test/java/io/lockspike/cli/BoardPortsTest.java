package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.board.BoardBench;
import io.lockspike.board.PtyBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports that are looked for, that go away and come back, and a check that is interrupted.
class BoardPortsTest {
    private static final String SPEC = "src/main/resources/io/lockspike/spec/library/lif.yaml";
    private static final String OTHER = "src/main/resources/io/lockspike/spec/library/alif.yaml";

    @TempDir Path folder;
    private Path dev;
    private final List<PtyBoard> boards = new ArrayList<>();

    @BeforeEach
    void makeDev() throws IOException {
        dev = Files.createDirectories(folder.resolve("dev/serial/by-id")).getParent().getParent();
    }

    @AfterEach
    void endBoards() {
        boards.forEach(PtyBoard::close);
    }

    /// Plugs a board in, under a name in our `/dev`.
    private PtyBoard plug(String name, UnaryOperator<byte[]> board) {
        try {
            Path place = Files.createDirectory(folder.resolve("pty-" + boards.size()));
            var pty = new PtyBoard(place, board);
            boards.add(pty);
            Files.createSymbolicLink(dev.resolve(name), Path.of(pty.device()));
            return pty;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lif check(String port, String... more) {
        List<String> words = new ArrayList<>(List.of("board", "check", SPEC, "--port", port));
        words.addAll(List.of(more));
        return Lif.run(words.toArray(String[]::new));
    }

    private String auto() {
        return "auto:" + dev;
    }

    @Test
    void takesThePortWhereTheRightBoardAnswers() {
        byte[] chatter = "AT+OK\r\n".getBytes(StandardCharsets.US_ASCII);
        plug("ttyACM0", BoardBench.full(OTHER, -1));
        plug("ttyUSB0", _ -> chatter);
        plug("ttyUSB1", BoardBench.full(SPEC, -1));

        Lif result = check(auto(), "--steps", "2000");

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("  port          " + dev.resolve("ttyUSB1") + " was taken: ")
                .contains("; not " + dev.resolve("ttyACM0") + ": the board 'reference' holds")
                .contains("; not " + dev.resolve("ttyUSB0") + ": the board did not answer");
    }

    @Test
    void takesABoardOfTheLiteProfile() {
        plug("ttyUSB0", BoardBench.lite(OTHER, -1));
        plug("ttyUSB1", BoardBench.lite(SPEC, -1));

        Lif result = check(auto(), "--steps", "1000", "--profile", "lite");

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains(dev.resolve("ttyUSB1") + " was taken: lite profile");
    }

    @Test
    void takesNoneOfTwoRightBoards() {
        plug("ttyUSB0", BoardBench.full(SPEC, -1));
        plug("ttyUSB1", BoardBench.full(SPEC, -1));

        Lif result = check(auto());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("2 boards answer, name one: ")
                .contains(dev.resolve("ttyUSB0") + ", " + dev.resolve("ttyUSB1"));
    }

    @Test
    void takesNoBoardOfAnotherSpec() {
        plug("ttyUSB0", BoardBench.full(OTHER, -1));

        Lif result = check(auto());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--port auto: no board holds this. " + dev.resolve("ttyUSB0"))
                .contains("its hash of the spec is ");
    }

    @Test
    void saysThatNothingIsPluggedIn() {
        Lif result = check(auto());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("no USB serial port is plugged in");
    }

    @Test
    void saysWhereTheBoardIs() {
        plug("ttyUSB3", BoardBench.full(SPEC, -1));
        Lif result = Lif.run("board", "info", "--port", auto());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("port       " + dev.resolve("ttyUSB3") + ": reference");
    }

    /// Unplugs the first board; then `moves` runs, and a board is there again under this name.
    private void replug(String first, String then, Runnable moves) {
        boards.getFirst().unplug();
        try {
            Files.delete(dev.resolve(first));
            Thread.sleep(500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        plug(then, BoardBench.full(SPEC, -1));
        moves.run();
    }

    private Lif replugged(String port, String first, String then, Runnable moves) {
        UnaryOperator<byte[]> board = BoardBench.full(SPEC, -1);
        var seen = new AtomicLong();
        plug(
                first,
                bytes -> {
                    if (seen.addAndGet(bytes.length) > 20_000 && boards.size() == 1) {
                        replug(first, then, moves);
                    }
                    return board.apply(bytes);
                });
        if (port.endsWith(first)) {
            link(first);
        }
        return check(port, "--steps", "50000", "--restarts", "1");
    }

    private void link(String name) {
        try {
            Path link = dev.resolve("serial/by-id/usb-board");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, dev.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isWhole(Lif result) {
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("AGREED: ")
                .contains("restarts      1: the board began anew or came back, and said again");
    }

    @Test
    void goesOnWhereABoardComesBack() {
        isWhole(replugged(dev.resolve("ttyUSB0").toString(), "ttyUSB0", "ttyUSB0", () -> {}));
    }

    @Test
    void goesOnWhereABoardComesBackUnderAnotherName() {
        String port = dev.resolve("ttyUSB0").toString();
        isWhole(replugged(port, "ttyUSB0", "ttyUSB1", () -> link("ttyUSB1")));
    }

    @Test
    void looksAgainForABoardThatComesBackElsewhere() {
        isWhole(replugged(auto(), "ttyUSB0", "ttyACM5", () -> {}));
    }

    @Test
    void keepsWhatItHasWhenItIsInterrupted() throws IOException, InterruptedException {
        var seen = new AtomicLong();
        UnaryOperator<byte[]> board = BoardBench.full(SPEC, -1);
        PtyBoard pty =
                plug(
                        "ttyUSB0",
                        bytes -> {
                            seen.addAndGet(bytes.length);
                            return board.apply(bytes);
                        });
        String classes = System.getProperty("java.class.path");
        Process process =
                // Who starts the tests in the background may have them ignore the signal.
                new ProcessBuilder(
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                System.getProperty("surefire.test.class.path", classes),
                                "io.lockspike.cli.Main",
                                "board",
                                "check",
                                SPEC,
                                "--port",
                                pty.device(),
                                "--steps",
                                "100000000")
                        .redirectErrorStream(true)
                        .start();
        while (seen.get() < 50_000 && process.isAlive()) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("PARTIAL: ");
        Matcher last =
                Pattern.compile("interrupted (?:behind step|after row) (\\d+)").matcher(said);
        assertThat(last.find()).as(said).isTrue();
        // Rows of 3 bytes: what was answered cannot be more than what was sent.
        assertThat(Long.parseLong(last.group(1))).isBetween(1000L, seen.get() / 3);
        assertThat(process.exitValue()).as("128 and the number of the signal").isEqualTo(130);
    }
}
