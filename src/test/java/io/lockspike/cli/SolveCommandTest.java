package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `lif solve` prints, writes and ends with.
class SolveCommandTest {
    private static final String SHIFT = "examples/rc-neuron/shift.yaml";
    private static final String LIBRARY = "src/main/resources/io/lockspike/spec/library/";

    @TempDir Path folder;

    private static Lif solve(String... words) {
        List<String> all = new ArrayList<>(List.of("solve"));
        all.addAll(List.of(words));
        return Lif.run(all.toArray(String[]::new));
    }

    /// v - (v >> 4) + 40 in integers against 784.9 mV-parts of RI (1 - e^(-t/tau)): no spike, so
    /// the error has a formula.
    @Test
    void printsTheErrorThatAFormulaGives() {
        Lif lif = solve(SHIFT, "--seed", "1", "--input", "current=40", "--steps", "202", "--json");

        JsonNode all = json(lif).at("/continuous/membrane/all_steps");
        double target = 100e6 * 40 * 3.0756e-12 / 15e-6;
        long v = 0;
        double max = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 200; i++) {
            double error = v - target * (1 - Math.exp(-i * 1e-3 / 20e-3));
            max = Math.max(max, Math.abs(error));
            sum += error;
            squares += error * error;
            v = v - (v >> 4) + 40;
        }
        assertThat(max).isGreaterThan(50);
        assertThat(all.get("steps").asInt()).isEqualTo(200);
        assertThat(all.get("max_lsb").asDouble()).isCloseTo(max, within(1e-9));
        assertThat(all.get("bias_lsb").asDouble()).isCloseTo(sum / 200, within(1e-9));
        assertThat(all.get("rms_lsb").asDouble()).isCloseTo(Math.sqrt(squares / 200), within(1e-9));
        assertThat(all.get("max_volts").asDouble()).isCloseTo(max * 15e-6, within(1e-14));
        assertThat(json(lif).at("/neuron/tau_seconds").asDouble()).isCloseTo(20e-3, within(1e-16));
    }

    @Test
    void tellsLagsInStepsAndSeconds() {
        JsonNode json =
                json(
                        solve(
                                SHIFT,
                                "--seed",
                                "1",
                                "--input",
                                "current=120",
                                "--window",
                                "30ms",
                                "--json"));

        JsonNode spikes = json.at("/continuous/spikes");
        int matched = spikes.get("matched").asInt();
        assertThat(matched).isGreaterThan(30);
        assertThat(spikes.get("lags_steps")).hasSize(matched);
        assertThat(spikes.at("/lags_seconds/0").asDouble())
                .isCloseTo(spikes.at("/lags_steps/0").asDouble() * 1e-3, within(1e-15));
        assertThat(spikes.get("window_steps").asDouble()).isCloseTo(30, within(1e-12));
        assertThat(spikes.get("model").asInt())
                .isEqualTo(matched + spikes.get("extra").asInt())
                .isEqualTo(spikes.get("model_times_steps").size());
    }

    @Test
    void printsTheSameEachTime() {
        String[] words = {SHIFT, "--seed", "3"};

        Lif lif = solve(words);

        assertThat(lif.code()).as(lif.toString()).isZero();
        assertThat(lif).isEqualTo(solve(words));
        assertThat(lif.out())
                .startsWith("rc-shift [")
                .contains(
                        "tau 20 ms, R 100 Mohm, threshold 15 mV, reset 0 V, rest 0 V, refractory 2 ms")
                .contains("it has tau 15.49 ms, -22.53 % off");
    }

    /// 49 LSB are 0.5 % above the rheobase, and rounding may take away 10 LSB of 1000.
    @Test
    void marksWhereNoBoundHolds() {
        Lif lif = solve("examples/rc-neuron/multiply.yaml", "--seed", "1");

        assertThat(lif.out().lines().filter(line -> line.matches(" +49 .* no bound"))).hasSize(1);
        assertThat(lif.out()).contains("near to the rheobase rounding alone decides");
    }

    /// v - (v >> 4) + I in integers against 15/16 v + I in real numbers, both reset to 0 at 1000;
    /// rst holds for two rows. A register behind the spike and an enable change nothing of it.
    @Test
    void provesTheSpikesOfARun() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int current = 60; current < 80; current++) {
            for (String output : List.of("combinational", "registered")) {
                Path spec = folder.resolve(output + ".yaml");
                Files.writeString(
                        spec,
                        """
                        lockspike: 1
                        name: one
                        neuron:
                          rst: async
                          inputs: {current: s12, en: u1}
                          enable: en
                          membrane: {v: s16 = 0}
                          leak: {shift: 4}
                          fire: {threshold: 1000, output: %s}
                          reset: {to: 0}
                        """
                                .formatted(output));
                String input = "current=" + current;
                Lif lif =
                        solve(
                                spec.toString(),
                                "--input",
                                input,
                                "--input",
                                "en=1",
                                "--seed",
                                "1",
                                "--steps",
                                "302",
                                "--json");

                JsonNode train = json(lif).at("/proven/train");
                assertThat(train.toString()).as(lif.toString()).isEqualTo(train(current, 300));
                seen.add(train.get("verdict").asString());
            }
        }
        assertThat(seen).containsExactly("different", "same");
    }

    private static String train(int current, int steps) {
        long v = 0;
        double ideal = 0;
        int spikes = 0;
        for (int i = 0; i < steps; i++) {
            v = v - (v >> 4) + current;
            ideal = ideal * 15 / 16 + current;
            if (v >= 1000 != ideal >= 1000) {
                return "{\"verdict\":\"different\",\"same_spikes\":%d,\"row\":%d,\"model_fires\":%b}"
                        .formatted(spikes, i + 2, v >= 1000);
            }
            spikes += v >= 1000 ? 1 : 0;
            v = v >= 1000 ? 0 : v;
            ideal = ideal >= 1000 ? 0 : ideal;
        }
        return "{\"verdict\":\"same\",\"same_spikes\":%d}".formatted(spikes);
    }

    /// Every short form of the library that has a time constant and a constant threshold.
    @Test
    void solvesTheLibraryWithoutUnits() {
        for (String name : List.of("lif", "lif-unsigned", "cuba", "tt-halving-short")) {
            Lif lif = solve(LIBRARY + name + ".yaml", "--seed", "1");

            assertThat(lif.code()).as(name + lif).isZero();
            assertThat(lif.out()).contains("in steps and LSB, as the spec has no block 'physical'");
        }
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws IOException {
        Path page = folder.resolve("page.html");

        Lif lif = solve(SHIFT, "--seed", "1", "--html", page.toString());

        assertThat(lif.code()).as(lif.toString()).isZero();
        assertThat(lif.out()).endsWith("wrote " + page + "\n");
        String html = Files.readString(page);
        for (String there :
                List.of("uPlot.iife", "Copyright (c) 2022 Leon Sorokin", "rc-shift [")) {
            assertThat(html.contains(there)).as(there).isTrue();
        }
        for (String foreign : List.of("@{", " src=", " href=", "@import", "url(")) {
            assertThat(html.contains(foreign)).as(foreign).isFalse();
        }
        assertThat(html.split("</script>", -1).length).isEqualTo(4);
    }

    /// The name of a recording is data on the page, whatever it is called.
    @Test
    void escapesWhatStandsOnThePage() throws IOException {
        Path trace = folder.resolve("<b>&.csv");
        Files.writeString(trace, "current\n" + "100\n".repeat(50));
        Path page = folder.resolve("page.html");

        Lif lif =
                solve(
                        SHIFT,
                        "--seed",
                        "1",
                        "--input",
                        "current=file:" + trace + "#current",
                        "--html",
                        page.toString());

        assertThat(lif.code()).as(lif.toString()).isZero();
        String html = Files.readString(page);
        assertThat(html.contains("&lt;b&gt;&amp;.csv")).isTrue();
        assertThat(html.contains("<b>")).isFalse();
    }

    /// In a browser each of the five plots is a canvas, and nothing was said to the console.
    @Test
    void drawsThePageInABrowser() throws IOException {
        Path chromium = Needs.tool("chromium");
        Path page = folder.resolve("page.html");
        solve(SHIFT, "--seed", "1", "--html", page.toString());

        Run.Result seen =
                Run.of(
                                chromium.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--dump-dom",
                                page.toUri().toString())
                        .in(folder)
                        .result();

        assertThat(seen.out().split("<canvas", -1).length).as(seen.err()).isEqualTo(6);
        assertThat(seen.err()).doesNotContain("CONSOLE");
    }

    private static JsonNode json(Lif lif) {
        assertThat(lif.code()).as(lif.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(lif.out());
        assertThat(json.get("schema").asString()).isEqualTo("lockspike-solve-1");
        return json;
    }
}
