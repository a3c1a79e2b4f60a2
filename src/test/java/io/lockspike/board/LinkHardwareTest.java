package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hardware of the board link, byte by byte, against the shared sessions and the plain boards.
class LinkHardwareTest {
    private static final Path HERE = Path.of("firmware-model").toAbsolutePath();
    private static final Path VECTORS = Path.of("test-vectors/link/v1").toAbsolutePath();
    private static final String FULL = "BODY=600 CREDITS=4 STATE_BYTES=2 CLOCKS=1 CELLS=1";
    private static final long HASH = HexFormat.fromHexDigitsToLong("d8844906e1a079f2");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "full, 126, " + FULL,
        "small, 15, BODY=64 CREDITS=1 STATE_BYTES=0 CLOCKS=0 CELLS=0",
        "stuck, 3, BODY=600 CREDITS=2 STATE_BYTES=2 CLOCKS=0 CELLS=0",
        "lite, 25, LITE=1",
        "lite-wrap, 256, LITE=1",
    })
    void answersTheSharedSessionsByteForByte(String name, int steps, String parameters) {
        Path session = VECTORS.resolve("session-" + name + ".txt");
        String said = run(program(Map.of(), parameters), session);

        System.out.printf("link in hardware, session %s: %s", name, said);
        assertThat(said).endsWith(" exchanges, %d steps, 0 errors\n".formatted(steps));
    }

    @Test
    void answersWhatThePlainBoardAnswersToAnything() throws IOException {
        assertThat(same(500, 1)).isPositive();
    }

    /// A fault planted in a unit: what stands there, and what stands there instead.
    private enum Planted {
        SEQUENCE_NOT_CHECKED("judge", "sequence_i == expected_i && step_i", "step_i"),
        STEP_NOT_CHECKED(
                "judge",
                "sequence_i == expected_i && step_i == own_step_i",
                "sequence_i == expected_i"),
        SESSION_NOT_CHECKED("judge", "|| (type_i != HELLO && !mine)", ""),
        FLAGS_NOT_CHECKED("judge", "wire flagged  = ", "wire flagged  = 1'b0 && "),
        ONE_REPLY_TOO_MANY("judge", "behind <= kept_i", "behind <= kept_i + 16'd1"),
        SAME_HELLO_BEGINS_ANEW("judge", "mine ? V_HELLO : V_BEGIN", "V_BEGIN"),
        STEP_OF_A_KEPT_REPLY_NOT_CHECKED("session", "if (same_q && same)", "if (1'b1)"),
        COUNTER_COUNTS_FRAMES("session", "{16'd0, count_i} : 32'd0", "32'd1 : 32'd0"),
        NAK_FOR_EACH("session", "naked_q ? LISTEN : SEND", "SEND"),
        NAK_ONLY_ONCE("session", "naked_q        <= 1'b0;\n                    again_q", "again_q"),
        OLD_REPLIES_IN_A_NEW_SESSION(
                "session", "kept_q         <= 16'd0;\n                    naked_q", "naked_q"),
        SLOTS_OFF("full", "CREDITS[15:0] - 16'd1)", "CREDITS[15:0] - 16'd2)"),
        CHECK_NOT_CHECKED("frame_rx", "(&marks) && seen == check", "&marks"),
        LENGTH_NOT_CHECKED("receive", "length_o == {6'd0, count_q - 10'd16}", "1'b1"),
        DIGEST_OF_ALL_ROWS("rows", "crc_q                  <= 32'hFFFFFFFF;", ""),
        ROOM_FOR_ONE_MORE("fit", "made <= {2'd0, room_i}", "made <= {2'd0, room_i} + 12'd4"),
        CELL_PAST_THE_END("cells", "behind > {1'b0, cells_i}", "behind > {1'b0, cells_i} + 33'd1");

        private final String unit;
        private final String right;
        private final String wrong;

        Planted(String unit, String right, String wrong) {
            this.unit = "lockspike_" + unit;
            this.right = right;
            this.wrong = wrong;
        }
    }

    @Test
    void findsEachPlantedFault() throws IOException {
        Path session = traffic(new ToyCore(true), 60, 2);
        String shared = Files.readString(VECTORS.resolve("session-full.txt"));
        Files.writeString(session, shared + Files.readString(session));
        List<Planted> missed = new ArrayList<>();
        for (Planted fault : Planted.values()) {
            String text = Files.readString(HERE.resolve("rtl/" + fault.unit + ".v"));
            assertThat(text.split(Pattern.quote(fault.right), -1)).as(fault.name()).hasSize(2);
            Path file = folder.resolve(fault.unit + ".v");
            Files.writeString(file, text.replace(fault.right, fault.wrong));
            String said = run(program(Map.of(fault.unit, file), FULL), session);
            String summary = said.lines().reduce("", (_, line) -> line);
            System.out.printf("link in hardware, %s: %s%n", fault, summary);
            if (summary.endsWith(" 0 errors")) {
                missed.add(fault);
            }
        }
        assertThat(missed).isEmpty();
    }

    private int same(int exchanges, long seed) throws IOException {
        var core = new Counting(new ToyCore(true));
        Path session = traffic(core, exchanges, seed);
        String said = run(program(Map.of(), FULL), session);

        System.out.printf("link in hardware, anything, seed %d: %s", seed, said);
        assertThat(said)
                .endsWith(" exchanges, %d steps, 0 errors\n".formatted(core.rows))
                .hasLineCount(1);
        return core.rows;
    }

    private Path traffic(Core core, int exchanges, long seed) throws IOException {
        var board = new ReferenceBoard(LinkSession.full(HASH).facts, core, LinkSession.BOOT);
        Path file = folder.resolve("traffic-" + seed + ".txt");
        return Files.writeString(file, new LinkTraffic(board, seed).of(exchanges));
    }

    /// A bench with some units replaced, as a program.
    private Path program(Map<String, Path> changed, String parameters) {
        List<Object> command = new ArrayList<>(List.of(Needs.tool("iverilog"), "-g2001"));
        for (String parameter : parameters.split(" ", -1)) {
            command.add("-Psession." + parameter);
        }
        Path program = folder.resolve("session.vvp");
        command.addAll(List.of("-s", "session", "-o", program));
        command.add(HERE.resolve("bench/session.v"));
        command.add(HERE.resolve("bench/toy.v"));
        FpgaBoard.UNITS.stream()
                .filter(unit -> !changed.containsKey(unit))
                .forEach(unit -> command.add(HERE.resolve("rtl/" + unit + ".v")));
        changed.values().forEach(command::add);
        Run.Result result = Run.of(command.toArray()).result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return program;
    }

    private static String run(Path program, Path session) {
        Run.Result result =
                Run.of(Needs.tool("vvp"), "-n", program, "+session=" + session)
                        .within(Duration.ofMinutes(5))
                        .result();
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    /// Counts the rows that are done.
    private static final class Counting implements Core {
        private final Core core;
        private int rows;

        Counting(Core core) {
            this.core = core;
        }

        @Override
        public void powerUp() {
            core.powerUp();
        }

        @Override
        public int row(ByteBuffer in, ByteBuffer out) {
            int clocks = core.row(in, out);
            rows += clocks > 0 ? 1 : 0;
            return clocks;
        }

        @Override
        public void state(ByteBuffer out) {
            core.state(out);
        }

        @Override
        public int cells(int space) {
            return core.cells(space);
        }

        @Override
        public int cellBytes(int space) {
            return core.cellBytes(space);
        }

        @Override
        public void read(int space, int cell, ByteBuffer out) {
            core.read(space, cell, out);
        }

        @Override
        public void write(int space, int cell, ByteBuffer in) {
            core.write(space, cell, in);
        }
    }
}
