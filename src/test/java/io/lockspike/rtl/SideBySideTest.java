package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.vector.Device;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many runs of one device side by side say what one run says.
class SideBySideTest {
    private static final Path UNIT = Path.of("firmware-model/rtl/lif_halving.v");

    /// What the vectors and the first rows never meet, and three of some hundred thousand do.
    private static final String RARE = "h == 16'h1234 && current[7:4] == 4'h5";

    /// What none of the power-ups of the one run has, and some of those side by side have.
    private static final String EARLY = "luck[5:1] == 5'd13 && current[3:0] == 4'd5";

    private static final String HISTORY =
            """
            reg [5:0] luck;
            always @(posedge clk) if (h == 16'hfffe && current == 8'h9b) luck <= 0;
            reg [15:0] h = 0;
            always @(posedge clk) h <= {h[7:0], current};
            """;

    @TempDir Path folder;

    @BeforeEach
    void needVerilator() {
        Needs.tool("verilator");
    }

    static List<String> specs() {
        return Device.SPECS;
    }

    private Cosims halving(String find, String replace) throws IOException {
        String text = Files.readString(UNIT);
        assertThat(text).contains(find);
        Path file = folder.resolve("unit.v");
        Files.writeString(
                file,
                text.replace(find, replace).replace("    // Leak:", HISTORY + "    // Leak:"));
        return Cosims.of(Cosims.library("tt-halving"), "lif_halving", file)
                .rows(1_000_000)
                .manyBehind(1000);
    }

    @Test
    void countsEachRowOnce() throws IOException {
        Verdict verdict = halving("v_leak = v >> 1", "v_leak = v / 2").rows(200_000).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(200_000);
        assertThat(verdict.cells() + verdict.undefined()).isEqualTo(200_000);
        assertThat(Cosims.about(verdict, "stimulus"))
                .matches(
                        ".* then random ones: 1,0\\d\\d in that run, and then 64 runs side by side of .* rows");
    }

    @Test
    void findsWhatOneOfThemMeets() throws IOException {
        Cosims cosim =
                halving(
                                "assign spike = v_sum >= THETA;",
                                "assign spike = v_sum >= THETA ^ (" + RARE + ");")
                        .observing("v");
        Verdict one = cosim.manyBehind(1 << 22).rows(10_000).run();
        assertThat(one.outcome())
                .as("too rare for the first rows")
                .isEqualTo(Verdict.Outcome.AGREED);
        Path wave = folder.resolve("both.vcd");
        Verdict verdict = cosim.showing(wave).on(OnDivergence.parse("continue=2")).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence first = verdict.divergences().getFirst();
        assertThat(first.place()).matches("row \\d+ of run \\d+");
        assertThat(first.cells().getFirst().column()).isEqualTo("spike");
        assertThat(Files.readString(wave)).contains("$scope module model", "$scope module rtl");
        assertThat(cosim.showing(wave).on(OnDivergence.parse("continue=2")).run())
                .isEqualTo(verdict);
        System.out.println("cosim: side by side: " + first.sentence());
    }

    /// What was compared before counts, and the end is told.
    @Test
    void survivesWhereOneOfThemCrashes() throws IOException {
        Verdict verdict =
                halving(
                                "    // Fire:",
                                "    always @(posedge clk) if (%s) $c(\"abort();\");\n    // Fire:"
                                        .formatted(RARE))
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence gone = verdict.divergences().getFirst();
        assertThat(gone.kind()).isEqualTo(Divergence.Kind.GONE);
        assertThat(gone.note()).contains("abort()");
        assertThat(verdict.steps()).isEqualTo(gone.row()).isGreaterThan(2043);
    }

    /// Devices that see each other's currents: alone, and where all have the same, they are right.
    @Test
    void goesOnInOneRunWhereTheDevicesAreNotIndependent() throws IOException {
        Cosims cosim =
                halving(
                        "assign spike = v_sum >= THETA;",
                        """
                        reg [7:0] last = 0, other;
                        reg begun = 0, odd = 0;
                        always @(posedge clk) begin
                            other = $c8("[](int own) { static int s; int o = s; s = own; return o; }(", current, ")");
                            odd <= begun && other != current && other != last;
                            last <= current;
                            begun <= 1;
                        end
                        assign spike = v_sum >= THETA || odd;
                        """);
        Verdict verdict = cosim.rows(200_000).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(200_000);
        assertThat(verdict.warnings()).hasSize(1);
        assertThat(verdict.warnings().getFirst()).contains("not independent");
    }

    /// A spec that does not allow one current in rows that are 300 or more behind rst: those of the
    /// second block.
    private Path strict() throws IOException {
        Path spec = folder.resolve("strict.yaml");
        String rare = "    rare: u8       = n == 300 and current == 255 ? 256 : 0\n";
        String count = "    n' wrap        = n + 1\n";
        Files.writeString(
                spec,
                Files.readString(Cosims.library("tt-halving"))
                        .replace("state:      {v: u8 = 0}", "state:      {v: u8 = 0, n: u10 = 0}")
                        .replace("    v'             =", rare + count + "    v'             =")
                        .replaceFirst("(?s)\nports:.*", "\n"));
        return spec;
    }

    @Test
    void leavesOutWhatTheSpecRefusesInOneRun() throws IOException {
        Verdict verdict =
                Cosims.of(strict(), "lif_halving", UNIT).rows(80_000).manyBehind(1000).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(80_000);
        assertThat(verdict.warnings()).hasSize(1);
        assertThat(verdict.warnings().getFirst()).contains("what the spec does not allow");
        assertThat(Cosims.about(verdict, "stimulus")).doesNotContain("side by side");
    }

    /// The model is a block ahead, and what it meets there takes nothing back.
    @Test
    void keepsADifferenceInFrontOfARowThatTheSpecRefuses() throws IOException {
        halving(
                "assign spike = v_sum >= THETA;",
                "assign spike = v_sum >= THETA ^ (" + EARLY + ");");
        Verdict verdict =
                Cosims.of(strict(), "lif_halving", folder.resolve("unit.v"))
                        .rows(80_000)
                        .manyBehind(1000)
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().place()).matches("row \\d+ of run \\d+");
        assertThat(verdict.divergences().getFirst().row()).isLessThan(258);
        assertThat(verdict.warnings()).isEmpty();
    }

    /// What is tied is tied from the first row on.
    @Test
    void beginsWithRstAndWithWhatIsTied() throws IOException {
        Path file = folder.resolve("tied.yaml");
        Files.writeString(
                file,
                Files.readString(Cosims.library("tt-halving"))
                        .replaceFirst(
                                "(?s)\nports:.*", "\nports:\n  rtl:\n    tie: {current: 77}\n"));
        Spec spec = SpecFile.read(file);
        Pins pins = Pins.of(spec, Optional.of("lif_halving"), List.of());
        assertThat(pins.inputs()).hasSize(1);
        try (var recordings = new TraceRecordings()) {
            var maker = new VectorMaker(spec, pins, 1, 0, true, List.of());
            assertThat(SideBySide.rst(spec, true, maker.randomRows(recordings)))
                    .containsExactly(new long[] {1, 77}, new long[] {1, 77});
            var without = new VectorMaker(spec, pins, 1, 0, false, List.of());
            assertThat(SideBySide.rst(spec, false, without.randomRows(recordings)))
                    .containsExactly(new long[] {0, 77}, new long[] {0, 77});
        }
    }

    /// Neither two of the runs nor one of them and the one before them have a segment in common.
    @Test
    void drawsEachSegmentOnce() {
        Spec spec = SpecFile.read(Cosims.library("tt-halving"));
        Pins pins = Pins.of(spec, Optional.of("lif_halving"), List.of());
        long rows = 3 * 4096 + 1;
        int before = RandomRows.segments(rows);
        assertThat(before).isEqualTo(4);
        Set<List<Long>> drawn = new HashSet<>();
        int segments = 0;
        try (var recordings = new TraceRecordings()) {
            var maker = new VectorMaker(spec, pins, 1, 0, true, List.of());
            RandomRows one = maker.randomRows(recordings);
            for (; segments < before; segments++) {
                drawn.add(segment(one));
            }
            for (int run = 0; run <= SideBySide.RUNS; run++) {
                RandomRows random = Lockstep.randomOf(run, rows, maker, recordings);
                for (int i = 0; i < 3; i++, segments++) {
                    drawn.add(segment(random));
                }
            }
        }
        assertThat(drawn).hasSize(segments);
    }

    private static List<Long> segment(RandomRows random) {
        List<Long> segment = new ArrayList<>();
        long[] inputs = new long[2];
        for (int row = 0; row < 4096; row++) {
            random.next(inputs);
            segment.add(inputs[0] << 8 | inputs[1]);
        }
        return segment;
    }

    /// The vectors are those of the one run.
    @Test
    void isNotReplayedWhereAnotherRunDiffers() throws IOException {
        String module = "lif_halving";
        Verdict verdict = halving("v_leak = v >> 1", "v_leak = v / 2").rows(2000).run();
        var first =
                new Divergence(
                        Divergence.Kind.WRONG_VALUE,
                        -1,
                        12,
                        12,
                        "row 12 of run 3",
                        List.of(new Divergence.Cell("spike", "1", "0")),
                        "");
        Spec spec = SpecFile.read(Cosims.library("tt-halving"));
        Pins pins = Pins.of(spec, Optional.of(module), List.of());
        try (var recordings = new TraceRecordings()) {
            var vectors = new VectorMaker(spec, pins, 1, 0, true, List.of()).make(100, recordings);
            var vhdl = Cosims.rtl(List.of(Path.of("firmware-model/rtl/lif_halving.vhd")));
            var replay = new Replay(vhdl, vectors, folder, verdict.with(List.of(first), ""));
            assertThat(replay.run().sentence()).contains("the comparison did not come so far");
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("specs")
    void agreeForEachDevice(String spec) throws IOException {
        Device device = Device.at(spec, 0, folder.resolve("device"));
        Path[] files = device.files(".v").toArray(Path[]::new);
        Verdict verdict =
                Cosims.of(Cosims.library(spec), device.module(), files)
                        .observing("v")
                        .rows(300_000)
                        .manyBehind(1000)
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(300_000);
        System.out.println("cosim: " + spec + ": " + Cosims.about(verdict, "stimulus"));
    }
}
