package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The neuron of the NIR paper on its platforms: which rule each follows, and the specs that
/// reproduce what was recorded.
class NirExampleTest {
    private static final Path FOLDER = Path.of("examples/nir-lif");
    private static final double LSB = 20e-6;

    /// dt / tau, tau being a float of 2.5 ms in the graph.
    private static final double STEP = 0.0001 / 0.0025f;

    @TempDir Path folder;

    /// Input spike, membrane, output spike.
    private record Recorded(boolean in, double volts, boolean spike) {

        static List<Recorded> read(String file) throws IOException {
            return Files.readAllLines(FOLDER.resolve(file)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(c ->
                            new Recorded(
                                    c[0].equals("1"), Double.parseDouble(c[1]), c[2].equals("1")))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exact.csv, 460 510 710 760",
        "norse.csv, 460 510 710 760",
        "rockpool.csv, 450 500 710 760",
        "lava-cpu.csv, 461 511 711 761",
        "loihi.csv, 461 511 711 761"
    })
    void wasRecordedToFireAt(String file, String steps) throws IOException {
        List<Recorded> rows = Recorded.read(file);
        List<String> fired = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).spike()) {
                fired.add(Integer.toString(i));
            }
        }
        assertThat(rows).hasSize(1000);
        assertThat(fired).containsExactly(steps.split(" ", -1));
    }

    /// The closed form: an input holds a current of 1 for its step; a spike within a step resets v,
    /// which goes on charging for the rest of the step. The recording keeps within 3e-9 V of it.
    @Test
    void firesAsTheContinuousNeuronDoes() throws IOException {
        double v = 0;
        double worst = 0;
        for (Recorded row : Recorded.read("exact.csv")) {
            double target = row.in() ? 1 : 0;
            double after = target + (v - target) * Math.exp(-STEP);
            boolean fires = after > 0.1f;
            if (fires) {
                double crossing = Math.log((target - v) / (target - 0.1f));
                after = target - target * Math.exp(crossing - STEP);
            }
            assertThat(fires).isEqualTo(row.spike());
            worst = Math.max(worst, Math.abs(after - row.volts()));
            v = after;
        }
        System.out.printf("NIR: the closed form is within %.2g V of the exact recording%n", worst);
        assertThat(worst).isLessThan(3e-9);
    }

    /// Floating-point platforms by their rules, within the rounding of floats.
    @ParameterizedTest
    @CsvSource({"norse.csv, true, false", "rockpool.csv, false, true"})
    void followsTheRuleOfThePlatform(String file, boolean eulerDecay, boolean subtracts)
            throws IOException {
        double factor = eulerDecay ? 1 - STEP : Math.exp(-STEP);
        double v = 0;
        double worst = 0;
        for (Recorded row : Recorded.read(file)) {
            v = v * factor + (row.in() ? STEP : 0);
            boolean fires = v > 0.1;
            v = fires ? (subtracts ? v - 0.1 : 0) : v;
            assertThat(fires).isEqualTo(row.spike());
            worst = Math.max(worst, Math.abs(v - row.volts()));
        }
        System.out.printf("NIR: %s is within %.2g V of its rule%n", file, worst);
        assertThat(worst).isLessThan(4e-8);
    }

    /// In the row of a spike and after it the continuous neuron has charged for the rest of the
    /// step (at most 6.3 mV), which a neuron with a clock has not.
    @ParameterizedTest
    @CsvSource({
        "exact.yaml, exact.csv, 0.0005, 0.0063",
        "euler.yaml, norse.csv, 0.0005, 0.0005",
        "rockpool.yaml, rockpool.csv, 0.0005, 0.0005"
    })
    void staysNearTheRecordedMembrane(String spec, String file, double before, double after)
            throws IOException {
        Path out = folder.resolve("out.csv");
        Path trace = FOLDER.resolve(file);
        String in = "in=file:%s#in".formatted(trace);
        Lif lif =
                Lif.run(
                        "run",
                        FOLDER.resolve(spec).toString(),
                        "-i",
                        in,
                        "--no-rst",
                        "-n",
                        "1000",
                        "--seed",
                        "1",
                        "-o",
                        out.toString());
        assertThat(lif.code()).as(lif.err()).isZero();
        List<String> lines =
                Files.readAllLines(out).stream().filter(line -> !line.startsWith("#")).toList();
        int column = Arrays.asList(lines.getFirst().split(",", -1)).indexOf("v");
        List<Recorded> recorded = Recorded.read(file);
        boolean fired = false;
        double worst = 0;
        for (int i = 0; i + 1 < recorded.size(); i++) {
            fired |= recorded.get(i).spike();
            // What a step leaves stands in the row after it.
            double v = LSB * Long.parseLong(lines.get(i + 2).split(",", -1)[column]);
            assertThat(v)
                    .as("step %d", i)
                    .isCloseTo(recorded.get(i).volts(), within(fired ? after : before));
            worst = Math.max(worst, Math.abs(v - recorded.get(i).volts()));
        }
        System.out.printf("NIR: %s is within %.2g V of %s%n", spec, worst, file);
    }

    @ParameterizedTest
    @CsvSource({"exact.yaml, exact", "euler.yaml, euler"})
    void importsTheSpecOfTheExample(String spec, String step) throws IOException {
        Path written = folder.resolve(spec);
        Lif lif =
                Lif.run(
                        "import",
                        FOLDER.resolve("lif.nir").toString(),
                        "--input",
                        "spikes",
                        "--leak",
                        "decayed",
                        "--step",
                        step,
                        "-o",
                        written.toString());
        assertThat(lif.code()).as(lif.err()).isZero();
        assertThat(written).hasSameTextualContentAs(FOLDER.resolve(spec));
    }

    /// Every cell of the chip's membrane and spikes; a wrong constant is seen.
    @ParameterizedTest
    @CsvSource({
        "loihi.csv, shown=128, 0",
        "lava-cpu.csv, shown=0, 0",
        "lava-cpu.csv, shown=128, 1",
        "loihi.csv, decay=164, 1",
        "loihi.csv, weight=641, 1",
        "loihi.csv, theta=1500, 1"
    })
    void holdsTheChipBitForBit(String file, String set, int code) {
        Lif lif =
                Lif.run(
                        "check",
                        FOLDER.resolve("loihi.yaml").toString(),
                        FOLDER.resolve(file).toString(),
                        "--set",
                        set);
        assertThat(lif.code()).as(lif.out()).isEqualTo(code);
        assertThat(lif.out()).contains("cells of raw, spike");
        assertThat(lif.out().contains("2,000 cells") || code == 1).isTrue();
    }

    @Test
    void printsTheLossAsJson() {
        Lif lif = Lif.run("import", FOLDER.resolve("lif.nir").toString(), "--json");
        assertThat(lif.code()).isZero();
        assertThat(lif.out()).contains("\"schema\": \"lockspike-import-1\"", "\"raw\": 1961");
        assertThat(Lif.run("import", FOLDER.resolve("lif.nir").toString()).out())
                .contains("nothing written");
    }
}
