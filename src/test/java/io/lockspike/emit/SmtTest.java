package io.lockspike.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The SMT-LIB of a spec says of each row what the interpreter says: every wire, output and next
/// value, proven from what is held before the row and its inputs.
final class SmtTest {
    @TempDir Path folder;

    @Test
    void saysOfARowWhatTheModelSays() {
        compare("SMT, library", Cases.library(60));
        compare("SMT, corners", Cases.corners(40));
        for (int bits = 4; bits <= 6; bits++) {
            compare(
                    "SMT, family, one choice at a time, %d bits".formatted(bits),
                    Cases.familyAlone(bits, 30));
        }
        Tally random = compare("SMT, random specs", Cases.random(0, 2000, 12));
        System.out.printf("SMT, random specs: %d rows stop where the model does%n", random.stops());
        assertThat(random.stops()).isPositive();
    }

    @ParameterizedTest(name = "{1} in place of {0}")
    @CsvSource({
        "bvashr, bvlshr",
        "(bvslt, (bvult",
        "sign_extend, zero_extend",
        "bvsub, bvadd",
        "sample () Bool (or, sample () Bool (and"
    })
    void saysSomethingElseWithAFaultInIt(String right, String wrong) {
        List<Case> cases = new ArrayList<>(Cases.corners(20));
        cases.addAll(Cases.familyAlone(4, 20));

        Tally tally = SmtBench.run(cases, text -> text.replace(right, wrong));

        System.out.printf(
                "SMT with %s in place of %s: %d differences%n",
                wrong, right, tally.differences().size());
        assertThat(tally.differences()).isNotEmpty();
    }

    @Test
    void isATextThatAnySolverReads() throws IOException {
        Path z3 = Needs.tool("z3");
        List<Case> cases = new ArrayList<>(Cases.library(1));
        cases.addAll(Cases.corners(1));
        for (Case one : cases) {
            Path file = folder.resolve("row.smt2");
            String text = Smt.of(one.spec(), one.lane()).text();
            Files.writeString(file, text + "(assert power-up)\n(check-sat)\n");
            assertThat(Run.of(z3, file).result().out())
                    .as(one.title() + "\n" + text)
                    .isEqualTo("sat\n");
        }
    }

    @Test
    void readsAsAPersonWouldWriteIt() {
        assertThat(Smt.of(Library.spec("tt-halving"), 0).text())
                .isEqualTo(
                        """
                        ; tt-halving [ed6b840f9f5bbdd1]: a row of time, written from its spec by lif.
                        ; v.before is what v held before the row, v is what the row shows,
                        ; v.next is what it holds after the row.
                        (set-option :produce-models true)
                        (set-logic QF_BV)

                        ; Inputs.
                        (declare-const rst (_ BitVec 1)) ; u1
                        (declare-const current (_ BitVec 8)) ; u8

                        ; What is held.
                        (declare-const v.before (_ BitVec 8))
                        (declare-const rst.before (_ BitVec 1))

                        ; Parameters.
                        (define-fun theta () (_ BitVec 8) (_ bv200 8))

                        ; The row begins.
                        (define-fun rst.loads () Bool (and (= rst #b1) (= rst.before #b0)))
                        (define-fun rst.next () (_ BitVec 1) rst)
                        (define-fun v () (_ BitVec 8) (ite rst.loads (_ bv0 8) v.before))

                        ; Wires: what the row shows.
                        ; next: u8 wrap = (v >> 1) + current
                        (define-fun next () (_ BitVec 8) ((_ extract 7 0) (bvadd ((_ zero_extend 2) ((_ extract 6 0) (bvlshr v (_ bv1 8)))) ((_ zero_extend 1) current))))
                        ; spike: u1 = next >= theta
                        (define-fun spike () (_ BitVec 1) (ite (bvuge next theta) #b1 #b0))

                        ; Rising edge.
                        (define-fun v.next () (_ BitVec 8) (ite (= rst #b1) (_ bv0 8) (ite (= spike (_ bv1 1)) (_ bv0 8) next)))

                        ; Assert this for the first row.
                        (define-fun power-up () Bool (and true (= rst.before #b1)))
                        """);
    }

    private static Tally compare(String title, List<Case> cases) {
        long start = System.nanoTime();
        Tally tally = SmtBench.run(cases, UnaryOperator.identity());
        double seconds = (System.nanoTime() - start) / 1e9;
        tally.report(String.format(Locale.ROOT, "%s, %.1f s", title, seconds));
        assertThat(tally.designs()).isEqualTo(cases.size());
        return tally;
    }
}
