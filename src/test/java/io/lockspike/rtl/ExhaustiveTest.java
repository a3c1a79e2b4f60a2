package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every input in every state.
class ExhaustiveTest {
    private static final Path UNIT = Path.of("firmware-model/rtl/lif_halving.v");
    private static final long ENOUGH = 100_000_000;

    /// Three currents in a row, each one more than the one before it, and in a sequence of its own.
    private static final String SEQUENCE =
            """
            reg [1:0] h;
            always @(posedge clk or posedge rst)
                if (rst) h <= 0; else h <= current == 8'd17 + {6'd0, h} ? h + 1 : 0;
            """;

    @TempDir Path folder;

    @BeforeEach
    void needVerilator() {
        Needs.tool("verilator");
    }

    private Cosims halving(String more, String spike) throws IOException {
        String text = Files.readString(UNIT);
        String assigned = "assign spike = v_sum >= THETA;";
        assertThat(text).contains(assigned);
        Path file = folder.resolve("unit.v");
        Files.writeString(
                file, text.replace(assigned, more + "assign spike = v_sum >= THETA" + spike + ";"));
        return Cosims.of(Cosims.library("tt-halving"), "lif_halving", file)
                .observing("v")
                .rows(ENOUGH)
                .everywhere();
    }

    /// The membrane takes 200 values, and in each the device has 2 × 256 inputs. Each of the four
    /// power-ups has states of its own, for something in the device never changes.
    @Test
    void agreesInEveryState() throws IOException {
        Verdict verdict = halving("", "").run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(Cosims.about(verdict, "exhaustive"))
                .matches("every state and input: (200|400|600|800) states × 512 inputs");
        assertThat(verdict.steps()).isGreaterThanOrEqualTo(200 * 512);
    }

    /// One input in one state is wrong, and no vector and few random rows are that.
    @ParameterizedTest
    @CsvSource({"123, 45, 4", "7, 201, 3", "199, 0, 3"})
    void findsTheOnePlace(int v, int current, int longest) throws IOException {
        Verdict verdict =
                halving("", " ^ (v == %d && current == %d && !rst)".formatted(v, current)).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence first = verdict.divergences().getFirst();
        assertThat(first.cells().getFirst().column()).isEqualTo("spike");
        assertThat(first.row()).isLessThanOrEqualTo(longest);
        System.out.println("cosim: exhaustive: " + first.sentence());
    }

    /// Random rows do not meet the sequence in as many rows.
    @Test
    void findsWhatOnlyASequenceShows() throws IOException {
        Cosims cosim = halving(SEQUENCE, " || h == 3");
        Verdict verdict = cosim.run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        // Two rows with rst, three of the sequence, and the one that shows it.
        assertThat(Cosims.plain(verdict.divergences().getFirst()))
                .isEqualTo("step 5: spike is 1, the model says 0");
        Verdict random = halving(SEQUENCE, " || h == 3").atRandom().rows(verdict.steps()).run();
        assertThat(random.outcome()).isEqualTo(Verdict.Outcome.AGREED);
    }

    @Test
    void saysWhereItStopped() throws IOException {
        Verdict verdict = halving("", "").rows(10_000).run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PARTIAL);
        assertThat(verdict.partial()).startsWith("stopped after 10,000 rows: ");
        assertThat(Cosims.about(verdict, "exhaustive")).doesNotContain("every state");
    }

    @Test
    void survivesACrash() throws IOException {
        Verdict verdict =
                halving(SEQUENCE + "always @(posedge clk) if (h == 3) $c(\"abort();\");\n", "")
                        .run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        Divergence gone = verdict.divergences().getFirst();
        assertThat(gone.kind()).isEqualTo(Divergence.Kind.GONE);
        assertThat(gone.note()).contains("abort()");
        assertThat(verdict.steps()).isEqualTo(gone.row());
    }

    /// What C keeps is not gone back to.
    @Test
    void claimsNothingOfAStateThatItCannotGoBackTo() throws IOException {
        String counter =
                """
                reg late = 0;
                always @(posedge clk) late <= $c1("[]{ static int n; return ++n == 50000; }()");
                """;
        Verdict verdict = halving(counter, " || late").run();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PARTIAL);
        assertThat(verdict.partial()).contains("cannot be gone back to");
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        Path file = folder.resolve("lif.c");
        Files.writeString(file, "int step(int current) { return current > 9; }\n");
        var firmware =
                new Firmware(
                        List.of(file),
                        List.of(),
                        List.of(),
                        "spike = step(current)",
                        Optional.empty(),
                        false);
        assertThatThrownBy(() -> halving("", "").with(firmware).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the state of C cannot be gone back to");
        assertThatThrownBy(() ->
                        Cosims.of(Cosims.library("lif-subtract"), "lif_subtract", UNIT)
                                .everywhere()
                                .run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("bits together");
    }
}
