package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LITE"})
    void answersWhatThePlainBoardAnswersToAnything(Profile profile) throws IOException {
        LoggedCore core = logged(profile);
        Path session = folder.resolve("session.txt");
        Files.writeString(session, traffic(profile, core, 500, 1));
        String said = run(program(Map.of(), profile == Profile.LITE ? "LITE=1" : FULL), session);

        System.out.printf("link in hardware, anything, %s: %s", profile, said);
        assertThat(said)
                .endsWith(" exchanges, %d steps, 0 errors\n".formatted(core.rows))
                .hasLineCount(1);
        assertThat(core.rows).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LITE"})
    void findsEachPlantedFault(Profile profile) throws IOException {
        boolean lite = profile == Profile.LITE;
        // The traffic of lite begins before any RESET, so nothing may come first.
        String session =
                lite
                        ? traffic(profile, logged(profile), 400, 2)
                        : Files.readString(VECTORS.resolve("session-full.txt"))
                                + traffic(profile, logged(profile), 60, 2);
        Path file = Files.writeString(folder.resolve("session.txt"), session);
        assertThat(run(program(Map.of(), lite ? "LITE=1" : FULL), file)).endsWith(" 0 errors\n");
        List<LinkFault> missed = new ArrayList<>();
        for (LinkFault fault : LinkFault.of(profile)) {
            Path planted = fault.plant(folder);
            String said = run(program(Map.of(fault.unit(), planted), lite ? "LITE=1" : FULL), file);
            String summary = said.lines().reduce("", (_, line) -> line);
            System.out.printf("link in hardware, %s: %s%n", fault, summary);
            if (summary.endsWith(" 0 errors")) {
                missed.add(fault);
            }
        }
        assertThat(missed).isEmpty();
    }

    private static LoggedCore logged(Profile profile) {
        boolean hasRst = profile == Profile.FULL;
        return new LoggedCore(new ToyCore(hasRst), hasRst);
    }

    private static String traffic(Profile profile, Core core, int exchanges, long seed) {
        var text = new SessionText();
        Traffic traffic = Traffic.to(LinkSession.toy(profile, core, HASH), profile, seed, text);
        traffic.corners();
        traffic.any(exchanges);
        return text.toString();
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
        command.add(HERE.resolve("bench/link_toy.v"));
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
}
