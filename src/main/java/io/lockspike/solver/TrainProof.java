package io.lockspike.solver;

import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;

/// What is proven of the spikes of a run beside those of its ideal, the same neuron in real
/// numbers, on the same stimulus: numerics T7. Rows count from 0; those with rst asserted are none
/// of the trains.
public sealed interface TrainProof {
    /// Both fire in the same rows.
    ///
    /// @param spikes how many
    record Same(long spikes) implements TrainProof {}

    /// Both do the same before this row, in which only one of them fires.
    ///
    /// @param spikes how many before it
    /// @param modelFires else the ideal does
    record Differs(long row, long spikes, boolean modelFires) implements TrainProof {}

    /// Both do the same before this row; from there on it is too near to tell, or nothing is
    /// claimed.
    ///
    /// @param spikes how many before it
    record Unknown(long row, long spikes) implements TrainProof {}

    /// Follows a run row by row, beside an enclosure of its ideal.
    final class Follower {
        private final SpikeEnvelope ideal;
        private final int rst;
        private long row;
        private long spikes;
        private TrainProof end;

        private Follower(Spec spec, SpikeEnvelope ideal) {
            this.ideal = ideal;
            this.rst = spec.equations().find("rst").map(Signal::slot).orElse(-1);
        }

        static Claim<Follower> of(Spec spec) {
            return switch (SpikeEnvelope.ofIdeal(spec)) {
                case Claim.Open<SpikeEnvelope>(Unmet why) -> new Claim.Open<>(why);
                case Claim.Holds<SpikeEnvelope>(SpikeEnvelope ideal) ->
                        new Claim.Holds<>(new Follower(spec, ideal));
            };
        }

        /// The wire of a spec in the family that says whether it fires, before any register.
        static Signal fires(Spec spec) {
            String name = spec.family().orElseThrow().fire().registered() ? "fires" : "spike";
            return spec.equations().find(name).orElseThrow();
        }

        /// The next row.
        ///
        /// @param inputs raw values by slot
        /// @param defined whether the model says what it does
        /// @param fires whether it fires
        void row(long[] inputs, boolean defined, boolean fires) {
            boolean counts = rst < 0 || inputs[rst] == 0;
            SpikeEnvelope.Step step = ideal.step(inputs);
            if (end == null && counts) {
                end = judged(step, defined, fires);
                spikes += end == null && fires ? 1 : 0;
            }
            row++;
        }

        private TrainProof judged(SpikeEnvelope.Step step, boolean defined, boolean fires) {
            boolean known = step == SpikeEnvelope.Step.FIRES || step == SpikeEnvelope.Step.SILENT;
            if (!known || !defined) {
                return new Unknown(row, spikes);
            }
            return fires == (step == SpikeEnvelope.Step.FIRES)
                    ? null
                    : new Differs(row, spikes, fires);
        }

        /// Of the rows so far.
        TrainProof proof() {
            return end == null ? new Same(spikes) : end;
        }
    }
}
