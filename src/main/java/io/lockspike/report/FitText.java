package io.lockspike.report;

import io.lockspike.solver.ContinuousNeuron;
import io.lockspike.solver.Fit;
import io.lockspike.solver.FitRequest;
import io.lockspike.solver.FittedNeuron;
import io.lockspike.solver.LeakForm;
import io.lockspike.spec.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Fitted neurons for people: what was asked, a table of bits against error, what was chosen.
public final class FitText {
    private static final List<String> HEADER =
            List.of(
                    "",
                    "bits",
                    "adders",
                    "membrane",
                    "f-I",
                    "beyond",
                    "tau",
                    "leak",
                    "input",
                    "threshold",
                    "dead zone");

    private FitText() {}

    public static List<String> lines(Fit fit, Terminal terminal) {
        List<String> lines = new ArrayList<>(asked(fit));
        lines.add("");
        var table = new Table(HEADER, fit.neurons().size(), terminal);
        for (FittedNeuron neuron : fit.neurons()) {
            table.add(cells(neuron, fit));
        }
        lines.addAll(table.lines());
        lines.add("");
        lines.add(chosen(fit));
        return lines;
    }

    private static List<String> asked(Fit fit) {
        FitRequest request = fit.request();
        ContinuousNeuron neuron = request.neuron();
        return List.of(
                "asked      tau %s, R %s, threshold %s, reset %s, rest %s, refractory %s"
                        .formatted(
                                seconds(neuron.tau()),
                                Units.quantity(neuron.resistance(), Quantity.Unit.OHM),
                                volts(neuron.threshold()),
                                volts(neuron.reset()),
                                volts(neuron.rest()),
                                seconds(neuron.refractory())),
                "           steps of %s, input %s … %s, rheobase %s"
                        .formatted(
                                seconds(request.dt()),
                                amperes(request.lowest()),
                                amperes(request.highest()),
                                amperes(neuron.rheobase())),
                "steps      alone put the f-I curve off by up to %s, from %s rheobases on: a spike falls on a step"
                        .formatted(percent(fit.ofSteps()), FitRequest.FROM_RHEOBASES),
                "tried      %s neurons; here are those worth their bits and adders, with what membrane, f-I curve and tau are off by"
                        .formatted(Layout.grouped(fit.tried())));
    }

    private static List<String> cells(FittedNeuron neuron, Fit fit) {
        return List.of(
                fit.chosen().filter(neuron::equals).isPresent() ? "*" : "",
                Integer.toString(neuron.membrane().bits()),
                Integer.toString(neuron.form().adders()),
                percent(neuron.membraneError() / fit.request().span()),
                percent(neuron.rateError()),
                percent(neuron.beyondStep()),
                percent(neuron.tauError()),
                leak(neuron),
                neuron.input().toString(),
                Long.toString(neuron.threshold()),
                neuron.facts().dead().toString());
    }

    private static String leak(FittedNeuron neuron) {
        String form =
                switch (neuron.form()) {
                    case LeakForm.Shift(int bits) -> "shift " + bits;
                    case LeakForm.Shifts(int first, int second) ->
                            "shifts " + first + ", " + second;
                    case LeakForm.Decayed(long factor, int fraction) -> factor + " / 2^" + fraction;
                };
        return form + " " + neuron.rounding().text();
    }

    private static String chosen(Fit fit) {
        FitRequest request = fit.request();
        String limits =
                "tau within %s, membrane within %s of the way to the threshold, f-I within %s beyond a step"
                        .formatted(
                                percent(request.tauError()),
                                percent(request.membraneError()),
                                percent(request.rateError()));
        return fit.chosen()
                .map(neuron ->
                        "* the cheapest that keeps %s; an LSB is %s of membrane, %s of input"
                                .formatted(
                                        limits,
                                        volts(neuron.voltsPerLsb()),
                                        amperes(neuron.amperesPerLsb())))
                .orElse("none keeps " + limits);
    }

    private static String seconds(double value) {
        return Units.quantity(value, Quantity.Unit.SECOND);
    }

    private static String volts(double value) {
        return Units.quantity(value, Quantity.Unit.VOLT);
    }

    private static String amperes(double value) {
        return Units.quantity(value, Quantity.Unit.AMPERE);
    }

    private static String percent(double part) {
        BigDecimal rounded = new BigDecimal(100 * part).round(new MathContext(3));
        return rounded.stripTrailingZeros().toPlainString() + " %";
    }
}
