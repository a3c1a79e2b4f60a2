package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cores that do the same events at other times, or others at the same time.
final class EventLevelsTest {
    private static final int ROWS = 3000;

    private static final String YAML =
            """
            lockspike: 1
            name: core
            neuron:
              rst: async
              inputs: {current: s10}
              membrane: {v: s10 = 0}
              fire: {threshold: 40}
            core:
              neurons: 6
              in:
                axon: u2
                weights: s8[32] = [30, 9, 25, 8, 31, 22, 0, 0, 1, 28, 3, 33, 15, 2, 0, 0, 19, 20, 21, 9, 8, 7, 0, 0, 5, 41, 6, 40, 7, 39, 0, 0]
            """;

    private static Spec spec(String yaml) {
        return SpecFile.parse(yaml, "core.yaml", Path.of(""), Map.of());
    }

    private static Spec spec() {
        return spec(YAML);
    }

    /// What a core does under pressure, as CSV; a word that is offered stays.
    private static List<String> recording(String yaml, boolean rstInFlight) {
        Equations equations = spec(yaml).equations();
        List<Signal> shown = new ArrayList<>(equations.inputs());
        shown.addAll(equations.outputs());
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", shown.stream().map(Signal::name).toList()));
        Engine engine = Engine.of(equations, 0);
        engine.start(true);
        var random = new SplittableRandom(7);
        long[] inputs = new long[equations.inputs().size()];
        boolean[] defined = new boolean[inputs.length];
        Arrays.fill(defined, true);
        for (int row = 0; row < ROWS; row++) {
            boolean waits = row > 2 && in(engine, "in_valid") == 1 && in(engine, "in_ready") == 0;
            for (Signal input : equations.inputs()) {
                inputs[input.slot()] =
                        switch (input.name()) {
                            case "rst" -> row < 2 || (rstInFlight && row % 700 == 699) ? 1 : 0;
                            case "in_valid" -> waits ? 1 : random.nextInt(2);
                            case "in_tick" -> waits ? inputs[input.slot()] : random.nextInt(4) / 3;
                            case "out_ready" -> random.nextInt(3) == 0 ? 0 : 1;
                            default ->
                                    waits
                                            ? inputs[input.slot()]
                                            : input.type().wrap(random.nextLong());
                        };
            }
            engine.row(inputs, defined);
            lines.add(line(shown, engine));
            engine.edge();
        }
        return lines;
    }

    private static long in(Engine engine, String name) {
        return engine.raw(engine.equations().find(name).orElseThrow().slot());
    }

    private static String line(List<Signal> shown, Engine engine) {
        List<String> cells = new ArrayList<>();
        for (Signal signal : shown) {
            boolean known = engine.defined(signal.slot());
            cells.add(known ? signal.type().format(engine.raw(signal.slot())) : "x");
        }
        return String.join(",", cells);
    }

    private static Verdict check(List<String> lines, Verdict.Level level) {
        return Recording.check(spec(), lines, level);
    }

    @ParameterizedTest
    @EnumSource(Verdict.Level.class)
    void agreeWithThemselves(Verdict.Level level) {
        Verdict verdict = check(recording(YAML, true), level);
        assertThat(verdict.divergences()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.level()).isEqualTo(level);
        assertThat(verdict.cells()).isGreaterThan(200);
    }

    /// Another schedule has the same events.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "  clocks: 3\n",
                "  latency: 4\n",
                "  reset: at-once\n",
                "  latency: 2\n  out: {queue: 9, at-full: pop-first}\n",
                "  schedule: parallel\n  latency: 3\n"
            })
    void agreeAtLevelOrderWhateverTheSchedule(String other) {
        List<String> lines = recording(YAML + other, true);
        Verdict order = check(lines, Verdict.Level.ORDER);
        assertThat(order.divergences()).isEmpty();
        assertThat(order.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(order.steps()).isGreaterThan(100);
        assertThat(check(lines, Verdict.Level.STEP).outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(check(lines, Verdict.Level.CYCLE).outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
    }

    /// Another order of neurons has the same events in each step.
    @ParameterizedTest
    @ValueSource(strings = {"  order: descending\n", "  order: [3, 0, 5, 1, 4, 2]\n"})
    void agreeAtLevelStepWhateverTheOrder(String other) {
        List<String> lines = recording(YAML + other, false);
        assertThat(check(lines, Verdict.Level.STEP).outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(check(lines, Verdict.Level.ORDER).outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
    }

    @Test
    void doNotAgreeWithAnotherNeuron() {
        List<String> lines = recording(YAML.replace("threshold: 40", "threshold: 41"), true);
        assertThat(check(lines, Verdict.Level.ORDER).outcome())
                .isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(check(lines, Verdict.Level.STEP).outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    // ---- one event that is damaged

    private static int column(List<String> lines, String name) {
        return List.of(lines.getFirst().split(",", -1)).indexOf(name);
    }

    private static String get(List<String> lines, int row, String name) {
        return lines.get(row + 1).split(",", -1)[column(lines, name)];
    }

    private static void set(List<String> lines, int row, String name, String value) {
        String[] cells = lines.get(row + 1).split(",", -1);
        cells[column(lines, name)] = value;
        lines.set(row + 1, String.join(",", cells));
    }

    private static boolean moves(List<String> lines, int row) {
        return get(lines, row, "out_valid").equals("1") && get(lines, row, "out_ready").equals("1");
    }

    /// The first row from 1000 on with a spike, and one behind it that moves as well, another
    /// spike.
    private static int[] twoSpikes(List<String> lines) {
        for (int row = 1000; row < ROWS; row++) {
            int next = row + 1;
            while (next < ROWS - 1 && !moves(lines, next)) {
                next++;
            }
            if (moves(lines, row)
                    && get(lines, row, "out_tick").equals("0")
                    && get(lines, next, "out_tick").equals("0")) {
                return new int[] {row, next};
            }
        }
        throw new AssertionError("no two spikes in a step");
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER, lost, LOST_EVENT",
        "STEP, lost, LOST_EVENT",
        "ORDER, extra, EXTRA_EVENT",
        "STEP, extra, EXTRA_EVENT",
        "ORDER, wrong, WRONG_EVENT",
        "STEP, wrong, WRONG_EVENT",
        "ORDER, swapped, SWAPPED_EVENTS",
        "STEP, swapped, ",
        "ORDER, end, LOST_EVENT",
        "STEP, end, LOST_EVENT",
    })
    void tellOneEventThatIsNotRight(Verdict.Level level, String damage, String told) {
        List<String> lines = recording(YAML, false);
        int[] rows = twoSpikes(lines);
        damage(lines, rows, damage);
        Verdict verdict = check(lines, level);
        if (told == null) {
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
            return;
        }
        assertThat(verdict.divergences()).hasSize(1);
        Divergence one = verdict.divergences().getFirst();
        System.out.println(one.sentence());
        boolean differing =
                level == Verdict.Level.STEP && one.kind() == Divergence.Kind.WRONG_EVENT;
        assertThat(differing || one.kind() == Divergence.Kind.valueOf(told)).isTrue();
        String word =
                switch (damage) {
                    case "lost", "end" -> "is lost";
                    case "extra" -> "too many";
                    case "wrong" -> ", the model says out (";
                    default -> "come in the other order";
                };
        assertThat(one.note()).contains(word);
        assertThat(one.row()).isBetween((long) rows[0] - 1, rows[0] + 40L);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
    }

    private static void damage(List<String> lines, int[] rows, String damage) {
        switch (damage) {
            case "lost" -> set(lines, rows[0], "out_valid", "0");
            case "extra" -> {
                int idle = rows[0] + 1;
                while (moves(lines, idle)) {
                    idle++;
                }
                set(lines, idle, "out_valid", "1");
                set(lines, idle, "out_ready", "1");
                set(lines, idle, "out_tick", "0");
                set(lines, idle, "out_neuron", "5");
            }
            case "wrong" -> set(lines, rows[0], "out_neuron", "7");
            case "swapped" -> {
                String first = get(lines, rows[0], "out_neuron");
                set(lines, rows[0], "out_neuron", get(lines, rows[1], "out_neuron"));
                set(lines, rows[1], "out_neuron", first);
            }
            default -> {
                int end = rows[1];
                while (!moves(lines, end) || get(lines, end, "out_tick").equals("0")) {
                    end++;
                }
                set(lines, end, "out_valid", "0");
            }
        }
    }

    // ---- nothing

    @Test
    void areNothingComparedWhereNoEventCame() {
        List<String> lines = recording(YAML, false).subList(0, 12);
        Verdict verdict = check(lines, Verdict.Level.ORDER);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOTHING_COMPARED);
    }

    @Test
    void countWhatTheRecordingEndsBefore() {
        List<String> lines = new ArrayList<>(recording(YAML, false));
        for (int row = 1500; row < ROWS; row++) {
            set(lines, row, "out_valid", "0");
        }
        Verdict verdict = check(lines, Verdict.Level.ORDER);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.unobserved()).isGreaterThan(50);
    }

    @Test
    void refuseAnInputThatChangesAndIsNoEvent() {
        String yaml = YAML + "  clear: true\n";
        List<String> lines = recording(yaml, false);
        assertThatThrownBy(() -> Recording.check(spec(yaml), lines, Verdict.Level.ORDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the input 'clear' changes");
    }

    @Test
    void refuseASpecWithoutEvents() {
        List<String> lines = List.of("rst,current,v,spike", "1,0,x,x", "0,1,0,0");
        Spec lif =
                spec(
                        "lockspike: 1\nneuron: {rst: sync, inputs: {current: s8}, membrane: {v: s16 = 0}, fire: {threshold: 9}}");
        assertThatThrownBy(() -> Recording.check(lif, lines, Verdict.Level.ORDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no stream of them that goes out");
    }
}
