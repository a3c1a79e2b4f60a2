package io.lockspike.solver;

import io.lockspike.spec.Spec;
import io.lockspike.vector.Recordings;
import io.lockspike.vector.Stimuli;
import java.util.ArrayList;
import java.util.List;

/// What is proven of a cross-check: the model against its own leak in real numbers, in steps. Where
/// the continuous neuron has another tau, that is not in it.
///
/// @param error of the membrane, as long as both fire in the same steps: numerics T1
/// @param spikes of this stimulus: numerics T7
/// @param rate under a constant current: numerics T8
public record Certified(
        Claim<ErrorBound> error, Claim<SpikeCertificate> spikes, Claim<RateBound> rate) {

    static Certified of(Spec spec, Stimuli stimuli, long seed, long rows, Recordings recordings) {
        return new Certified(
                ErrorBound.of(spec),
                SpikeCertificate.of(spec, rows(stimuli, seed, rows, recordings)),
                RateBound.of(spec));
    }

    private static List<long[]> rows(Stimuli stimuli, long seed, long rows, Recordings recordings) {
        List<long[]> all = new ArrayList<>();
        Stimuli.Rows next = stimuli.rows(seed, 0, recordings);
        long[] raw = new long[stimuli.inputs().size()];
        boolean[] defined = new boolean[raw.length];
        while (all.size() < rows && next.next(raw, defined)) {
            all.add(raw.clone());
        }
        return all;
    }
}
