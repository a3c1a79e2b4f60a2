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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever comes to the board link in hardware, and however much: it answers what the plain boards
/// answer, does the rows that they do and no other, and a new session begins at any time.
class LinkHardwareTrafficTest {
    private static final long HASH = HexFormat.fromHexDigitsToLong("d8844906e1a079f2");
    private static final int BETWEEN_SESSIONS = 100;

    @TempDir Path folder;

    @BeforeEach
    void needVerilator() {
        Needs.tool("verilator");
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LITE"})
    void isRightInAnyTraffic(Profile profile) {
        isRight(profile, 20_000, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LITE"})
    @Tag("long")
    void isRightInAMillionFramesOfAnyTraffic(Profile profile) {
        isRight(profile, 1_000_000, 4);
    }

    private void isRight(Profile profile, int exchanges, long seed) {
        Path program = build(profile, Optional.empty());
        long rows = run(program, profile, exchanges, seed);
        System.out.printf(
                "link in hardware, %s: %,d frames of any kind, %,d steps, as the plain board%n",
                profile, exchanges, rows);
        assertThat(rows).isGreaterThan(exchanges / 4);
    }

    /// Else the tests above could not fail.
    @ParameterizedTest
    @EnumSource(names = "LITE_SEQUENCE_NOT_CHECKED")
    void seesAPlantedFault(LinkFault fault) throws IOException {
        assertThat(isFound(fault)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void seesEachPlantedFault(LinkFault fault) throws IOException {
        assertThat(isFound(fault)).isTrue();
    }

    private boolean isFound(LinkFault fault) throws IOException {
        Profile profile = LinkFault.of(Profile.LITE).contains(fault) ? Profile.LITE : Profile.FULL;
        Path planted = Files.createDirectories(folder.resolve("planted"));
        fault.plant(planted);
        Path program = build(profile, Optional.of(planted));
        try {
            run(program, profile, 20_000, 3);
            return false;
        } catch (AssertionError | UncheckedIOException wrong) {
            System.out.printf(
                    "link in hardware, %s: %s%n",
                    fault, wrong.getMessage().lines().findFirst().orElse(""));
            return true;
        }
    }

    /// The rows that were done.
    private static long run(Path program, Profile profile, int exchanges, long seed) {
        boolean hasRst = profile == Profile.FULL;
        var core = new LoggedCore(new ToyCore(hasRst), hasRst);
        Board plain = LinkSession.toy(profile, core, HASH);
        try (LinkPipe hardware = LinkPipe.start(program)) {
            Traffic traffic =
                    Traffic.to(new Twin(plain, core, hardware), profile, seed, (_, _) -> {});
            traffic.corners();
            for (int i = 0; i < exchanges; i += BETWEEN_SESSIONS) {
                traffic.any(BETWEEN_SESSIONS);
                assertThat(traffic.begins()).as("a new session is answered").isTrue();
            }
        }
        return core.rows;
    }

    /// The plain board and the hardware, to which the same happens.
    private record Twin(Board plain, LoggedCore core, LinkPipe hardware) implements Board {
        @Override
        public byte[] receive(byte[] bytes) {
            byte[] answer = plain.receive(bytes);
            LinkPipe.Seen seen = hardware.exchange(0, bytes);
            boolean same =
                    seen.sent().equals(Bytes.of(answer))
                            && seen.steps() == core.steps
                            && seen.digest() == core.digest;
            if (!same) {
                throw new AssertionError(
                        "to %s it says %s after %d steps, not %s after %d"
                                .formatted(
                                        Bytes.of(bytes),
                                        seen.sent(),
                                        seen.steps(),
                                        Bytes.of(answer),
                                        core.steps));
            }
            return answer;
        }

        @Override
        public void boot(int id) {
            plain.boot(id);
            hardware.reboot(0);
        }
    }

    /// @param planted a folder whose units stand for those of the same name
    private Path build(Profile profile, Optional<Path> planted) {
        Path bench = LinkPipe.MODEL.resolve("bench");
        List<Object> command = new ArrayList<>(List.of("verilator", "--cc", "--exe", "--build"));
        command.addAll(List.of("-O3", "-CFLAGS", "-O2", "-Wno-fatal", "-Wno-lint", "--no-timing"));
        command.addAll(List.of("--Mdir", "made", "-o", "link_rtl", "--top-module", "link_toy"));
        command.add("-GLITE=" + (profile == Profile.LITE ? 1 : 0));
        planted.ifPresent(units -> command.addAll(List.of("-y", units)));
        command.addAll(List.of("-y", LinkPipe.MODEL.resolve("rtl")));
        for (String file : List.of("link_rtl.cpp", "link_toy.v", "toy.v")) {
            command.add(bench.resolve(file));
        }
        Run.Result result =
                Run.of(command.toArray()).in(folder).within(Duration.ofMinutes(5)).result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return folder.resolve("made/link_rtl");
    }
}
