package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.slow.CoreGenerator;
import io.lockspike.slow.CoreModel;
import io.lockspike.spec.SpecFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A core that is lowered to equations does at its ports what the manual says, as an independent
/// model reads it.
final class CoreEquivalenceTest {
    private final Map<String, LongAdder> said = new ConcurrentSkipListMap<>();
    private final LongAdder clocks = new LongAdder();
    private final List<String> differences = Collections.synchronizedList(new ArrayList<>());

    @Test
    void isWhatTheManualSaysWhereOneNeuronFollowsTheOther() {
        run("time-multiplexed, every two choices", CoreGenerator.walking(), 2, 2500);
    }

    @Test
    void isWhatTheManualSaysWhereANeuronIsReadBeforeItIsWritten() {
        run("time-multiplexed, in a hurry, every two choices", CoreGenerator.pressed(), 2, 2500);
    }

    @Test
    void isWhatTheManualSaysWhereAllStepAtOnce() {
        run("parallel, every two choices", CoreGenerator.parallel(), 2, 2500);
    }

    @Tag("long")
    @Test
    void isWhatTheManualSaysInThrees() {
        run("time-multiplexed, every three choices", CoreGenerator.walking(), 3, 4000);
        run("time-multiplexed, in a hurry, every three", CoreGenerator.pressed(), 3, 4000);
        run("parallel, every three choices", CoreGenerator.parallel(), 3, 4000);
    }

    private void run(String title, Map<String, List<String>> choices, int strength, int rows) {
        List<String> specs = CoreGenerator.covering(choices, strength);
        IntStream.range(0, specs.size())
                .parallel()
                .forEach(i -> compare(specs.get(i), rows, i, differences));
        System.out.printf(
                "%s: %d specs, %,d clocks, %d differences; compared %s%n",
                title, specs.size(), clocks.sum(), differences.size(), said);
        assertThat(differences.stream().limit(3).toList()).isEmpty();
        assertThat(said).hasSizeGreaterThan(strength > 1 && title.startsWith("time") ? 20 : 10);
        assertThat(said).allSatisfy((_, count) -> assertThat(count.sum()).isGreaterThan(100));
    }

    private void compare(String yaml, int rows, int seed, List<String> found) {
        new Run(yaml, yaml, seed).differences(rows).ifPresent(found::add);
    }

    /// One core and what the independent model says of it, row by row.
    private final class Run {
        private final String yaml;
        private final Equations equations;
        private final Engine engine;
        private final CoreModel slow;
        private final Rates draw;
        private final int seed;
        private final List<String> history = new ArrayList<>();

        /// @param told what the independent model is told of it
        Run(String yaml, String told, int seed) {
            this.yaml = yaml;
            this.seed = seed;
            this.equations = SpecFile.parse(yaml, "core.yaml", Path.of("."), Map.of()).equations();
            this.engine = Engine.of(equations, 0);
            this.slow = CoreModel.read(told);
            this.draw = new Rates(seed);
            engine.start(true);
            slow.start(true);
        }

        /// The first difference, with what was before it.
        Optional<String> differences(int rows) {
            long[] raw = new long[equations.inputs().size()];
            boolean[] defined = new boolean[raw.length];
            Arrays.fill(defined, true);
            for (int row = 0; row < rows; row++) {
                Map<String, BigInteger> inputs = new TreeMap<>();
                for (Signal input : equations.inputs()) {
                    raw[input.slot()] = draw.of(input, row);
                    inputs.put(input.name(), BigInteger.valueOf(raw[input.slot()]));
                }
                engine.row(raw, defined);
                Map<String, BigInteger> expected = slow.clock(inputs);
                history.add(row + " " + inputs + " -> " + expected);
                for (var one : expected.entrySet()) {
                    said.computeIfAbsent(plain(one.getKey()), _ -> new LongAdder()).increment();
                    String seen = seen(one.getKey());
                    if (!seen.equals(one.getValue().toString())) {
                        return Optional.of(told(one.getKey(), seen, one.getValue()));
                    }
                }
                engine.edge();
                clocks.increment();
            }
            return Optional.empty();
        }

        private String seen(String name) {
            Optional<Signal> signal = equations.find(name);
            if (signal.isEmpty()) {
                return "no output";
            }
            int slot = signal.get().slot();
            return engine.defined(slot)
                    ? signal.get().type().format(engine.raw(slot))
                    : "undefined";
        }

        private String told(String name, String seen, BigInteger expected) {
            int rows = history.size();
            return "row %d: %s is %s, the manual says %s; seed %d%n%s%n%s"
                    .formatted(
                            rows - 1,
                            name,
                            seen,
                            expected,
                            seed,
                            String.join("\n", history.subList(Math.max(0, rows - 25), rows)),
                            yaml);
        }
    }

    private static String plain(String name) {
        return name.indexOf('@') < 0 ? name : name.substring(0, name.indexOf('@'));
    }

    /// Random inputs, in stretches of pressure and of gaps.
    private static final class Rates {
        private static final int[] OF_256 = {256, 128, 20, 0, 230};
        private final SplittableRandom random;
        private final Map<String, Integer> rates = new TreeMap<>();
        private int pulse = 2;

        Rates(long seed) {
            random = new SplittableRandom(seed);
        }

        long of(Signal input, int row) {
            if (row % 48 == 0 || !rates.containsKey(input.name())) {
                rates.put(input.name(), OF_256[random.nextInt(OF_256.length)]);
            }
            int rate = rates.get(input.name());
            return switch (input.name()) {
                case "rst" -> {
                    pulse = random.nextInt(150) == 0 ? 1 + random.nextInt(2) : pulse - 1;
                    yield pulse >= 0 ? 1 : 0;
                }
                case "clear" -> chance(2);
                case "en" -> chance(rate == 0 ? 128 : 240);
                case "peek_valid" -> chance(rate == 256 ? 40 : rate / 2);
                case "weight_en" -> chance(rate / 3);
                case "in_tick" -> chance(rate == 0 || rate == 256 ? 90 : rate);
                case "tick_valid" -> chance(rate / 3);
                case "in_valid", "out_ready" -> chance(rate);
                default -> input.type().wrap(random.nextLong());
            };
        }

        private int chance(int of256) {
            return random.nextInt(256) < of256 ? 1 : 0;
        }
    }

    /// A fault in what the independent model is told is found.
    @ParameterizedTest
    @CsvSource({
        "'latency: 3', 'latency: 2'",
        "'again: stale', 'again: forward'",
        "'again: stall', 'again: stale'",
        "'collision: write-first', 'collision: read-first'",
        "'full: drop-new', 'full: drop-oldest'",
        "'full: drop-new', 'full: stall'",
        "'at-full: pop-first', 'at-full: push-first'",
        "'tick: first', 'tick: last'",
        "'peek: last', 'peek: first'",
        "'order: descending', 'order: ascending'",
        "'clocks: 2', 'clocks: 3'",
        "'end: false', 'end: true'",
        "'sum: wrap', 'sum: sat'"
    })
    void isFoundOutWhereItIsWrong(String right, String wrong) {
        long found = 0;
        List<String> specs = new ArrayList<>(CoreGenerator.covering(CoreGenerator.walking(), 2));
        specs.addAll(CoreGenerator.covering(CoreGenerator.pressed(), 2));
        for (int i = 0; i < specs.size() && found == 0; i++) {
            if (specs.get(i).contains(right)) {
                String told = specs.get(i).replace(right, wrong);
                found += new Run(specs.get(i), told, i).differences(1500).isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isPositive();
    }
}
