package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lif check` of commits that somebody wrote down by hand.
class CommitsCommandTest {
    @TempDir Path folder;

    private static final String LAYER =
            """
            lockspike: 1
            neuron:
              rst:        %s
              inputs:     {current: s8}
              membrane:   {v: s8 = 0}
              leak:       {shift: 2, rounding: floor}
              fire:       {threshold: 100}
              refractory: {steps: 1}
              replicate:  3
            """;

    private static final String COMMITS =
            """
            step,neuron,v_before,v_after,input,spike,saturated,refractory
            0,2,0,9,9,0,0,0
            0,0,0,50,50,0,0,0
            1,2,9,7,0,0,0,0
            1,0,50,0,100,1,1,0
            2,0,0,0,100,0,0,1
            0,0,0,-128,-128,0,0,0
            """;

    private Path spec;

    @BeforeEach
    void writesASpec() throws IOException {
        spec = Files.writeString(folder.resolve("lif.yaml"), LAYER.formatted("async"));
    }

    private Lif check(String commits) throws IOException {
        Path log = Files.writeString(folder.resolve("commits.csv"), commits);
        return Lif.run("check", spec.toString(), log.toString());
    }

    @Test
    void agreesNeuronByNeuron() throws IOException {
        Lif verdict = check(COMMITS);

        assertThat(verdict.code()).as(verdict.out() + verdict.err()).isZero();
        assertThat(verdict.out())
                .startsWith("AGREED")
                .contains("6 steps, level step", "where step is 0 again: 1 time");
    }

    @Test
    void namesStepAndNeuron() throws IOException {
        assertThat(check(COMMITS.replace("1,2,9,7", "1,2,9,6")).out())
                .contains("step 1, neuron 2 (line 4): v_after is 6, the model says 7");
        assertThat(check(COMMITS.replace("100,1,1,0", "100,1,0,0")).out())
                .contains("step 1, neuron 0 (line 5): saturated is 0, the model says 1");
        assertThat(check(COMMITS.replace("100,0,0,1", "100,0,0,0")).out())
                .contains("step 2, neuron 0 (line 6): refractory is 0, the model says 1");
        assertThat(check(COMMITS.replace("1,2,9,7,0,0,0,0\n", "2,2,9,7,0,0,0,0\n")).out())
                .contains("neuron 2 (line 4): step is 2, the model says 1");
    }

    @Test
    void takesNoStepForTheFirstWhereThereIsNoRst() throws IOException {
        Files.writeString(spec, LAYER.formatted("none"));

        assertThat(check(COMMITS).out())
                .contains("neuron 0 (line 7)", "step is 0, the model says 3");
    }

    @Test
    void saysWhichInputIsMissing() throws IOException {
        Lif refused = check("step,v_before,v_after\n0,0,0\n");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("no column for the input 'current', and none called 'input'");
    }

    @Test
    void leavesNamesOfTheSpecToTheSpec() throws IOException {
        Files.writeString(
                spec,
                """
                lockspike: 1
                neuron:
                  inputs:    {step: u8}
                  state:     {v: u8 = 0}
                  equations: |
                    v_before: u8 = v
                    v_after:  u8 wrap = v + step
                    v' = v_after
                """);

        Lif verdict = check("step,v_before,v_after\n5,0,5\n1,5,6\n");

        assertThat(verdict.out()).startsWith("AGREED").contains("level cycle");
    }

    @Test
    void refusesWhatGoesOnBetweenCommits() throws IOException {
        Files.writeString(
                spec,
                LAYER.formatted("async")
                                .replace("{current: s8}", "{current: s8, en: u1}\n  enable: en")
                                .replace("rounding: floor", "rounding: stochastic, random: noise")
                        + "  lfsr: {noise: {width: 8, taps: [8, 6, 5, 4], seed: 1}}\n");

        Lif refused = check(COMMITS);

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("an lfsr goes on while 'en' is 0");
    }
}
