package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import io.lockspike.tool.BuildCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a verdict of co-simulation says, beside who is right.
class CosimTest {
    private static final Path UNIT = Path.of("firmware-model/rtl/lif_halving.v");

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
        Needs.tool("iverilog");
    }

    private Path wrong(String find, String replace) throws IOException {
        String text = Files.readString(UNIT);
        assertThat(text).contains(find);
        Path file = folder.resolve("wrong.v");
        Files.writeString(file, text.replace(find, replace));
        return file;
    }

    private static Cosims halving(Path file) {
        return Cosims.of(Cosims.library("tt-halving"), "lif_halving", file);
    }

    @Test
    void saysHowFarItWent() {
        Verdict verdict = halving(UNIT).rows(50_000).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isEqualTo(50_000);
        assertThat(verdict.cells() + verdict.undefined()).isEqualTo(50_000);
        assertThat(verdict.left()).containsExactly("v");
        assertThat(Cosims.about(verdict, "tools")).contains("Verilator 5.", "g++", "Icarus");
        assertThat(Cosims.about(verdict, "x")).contains("replayed in Icarus, none");
        assertThat(Cosims.about(verdict, "stimulus")).startsWith("seed 1: ");
    }

    /// Without its reset the membrane starts anywhere.
    @Test
    void saysThatARegisterIsNotInitialised() throws IOException {
        Verdict verdict = halving(wrong("if (rst) v <= {WIDTH{1'b0}};", "if (1'b0) v <= 0;")).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().note())
                .contains("depends on an uninitialised register: from another start spike is ");
    }

    /// For Verilator `no && !no` is 0, whatever `no` is; it is x.
    @Test
    void findsAnXInIcarusAlone() throws IOException {
        Path file =
                wrong(
                        "assign spike = v_sum >= THETA;",
                        "reg no; assign spike = v_sum >= THETA || (v_sum[0] && no && !no);");
        Verdict verdict = halving(file).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().place()).endsWith(" in Icarus");
    }

    /// The seed decides, and nothing else.
    @Test
    void repeatsItself() throws IOException {
        Path file = wrong("v >> 1", "(v + 8'd1) >> 1");
        Cosims cosim = halving(file).on(OnDivergence.parse("continue=5")).observing("v");
        assertThat(cosim.run()).isEqualTo(cosim.run());
    }

    @Test
    void looksInside() throws IOException {
        String spec = Files.readString(Cosims.library("tt-halving"));
        Path bound = folder.resolve("inside.yaml");
        Files.writeString(
                bound,
                spec.replaceFirst(
                        "(?s)\nports:.*",
                        "\nports:\n  rtl:\n    map: {dut.v_sum: next, spike: spike}\n"));
        Verdict right = Cosims.of(bound, "lif_halving", UNIT).run();
        assertThat(right.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(right.compared()).containsExactly("dut.v_sum", "spike");
        Path file = wrong("v_leak + current;", "v_leak + current + (v_leak == 8'd9);");
        Verdict wrong = Cosims.of(bound, "lif_halving", file).run();
        assertThat(wrong.divergences().getFirst().cells().getFirst().column())
                .isEqualTo("dut.v_sum");
    }

    @Test
    void drawsBothSides() throws IOException {
        Path file = folder.resolve("both.vcd");
        Verdict verdict = halving(wrong(">= THETA", "> THETA")).showing(file).run();
        Divergence first = verdict.divergences().getFirst();
        assertThat(Cosims.plain(first)).isEqualTo("step 3: spike is 0, the model says 1");
        assertThat(Files.readString(file)).contains("$scope module model", "$scope module rtl");
        Path fst = folder.resolve("both.fst");
        Run.Result read = Run.of(Needs.tool("vcd2fst"), file, fst).result();
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(Files.size(fst)).isPositive();
    }

    @Test
    void builtOnceIsNotBuiltAgain() {
        Cosims cosim = halving(UNIT).rows(0);
        cosim.run();
        Path cache = BuildCache.of("rtl", folder).folder();
        List<Path> before = list(cache);
        cosim.run();
        assertThat(list(cache)).isEqualTo(before);
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".so")).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A file whose name is relative to where the user is, for Verilator and for Icarus.
    @Test
    void findsAFileOfTheDevice() throws IOException {
        Path words = Files.writeString(folder.resolve("theta.mem"), "c8\n");
        Path here = Path.of("").toAbsolutePath().relativize(words.toAbsolutePath());
        String memory = "reg [7:0] theta [0:0]; initial $readmemh(\"%s\", theta);".formatted(here);
        Path file =
                wrong(
                        "assign spike = v_sum >= THETA;",
                        memory + " assign spike = v_sum >= theta[0];");
        Verdict right = halving(file).run();
        assertThat(right.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(right, "x")).startsWith("examined: ");
        Files.writeString(words, "xx\n");
        Verdict unknown = halving(file).run();
        assertThat(unknown.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    /// A text for a parameter.
    @Test
    void givesTheDeviceATextAsAParameter() throws IOException {
        Path file = wrong("parameter        WIDTH", "parameter HOW = \"no\", parameter WIDTH");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("assign spike =", "assign spike = HOW == \"halving\" &&"));
        var device =
                new Sources(
                        List.of(file),
                        List.of(),
                        List.of(),
                        Map.of("HOW", "\"halving\""),
                        Map.of(),
                        "work");
        Verdict given = halving(file).with(device).run();
        assertThat(given.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(given, "x")).startsWith("examined: ");
        assertThat(halving(file).run().outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    @Test
    void buildsAnewWhereAnIncludedHeaderHasChanged() throws IOException {
        Path file =
                wrong(
                        "assign spike = v_sum >= THETA;",
                        "import \"DPI-C\" function int theta(); assign spike = v_sum >= theta();");
        Path c = folder.resolve("theta of mine.c");
        Files.writeString(
                c, "#include \"theta.h\"\nextern \"C\" int theta(void) { return THETA; }\n");
        Path header = folder.resolve("theta.h");
        Files.writeString(header, "#define THETA 200\n");
        Cosims cosim = Cosims.of(Cosims.library("tt-halving"), "lif_halving", file, c);
        assertThat(cosim.run().outcome()).isEqualTo(Verdict.Outcome.AGREED);
        Files.writeString(header, "#define THETA 201\n");
        assertThat(cosim.run().outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    /// 3,000 rows without rst are more than the vectors have, and fewer than some of the rows for
    /// others have.
    @Test
    void saysWhichTrapsAreNotMet() throws IOException {
        String spec = Files.readString(Cosims.library("tt-halving"));
        Path counting = folder.resolve("counting.yaml");
        String far = "    far: u1        = n >= 3000\n    never: u1      = n >= 60000\n";
        Files.writeString(
                counting,
                spec.replace("state:      {v: u8 = 0}", "state:      {v: u8 = 0, n: u16 = 0}")
                        .replace(
                                "    v'             =",
                                far + "    n' wrap        = n + 1\n    v'             =")
                        .replaceFirst("(?s)\nports:.*", "\n"));
        Verdict few = Cosims.of(counting, "lif_halving", UNIT).rows(1500).run();
        Verdict more = Cosims.of(counting, "lif_halving", UNIT).rows(30_000).run();
        assertThat(Cosims.about(few, "stimulus"))
                .matches("seed 1: \\d+ rows of vectors \\(\\d+ of \\d+ traps met\\), .*");
        assertThat(Cosims.about(few, "not met")).contains("n >= 3000", "n >= 60000");
        assertThat(Cosims.about(more, "stimulus"))
                .matches(".*, [\\d,]+ rows for others \\(\\d+ met\\), .*");
        assertThat(Cosims.about(more, "not met"))
                .doesNotContain("n >= 3000")
                .contains("n >= 60000");
    }

    /// What GHDL says of its own translation is mended, and said.
    @Test
    void mendsWhatGhdlMistranslates() throws IOException {
        Needs.tool("ghdl");
        String text =
                Files.readString(
                        Path.of("src/test/resources/devices/vhdl-saturating/vhdl_saturating.vhd"));
        assertThat(text).contains("resize(v(7 downto 3), 8)");
        Path file = folder.resolve("vhdl_saturating.vhd");
        Files.writeString(file, text.replace("resize(v(7 downto 3), 8)", "shift_right(v, 3)"));
        Verdict verdict =
                Cosims.of(Cosims.library("vhdl-saturating"), "vhdl_saturating", file)
                        .observing("v")
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.warnings()).hasSize(1);
        assertThat(verdict.warnings().getFirst()).contains("mended");
        Files.writeString(file, text.replace("resize(v(7 downto 3), 8)", "v / 8"));
        Verdict divided =
                Cosims.of(Cosims.library("vhdl-saturating"), "vhdl_saturating", file)
                        .observing("v")
                        .run();
        assertThat(divided.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    /// GHDL's translation never resets this one; GHDL itself does, and the VHDL is what counts.
    @Test
    void knowsTheVhdlFromItsTranslation() throws IOException {
        Needs.tool("ghdl");
        Path spec = folder.resolve("sync.yaml");
        Files.writeString(
                spec,
                Files.readString(Cosims.library("tt-halving"))
                        .replaceFirst("rst: +async", "rst: sync")
                        .replaceFirst("(?s)\nports:.*", "\n"));
        String unit = Files.readString(Path.of("firmware-model/rtl/lif_halving.vhd"));
        Path file = folder.resolve("lif_halving.vhd");
        String edge = "if rst = '1' and rising_edge(clk) then";
        assertThat(unit).contains("if rst = '1' then");
        Files.writeString(file, unit.replace("if rst = '1' then", edge));
        Verdict right = Cosims.of(spec, "lif_halving", file).observing("v").run();
        assertThat(right.outcome()).isEqualTo(Verdict.Outcome.PARTIAL);
        assertThat(right.partial()).contains("translation to Verilog is not the VHDL");
        assertThat(right.warnings().getFirst()).contains("an edge beside another condition");
        Files.writeString(
                file, unit.replace("if rst = '1' then", edge).replace(">= THRES", "> THRES"));
        Verdict wrong = Cosims.of(spec, "lif_halving", file).observing("v").run();
        assertThat(wrong.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(wrong.divergences().getFirst().place()).endsWith(" in GHDL");
        assertThat(wrong.divergences().getFirst().cells().getFirst())
                .isEqualTo(new Divergence.Cell("spike", "0", "1"));
    }
}
