package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .contains(
                        "assumed   rst is 1 in row 0, where what it is still to load is not compared");
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

    @Test
    void saysTheSameAsJson() {
        Lif equal = diff("shift", "ceil", "--json");
        Lif different = diff("shift", "floor", "--json");
        Lif unknown = diff("hard", "harder", "--timeout", "1", "--json");

        assertThat(equal.code()).isEqualTo(0);
        assertThat(equal.out())
                .contains("\"schema\": \"lockspike-diff-1\"", "\"outcome\": \"equal\"")
                .contains("\"invariant\": [\n    \"v = v\"");
        assertThat(different.code()).isEqualTo(1);
        assertThat(different.out())
                .contains("\"outcome\": \"different\"", "\"exit_code\": 1", "\"row\": 2")
                .contains("\"left\": {\n        \"spike\": null,");
        assertThat(unknown.code()).isEqualTo(4);
        assertThat(unknown.out()).contains("\"reason\": \"the time is over\"");
    }

    @Test
    void takesOtherValuesForParameters() throws IOException {
        for (String name : List.of("fixed", "given")) {
            String threshold = name.equals("given") ? "theta" : "max(theta, 5)";
            Files.writeString(
                    folder.resolve(name + ".yaml"),
                    """
                    lockspike: 1
                    name: NAME
                    neuron:
                      inputs: {x: u8}
                      parameters: {theta: 3}
                      equations: |
                        o: u1 = x >= THRESHOLD
                      outputs: [o]
                    """
                            .replace("NAME", name)
                            .replace("THRESHOLD", threshold));
        }

        assertThat(diff("fixed", "given").code()).isEqualTo(1);
        assertThat(diff("fixed", "given", "--set", "theta=6").code()).isEqualTo(0);
    }

    @Test
    void showsWhichOneStops() throws IOException {
        spec("stops", "o: u31 = a + b");
        spec("wraps", "o: u31 wrap = a + b");

        Lif lif = diff("stops", "wraps");

        assertThat(lif.code()).as(lif.toString()).isEqualTo(1);
        assertThat(lif.out())
                .contains("row 0: the left one stops: ")
                .containsPattern("0 .* - +\\d+");
    }

    /// On a machine for which there is no Bitwuzla, and on whose path there is no z3.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "any      | this needs the program z3; this installs it: ",
                "z3       | this needs the program z3; this installs it: ",
                "bitwuzla | Bitwuzla comes for Linux on x86-64 only, this is Linux on riscv64; use --solver z3"
            })
    void endsWith3WhereThereIsNoSolver(String solver, String sentence) {
        List<Object> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java"));
        command.addAll(List.of("-Dos.name=Linux", "-Dos.arch=riscv64", "-cp"));
        String classes = System.getProperty("java.class.path");
        command.add(System.getProperty("surefire.test.class.path", classes));
        command.addAll(List.of("io.lockspike.cli.Main", "diff"));
        command.addAll(List.of(folder.resolve("shift.yaml"), folder.resolve("ceil.yaml")));
        if (!solver.equals("any")) {
            command.addAll(List.of("--solver", solver));
        }

        Run.Result result = Run.of(command.toArray()).with("PATH", "/nowhere").result();

        assertThat(result.err()).startsWith("lif: " + sentence);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(3);
    }
}
