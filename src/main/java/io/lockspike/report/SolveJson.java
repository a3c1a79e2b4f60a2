package io.lockspike.report;

import io.lockspike.solver.ContinuousNeuron;
import io.lockspike.solver.CrossCheck;
import io.lockspike.solver.ErrorFigures;
import io.lockspike.solver.PhysicalMap;
import io.lockspike.solver.RateCurve;
import io.lockspike.solver.SideBySide;
import io.lockspike.solver.SpikeCertificate;
import io.lockspike.solver.TrainProof;
import io.lockspike.tool.Json;
import java.util.Arrays;
import java.util.Locale;

/// A cross-check for programs: the numbers of [SolveText]. Seconds, volts, amperes and ohms are
/// steps and LSB where `physical` is false.
public final class SolveJson {
    private final CrossCheck check;
    private final PhysicalMap map;
    private final Json json;

    private SolveJson(CrossCheck check, Json json) {
        this.check = check;
        this.map = check.map();
        this.json = json;
    }

    public static void print(CrossCheck check, Appendable out) {
        new SolveJson(check, new Json(out, true)).print();
    }

    private void print() {
        json.object().name("schema").value("lockspike-solve-1");
        json.name("spec").value(check.spec().name()).name("hash").value(check.spec().hash());
        json.name("seed").value(check.seed()).name("stimuli").array();
        check.stimuli().forEach(json::value);
        json.end()
                .name("steps")
                .value(check.continuous().steps())
                .name("first_row")
                .value(check.continuous().firstRow());
        json.name("physical").value(map.isPhysical());
        neuron(map.neuron());
        map();
        against("continuous", check.continuous());
        against("in_steps", check.stepped());
        certified();
        rates();
        json.end();
    }

    /// Null where the theorem does not apply; `lif explain --json` says why.
    private void certified() {
        json.name("proven").object().name("error");
        check.certified()
                .error()
                .value()
                .ifPresentOrElse(
                        error -> {
                            json.object();
                            number("low_lsb", error.low());
                            number("high_lsb", error.high());
                            json.end();
                        },
                        json::none);
        json.name("train");
        check.certified().train().value().ifPresentOrElse(this::train, json::none);
        json.name("spikes");
        check.certified().spikes().value().ifPresentOrElse(this::certain, json::none);
        json.end();
    }

    private void train(TrainProof train) {
        switch (train) {
            case TrainProof.Same(long spikes) -> train("same", spikes);
            case TrainProof.Differs(long row, long spikes, boolean modelFires) ->
                    train("different", spikes)
                            .name("row")
                            .value(row)
                            .name("model_fires")
                            .value(modelFires);
            case TrainProof.Unknown(long row, long spikes) ->
                    train("unknown", spikes).name("row").value(row);
        }
        json.end();
    }

    /// @param spikes that are proven to be the same
    private Json train(String verdict, long spikes) {
        return json.object().name("verdict").value(verdict).name("same_spikes").value(spikes);
    }

    private void certain(SpikeCertificate spikes) {
        json.object().name("identical").value(spikes.identical());
        json.name("first_doubt_row");
        spikes.firstDoubt().ifPresentOrElse(json::value, json::none);
        json.name("rows").array();
        for (SpikeCertificate.Window window : spikes.spikes()) {
            json.array().value(window.first()).value(window.last()).end();
        }
        json.end().end();
    }

    private Json number(String name, double value) {
        return json.name(name).value(value);
    }

    private void neuron(ContinuousNeuron neuron) {
        json.name("neuron").object();
        number("tau_seconds", neuron.tau());
        number("resistance_ohms", neuron.resistance());
        number("threshold_volts", neuron.threshold());
        number("reset_volts", neuron.reset());
        number("rest_volts", neuron.rest());
        number("refractory_seconds", neuron.refractory());
        number("rheobase_amperes", neuron.rheobase());
        json.end();
    }

    private void map() {
        json.name("map").object();
        number("dt_seconds", map.dt());
        number("volts_per_lsb", map.voltsPerLsb());
        number("amperes_per_lsb", map.amperesPerLsb());
        number("zero_volts", map.zero());
        number("gain_lsb", map.gain());
        json.name("step").value(map.step().name().toLowerCase(Locale.ROOT));
        json.name("leak_tau_seconds");
        map.leakTau().ifPresentOrElse(json::value, json::none);
        json.name("differs").array();
        map.notes().forEach(n -> json.value(n.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        json.end().end();
    }

    private void against(String name, SideBySide both) {
        json.name(name).object().name("membrane").object();
        error("all_steps", both.error());
        error("before_first_spike", both.errorBeforeSpikes());
        json.end();
        spikes(both);
        json.end();
    }

    private void error(String name, ErrorFigures error) {
        json.name(name).object().name("steps").value(error.count());
        json.name("worst_step").value(error.at());
        number("max_lsb", error.max());
        number("rms_lsb", error.rms());
        number("bias_lsb", error.bias());
        number("max_volts", error.max() * map.voltsPerLsb());
        number("rms_volts", error.rms() * map.voltsPerLsb());
        number("bias_volts", error.bias() * map.voltsPerLsb());
        json.end();
    }

    private void spikes(SideBySide both) {
        json.name("spikes").object();
        json.name("model").value(both.modelSpikes().length);
        json.name("other").value(both.spikes().length);
        json.name("matched").value(both.matching().matched());
        json.name("missed").value(both.missed()).name("extra").value(both.extra());
        number("window_steps", both.window());
        number("victor_purpura", both.matching().cost());
        number("victor_purpura_q_per_step", 2 / both.window());
        number("van_rossum", both.vanRossum());
        number("van_rossum_tau_steps", both.window() / 2);
        array("lags_steps", both.lags());
        array("lags_seconds", Arrays.stream(both.lags()).map(lag -> lag * map.dt()).toArray());
        array("model_times_steps", both.modelSpikes());
        array("other_times_steps", both.spikes());
        json.end();
    }

    private void array(String name, double[] values) {
        json.name(name).array();
        Arrays.stream(values).forEach(json::value);
        json.end();
    }

    private void rates() {
        RateCurve rates = check.rates();
        json.name("rates").object().name("input").value(rates.input());
        json.name("rows").value(rates.rows()).name("points").array();
        for (RateCurve.Point point : rates.points()) {
            json.object().name("current_lsb").value(point.current());
            number("current_amperes", point.current() * map.amperesPerLsb());
            number("model_per_step", point.model());
            number("in_steps_per_step", point.stepped());
            number("continuous_per_step", point.continuous());
            number("model_per_second", point.model() / map.dt());
            number("continuous_per_second", point.continuous() / map.dt());
            json.name("near_rheobase").value(point.isNearRheobase()).end();
        }
        json.end().end();
    }
}
