package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One step of one neuron of the LIF family, from the words of the manual. Every quantity is
/// computed anew whenever it is asked for; reading an undefined value ends that quantity.
///
/// @param value what a VALUE stands for in this row: a number, an input, a parameter or a state
/// @param membrane the type of the membrane
/// @param synapse the type of the synapse's state, where there is one
/// @param adaptation the type of the adaptive state, where there is one
record FamilyNeuron(
        Family family,
        Function<String, BigInteger> value,
        Type membrane,
        Optional<Type> synapse,
        Optional<Type> adaptation) {

    /// Everything that a step computes, so that every check is made, whether a stage is left out in
    /// this row or not.
    void stages() {
        family.synapse().ifPresent(_ -> Undefined.attempt(this::synapticSum));
        for (int stage = 0; stage < family.order().size(); stage++) {
            int last = stage;
            Undefined.attempt(() -> staged(last));
        }
        if (family.reset().equals("input")) {
            Undefined.attempt(this::inputAlone);
        }
        if (family.adaptive().isPresent()) {
            Undefined.attempt(this::raised);
            Undefined.attempt(this::lowered);
        }
    }

    static BigInteger bit(boolean truth) {
        return truth ? BigInteger.ONE : BigInteger.ZERO;
    }

    private BigInteger v() {
        return value.apply(family.membrane().name());
    }

    private boolean enabled() {
        return family.enable().isEmpty()
                || value.apply(family.enable().get()).equals(BigInteger.ONE);
    }

    /// Whether the neuron is in its refractory time.
    private boolean quiet() {
        return family.loaded() > 0 && value.apply(FamilyModel.REFRACTORY).signum() != 0;
    }

    /// N(x) after a term or a reset.
    private BigInteger each(BigInteger x) {
        return family.eachAddition() ? narrow(x) : x;
    }

    private BigInteger narrow(BigInteger x) {
        return family.membrane().overflow().narrow(family.membrane().name(), membrane, x);
    }

    // The running value x.

    private BigInteger before(int stage) {
        return stage == 0 ? v() : after(stage - 1);
    }

    private BigInteger after(int stage) {
        return leftOut(family.order().get(stage)) ? before(stage) : staged(stage);
    }

    /// What a stage gives where it is not left out.
    private BigInteger staged(int stage) {
        return switch (family.order().get(stage)) {
            case "leak" -> leak(before(stage));
            case "integrate" -> integrate(before(stage));
            case "fire" -> reset(() -> before(stage));
            default -> throw new IllegalArgumentException("no stage " + family.order());
        };
    }

    private boolean leftOut(String stage) {
        return switch (stage) {
            case "leak" -> !(family.leak() instanceof Leak.None) && family.leakOff() && quiet();
            case "integrate" -> family.inputIgnored() && quiet();
            default -> false;
        };
    }

    private BigInteger leak(BigInteger x) {
        return family.leak().apply(x, () -> value.apply(family.rest()), this::each, value);
    }

    private BigInteger integrate(BigInteger x) {
        return family.synapse().isPresent() ? each(x.add(current())) : add(x, this::each);
    }

    private BigInteger add(BigInteger from, Function<BigInteger, BigInteger> narrow) {
        BigInteger sum = from;
        for (String entry : family.add()) {
            BigInteger a = value.apply(Family.input(entry));
            sum = narrow.apply(entry.startsWith("-") ? sum.subtract(a) : sum.add(a));
        }
        return sum;
    }

    /// Only what the outcome needs is read: a spike that sets x does not read it.
    private BigInteger reset(Supplier<BigInteger> x) {
        if (family.reset().equals("none")) {
            return x.get();
        }
        boolean positive = spike();
        if (!positive && !negative()) {
            return x.get();
        }
        return switch (family.reset()) {
            case "to" -> each(value.apply(family.resetTo()));
            case "subtract" -> each(x.get().subtract(positive ? threshold() : negativeThreshold()));
            case "input" -> each(inputAlone());
            default -> throw new IllegalArgumentException("no reset " + family.reset());
        };
    }

    /// The sum of this step's inputs alone.
    private BigInteger inputAlone() {
        return family.synapse().isPresent() ? current() : add(BigInteger.ZERO, this::each);
    }

    // The decision.

    private BigInteger decision() {
        return family.onPrevious() ? v() : before(family.order().indexOf("fire"));
    }

    private BigInteger threshold() {
        BigInteger threshold = value.apply(family.threshold());
        return family.adaptive()
                .map(cell -> threshold.add(value.apply(cell.name())))
                .orElse(threshold);
    }

    private BigInteger negativeThreshold() {
        return value.apply(family.negative().orElseThrow());
    }

    boolean spike() {
        return enabled() && !quiet() && crossed();
    }

    private boolean crossed() {
        if (family.bit().isPresent()) {
            return decision().testBit(family.bit().get());
        }
        int side = decision().compareTo(threshold());
        return switch (family.when()) {
            case ">=" -> side >= 0;
            case ">" -> side > 0;
            case "==" -> side == 0;
            default -> throw new IllegalArgumentException("no comparison " + family.when());
        };
    }

    boolean negative() {
        return family.negative().isPresent()
                && enabled()
                && !quiet()
                && !spike()
                && decision().compareTo(negativeThreshold()) <= 0;
    }

    // The next values.

    BigInteger nextMembrane() {
        if (!enabled()) {
            return v();
        }
        BigInteger x = after(family.order().size() - 1);
        return family.eachAddition() ? x : narrow(x);
    }

    BigInteger nextRefractory() {
        BigInteger count = value.apply(FamilyModel.REFRACTORY);
        if (!enabled()) {
            return count;
        }
        if (spike() || negative()) {
            return BigInteger.valueOf(family.loaded());
        }
        return count.subtract(BigInteger.ONE).max(BigInteger.ZERO);
    }

    BigInteger nextSynapse() {
        return enabled() ? synapticSum() : value.apply(family.synapse().orElseThrow().name());
    }

    private BigInteger synapticSum() {
        Family.Cell cell = family.synapse().orElseThrow();
        BigInteger i = value.apply(cell.name());
        return add(leak(cell, i, synapse), x -> narrow(cell, synapse, x));
    }

    /// The synapse's current that the integrate stage adds.
    private BigInteger current() {
        return family.synapsePrevious()
                ? value.apply(family.synapse().orElseThrow().name())
                : synapticSum();
    }

    BigInteger nextAdaptation() {
        if (!enabled()) {
            return value.apply(family.adaptive().orElseThrow().name());
        }
        return spike() ? raised() : lowered();
    }

    private BigInteger raised() {
        Family.Cell cell = family.adaptive().orElseThrow();
        BigInteger w = value.apply(cell.name());
        return narrow(cell, adaptation, w.add(value.apply(family.jump())));
    }

    private BigInteger lowered() {
        Family.Cell cell = family.adaptive().orElseThrow();
        return leak(cell, value.apply(cell.name()), adaptation);
    }

    private BigInteger leak(Family.Cell cell, BigInteger x, Optional<Type> type) {
        return cell.leak().apply(x, () -> BigInteger.ZERO, y -> narrow(cell, type, y), value);
    }

    private static BigInteger narrow(Family.Cell cell, Optional<Type> type, BigInteger x) {
        return cell.overflow().narrow(cell.name(), type.orElseThrow(), x);
    }

    /// The next value of a registered output.
    BigInteger nextOutput(String name, boolean fired) {
        return enabled() ? bit(fired) : value.apply(name);
    }
}
