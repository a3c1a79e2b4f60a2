package io.lockspike.solver;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Fixed-point neurons for a physical one. For each leak that shifts and adders can make near to
/// the time constant, each rounding and each width of the input, the input range is spread over
/// that width; the threshold follows, as the gain of the input is 1, and so does the narrowest
/// membrane that never overflows (numerics T5).
///
/// @param ofSteps the part by which whole steps alone put the f-I curve off, without any rounding
/// @param tried how many neurons were looked at
/// @param neurons those worth their bits and adders, by bits of the membrane
/// @param chosen the narrowest that keeps what was asked; of those the one with the fewest adders
public record Fit(
        FitRequest request,
        double ofSteps,
        int tried,
        List<FittedNeuron> neurons,
        Optional<FittedNeuron> chosen) {
    /// A membrane in which nothing overflows.
    private static final int ROOMY = 48;

    private static final double WORTH = 0.9;

    private static final List<Rounding> ROUNDINGS =
            List.of(Rounding.FLOOR, Rounding.HALF_UP, Rounding.TOWARD_ZERO);

    private static final Comparator<FittedNeuron> CHEAPEST =
            Comparator.<FittedNeuron>comparingInt(neuron -> neuron.membrane().bits())
                    .thenComparingInt(neuron -> neuron.form().adders())
                    .thenComparingDouble(FittedNeuron::membraneError);

    /// Looks for the neurons that fit; the same each time.
    ///
    /// @param progress told how many neurons were tried, now and then
    public static Fit of(FitRequest request, IntConsumer progress) {
        var search = new Search(request, progress);
        double ofSteps = search.grid.ofSteps().rate();
        List<FittedNeuron> all = search.all();
        List<FittedNeuron> best = best(all, request);
        Optional<FittedNeuron> chosen =
                best.stream().filter(one -> keeps(one, request)).findFirst();
        return new Fit(request, ofSteps, search.tried, best, chosen);
    }

    /// Those worth their bits and adders: each is nearer, by a tenth at least, than all that take
    /// no more of either.
    private static List<FittedNeuron> best(List<FittedNeuron> all, FitRequest request) {
        List<FittedNeuron> best = new ArrayList<>();
        for (FittedNeuron one : all.stream().sorted(CHEAPEST).toList()) {
            double nearest =
                    best.stream()
                            .filter(other -> other.form().adders() <= one.form().adders())
                            .mapToDouble(FittedNeuron::membraneError)
                            .min()
                            .orElse(request.span() / WORTH);
            if (one.membraneError() < WORTH * nearest && one.rateError() < 1) {
                best.add(one);
            }
        }
        return List.copyOf(best);
    }

    private static boolean keeps(FittedNeuron neuron, FitRequest request) {
        return Math.abs(neuron.tauError()) <= request.tauError()
                && neuron.membraneError() <= request.membraneError() * request.span()
                && neuron.beyondStep() <= request.rateError();
    }

    private static final class Search {
        private final FitRequest request;
        private final IntConsumer progress;
        private final RateGrid grid;
        private final double ohms;
        private int tried;

        Search(FitRequest request, IntConsumer progress) {
            this.request = request;
            this.progress = progress;
            this.grid = new RateGrid(request);
            this.ohms = request.neuron().resistance();
        }

        List<FittedNeuron> all() {
            List<FittedNeuron> all = new ArrayList<>();
            for (LeakForm form : LeakForm.near(request.alpha())) {
                for (Rounding rounding : ROUNDINGS) {
                    for (int bits = 1; bits <= request.mostBits(); bits++) {
                        neuron(form, rounding, bits).ifPresent(all::add);
                        progress.accept(++tried);
                    }
                }
            }
            return all;
        }

        /// Empty where the membrane would be too wide, or an LSB too coarse.
        private Optional<FittedNeuron> neuron(LeakForm form, Rounding rounding, int bits) {
            boolean signed = request.lowest() < 0;
            long top = (1L << (signed ? bits - 1 : bits)) - 1;
            double most = Math.max(request.highest(), -request.lowest());
            double gain = ohms * (1 - form.factor()) / request.span();
            long threshold = (long) Math.floor(top / (most * gain));
            if (threshold < 2 || threshold >> request.mostBits() != 0) {
                return Optional.empty();
            }
            var text = new FittedSpec(request, form, rounding, bits, threshold);
            return width(text)
                    .filter(type -> type.bits() <= request.mostBits())
                    .map(type -> fitted(text, type));
        }

        /// The narrowest type that never overflows.
        private static Optional<Type> width(FittedSpec text) {
            Spec wide = parse(text.yaml(Type.signed(ROOMY)));
            return Reach.of(wide)
                    .value()
                    .flatMap(Reach::peak)
                    .map(peak -> peak.hull(Interval.of(text.reset(), text.reset())))
                    .flatMap(Type::holding);
        }

        private static Spec parse(String yaml) {
            return SpecFile.parse(yaml, "fitted.yaml", Path.of("."), Map.of());
        }

        private FittedNeuron fitted(FittedSpec text, Type membrane) {
            String yaml = text.yaml(membrane);
            Spec spec = parse(yaml);
            Physical physical = spec.physical().orElseThrow();
            LeakFacts facts = LeakFacts.of(spec.equations()).getFirst();
            double alpha = text.form().factor();
            double tau = request.tau(alpha);
            double amperes = physical.amperesPerLsb().doubleValue();
            RateGrid.Off off =
                    grid.off(text.form(), text.rounding(), text.threshold(), text.reset(), amperes);
            return new FittedNeuron(
                    yaml,
                    spec,
                    text.form(),
                    text.rounding(),
                    text.input(),
                    membrane,
                    text.threshold(),
                    text.reset(),
                    tau,
                    tau / request.neuron().tau() - 1,
                    membraneError(facts, physical),
                    off.rate(),
                    off.beyondStep(),
                    facts);
        }

        /// With the input X and u' = α*u + (1 - α*)X asked for, the membrane is off by what the
        /// leak's rounding leaves (numerics T1); by half an LSB of input a step, and what the
        /// decimals of the spec leave of its gain; and by the difference of two leaky sums of X,
        /// whose weights (1 - α)α^n and (1 - α*)α*^n differ by at most max |α^n - α*^n| for the
        /// inputs of either sign, and so for what is left of the value after a spike.
        private double membraneError(LeakFacts facts, Physical physical) {
            double alpha = facts.factor();
            double volts = physical.voltsPerLsb().doubleValue();
            double low = ohms * request.lowest();
            double high = ohms * request.highest();
            double reset = Math.abs(request.neuron().reset() - request.neuron().rest());
            double gain = volts / (physical.amperesPerLsb().doubleValue() * ohms) - (1 - alpha);
            double rounding = Math.max(-facts.lowestError(), facts.highestError()) * volts;
            double input = volts / 2 + Math.abs(gain) * Math.max(high, -low);
            return rounding
                    + input / (1 - alpha)
                    + (reset == 0 ? 0 : volts / 2)
                    + apart(alpha, request.alpha()) * (high - low + reset);
        }

        /// max |a^n - b^n| over all n: it rises first, then falls.
        private static double apart(double a, double b) {
            double most = 0;
            for (double x = a, y = b; Math.abs(x - y) > most; x *= a, y *= b) {
                most = Math.abs(x - y);
            }
            return most;
        }
    }
}
