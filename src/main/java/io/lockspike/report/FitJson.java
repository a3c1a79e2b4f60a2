package io.lockspike.report;

import io.lockspike.solver.ContinuousNeuron;
import io.lockspike.solver.Fit;
import io.lockspike.solver.FitRequest;
import io.lockspike.solver.FittedNeuron;
import io.lockspike.tool.Json;
import java.util.Locale;

/// Fitted neurons for programs; each with its spec.
public final class FitJson {
    private FitJson() {}

    public static void print(Fit fit, Appendable out) {
        var json = new Json(out, true);
        json.object().name("schema").value("lockspike-fit-1");
        asked(fit.request(), json);
        json.name("rate_error_of_steps").value(fit.ofSteps());
        json.name("tried").value(fit.tried()).name("neurons").array();
        fit.neurons().forEach(neuron -> neuron(neuron, fit, json));
        json.end().end();
    }

    private static void asked(FitRequest request, Json json) {
        ContinuousNeuron neuron = request.neuron();
        json.name("asked").object();
        json.name("tau_seconds").value(neuron.tau());
        json.name("resistance_ohms").value(neuron.resistance());
        json.name("threshold_volts").value(neuron.threshold());
        json.name("reset_volts").value(neuron.reset());
        json.name("rest_volts").value(neuron.rest());
        json.name("refractory_seconds").value(neuron.refractory());
        json.name("dt_seconds").value(request.dt());
        json.name("step").value(request.step().name().toLowerCase(Locale.ROOT));
        json.name("lowest_amperes").value(request.lowest());
        json.name("highest_amperes").value(request.highest());
        json.name("rheobase_amperes").value(neuron.rheobase());
        json.name("most_bits").value(request.mostBits());
        json.name("most_tau_error").value(request.tauError());
        json.name("most_membrane_error").value(request.membraneError());
        json.name("most_rate_error_beyond_step").value(request.rateError());
        json.end();
    }

    private static void neuron(FittedNeuron neuron, Fit fit, Json json) {
        json.object();
        json.name("chosen").value(fit.chosen().filter(neuron::equals).isPresent());
        json.name("membrane").value(neuron.membrane().toString());
        json.name("input").value(neuron.input().toString());
        json.name("leak").value(neuron.form().text());
        json.name("rounding").value(neuron.rounding().text());
        json.name("adders").value(neuron.form().adders());
        json.name("threshold").value(neuron.threshold());
        json.name("reset").value(neuron.reset());
        json.name("volts_per_lsb").value(neuron.voltsPerLsb());
        json.name("amperes_per_lsb").value(neuron.amperesPerLsb());
        json.name("tau_seconds").value(neuron.tau());
        json.name("tau_error").value(neuron.tauError());
        json.name("membrane_error_volts").value(neuron.membraneError());
        json.name("rate_error").value(neuron.rateError());
        json.name("rate_error_beyond_step").value(neuron.beyondStep());
        json.name("spec").value(neuron.yaml());
        json.end();
    }
}
