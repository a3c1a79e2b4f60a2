package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.board.BoardBench;
import io.lockspike.board.PtyBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lif board …` against boards behind pseudo-terminals.
class BoardCommandsTest {
    private static final String SPEC = "src/main/resources/io/lockspike/spec/library/lif.yaml";
    private static final String OTHER = "src/main/resources/io/lockspike/spec/library/alif.yaml";

    @TempDir Path folder;

    private Lif check(UnaryOperator<byte[]> board, String... more) {
        return run("check", board, more);
    }

    private Lif run(String command, UnaryOperator<byte[]> board, String... more) {
        try (var pty = new PtyBoard(folder, board)) {
            String[] words = {"board", command, SPEC, "--port", pty.device()};
            String[] all = Arrays.copyOf(words, words.length + more.length);
            System.arraycopy(more, 0, all, words.length, more.length);
            return Lif.run(all);
        }
    }

    @Test
    void agreesWithARightBoard() {
        Lif result = check(BoardBench.full(SPEC, -1), "--steps", "20000");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("AGREED: ", "is right by lif [", " steps, level cycle")
                .contains("  clocks        4.00 a step")
                .contains("  link          profile full over ");
    }

    @Test
    void agreesWithARightBoardOfTheLiteProfile() {
        Lif result = check(BoardBench.lite(SPEC, -1), "--profile", "lite", "--steps", "3000");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("level step").contains("CRC-16");
    }

    @Test
    void showsStatesWhereTheyAreAskedFor() {
        Lif result = check(BoardBench.full(SPEC, -1), "--states", "--steps", "3000");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("v'");
    }

    @Test
    void tellsWhereABoardParts() {
        Lif result = check(BoardBench.full(SPEC, 1234), "--steps", "20000");
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out())
                .contains("DISAGREED in one place", "step 1234 (row 1234): spike is");
        assertThat(result.out()).contains("  replay        lif board check ");
    }

    @Test
    void isRightOverABadLine() {
        Lif result =
                check(
                        BoardBench.full(SPEC, -1),
                        "--steps",
                        "3000",
                        "--batch",
                        "8",
                        "--inject",
                        "ber=3e-5,loss=1e-4,twice=1e-4,garbage=1e-4");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("  injected      ber=3e-5");
        assertThat(result.out()).doesNotContain(" 0 sent again");
    }

    @Test
    void refusesAnotherSpec() {
        Lif result = check(BoardBench.full(OTHER, -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("the board 'reference' holds something else", "its hash of the spec is ");
    }

    @Test
    void saysThatNothingAnswers() {
        Lif result = check(_ -> new byte[0]);
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.err()).contains("did not answer within 5 s; nothing came");
    }

    @Test
    void saysThatOnlyNoiseComes() {
        byte[] chatter = "AT+OK\r\nboot: 17 ready\r\n".getBytes(StandardCharsets.US_ASCII);
        Lif result = check(_ -> chatter);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("bytes came, and no frame for us among them: another baud rate");
    }

    @Test
    void takesABoardThatChattersAsItBoots() {
        var calls = new AtomicLong();
        UnaryOperator<byte[]> board = BoardBench.full(SPEC, -1);
        Lif result =
                check(
                        bytes ->
                                calls.getAndIncrement() < 2
                                        ? "optiboot\0\1\2garbage"
                                                .getBytes(StandardCharsets.US_ASCII)
                                        : board.apply(bytes),
                        "--steps",
                        "1000");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    @Test
    void isPartialWhereTheBoardReboots() {
        Lif result = check(BoardBench.rebooting(SPEC, 20), "--steps", "100000");
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out())
                .contains(
                        "PARTIAL: ", "the board began anew", "the last step that was answered is ");
    }

    @Test
    void takesABoardThatRebootsUpAgain() {
        Lif result = check(BoardBench.rebooting(SPEC, 20), "--steps", "20000", "--restarts", "3");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "  restarts      1: the board began anew, and said again what it had said");
    }

    @Test
    void saysThatThereIsNoSuchPort() {
        Lif result = Lif.run("board", "check", SPEC, "--port", "/dev/ttyNONE7");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("/dev/ttyNONE7: there is no such port");
    }

    @Test
    void recordsAndReplays() throws IOException {
        Path file = folder.resolve("session.csv");
        Lif recorded =
                run(
                        "record",
                        BoardBench.full(SPEC, 77),
                        "--states",
                        "--steps",
                        "2000",
                        "-o",
                        file.toString(),
                        "--on-divergence",
                        "continue=5");
        assertThat(recorded.code()).as(recorded.out() + recorded.err()).isEqualTo(1);
        assertThat(Files.readAllLines(file)).hasSizeGreaterThan(2000);

        Lif replayed = Lif.run("board", "replay", SPEC, file.toString());

        assertThat(replayed.code()).isEqualTo(1);
        assertThat(replayed.out()).contains("step 77 ");
    }

    @Test
    void seesAnUnplugAtOnce() throws InterruptedException {
        unplug(10);
    }

    @Test
    @Tag("long")
    void seesAnUnplugAtOnceAtMany() throws InterruptedException {
        unplug(200);
    }

    /// Unplugged behind so many bytes; what is left is partial, and it is soon over.
    private void unplug(int points) throws InterruptedException {
        var random = new SplittableRandom(7);
        long worst = 0;
        int partial = 0;
        for (int i = 0; i < points; i++) {
            int most = 200 + random.nextInt(60_000);
            var seen = new AtomicLong();
            var unplugged = new AtomicLong();
            UnaryOperator<byte[]> board = BoardBench.full(SPEC, -1);
            PtyBoard[] pty = new PtyBoard[1];
            pty[0] =
                    new PtyBoard(
                            folder,
                            bytes -> {
                                if (seen.addAndGet(bytes.length) > most && unplugged.get() == 0) {
                                    unplugged.set(System.nanoTime());
                                    pty[0].unplug();
                                }
                                return board.apply(bytes);
                            });
            Lif result =
                    Lif.run(
                            "board",
                            "check",
                            SPEC,
                            "--port",
                            pty[0].device(),
                            "--steps",
                            "1000000");
            long after = System.nanoTime() - unplugged.get();
            pty[0].close();
            assertThat(result.code()).as(result.out() + result.err()).isEqualTo(3);
            if (result.out().isEmpty()) {
                assertThat(result.err()).contains("the port is gone");
            } else {
                assertThat(result.out())
                        .contains(
                                "PARTIAL: ",
                                "the port is gone",
                                "the last step that was answered is ");
                partial++;
            }
            worst = Math.max(worst, after);
        }
        System.out.printf(
                "unplug: %d points, %d of them behind the first answer; ended within %.0f ms%n",
                points, partial, worst / 1e6);
        assertThat(partial).isGreaterThan(points * 3 / 4);
    }
}
