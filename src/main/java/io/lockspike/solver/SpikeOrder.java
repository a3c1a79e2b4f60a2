package io.lockspike.solver;

import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;

/// Which of two neurons is first, for every stimulus: numerics T6. With s_i(v) the row of the i-th
/// spike, s_i(u[I + most]) <= s_i(v) <= s_i(u[I + least]); `least` 0, as with the floor, says that
/// the membrane never fires later than its ideal.
///
/// @param least the least that rounding adds to the input in a step, in LSB; at most 0
/// @param most the greatest
public record SpikeOrder(double least, double most) {

    public static Claim<SpikeOrder> of(Spec spec) {
        return switch (Circuit.of(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) ->
                    switch (circuit.linear()) {
                        case Claim.Open<Decay.Linear>(Unmet why) -> new Claim.Open<>(why);
                        case Claim.Holds<Decay.Linear>(Decay.Linear decay) ->
                                of(circuit, decay, spec);
                    };
        };
    }

    private static Claim<SpikeOrder> of(Circuit circuit, Decay.Linear decay, Spec spec) {
        Unmet unmet = unmet(circuit, decay);
        var reach = Reach.of(spec).value();
        if (unmet == null && reach.map(Reach::overflows).orElse(true)) {
            unmet = Unmet.OVERFLOWS;
        }
        if (unmet != null) {
            return new Claim.Open<>(unmet);
        }
        Noise noise = Noise.of(decay, ErrorBound.range(reach));
        return new Claim.Holds<>(new SpikeOrder(noise.least(), noise.most()));
    }

    private static Unmet unmet(Circuit circuit, Decay.Linear decay) {
        Circuit.Fire fire = circuit.fire().orElseThrow();
        Unmet unmet = circuit.notOneThreshold();
        if (unmet != null) {
            return unmet;
        }
        if (!circuit.order().equals(java.util.List.of(Family.Stage.values()))) {
            return Unmet.FIRE_NOT_LAST;
        }
        boolean toRest = fire.reset().isPresent() && fire.reset().get() == decay.rest();
        boolean subtracts = fire.subtracts() && decay.rest() == 0;
        if (!toRest && !subtracts) {
            return Unmet.RESET_NOT_TO_A_VALUE;
        }
        if (fire.value() <= decay.rest() || circuit.start() >= fire.value()) {
            return Unmet.NEGATIVE_THRESHOLD_VALUE;
        }
        if (circuit.refractory() > 0 && subtracts) {
            return Unmet.REFRACTORY_WITH_SUBTRACTION;
        }
        boolean inhibits = circuit.terms().stream().anyMatch(t -> t.low() < 0);
        return circuit.refractory() > 0 && inhibits ? Unmet.REFRACTORY_WITH_INHIBITION : null;
    }
}
