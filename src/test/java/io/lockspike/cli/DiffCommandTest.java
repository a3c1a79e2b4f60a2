package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `lif diff` prints, writes and ends with.
final class DiffCommandTest {
    private static final String NEURON =
            """
            lockspike: 1
            name: NAME
            neuron:
              rst: sync
              inputs: {x: s16}
              state: {v: s16 = 0}
              equations: |
                next: s16 sat = LEAK + x
                spike: u1 = next >= 1000
                v' = spike ? 0 : next
              outputs: [spike, v]
            """;

    @TempDir Path folder;

    @BeforeEach
    void writeSpecs() throws IOException {
        write("shift", "v - (v >> 4)");
        write("ceil", "shr(15 * v, 4, ceil)");
        write("floor", "shr(15 * v, 4, floor)");
        spec("hard", "o: u64 = a * a + b * b + 2 * (a * b)");
        spec("harder", "o: u64 = (a + b) * (a + b)");
    }

    private void write(String name, String leak) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"), NEURON.replace("NAME", name).replace("LEAK", leak));
    }

    private void spec(String name, String equation) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "lockspike: 1\nname: %s\nneuron:\n  inputs: {a: u31, b: u31}\n".formatted(name)
                        + "  equations: |\n    %s\n  outputs: [o]\n".formatted(equation));
    }

    private Lif diff(String left, String right, String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "diff";
        words[1] = folder.resolve(left + ".yaml").toString();
        words[2] = folder.resolve(right + ".yaml").toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Lif.run(words);
    }

    @Test
    void endsWith0WhereItProvesThemEqual() {
        Lif lif = diff("shift", "ceil");

        assertThat(lif.code()).as(lif.toString()).isEqualTo(0);
        assertThat(lif.out())
                .startsWith("EQUAL: shift [")
                .contains("proven    by induction; always v = v")
                .contains("assumed   rst is 1 in row 0, compared from row 1 on");
    }

    @Test
    void endsWith1AndWritesAStimulusThatRunsOnBoth() throws IOException {
        Path stimulus = folder.resolve("stimulus.csv");

        Lif lif = diff("shift", "floor", "-o", stimulus.toString());

        assertThat(lif.code()).as(lif.toString()).isEqualTo(1);
        assertThat(lif.out()).startsWith("DIFFERENT: shift [").contains("row 2: ");
        assertThat(Files.readAllLines(stimulus)).hasSize(5).element(1).isEqualTo("step,rst,x");
    }

    @Test
    void endsWith4WhereItDoesNotKnow() {
        Lif lif = diff("hard", "harder", "--timeout", "1");

        assertThat(lif.code()).as(lif.toString()).isEqualTo(4);
        assertThat(lif.out()).startsWith("UNKNOWN: hard [").contains("the time is over");
    }

    @Test
    void takesZ3WhereItIsAskedTo() {
        Needs.tool("z3");

        Lif lif = diff("shift", "floor", "--solver", "z3");

        assertThat(lif.code()).as(lif.toString()).isEqualTo(1);
    }
}
