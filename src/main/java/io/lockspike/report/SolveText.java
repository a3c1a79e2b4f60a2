package io.lockspike.report;

import io.lockspike.solver.Claim;
import io.lockspike.solver.ContinuousNeuron;
import io.lockspike.solver.CrossCheck;
import io.lockspike.solver.ErrorBound;
import io.lockspike.solver.ErrorFigures;
import io.lockspike.solver.PhysicalMap;
import io.lockspike.solver.RateBound;
import io.lockspike.solver.RateCurve;
import io.lockspike.solver.SideBySide;
import io.lockspike.solver.SpikeCertificate;
import io.lockspike.solver.TrainProof;
import io.lockspike.solver.Unmet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A cross-check for people: figures, the f-I curve, drawings.
public final class SolveText {
    private static final int PLOT_HEIGHT = 6;
    private static final String NO_BOUND = "no bound";

    /// What the drawings, which are made of whole numbers, make of an LSB.
    private static final double PARTS = 256;

    private final CrossCheck check;
    private final SideBySide both;
    private final PhysicalMap map;
    private final Units units;
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /// What is known of one thing.
    record Figure(String name, String text) {}

    private SolveText(CrossCheck check, Terminal terminal) {
        this.check = check;
        this.both = check.continuous();
        this.map = check.map();
        this.units = new Units(map);
        this.terminal = terminal;
    }

    public static List<String> lines(CrossCheck check, Terminal terminal) {
        return new SolveText(check, terminal).lines();
    }

    /// Everything but the f-I curve and the drawings.
    static List<Figure> figures(CrossCheck check) {
        var text = new SolveText(check, new Terminal(Terminal.DEFAULT_WIDTH, true, false));
        text.figures();
        return text.figures;
    }

    private List<String> lines() {
        lines.add(headline(check));
        figures();
        figures.forEach(
                f -> lines.add(("  " + Layout.padRight(f.name(), 10) + f.text()).stripTrailing()));
        rates();
        drawings();
        return lines;
    }

    private void figures() {
        line("neuron", neuron());
        line("map", map());
        leak().ifPresent(leak -> line("leak", leak));
        map.notes().forEach(note -> line("differs", sentence(note)));
        line("", "");
        line("against", "the continuous neuron");
        line("membrane", error("all steps", both.error()));
        line("", error("before the first spike", both.errorBeforeSpikes()));
        spikes("continuous", both);
        line("", "");
        line("against", "the same neuron in steps, in real numbers: what rounding does");
        line("membrane", error("all steps", check.stepped().error()));
        spikes("in steps", check.stepped());
        line("", "");
        line("against", "the model's own leak in real numbers, in steps: what is proven");
        line("membrane", claimed(check.certified().error(), SolveText::bound));
        line("spikes", claimed(check.certified().train(), SolveText::same));
        if (!(check.certified().train().value().orElse(null) instanceof TrainProof.Same)) {
            check.certified().spikes().value().ifPresent(spikes -> line("", certain(spikes)));
        }
        line("", "");
        line("stimulus", "seed %d: %s".formatted(check.seed(), String.join(" ", check.stimuli())));
    }

    private void spikes(String other, SideBySide both) {
        line("spikes", spikeCounts(other, both));
        lags(both).ifPresent(lags -> line("lag", lags));
        line("distance", distances(both));
    }

    private static <T> String claimed(Claim<T> claim, Function<T, String> sentence) {
        return switch (claim) {
            case Claim.Holds<T>(T what) -> sentence.apply(what);
            case Claim.Open<T>(Unmet why) -> "not claimed, " + why.sentence();
        };
    }

    private static String bound(ErrorBound error) {
        return "off by %s … %s LSB in every run, as long as both fire in the same steps"
                .formatted(Units.number(error.low()), Units.number(error.high()));
    }

    private static String same(TrainProof train) {
        return switch (train) {
            case TrainProof.Same(long spikes) ->
                    "all %s are the same, step for step".formatted(Layout.grouped(spikes));
            case TrainProof.Differs(long row, long spikes, boolean modelFires) ->
                    "the first %s are the same; in row %d only the %s fires"
                            .formatted(Layout.grouped(spikes), row, modelFires ? "model" : "ideal");
            case TrainProof.Unknown(long row, long spikes) ->
                    "the first %s are the same; from row %d on nothing is claimed"
                            .formatted(Layout.grouped(spikes), row);
        };
    }

    private static String certain(SpikeCertificate spikes) {
        long certain = spikes.spikes().stream().filter(SpikeCertificate.Window::certain).count();
        return "%s of %s are certain, however a step is rounded%s"
                .formatted(
                        Layout.grouped(certain),
                        Layout.grouped(spikes.spikes().size()),
                        spikes.firstDoubt().isPresent()
                                ? "; the first doubt is in row " + spikes.firstDoubt().getAsLong()
                                : "");
    }

    private void line(String name, String text) {
        figures.add(new Figure(name, text));
    }

    static String headline(CrossCheck check) {
        return "%s [%s] against its continuous neuron: %s steps from row %d on"
                .formatted(
                        check.spec().name(),
                        check.spec().hash(),
                        Layout.grouped(check.continuous().steps()),
                        check.continuous().firstRow());
    }

    private String neuron() {
        ContinuousNeuron neuron = map.neuron();
        return "tau %s, R %s, threshold %s, reset %s, rest %s, refractory %s"
                .formatted(
                        units.seconds(neuron.tau()),
                        units.ohms(neuron.resistance()),
                        units.volts(neuron.threshold()),
                        units.volts(neuron.reset()),
                        units.volts(neuron.rest()),
                        units.seconds(neuron.refractory()));
    }

    private String map() {
        String gain =
                "an LSB of current, held for a step, adds %s of membrane"
                        .formatted(Units.lsb(map.gain()));
        return map.isPhysical()
                ? "step %s, LSB %s of membrane, %s of current; %s"
                        .formatted(
                                units.seconds(map.dt()),
                                units.volts(map.voltsPerLsb()),
                                units.amperes(map.amperesPerLsb()),
                                gain)
                : "in steps and LSB, as the spec has no block 'physical'; " + gain;
    }

    private Optional<String> leak() {
        return map.leakTau()
                .map(tau ->
                        "a step's is %s: it has tau %s, %s off"
                                .formatted(
                                        switch (map.step()) {
                                            case EXACT -> "the exact solution";
                                            case EULER -> "a step of forward Euler";
                                        },
                                        units.seconds(tau),
                                        percent(tau / map.neuron().tau() - 1)));
    }

    static String percent(double part) {
        double percent = Math.rint(part * 1e5) / 1e3;
        return (percent > 0 ? "+" : "") + Units.number(percent) + " %";
    }

    static String sentence(PhysicalMap.Note note) {
        return switch (note) {
            case NEGATIVE_SPIKES -> "the continuous neuron has no negative threshold";
            case REFRACTORY_INPUT ->
                    "the model goes on adding while refractory, the continuous neuron stays at reset";
            case REFRACTORY_LEAK ->
                    "the model goes on leaking while refractory, the continuous neuron stays at reset";
            case RESET_TO_INPUT ->
                    "the model starts anew from the input of the step, the continuous neuron from reset";
            case OTHER_REFRACTORY ->
                    "the model's refractory steps are not the refractory time of the block 'physical'";
            case LEAK_AFTER_INPUT ->
                    "the model's input leaks in its own step, as the leak comes after it";
        };
    }

    private String error(String where, ErrorFigures error) {
        return "%s: off by at most %s, in step %d; RMS %s; bias %s"
                .formatted(
                        where,
                        units.membrane(error.max()),
                        error.at(),
                        units.membrane(error.rms()),
                        units.membrane(error.bias()));
    }

    private static String spikeCounts(String other, SideBySide both) {
        return "model %s, %s %s: %s matched, %s missed, %s extra"
                .formatted(
                        Layout.grouped(both.modelSpikes().length),
                        other,
                        Layout.grouped(both.spikes().length),
                        Layout.grouped(both.matching().matched()),
                        Layout.grouped(both.missed()),
                        Layout.grouped(both.extra()));
    }

    private Optional<String> lags(SideBySide both) {
        var lags = Arrays.stream(both.lags()).summaryStatistics();
        return lags.getCount() == 0
                ? Optional.empty()
                : Optional.of(
                        "the model is late by %s on average, %s … %s"
                                .formatted(
                                        units.time(lags.getAverage()),
                                        units.time(lags.getMin()),
                                        units.time(lags.getMax())));
    }

    private String distances(SideBySide both) {
        return "Victor-Purpura %s (q = %s a step; no match over %s), van Rossum %s (tau %s)"
                .formatted(
                        Units.number(both.matching().cost()),
                        Units.number(2 / both.window()),
                        units.time(both.window()),
                        Units.number(both.vanRossum()),
                        units.time(both.window() / 2));
    }

    // ---- the f-I curve

    private void rates() {
        RateCurve rates = check.rates();
        lines.add("");
        if (rates.points().isEmpty()) {
            lines.add("f-I curve: no constant input alone reaches the threshold");
            return;
        }
        lines.add(
                "f-I curve: spikes a %s under a constant %s, %s rows each"
                        .formatted(
                                map.isPhysical() ? "second" : "step",
                                rates.input(),
                                Layout.grouped(rates.rows())));
        var table =
                new Table(
                        List.of(
                                rates.input(),
                                map.isPhysical() ? "amperes" : "rheobases",
                                "model",
                                "in steps",
                                "continuous",
                                "off",
                                "proven"),
                        rates.points().size(),
                        terminal);
        List<List<String>> rows = rates.points().stream().map(this::cells).toList();
        rows.forEach(table::add);
        lines.addAll(table.lines());
        if (rows.stream().anyMatch(row -> row.getLast().equals(NO_BOUND))) {
            lines.add(
                    "no bound: so near to the rheobase rounding alone decides whether the model fires");
        }
        check.certified()
                .rate()
                .unmet()
                .ifPresent(why -> lines.add("nothing is proven of rates: " + why.sentence()));
    }

    private List<String> cells(RateCurve.Point point) {
        double amperes = point.current() * map.amperesPerLsb();
        double perUnit = map.isPhysical() ? 1 / map.dt() : 1;
        return List.of(
                Long.toString(point.current()),
                map.isPhysical()
                        ? units.amperes(amperes)
                        : Units.number(amperes / map.neuron().rheobase()),
                Units.number(point.model() * perUnit),
                Units.number(point.stepped() * perUnit),
                Units.number(point.continuous() * perUnit),
                point.continuous() == 0
                        ? point.model() == 0 ? "" : "silent"
                        : percent(point.model() / point.continuous() - 1),
                proven(point, perUnit));
    }

    /// The rates that the steps between spikes may have.
    private String proven(RateCurve.Point point, double perUnit) {
        Optional<RateBound> bound = check.certified().rate().value();
        if (bound.isEmpty() || point.current() < 0) {
            return point.isNearRheobase() ? NO_BOUND : "";
        }
        return switch (bound.get().at(point.current())) {
            case RateBound.Gap.Silent() -> "0";
            case RateBound.Gap.Unbounded() -> NO_BOUND;
            case RateBound.Gap.Bounded(long earliest, long latest, long _) ->
                    Units.number(perUnit / latest) + " … " + Units.number(perUnit / earliest);
        };
    }

    // ---- drawings

    private void drawings() {
        Optional<Long> threshold = Optional.of(parts(map.lsb(map.neuron().threshold())));
        draw("membrane of the model, LSB", both.modelMembrane(), threshold);
        draw("membrane of the continuous neuron, LSB", both.membrane(), threshold);
        double[] error = both.modelMembrane();
        double[] truth = both.membrane();
        Arrays.setAll(error, i -> error[i] - truth[i]);
        draw("error of the model's membrane, LSB", error, Optional.empty());
        lines.add("");
        var raster = new Raster(List.of("model", "continuous"), terminal);
        spikes(raster, 0, both.modelSpikes());
        spikes(raster, 1, both.spikes());
        lines.addAll(raster.lines());
    }

    private void draw(String title, double[] lsb, Optional<Long> threshold) {
        var plot =
                new Plot(
                        title,
                        parts -> Units.number(parts / PARTS),
                        threshold,
                        PLOT_HEIGHT,
                        terminal);
        for (double value : lsb) {
            plot.add(parts(value), true);
        }
        lines.add("");
        lines.addAll(plot.lines());
    }

    private static long parts(double lsb) {
        return Math.round(lsb * PARTS);
    }

    /// A spike stands in the step that it ends.
    private void spikes(Raster raster, int line, double[] times) {
        int next = 0;
        for (int step = 0; step < both.steps(); step++) {
            boolean spiked = false;
            while (next < times.length && times[next] <= step + 1) {
                spiked = true;
                next++;
            }
            raster.add(line, spiked, true);
        }
    }
}
