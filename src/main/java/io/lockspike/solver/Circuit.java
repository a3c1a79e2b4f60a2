package io.lockspike.solver;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Type;
import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One state that leaks, adds and fires, with the numbers that the theorems need: a short form
/// whose names are looked up. The synapse of a neuron is a circuit, too, which never fires.
///
/// @param start the value before the first step
/// @param terms what is added, in order; the state of a synapse counts as one input
/// @param fire how it fires; nothing where it never does
/// @param random the input that is the random number; nothing where it is a register
record Circuit(
        Family family,
        String state,
        Type type,
        long start,
        Decay decay,
        List<Term> terms,
        Family.Overflow overflow,
        boolean atWriteBack,
        List<Family.Stage> order,
        Optional<Fire> fire,
        Optional<String> random) {
    /// Values are followed within ±2^58.
    static final long LIMIT = 1L << 58;

    private static final int MOST_BITS = 56;
    private static final int MOST_FRACTION = 20;

    /// An input that is added, or (`negative`) taken away; or the state of a synapse.
    record Term(String name, boolean negative, Interval range) {
        long low() {
            return (negative ? range.high().negate() : range.low()).longValueExact();
        }

        long high() {
            return (negative ? range.low().negate() : range.high()).longValueExact();
        }
    }

    /// It fires from `threshold` on (only there where `equal`), and down from `negative` on.
    ///
    /// @param threshold the least value that fires; the decision is strict where the comparison is
    /// @param value the threshold as it is written, which a subtracting reset takes away
    /// @param reset the value after a spike; nothing where the threshold is taken away, or where no
    ///   reset is
    record Fire(
            long threshold,
            long value,
            boolean strict,
            boolean equal,
            Optional<Long> negative,
            boolean onPrevious,
            boolean subtracts,
            Optional<Long> reset) {

        boolean fires(long decision) {
            return equal ? decision == threshold : decision >= threshold;
        }

        boolean firesNegative(long decision) {
            return !fires(decision) && negative.isPresent() && decision <= negative.get();
        }
    }

    /// The membrane of a short form.
    static Claim<Circuit> of(Spec spec) {
        return spec.family()
                .<Claim<Circuit>>map(family -> caught(() -> membrane(family)))
                .orElse(new Claim.Open<>(Unmet.LONG_FORM));
    }

    /// The current of a short form with a synapse.
    static Claim<Circuit> ofSynapse(Spec spec) {
        return spec.family()
                .<Claim<Circuit>>map(family -> caught(() -> synapse(family)))
                .orElse(new Claim.Open<>(Unmet.LONG_FORM));
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final Unmet why;

        Refusal(Unmet why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    private interface Attempt {
        Circuit get() throws Refusal;
    }

    private static Claim<Circuit> caught(Attempt attempt) {
        try {
            return new Claim.Holds<>(attempt.get());
        } catch (Refusal refusal) {
            return new Claim.Open<>(refusal.why);
        }
    }

    private static Circuit membrane(Family family) throws Refusal {
        Optional<Family.Synapse> synapse = family.synapse();
        List<Term> terms =
                synapse.isPresent()
                        ? List.of(
                                new Term(
                                        synapse.get().state().name(),
                                        false,
                                        checked(synapse.get().state().type()).range()))
                        : terms(family);
        return new Circuit(
                family,
                family.membrane().name(),
                checked(family.membrane().type()),
                start(family, family.membrane()),
                decay(family, family.leak(), constant(family, family.rest())),
                terms,
                family.integrate().overflow(),
                family.integrate().atWriteBack(),
                family.order(),
                Optional.of(fire(family)),
                random(family, family.leak()));
    }

    private static Circuit synapse(Family family) throws Refusal {
        if (family.synapse().isEmpty()) {
            throw new Refusal(Unmet.NO_SYNAPSE);
        }
        Family.Synapse synapse = family.synapse().get();
        return new Circuit(
                family,
                synapse.state().name(),
                checked(synapse.state().type()),
                start(family, synapse.state()),
                decay(family, synapse.leak(), 0),
                terms(family),
                synapse.overflow(),
                false,
                List.of(Family.Stage.LEAK, Family.Stage.INTEGRATE),
                Optional.empty(),
                random(family, synapse.leak()));
    }

    private static List<Term> terms(Family family) throws Refusal {
        List<Term> terms = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        random(family, family.leak()).ifPresent(seen::add);
        for (String text : family.integrate().add()) {
            boolean negative = text.startsWith("-");
            String name = negative ? text.substring(1) : text;
            if (!seen.add(name)) {
                throw new Refusal(Unmet.INPUT_TWICE);
            }
            terms.add(new Term(name, negative, checked(input(family, name).orElseThrow()).range()));
        }
        return terms;
    }

    private static Optional<Type> input(Family family, String name) {
        return family.declarations().stream()
                .filter(d -> d instanceof Declaration.Input && d.name().equals(name))
                .map(d -> ((Declaration.Input) d).type())
                .findFirst();
    }

    private static Type checked(Type type) throws Refusal {
        if (type.bits() > MOST_BITS) {
            throw new Refusal(Unmet.TOO_WIDE);
        }
        return type;
    }

    private static long start(Family family, Declaration.Register register) throws Refusal {
        Optional<List<BigInteger>> values =
                family.rst() == Rst.NONE
                        ? register.init().or(register::rst)
                        : register.rst().or(register::init);
        boolean two =
                register.rst().isPresent()
                        && register.init().isPresent()
                        && !register.rst().equals(register.init());
        if (values.isEmpty() || two || values.get().stream().distinct().count() != 1) {
            throw new Refusal(Unmet.NO_START);
        }
        return values.get().getFirst().longValueExact();
    }

    private static long constant(Family family, String text) throws Refusal {
        Optional<BigInteger> number = Numbers.parse(text);
        for (Declaration declared : family.declarations()) {
            if (declared instanceof Declaration.Parameter parameter
                    && parameter.name().equals(text)
                    && parameter.values().size() == 1) {
                number = Optional.of(parameter.values().getFirst());
            }
        }
        if (number.isEmpty()) {
            throw new Refusal(Unmet.VARIES);
        }
        if (number.get().bitLength() > MOST_BITS) {
            throw new Refusal(Unmet.TOO_WIDE);
        }
        return number.get().longValueExact();
    }

    private static Decay decay(Family family, Family.Leak leak, long rest) throws Refusal {
        return switch (leak) {
            case Family.Leak.None() -> new Decay.Linear(true, List.of(), Rounding.FLOOR, rest, 0);
            case Family.Leak.Shift(String bits, Family.Rounded rounded) -> {
                long k = constant(family, bits);
                yield linear(family, true, List.of(part(-1, 1, k)), rounded, rest);
            }
            case Family.Leak.Shifts(List<Integer> shifts, Family.Rounded rounded) -> {
                List<Decay.Part> parts = new ArrayList<>();
                for (int k : shifts) {
                    parts.add(part(k >= 0 ? -1 : 1, 1, Math.abs(k)));
                }
                yield linear(family, true, parts, rounded, rest);
            }
            case Family.Leak.Decayed(String factor, int fraction, Family.Rounded rounded) -> {
                long kept = constant(family, factor);
                if (kept <= 0) {
                    throw new Refusal(Unmet.GROWS);
                }
                yield linear(family, false, List.of(part(1, kept, fraction)), rounded, rest);
            }
            case Family.Leak.Subtract(String amount, boolean past) -> {
                long constant = constant(family, amount);
                if (constant < 0) {
                    throw new Refusal(Unmet.GROWS);
                }
                yield new Decay.Towards(constant, rest, past);
            }
        };
    }

    private static Decay.Part part(int sign, long factor, long bits) throws Refusal {
        if (bits > MOST_FRACTION || factor > 1L << MOST_FRACTION) {
            throw new Refusal(Unmet.TOO_WIDE);
        }
        return new Decay.Part(sign, factor, (int) bits);
    }

    private static Decay linear(
            Family family, boolean keeps, List<Decay.Part> parts, Family.Rounded rounded, long rest)
            throws Refusal {
        var plain = new Decay.Linear(keeps, parts, rounded.rounding(), rest, 0);
        if (plain.factor() < 0 || plain.lost() <= 0) {
            throw new Refusal(Unmet.GROWS);
        }
        if (rounded.rounding() != Rounding.STOCHASTIC) {
            return plain;
        }
        long all = (1L << plain.bits()) - 1;
        Optional<Type> pin = input(family, rounded.random());
        long most =
                pin.filter(type -> !type.signed() && type.bits() < plain.bits())
                        .map(type -> type.max().longValueExact())
                        .orElse(all);
        return new Decay.Linear(keeps, parts, rounded.rounding(), rest, most);
    }

    private static Optional<String> random(Family family, Family.Leak leak) {
        Family.Rounded rounded =
                switch (leak) {
                    case Family.Leak.Shift shift -> shift.rounded();
                    case Family.Leak.Shifts shifts -> shifts.rounded();
                    case Family.Leak.Decayed decayed -> decayed.rounded();
                    case Family.Leak.None _, Family.Leak.Subtract _ ->
                            new Family.Rounded(Rounding.FLOOR, "");
                };
        return input(family, rounded.random()).map(_ -> rounded.random());
    }

    private static Fire fire(Family family) throws Refusal {
        Family.Fire fire = family.fire();
        if (fire.bit().isPresent()) {
            throw new Refusal(Unmet.FIRES_ON_A_BIT);
        }
        if (fire.adaptive().isPresent()) {
            throw new Refusal(Unmet.ADAPTIVE);
        }
        long threshold = constant(family, fire.threshold());
        boolean strict = fire.when().equals(">");
        boolean equal = fire.when().equals("==");
        Optional<Long> negative = Optional.empty();
        if (fire.negative().isPresent()) {
            negative = Optional.of(constant(family, fire.negative().get()));
        }
        if (negative.isPresent() && (equal || negative.get() >= threshold)) {
            throw new Refusal(Unmet.NEGATIVE_THRESHOLD);
        }
        boolean subtracts = family.reset() instanceof Family.Reset.Subtract;
        Optional<Long> reset = Optional.empty();
        if (family.reset() instanceof Family.Reset.To(String value)) {
            reset = Optional.of(constant(family, value));
        }
        if (family.reset() instanceof Family.Reset.ToInput) {
            throw new Refusal(Unmet.RESET_TO_INPUT);
        }
        return new Fire(
                strict ? threshold + 1 : threshold,
                threshold,
                strict,
                equal,
                negative,
                fire.onPrevious(),
                subtracts,
                reset);
    }

    Circuit with(Term only) {
        return new Circuit(
                family,
                state,
                type,
                start,
                decay,
                List.of(only),
                overflow,
                atWriteBack,
                order,
                fire,
                random);
    }

    /// The sum of the least and the greatest inputs.
    Interval inputs() {
        long low = terms.stream().mapToLong(Term::low).sum();
        long high = terms.stream().mapToLong(Term::high).sum();
        return Interval.of(low, high);
    }

    Claim<Decay.Linear> linear() {
        if (!(decay instanceof Decay.Linear linear)) {
            return new Claim.Open<>(Unmet.SUBTRACTED_LEAK);
        }
        return linear.parts().isEmpty()
                ? new Claim.Open<>(Unmet.NO_LEAK)
                : new Claim.Holds<>(linear);
    }

    boolean fires() {
        return fire.isPresent();
    }

    /// What a spike loads into the count of refractory steps.
    int refractory() {
        return fire.isPresent() ? family.refractory().loaded() : 0;
    }

    /// Why it is not the plain case of one current and one threshold that the updated membrane
    /// passes; null where it is.
    Unmet notOneThreshold() {
        Fire own = fire.orElseThrow();
        if (family.synapse().isPresent()) {
            return Unmet.SYNAPSE;
        }
        if (own.equal()) {
            return Unmet.FIRES_WHEN_EQUAL;
        }
        if (own.negative().isPresent()) {
            return Unmet.NEGATIVE_THRESHOLD;
        }
        return own.onPrevious() ? Unmet.FIRES_ON_PREVIOUS : null;
    }
}
