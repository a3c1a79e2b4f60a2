package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.board.BoardBench;
import io.lockspike.board.LinkBench;
import io.lockspike.board.PtyBoard;
import io.lockspike.report.BoardReport;
import io.lockspike.spec.SpecFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
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
        assertThat(result.out())
                .contains("level step")
                .contains("holds another spec and does not say which");
    }

    @Test
    void showsStatesWhereTheyAreAskedFor() {
        Lif result = check(BoardBench.full(SPEC, -1), "--states", "--steps", "3000");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("cells of spike, v, v'")
                .doesNotContain("nothing is bound to");
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
                        "  restarts      1: the board began anew or came back, and said again what it had said");
    }

    @Test
    void saysThatThereIsNoSuchPort() {
        Lif result = Lif.run("board", "check", SPEC, "--port", "/dev/ttyNONE7");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("/dev/ttyNONE7: there is no such port");
    }

    @Test
    void saysWhoTheBoardIs() {
        try (var pty = new PtyBoard(folder, BoardBench.full(SPEC, -1))) {
            Lif result = Lif.run("board", "info", "--port", pty.device());
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("name       reference", "spec       2378c057603ec46c")
                    .contains("offers     digests of the state, rows of state, clocks counted")
                    .contains("to expect  at most 3,6");
            Lif other = Lif.run("board", "info", OTHER, "--port", pty.device());
            assertThat(other.out()).contains("this spec  its hash of the spec is 2378c057603ec46c");
        }
    }

    @Test
    void measuresTheLink() {
        try (var pty = new PtyBoard(folder, BoardBench.full(SPEC, -1))) {
            LinkBench bench =
                    LinkBench.run(
                            SpecFile.read(Path.of(SPEC), Map.of()),
                            pty.device(),
                            0,
                            Duration.ofMillis(50),
                            () -> false);
            assertThat(bench.rates()).hasSize(8).allMatch(rate -> rate.stepsPerSecond() > 0);
            assertThat(BoardReport.lines(bench)).hasSize(10);
        }
    }

    /// The board prints by itself: `run` made what it prints.
    private Lif listen(Path recording, String before, String... more) throws IOException {
        String text = before + Files.readString(recording);
        try (var pty = new PtyBoard(folder, _ -> new byte[0])) {
            var printer =
                    Thread.ofPlatform()
                            .start(() -> pty.print(text.getBytes(StandardCharsets.ISO_8859_1)));
            String[] words = {"board", "listen", SPEC, "--port", pty.device(), "--silence", "3"};
            String[] all = Arrays.copyOf(words, words.length + more.length);
            System.arraycopy(more, 0, all, words.length, more.length);
            Lif result = Lif.run(all);
            printer.interrupt();
            return result;
        }
    }

    @Test
    void listensToABoardThatPrints() throws IOException {
        Path file = folder.resolve("printed.csv");
        Lif.run("run", SPEC, "--steps", "500", "--seed", "3", "-o", file.toString(), "--quiet");

        Lif right = listen(file, "2,3\nboot: ready\n", "--records", "400");
        assertThat(right.code()).as(right.out() + right.err()).isZero();
        assertThat(right.out()).contains("AGREED", "400 steps", " lines were no records");

        Lif tooFew = listen(file, "\n", "--records", "4000");
        assertThat(tooFew.code()).as(tooFew.out() + tooFew.err()).isEqualTo(3);
        assertThat(tooFew.out()).contains("PARTIAL", "nothing has come for 3 s behind record 500");

        Files.writeString(
                file, Files.readString(file).replaceFirst("\n300,0,[-0-9]+,", "\n300,0,77,"));
        Lif wrong = listen(file, "\n", "--records", "400");
        assertThat(wrong.code()).as(wrong.out() + wrong.err()).isEqualTo(1);
    }

    @Test
    void listensToBinaryRecords() throws IOException {
        var printed = new ByteArrayOutputStream();
        printed.write(new byte[] {1, 2, (byte) 0x5A});
        int v = 0;
        for (int i = 0; i < 300; i++) {
            int current = i * 37 % 500;
            boolean rst = i < 2;
            int leaked = v - Math.floorDiv(v, 16);
            int sum = leaked + current;
            boolean spike = !rst && sum >= 1000;
            printed.write(new byte[] {(byte) 0x5A, (byte) 0xA5, (byte) (rst ? 1 : 0)});
            printed.write(new byte[] {(byte) current, (byte) (current >> 8)});
            printed.write(spike ? 1 : 0);
            v = rst || spike ? 0 : sum;
        }
        Path file = folder.resolve("printed.bin");
        Files.write(file, printed.toByteArray());
        try (var pty = new PtyBoard(folder, _ -> new byte[0])) {
            Thread.ofPlatform().start(() -> pty.print(printed.toByteArray()));
            Lif result =
                    Lif.run(
                            "board",
                            "listen",
                            SPEC,
                            "--port",
                            pty.device(),
                            "--records",
                            "300",
                            "--format",
                            "binary:u16=0xA55A,u8 rst,i16 current,u8 spike");
            assertThat(result.out() + result.err())
                    .contains("300 steps", "3 bytes were no records");
        }
    }

    @Test
    void saysThatAPortIsBusy() {
        try (var pty = new PtyBoard(folder, BoardBench.full(SPEC, -1));
                var _ = pty.open()) {
            Lif result = Lif.run("board", "check", SPEC, "--port", pty.device());
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("has it open");
        }
    }

    @Test
    void leavesNothingBehindOfAnOldSession() {
        UnaryOperator<byte[]> board = BoardBench.full(SPEC, -1);
        for (int i = 0; i < 2; i++) {
            Lif result = check(board, "--steps", "2000");
            assertThat(result.code()).as(result.out() + result.err()).isZero();
        }
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
