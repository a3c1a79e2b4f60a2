package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.emit.Verilog;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hand-written neuron equals what is emitted from its spec, for all inputs and all states:
/// yosys proves each register's next value and each output equal, given that all registers of the
/// same name are.
final class LifNeuronProofTest {
    private static final Pattern STATUS =
            Pattern.compile("(\\d+) are proven and (\\d+) are unproven");

    @TempDir Path folder;

    @Test
    void equalsWhatIsEmittedForOneChoiceAtATime() {
        prove(8);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = {12, 16})
    void equalsWhatIsEmittedAtOtherWidths(int bits) {
        prove(bits);
    }

    private void prove(int bits) {
        List<HandNeuron> neurons = provable(bits);
        List<Integer> unproven = unproven(neurons, ">= threshold_i", ">= threshold_i");
        System.out.printf(
                "hand-written neuron against emitted Verilog, %d bits: %d designs, %d not proven%n",
                bits, neurons.size(), (int) unproven.stream().filter(count -> count > 0).count());
        assertThat(neurons).hasSizeGreaterThan(100);
        for (int i = 0; i < neurons.size(); i++) {
            assertThat(unproven.get(i)).as(neurons.get(i).tried().title()).isZero();
        }
    }

    @Test
    void isNotProvenWhereTheHardwareIsWrong() {
        List<HandNeuron> neurons = provable(8);
        List<Integer> unproven = unproven(neurons, ">= threshold_i", "> threshold_i");
        int found = 0;
        for (int i = 0; i < neurons.size(); i++) {
            boolean compares = neurons.get(i).chosen().get("when").equals("\">=\"");
            found += unproven.get(i) > 0 ? 1 : 0;
            assertThat(unproven.get(i) > 0 && !compares)
                    .as(neurons.get(i).tried().title())
                    .isFalse();
        }
        // Some never come to their threshold.
        assertThat(found).isGreaterThan(100);
    }

    /// All but those with a source of random numbers, which stands outside of the hardware.
    private static List<HandNeuron> provable(int bits) {
        return LifNeuronTest.alone(bits, 0).stream().filter(n -> !n.has("noise")).toList();
    }

    /// How many cells of each are not proven equal.
    private List<Integer> unproven(List<HandNeuron> neurons, String was, String is) {
        List<String> units = new ArrayList<>();
        for (Path source : HandBench.sources()) {
            units.add(source.getFileName().toString());
            file(units.getLast(), HandBench.read(source).replace(was, is));
        }
        var script = new StringBuilder("read_verilog " + String.join(" ", units) + "\n");
        script.append("design -save units\n");
        for (int i = 0; i < neurons.size(); i++) {
            var spec = neurons.get(i).tried().spec();
            String gold = Verilog.moduleName(spec.name());
            file(i + ".v", Verilog.of(spec).text() + neurons.get(i).verilog("hand", List.of()));
            script.append(
                    """
                    design -load units
                    read_verilog %1$d.v
                    prep -flatten -top %2$s
                    design -stash gold
                    design -load units
                    read_verilog %1$d.v
                    prep -flatten -top hand
                    design -stash hand
                    design -copy-from gold -as gold %2$s
                    design -copy-from hand -as hand hand
                    equiv_make gold hand equal
                    hierarchy -top equal
                    async2sync
                    opt_clean
                    equiv_simple -undef
                    equiv_induct -undef
                    tee -q -o %1$d.txt equiv_status
                    """
                            .formatted(i, gold));
        }
        file("prove.ys", script.toString());
        Run.Result result =
                Run.of(Needs.tool("yosys"), "-q", "prove.ys")
                        .in(folder)
                        .within(Duration.ofMinutes(9))
                        .result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        List<Integer> unproven = new ArrayList<>();
        for (int i = 0; i < neurons.size(); i++) {
            unproven.add(unproven(HandBench.read(folder.resolve(i + ".txt"))));
        }
        return unproven;
    }

    private static int unproven(String status) {
        Matcher found = STATUS.matcher(status);
        assertThat(found.find()).as(status).isTrue();
        assertThat(Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(2)))
                .isGreaterThan(1);
        return Integer.parseInt(found.group(2));
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
