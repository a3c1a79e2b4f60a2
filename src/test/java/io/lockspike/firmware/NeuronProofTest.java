package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.support.Needs;
import java.nio.file.Path;
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
        assertThat(proven("one choice at a time", bits, all)).isEmpty();
    }

    /// Two choices may well make a spike that comes late or never: those covers are counted, not
    /// demanded.
    @Tag("long")
    @Test
    void isProvenForEveryTwoChoices() {
        List<HandNeuron> all = provable(LifNeuronTest.together(2, 8, 0));
        assertThat(proven("every two choices", 8, all, false)).isEmpty();
    }

    /// All but those with a source of random numbers, which stands outside of the hardware.
    private static List<HandNeuron> provable(List<HandNeuron> neurons) {
        return neurons.stream().filter(n -> !n.has("noise")).toList();
    }

    /// What the proofs of the designs with one kind of leak came to.
    private static final class Group {
        private final List<Double> seconds = new ArrayList<>();
        private int unknown;
        private int reached;
        private int never;
        private int open;

        void add(RtlVerdict verdict, double took) {
            seconds.add(took);
            switch (verdict) {
                case RtlVerdict.Proven proven -> {
                    for (RtlVerdict.Cover cover : proven.covers()) {
                        reached += cover.isReached() ? 1 : 0;
                        never += cover.never() ? 1 : 0;
                        open += cover.isOpen() ? 1 : 0;
                    }
                }
                case RtlVerdict.Unknown _ -> unknown++;
                case RtlVerdict.Refuted _ -> throw new AssertionError("it is right");
            }
        }

        String line(String leak) {
            return String.format(
                    Locale.ROOT,
                    "  %-9s %4d designs, %d unknown, %5.1f s each, at most %5.1f s, covers %d reached, %d never, %d open",
                    leak,
                    seconds.size(),
                    unknown,
                    seconds.stream().mapToDouble(s -> s).average().orElse(0),
                    seconds.stream().mapToDouble(s -> s).max().orElse(0),
                    reached,
                    never,
                    open);
        }
    }

    /// Those that are not proven; a refuted one fails at once.
    private List<String> proven(String title, int bits, List<HandNeuron> neurons) {
        return proven(title, bits, neurons, true);
    }

    /// @param reached whether each output must be proven to be, or never to be, 0 and 1
    private List<String> proven(String title, int bits, List<HandNeuron> neurons, boolean reached) {
        List<String> unknown = new ArrayList<>();
        Map<String, Group> groups = new TreeMap<>();
        for (int i = 0; i < neurons.size(); i++) {
            HandNeuron neuron = neurons.get(i);
            long start = System.nanoTime();
            RtlVerdict verdict = HandProof.of(neuron, folder).verdict();
            double took = (System.nanoTime() - start) / 1e9;
            assertThat(verdict)
                    .as(neuron.tried().title())
                    .isNotInstanceOf(RtlVerdict.Refuted.class);
            groups.computeIfAbsent(leak(neuron), _ -> new Group()).add(verdict, took);
            if (verdict instanceof RtlVerdict.Unknown open) {
                unknown.add(leak(neuron) + ": " + neuron.tried().title());
                System.out.println(
                        "  unknown: " + neuron.chosen() + ": " + open.reason() + " " + open.open());
            }
            if (verdict instanceof RtlVerdict.Proven all) {
                all.covers().stream()
                        .filter(RtlVerdict.Cover::isOpen)
                        .forEach(cover ->
                                System.out.println(
                                        "  open: " + cover.text() + " of " + neuron.chosen()));
                assertThat(all.covers())
                        .filteredOn(cover -> cover.text().contains(" = "))
                        .as(neuron.tried().title())
                        .isNotEmpty()
                        .noneMatch(cover -> reached && cover.isOpen());
            }
        }
        System.out.printf(
                "lif prove, hand-written neuron, %s, %d bits: %d designs, %d unknown%n",
                title, bits, neurons.size(), unknown.size());
        groups.forEach((leak, group) -> System.out.println(group.line(leak)));
        return unknown;
    }

    private static String leak(HandNeuron neuron) {
        return neuron.chosen().get("leak").replaceAll("[:, ].*", "");
    }
}
