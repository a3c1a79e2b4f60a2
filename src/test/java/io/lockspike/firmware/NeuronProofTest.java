package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Signal;
import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Proofs;
import io.lockspike.rtl.Prove;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.support.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The neuron that was written by hand is proven to do what its spec says, for all inputs and all
/// time, with rst and enable left free: `lif prove` on each choice of the family.
final class NeuronProofTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    @ParameterizedTest
    @CsvSource({"8, 12", "32, 40"})
    void isProvenForSomeChoices(int bits, int every) {
        List<HandNeuron> some = new ArrayList<>();
        List<HandNeuron> all = provable(LifNeuronTest.alone(bits, 0));
        for (int i = 0; i < all.size(); i += every) {
            some.add(all.get(i));
        }
        assertThat(proven("one choice at a time, some", bits, some)).isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 16, 24, 32})
    void isProvenForOneChoiceAtATime(int bits) {
        List<HandNeuron> all = provable(LifNeuronTest.alone(bits, 0));
        List<String> unknown = proven("one choice at a time", bits, all);
        // Only leaks that multiply may be unknown, and only above 16 bits.
        assertThat(unknown).allMatch(title -> bits > 16 && title.contains("decayed"));
    }

    @Tag("long")
    @Test
    void isProvenForEveryTwoChoices() {
        assertThat(proven("every two choices", 8, provable(LifNeuronTest.together(2, 8, 0))))
                .isEmpty();
    }

    /// All but those with a source of random numbers, which stands outside of the hardware.
    private static List<HandNeuron> provable(List<HandNeuron> neurons) {
        return neurons.stream().filter(n -> !n.has("noise")).toList();
    }

    /// Those that are not proven; a refuted one fails at once.
    private List<String> proven(String title, int bits, List<HandNeuron> neurons) {
        List<String> unknown = new ArrayList<>();
        Map<String, List<Double>> seconds = new TreeMap<>();
        for (int i = 0; i < neurons.size(); i++) {
            HandNeuron neuron = neurons.get(i);
            long start = System.nanoTime();
            Prove.Result result = prove(neuron, i, "", "");
            double took = (System.nanoTime() - start) / 1e9;
            assertThat(result.verdict())
                    .as(neuron.tried().title())
                    .isNotInstanceOf(RtlVerdict.Refuted.class);
            seconds.computeIfAbsent(leak(neuron), _ -> new ArrayList<>()).add(took);
            if (result.verdict() instanceof RtlVerdict.Unknown open) {
                unknown.add(leak(neuron) + ": " + neuron.tried().title());
                System.out.println(
                        "  unknown: " + neuron.chosen() + ": " + open.reason() + " " + open.open());
            }
        }
        System.out.printf(
                "lif prove, hand-written neuron, %s, %d bits: %d designs, %d unknown%n",
                title, bits, neurons.size(), unknown.size());
        seconds.forEach((leak, all) ->
                System.out.printf(
                        Locale.ROOT,
                        "  %-9s %4d designs, %5.1f s each, at most %5.1f s%n",
                        leak,
                        all.size(),
                        all.stream().mapToDouble(s -> s).average().orElse(0),
                        all.stream().mapToDouble(s -> s).max().orElse(0)));
        return unknown;
    }

    private static String leak(HandNeuron neuron) {
        return neuron.chosen().get("leak").replaceAll("[:, ].*", "");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    lif_fire.v       ~ >= threshold_i                ~ >  threshold_i
                    lif_narrow.v     ~ {!SIGNED, {                   ~ {1'b0, {
                    """)
    void isRefutedWhereAUnitIsWrong(String file, String was, String is) {
        HandNeuron neuron = LifNeuronTest.alone(8, 0).getFirst();
        Prove.Result result = prove(neuron, 0, was, is);
        assertThat(HandBench.read(HandBench.RTL.resolve(file))).contains(was);
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).isPresent();
    }

    /// @param was what is planted `is` in place of, in all units
    private Prove.Result prove(HandNeuron neuron, int number, String was, String is) {
        Path spec = folder.resolve("spec-" + number + ".yaml");
        file(spec, FamilyGenerator.spec(neuron.chosen(), neuron.bits(), neuron.signed()));
        List<Path> files = new ArrayList<>();
        for (Path source : HandBench.sources()) {
            Path copy = folder.resolve(source.getFileName());
            String text = HandBench.read(source);
            file(copy, was.isEmpty() ? text : text.replace(was, is));
            files.add(copy);
        }
        Path top = folder.resolve("hand-" + number + ".v");
        file(top, neuron.verilog("hand", List.of()));
        files.add(top);
        List<String> outputs =
                neuron.tried().spec().equations().outputs().stream().map(Signal::name).toList();
        String[] more =
                neuron.shown().stream()
                        .map(Signal::name)
                        .filter(name -> !outputs.contains(name))
                        .toArray(String[]::new);
        return Proofs.of(spec, "hand", files).observing(more).within(PATIENCE).run();
    }

    private static void file(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
