package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;

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

    /// Everything that a step computes, so that every check of the stages is made.
    void stages() {
        if (Undefined.attempt(() -> bit(enabled())).equals(Optional.of(BigInteger.ONE))) {
            family.synapse().ifPresent(_ -> Undefined.attempt(this::nextSynapse));
            for (int stage = 0; stage < family.order().size(); stage++) {
                int last = stage;
                Undefined.attempt(() -> after(last));
            }
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
        return family.steps() > 0 && value.apply(FamilyModel.REFRACTORY).signum() != 0;
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
        BigInteger x = before(stage);
        return switch (family.order().get(stage)) {
            case "leak" -> quietLeak() ? x : leak(x);
            case "integrate" -> quietInput() ? x : integrate(x);
            case "fire" -> reset(x);
            default -> throw new IllegalArgumentException("no stage " + family.order());
        };
    }

    private boolean quietLeak() {
        return family.leakOff() && quiet();
    }

    private boolean quietInput() {
        return family.inputIgnored() && quiet();
    }

    private BigInteger leak(BigInteger x) {
        return family.leak().apply(x, value.apply(family.rest()), this::each, value);
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

    private BigInteger reset(BigInteger x) {
        boolean positive = spike();
        if (!positive && !negative()) {
            return x;
        }
        return switch (family.reset()) {
            case "none" -> x;
            case "to" -> each(value.apply(family.resetTo()));
            case "subtract" -> each(x.subtract(positive ? threshold() : negativeThreshold()));
            case "input" ->
                    each(
                            family.synapse().isPresent()
                                    ? current()
                                    : add(BigInteger.ZERO, this::each));
            default -> throw new IllegalArgumentException("no reset " + family.reset());
        };
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
            return BigInteger.valueOf(family.steps() - (family.countedWith() ? 1 : 0));
        }
        return count.subtract(BigInteger.ONE).max(BigInteger.ZERO);
    }

    BigInteger nextSynapse() {
        Family.Cell cell = family.synapse().orElseThrow();
        BigInteger i = value.apply(cell.name());
        return enabled()
                ? add(
                        cell.leak().apply(i, BigInteger.ZERO, x -> narrow(cell, synapse, x), value),
                        x -> narrow(cell, synapse, x))
                : i;
    }

    /// The synapse's current that the integrate stage adds.
    private BigInteger current() {
        return family.synapsePrevious()
                ? value.apply(family.synapse().orElseThrow().name())
                : nextSynapse();
    }

    BigInteger nextAdaptation() {
        Family.Cell cell = family.adaptive().orElseThrow();
        BigInteger w = value.apply(cell.name());
        if (!enabled()) {
            return w;
        }
        return spike()
                ? narrow(cell, adaptation, w.add(value.apply(family.jump())))
                : cell.leak().apply(w, BigInteger.ZERO, x -> narrow(cell, adaptation, x), value);
    }

    private static BigInteger narrow(Family.Cell cell, Optional<Type> type, BigInteger x) {
        return cell.overflow().narrow(cell.name(), type.orElseThrow(), x);
    }

    /// The next value of a registered output.
    BigInteger nextOutput(String name, boolean fired) {
        return enabled() ? bit(fired) : value.apply(name);
    }
}
