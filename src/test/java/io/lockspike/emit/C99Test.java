package io.lockspike.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The C of a spec does what the interpreter does, in every output, state, wire and cell of every
/// row; gcc has nothing to say about it, and its sanitizer finds nothing undefined.
final class C99Test {
    @TempDir Path folder;

    @Test
    void doesWhatTheModelDoes() {
        compare("C, library", Cases.library(1000));
        compare("C, corners", Cases.corners(300));
        compare("C, family, one choice at a time", Cases.familyAlone(4, 400));
        compare("C, random specs", Cases.random(0, 300, 40));
    }

    @Test
    void doesInEveryStepOfTheFamilyWhatTheModelDoes() {
        compare("C, every step, one choice at a time", Cases.familyAloneEverything(4, 13));
        compare("C, every step, every two choices", Cases.familyInPairsEverything(3, 11));
    }

    @Test
    @Tag("long")
    void doesWhatTheModelDoesForManySpecs() {
        compare("C, family, every three", Cases.familyInThrees(4, 40));
        compare("C, many random specs", Cases.random(0, 2000, 40));
    }

    @Test
    void isNotWhatTheModelDoesWhereAShiftRoundsTowardZero() {
        Tally tally =
                Bench.run(
                        Cases.library(300),
                        folder,
                        Bench.C,
                        text -> text.replace("~(~lif_x >> lif_k)", "-(-lif_x >> lif_k)"));

        assertThat(tally.differences()).isNotEmpty();
    }

    /// What gcc compiled as C links with what it compiles as C++.
    @Test
    void isThereForCPlusPlus() throws IOException {
        C99 c = C99.of(Library.spec("tt-halving"), 0);
        Files.writeString(folder.resolve("tt_halving.h"), c.headerText());
        Files.writeString(folder.resolve("tt_halving.c"), c.sourceText());
        Files.writeString(
                folder.resolve("main.cpp"),
                """
                #include "tt_halving.h"
                int main() {
                    tt_halving_state s;
                    tt_halving_inputs in = {1, 255};
                    tt_halving_outputs out = {0};
                    tt_halving_start(&s);
                    tt_halving_row(&s, &in, &out);
                    return out.spike;
                }
                """);
        Path gcc = Needs.tool("gcc");
        for (List<Object> command :
                List.<List<Object>>of(
                        List.of(gcc, "-std=c99", "-Werror", "-Wall", "-c", "tt_halving.c"),
                        List.of(gcc, "-Werror", "-Wall", "-c", "-x", "c++", "main.cpp"),
                        List.of(gcc, "-o", "main", "main.o", "tt_halving.o"))) {
            Run.Result result = Run.of(command.toArray()).in(folder).result();
            assertThat(result.code()).as(result.err()).isZero();
        }
        assertThat(Run.of(folder.resolve("main")).result().code()).isEqualTo(1);
    }

    @Test
    void refusesWhatCHasNoIntegersFor() {
        Spec spec =
                Cases.parse(
                        """
                        lockspike: 1
                        name: wide
                        neuron:
                          rst: none
                          inputs: {a: s64}
                          equations: |
                            w: s8 wrap = a * a * a
                          outputs: [w]
                        """);

        assertThatThrownBy(() -> C99.of(spec, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("C has no integers of more than 128 bits");
    }

    @Test
    void readsAsAProgrammerWouldWriteIt() {
        assertThat(C99.of(Library.spec("tt-halving"), 0).sourceText())
                .contains(
                        """
                            /* next: u8 wrap = (v >> 1) + current */
                            w->next = (uint8_t)((((int32_t)s->v >> 1) + (int32_t)in->current) & 255);
                            /* spike: u1 = next >= theta */
                            w->spike = (uint8_t)((int32_t)w->next >= theta);
                        """);
    }

    private void compare(String title, List<Case> cases) {
        Tally tally = Bench.run(cases, folder, Bench.C, text -> text);
        tally.report(title);
        assertThat(tally.designs()).isEqualTo(cases.size());
    }
}
