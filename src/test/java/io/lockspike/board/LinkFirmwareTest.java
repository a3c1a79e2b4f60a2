package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The C link, under the sanitizers, byte for byte as the shared vectors have it.
class LinkFirmwareTest {
    private static final Path VECTORS = Path.of("test-vectors/link/v1");
    private static final List<String> TOY =
            List.of(
                    "-DPIPE_BOOT=0xB0070001u",
                    "-DLOCKSPIKE_BUILD=0x20260001u",
                    "-DLOCKSPIKE_CLOCK_HZ=12000000u");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"FULL, frames-full", "LITE, frames-lite"})
    void understandsEachFrame(String profile, String vectors) throws IOException {
        Path program =
                LinkPipe.build(
                        folder, "link_frames", List.of("-DLOCKSPIKE_PROFILE=LOCKSPIKE_" + profile));
        String frames = Files.readString(VECTORS.resolve(vectors + ".txt"));

        Run.Result result = Run.of(program).reading(frames).result();

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "%d good, %d to read, %d bad, 0 wrong\n"
                                .formatted(
                                        count(frames, "G "),
                                        count(frames, "R "),
                                        count(frames, "B ")));
    }

    private static long count(String frames, String kind) {
        return frames.lines().filter(line -> line.startsWith(kind)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "full, FULL -DLOCKSPIKE_CREDITS=4 -DPIPE_CLOCKS=1",
        "small, FULL -DLOCKSPIKE_CREDITS=1 -DLOCKSPIKE_BODY=64 -DLOCKSPIKE_NO_STATE",
        "stuck, FULL -DLOCKSPIKE_CREDITS=2 -DPIPE_STUCK=1 -DPIPE_NO_READ",
        "lite, LITE",
        "lite-wrap, LITE",
    })
    void answersEachSession(String name, String options) throws IOException {
        List<String> all = new ArrayList<>(TOY);
        all.addAll(List.of(("-DLOCKSPIKE_PROFILE=LOCKSPIKE_" + options).split(" ", -1)));
        List<String> lines = Files.readAllLines(VECTORS.resolve("session-" + name + ".txt"));
        int exchanges = 0;
        try (LinkPipe board = LinkPipe.start(LinkPipe.buildToy(folder, all))) {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                byte[] bytes =
                        words[1].equals("0") ? new byte[0] : HexFormat.of().parseHex(words[2]);
                if (words[0].equals("H")) {
                    sent = board.exchange(exchanges, bytes).sent().toArray();
                } else {
                    assertThat(HexFormat.of().formatHex(sent))
                            .as("exchange %d of %s", exchanges, name)
                            .isEqualTo(HexFormat.of().formatHex(bytes));
                    exchanges++;
                }
            }
        }
        assertThat(exchanges).isEqualTo(lines.size() / 2).isGreaterThan(5);
    }

    private byte[] sent;

    @Test
    void makesItsPinsQuietWhenNobodySpeaks() {
        Path program = LinkPipe.buildToy(folder, List.of("-DLOCKSPIKE_PROFILE=LOCKSPIKE_FULL"));
        byte[] hello =
                HexFormat.of().parseHex("0002110204050110555e01010101010101030101010187d9ecb78d00");
        try (LinkPipe board = LinkPipe.start(program)) {
            assertThat(board.exchange(1000, hello).sent().toArray()).isNotEmpty();
            assertThat(board.exchange(2999, new byte[0]).quiets()).isZero();
            assertThat(board.exchange(3000, new byte[] {0, 1, 2, 3, 0}).quiets()).isOne();
            assertThat(board.exchange(9000, new byte[0]).quiets()).isOne();
            LinkPipe.Seen again = board.exchange(9500, hello);
            assertThat(again.resets()).as("it keeps its session").isEqualTo(2);
            assertThat(board.exchange(11_499, new byte[0]).quiets()).isOne();
            assertThat(board.exchange(11_500, new byte[0]).quiets()).isEqualTo(2);
        }
    }
}
