package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes to the C link, in whatever order: it does what the reference board does, byte for
/// byte, and never a step of what was not sent.
class LinkFirmwareScheduleTest {
    private static final List<String> COUNTER =
            List.of("-DLOCKSPIKE_PROFILE=LOCKSPIKE_FULL", "-DLOCKSPIKE_BUILD=1", "-DPIPE_CLOCKS=1");
    private static final List<String> TOY =
            List.of(
                    "-DLOCKSPIKE_PROFILE=LOCKSPIKE_FULL",
                    "-DLOCKSPIKE_BUILD=0x20260001u",
                    "-DLOCKSPIKE_CLOCK_HZ=12000000u",
                    "-DLOCKSPIKE_CREDITS=4",
                    "-DPIPE_CLOCKS=1",
                    "-DPIPE_BOOT=0xB0070001u");

    @TempDir Path folder;

    private void withCounter(int credits, Consumer<UnaryOperator<Board>> what) {
        List<String> options = new ArrayList<>(COUNTER);
        options.add("-DLOCKSPIKE_CREDITS=" + credits);
        try (LinkPipe pipe = LinkPipe.start(LinkPipe.buildCounter(folder, options))) {
            what.accept(board -> new TwinBoard((ReferenceBoard) board, pipe));
        }
    }

    @Test
    void keepsToTheProtocolInAllShortSchedules() {
        withCounter(2, boards -> ScheduleTest.all(3, boards));
    }

    @Test
    @Tag("long")
    void keepsToTheProtocolInAllLongerSchedules() {
        withCounter(2, boards -> ScheduleTest.all(5, boards));
    }

    @Test
    void keepsToTheProtocolInLongSchedules() {
        withCounter(2, boards -> ScheduleTest.random(300, boards));
    }

    @Test
    @Tag("long")
    void keepsToTheProtocolInManyLongSchedules() {
        withCounter(2, boards -> ScheduleTest.random(30_000, boards));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 1e-4})
    void takesEveryStepOnceOnABadLine(double ber) {
        var plan = new Faults.Plan(ber, 1e-4, 1e-5, 1e-5, 1e-6, 0, 300 * Session.MILLISECOND);
        withCounter(
                16,
                boards -> {
                    var run = new Simulation(600, 16, boards);
                    int steps = ber > 5e-5 ? 2_000 : 50_000;
                    int rows = ber > 5e-5 ? 4 : 1000;
                    run.run(steps, new LinkOptions(1_000_000, rows, 64, false), plan, 7)
                            .isComplete(steps);
                });
    }

    @Test
    void answersAnythingAsTheReferenceBoardDoes() throws IOException {
        assertThat(anything(LinkPipe.buildToy(folder, TOY), 4_000, 1)).isEmpty();
    }

    @Test
    @Tag("long")
    void answersAnythingAsTheReferenceBoardDoesForLong() throws IOException {
        Path program = LinkPipe.buildToy(folder, TOY);
        for (int seed = 2; seed < 52; seed++) {
            assertThat(anything(program, 20_000, seed)).as("seed %d", seed).isEmpty();
        }
    }

    /// What the firmware answered otherwise; empty where it is right.
    private static String anything(Path program, int exchanges, long seed) {
        var board =
                new ReferenceBoard(
                        LinkSession.all(0xd8844906e1a079f2L).getFirst().facts,
                        new ToyCore(true),
                        LinkSession.BOOT);
        byte[] sent = {};
        try (LinkPipe pipe = LinkPipe.start(program)) {
            var text = new SessionText();
            Traffic traffic = new LinkTraffic(board, seed, text);
            traffic.corners();
            traffic.any(exchanges);
            for (String line : text.toString().lines().toList()) {
                String[] words = line.split(" ", -1);
                byte[] bytes =
                        words[1].equals("0") ? new byte[0] : HexFormat.of().parseHex(words[2]);
                if (words[0].equals("H")) {
                    sent = pipe.exchange(0, bytes).sent().toArray();
                } else if (!Bytes.of(sent).equals(Bytes.of(bytes))) {
                    return "it says %s, not %s".formatted(Bytes.of(sent), Bytes.of(bytes));
                }
            }
        } catch (UncheckedIOException ended) {
            return ended.getMessage();
        }
        return "";
    }

    /// Each is a line of the link, and what a tired programmer may have written.
    private static final Map<String, List<String>> FAULTS =
            Map.of(
                    "the check is not looked at",
                    List.of("if (frame[encoded + i] != check_group(crc, i))", "if (0)"),
                    "the step is not compared",
                    List.of(" && take32(body + 12) == step_count;", ";"),
                    "the sequence is not compared",
                    List.of("take16(body + 8) == expected && ", ""),
                    "the session is not compared",
                    List.of("(type != HELLO && theirs != session)", "0"),
                    "a frame may have any length",
                    List.of("else if (frame_bytes < WIRE_BYTES)", "else if (1)"),
                    "an old reply of another step is sent",
                    List.of("take32(kept[at] + 12) == take32(body + 12)", "1"),
                    "a NAK for each frame",
                    List.of("    nak_sent = 1;\n", ""),
                    "a session begins where it went on",
                    List.of("if (fresh != session)", "if (1)"),
                    "a reply is kept too long",
                    List.of("back <= kept_count", "back <= kept_count + 1"),
                    "replies outlive their session",
                    List.of("    is_stuck = 0;\n    kept_count = 0;\n", "    is_stuck = 0;\n"));

    /// Else the tests above could not fail.
    @Test
    void seesEachPlantedFault() throws IOException {
        String link = Files.readString(LinkPipe.MODEL.resolve("firmware/lockspike_link.c"));
        List<String> missed = new ArrayList<>();
        for (Map.Entry<String, List<String>> fault : FAULTS.entrySet()) {
            String right = fault.getValue().getFirst();
            assertThat(link).contains(right);
            Path planted = Files.createTempDirectory(folder, "planted");
            Path file = planted.resolve("lockspike_link.c");
            Files.writeString(file, link.replace(right, fault.getValue().getLast()));
            List<String> options = new ArrayList<>(TOY);
            options.add("-Wno-error");
            if (anything(LinkPipe.buildAround("toy", planted, file, options), 3_000, 1).isEmpty()) {
                missed.add(fault.getKey());
            }
        }
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "LITE"})
    void neverStepsFromGarbage(String profile) {
        fuzz(profile, 300_000, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "LITE"})
    @Tag("long")
    void neverStepsFromGarbageForLong(String profile) {
        fuzz(profile, 10_000_000, 2);
    }

    private void fuzz(String profile, int streams, int seed) {
        Needs.tool("cc");
        Path program =
                LinkPipe.build(
                        folder, "link_fuzz", List.of("-DLOCKSPIKE_PROFILE=LOCKSPIKE_" + profile));
        Run.Result result = Run.of(program, streams, seed).within(Duration.ofMinutes(20)).result();
        System.out.print("link firmware, " + profile + ", fuzzed: " + result.out());
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }
}
