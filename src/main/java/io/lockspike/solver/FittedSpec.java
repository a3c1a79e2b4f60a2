package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import io.lockspike.spec.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// The spec of a fitted neuron as a text; the membrane counts from rest.
///
/// @param bits of the input
/// @param threshold LSB
record FittedSpec(FitRequest request, LeakForm form, Rounding rounding, int bits, long threshold) {

    Type input() {
        return request.lowest() < 0 ? Type.signed(bits) : Type.unsigned(bits);
    }

    long reset() {
        double part = (request.neuron().reset() - request.neuron().rest()) / request.span();
        return Math.round(part * threshold);
    }

    String yaml(Type membrane) {
        double volts = request.span() / threshold;
        double amperes = volts / (request.neuron().resistance() * (1 - form.factor()));
        ContinuousNeuron neuron = request.neuron();
        return """
        lockspike: 1
        name: fitted
        neuron:
          rst:        sync
          inputs:     {current: %s}
          membrane:   {v: %s = 0}          # counts from rest
          leak:       {%s, rounding: %s}
          integrate:  {overflow: wrap}     # which never happens: no input takes v out of %s
          fire:       {when: ">=", threshold: %d}
          reset:      {to: %d}
          refractory: {steps: %d, input: ignored, leak: off}
          order:      [leak, integrate, fire]
        physical:
          dt:              %s
          tau:             %s
          resistance:      %s
          step:            %s
          volts_per_lsb:   %s
          amperes_per_lsb: %s
          threshold:       %s
          reset:           %s
          rest:            %s
          refractory:      %s
        """
                .formatted(
                        input(),
                        membrane,
                        form.text(),
                        rounding.text(),
                        membrane,
                        threshold,
                        reset(),
                        request.refractorySteps(),
                        text(request.dt(), Quantity.Unit.SECOND),
                        text(neuron.tau(), Quantity.Unit.SECOND),
                        text(neuron.resistance(), Quantity.Unit.OHM),
                        request.step().name().toLowerCase(Locale.ROOT),
                        text(volts, Quantity.Unit.VOLT),
                        text(amperes, Quantity.Unit.AMPERE),
                        text(neuron.threshold(), Quantity.Unit.VOLT),
                        text(neuron.reset(), Quantity.Unit.VOLT),
                        text(neuron.rest(), Quantity.Unit.VOLT),
                        text(neuron.refractory(), Quantity.Unit.SECOND));
    }

    private static String text(double value, Quantity.Unit unit) {
        return Quantity.exact(new BigDecimal(value).round(new MathContext(12)), unit);
    }
}
