package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Rst;
import java.util.List;
import java.util.Optional;

/// The choices of a leaky integrate-and-fire neuron, as the short form names them.
/// `docs/language.md` says what each means; [Lowering] turns them into equations. A value is a
/// text: a whole number, or the name of an input, a parameter or a state.
public record Family(
        Rst rst,
        List<Declaration> declarations,
        List<Lfsr> lfsrs,
        Declaration.Register membrane,
        String rest,
        Leak leak,
        Integrate integrate,
        Fire fire,
        Reset reset,
        Refractory refractory,
        Optional<Synapse> synapse,
        List<Stage> order,
        Optional<String> enable,
        int replicate,
        Place at) {

    /// One neuron of the layer.
    Family alone() {
        return new Family(
                rst,
                declarations,
                lfsrs,
                membrane,
                rest,
                leak,
                integrate,
                fire,
                reset,
                refractory,
                synapse,
                order,
                enable,
                0,
                at);
    }

    public enum Stage {
        LEAK,
        INTEGRATE,
        FIRE
    }

    /// How a potential decays in one step.
    public sealed interface Leak {

        /// A perfect integrator.
        record None() implements Leak {}

        /// Takes away `d / 2^bits`, so that tau = -1 / ln(1 - 2^-bits) steps.
        record Shift(String bits, Rounded rounded) implements Leak {}

        /// Takes away `d / 2^k` for each k >= 0 and adds `d / 2^-k` for each k < 0, each rounded by
        /// itself.
        record Shifts(List<Integer> bits, Rounded rounded) implements Leak {}

        /// Keeps `d · factor / 2^fraction`.
        record Decayed(String factor, int fraction, Rounded rounded) implements Leak {}

        /// A constant amount towards rest; `past`: with no stop there.
        record Subtract(String amount, boolean past) implements Leak {}
    }

    /// A rounding, and the random number that the stochastic one takes (empty otherwise).
    public record Rounded(Rounding rounding, String random) {}

    public enum Overflow {
        SAT,
        WRAP,
        CLAMP_AT_ZERO,
        CHECKED
    }

    /// How inputs are added.
    ///
    /// @param add inputs in their order, `-NAME` where one is taken away
    /// @param atWriteBack narrowed once, to the next state, and not after each addition
    public record Integrate(Overflow overflow, boolean atWriteBack, List<String> add) {}

    /// When the neuron fires.
    ///
    /// @param bit the bit of the decision value that is the spike, in place of a comparison
    public record Fire(
            String when,
            String threshold,
            Optional<Integer> bit,
            boolean onPrevious,
            boolean registered,
            Optional<String> negative,
            Optional<Adaptive> adaptive) {}

    /// A second state that spikes raise and leak lowers, added to the threshold.
    public record Adaptive(Declaration.Register state, String jump, Leak leak, Overflow overflow) {}

    /// What a spike does to the membrane.
    public sealed interface Reset {

        record None() implements Reset {}

        record To(String value) implements Reset {}

        record Subtract() implements Reset {}

        /// To the sum of this step's inputs alone.
        record ToInput() implements Reset {}
    }

    /// The steps after a spike in which nothing fires.
    ///
    /// @param countedWith the spike's own step is the first of the steps
    public record Refractory(int steps, boolean inputIgnored, boolean leakOn, boolean countedWith) {

        /// What a spike loads into the count.
        public int loaded() {
            return countedWith ? Math.max(0, steps - 1) : steps;
        }
    }

    /// A second leaky register, for the current.
    public record Synapse(
            Declaration.Register state, Leak leak, Overflow overflow, boolean usePrevious) {}
}
