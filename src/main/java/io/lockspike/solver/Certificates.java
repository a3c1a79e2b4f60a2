package io.lockspike.solver;

import io.lockspike.spec.Spec;
import java.util.Optional;

/// All that is claimed of a spec before it is run.
///
/// @param synapse of the current's state, where there is one
/// @param spikes whether [SpikeCertificate] can be asked
public record Certificates(
        Claim<Reach> reach,
        Optional<Claim<Reach>> synapse,
        Claim<ErrorBound> error,
        Claim<SpikeOrder> order,
        Claim<SpikeEnvelope> spikes,
        Claim<RateBound> rate) {

    public static Certificates of(Spec spec) {
        boolean driven = spec.family().flatMap(f -> f.synapse()).isPresent();
        return new Certificates(
                Reach.of(spec),
                driven ? Optional.of(Reach.ofSynapse(spec)) : Optional.empty(),
                ErrorBound.of(spec),
                SpikeOrder.of(spec),
                SpikeEnvelope.of(spec),
                RateBound.of(spec));
    }
}
