package io.lockspike.solver;

import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Recordings;
import io.lockspike.vector.Run;
import io.lockspike.vector.Stimuli;

/// What is proven of a cross-check: the model against its own leak in real numbers, in steps. Where
/// the continuous neuron has another tau, that is not in it.
///
/// @param error of the membrane, as long as both fire in the same steps: numerics T1
/// @param train of this run: numerics T7
/// @param spikes of this stimulus, however each step is rounded: numerics T7
/// @param rate under a constant current: numerics T8
public record Certified(
        Claim<ErrorBound> error,
        Claim<TrainProof> train,
        Claim<SpikeCertificate> spikes,
        Claim<RateBound> rate) {

    static Certified of(Spec spec, Stimuli stimuli, long seed, long rows, Recordings recordings) {
        Claim<SpikeEnvelope> envelope = SpikeEnvelope.of(spec);
        Claim<TrainProof.Follower> follower = TrainProof.Follower.of(spec);
        if (follower instanceof Claim.Holds<TrainProof.Follower>(TrainProof.Follower beside)) {
            var run = new Run(spec.equations(), stimuli, seed, 1, true, recordings);
            Signal fires = TrainProof.Follower.fires(spec);
            for (long row = 0; row < rows && run.next(); row++) {
                run.select(0);
                long[] raw = run.raw();
                envelope.value().ifPresent(e -> e.step(raw));
                beside.row(raw, run.defined()[fires.slot()], raw[fires.slot()] == 1);
            }
        }
        return new Certified(
                ErrorBound.of(spec),
                follower.map(TrainProof.Follower::proof),
                envelope.map(SpikeEnvelope::certificate),
                RateBound.of(spec));
    }
}
