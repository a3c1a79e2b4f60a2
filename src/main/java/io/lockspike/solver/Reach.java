package io.lockspike.solver;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.Optional;

/// The values that a state can take, with inputs anywhere in their types in every step: numerics
/// T5, found by following all of them.
///
/// @param declared the type that the spec gives it
/// @param held what it can hold, as the spec has it
/// @param free what it could hold if no type were too small; nothing where it has no bounds
/// @param peak the same, with the sums on the way to it
/// @param needed the narrowest type, signed if the declared one is, in which nothing overflows
/// @param method how the ends are known
/// @param lowest inputs that bring it to the low end of `held`
/// @param highest inputs that bring it to the high end of `held`
public record Reach(
        String state,
        Type declared,
        Interval held,
        Optional<Interval> free,
        Optional<Interval> peak,
        Optional<Type> needed,
        Method method,
        Optional<Drive> lowest,
        Optional<Drive> highest) {

    public enum Method {
        /// Some input attains each end.
        EXACT,
        /// Attained if the random numbers come as they must; never exceeded.
        FREE_RANDOM,
        /// Attained if the current could jump within its own reach; never exceeded.
        FREE_CURRENT
    }

    /// Of the membrane.
    public static Claim<Reach> of(Spec spec) {
        return switch (Circuit.of(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) ->
                    spec.family().orElseThrow().synapse().isEmpty()
                            ? of(circuit, method(circuit))
                            : driven(spec, circuit);
        };
    }

    /// Of the current, where the neuron has a synapse.
    public static Claim<Reach> ofSynapse(Spec spec) {
        return switch (Circuit.ofSynapse(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) -> of(circuit, method(circuit));
        };
    }

    private static Claim<Reach> driven(Spec spec, Circuit circuit) {
        return switch (ofSynapse(spec)) {
            case Claim.Open<Reach> open -> open;
            case Claim.Holds<Reach>(Reach current) -> {
                var term = new Circuit.Term(current.state(), false, current.held());
                yield of(circuit.with(term), Method.FREE_CURRENT);
            }
        };
    }

    private static Method method(Circuit circuit) {
        boolean register = circuit.decay().mostRandom() > 0 && circuit.random().isEmpty();
        return register ? Method.FREE_RANDOM : Method.EXACT;
    }

    static Claim<Reach> of(Circuit circuit, Method method) {
        Unmet gaps = gaps(circuit);
        if (gaps != null) {
            return new Claim.Open<>(gaps);
        }
        Optional<Reachable> free = Reachable.of(circuit, Narrow.free(circuit.overflow()));
        Optional<Interval> wide = free.map(r -> needed(r, circuit)).filter(Reach::bounded);
        boolean fits = wide.filter(i -> i.within(circuit.type().range())).isPresent();
        Optional<Reachable> held =
                fits
                        ? free
                        : Reachable.of(
                                circuit, Narrow.declared(circuit.type(), circuit.overflow()));
        return held.<Claim<Reach>>map(h ->
                        new Claim.Holds<>(
                                new Reach(
                                        circuit.state(),
                                        circuit.type(),
                                        h.held(),
                                        free.map(Reachable::held).filter(Reach::bounded),
                                        free.map(Reachable::seen).filter(Reach::bounded),
                                        wide.flatMap(i -> type(i, circuit.type())),
                                        method,
                                        h.toLowest(),
                                        h.toHighest())))
                .orElse(new Claim.Open<>(Unmet.TOO_LARGE));
    }

    /// What must fit: the sums on the way, too, where each is narrowed; and what a spike writes.
    private static Interval needed(Reachable reachable, Circuit circuit) {
        Interval values = circuit.atWriteBack() ? reachable.held() : reachable.seen();
        return circuit.fire()
                .flatMap(Circuit.Fire::reset)
                .map(reset -> values.hull(Interval.of(reset, reset)))
                .orElse(values);
    }

    /// Why intervals might not stay intervals, or their ends not be known.
    private static Unmet gaps(Circuit circuit) {
        if (circuit.decay().steady() || !(circuit.decay() instanceof Decay.Linear linear)) {
            return null;
        }
        Circuit.Term first = circuit.terms().getFirst();
        boolean closed = first.high() - first.low() + 1 >= linear.jump();
        boolean oneWay = linear.parts().stream().allMatch(part -> part.sign() < 0);
        boolean waits = circuit.refractory() > 0 && circuit.family().refractory().inputIgnored();
        boolean next = circuit.order().toString().contains("LEAK, INTEGRATE");
        boolean periodic =
                linear.rounding() != Rounding.STOCHASTIC
                        && linear.rounding() != Rounding.AT_LEAST_ONE;
        return closed && oneWay && !waits && next && periodic ? null : Unmet.SEVERAL_SHIFTS;
    }

    private static boolean bounded(Interval interval) {
        return interval.within(Interval.of(1 - Circuit.LIMIT, Circuit.LIMIT - 1));
    }

    private static Optional<Type> type(Interval interval, Type declared) {
        boolean unsigned = !declared.signed() && interval.low().signum() >= 0;
        Interval both = unsigned ? interval : interval.hull(Interval.of(-1, 0));
        return Type.holding(both);
    }

    /// Whether the declared type can clamp, wrap or stop.
    public boolean overflows() {
        return needed.isEmpty()
                || needed.get().bits() > declared.bits()
                || needed.get().signed() != declared.signed();
    }
}
