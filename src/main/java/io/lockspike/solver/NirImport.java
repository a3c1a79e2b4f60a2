package io.lockspike.solver;

import io.lockspike.spec.Physical;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A NIR neuron as integers, and what that loses.
///
/// One step is `v' = v_leak + α (v - v_leak) + R (1 - α) I`, α = e^(-dt/tau) (exact, for an input
/// that is held for the step) or 1 - dt/tau (forward Euler). The input's gain is that of the asked
/// tau. With a synapse, its state is kept in LSBs of the membrane: `i = R (1 - α) I`.
///
/// @param voltsPerLsb V, an LSB of the membrane
/// @param gain V that an input of 1 with a weight of 1 adds to v in a step, or to i with a synapse
/// @param amperesPerLsb A, an LSB of the current
/// @param levels each value, as asked and as an integer
public record NirImport(
        NirNeuron neuron,
        Wish wish,
        NirLeak leak,
        Optional<NirLeak> synapseLeak,
        BigDecimal voltsPerLsb,
        double gain,
        double amperesPerLsb,
        List<Level> levels) {

    /// What the user asked for.
    ///
    /// @param dt s
    /// @param fraction bits of a decayed multiply
    /// @param bits of the membrane
    /// @param weightBits of the weight
    /// @param voltsPerLsb V; the finest of 1, 2, 5 · 10^n that fits where it is left out
    /// @param maxTauError as a share: 0.05 is 5 %
    /// @param spikes the spec's input is the spike before the weight; else the weighted current
    public record Wish(
            BigDecimal dt,
            Physical.Step step,
            NirLeak.Kind leak,
            int fraction,
            int bits,
            int weightBits,
            Optional<BigDecimal> voltsPerLsb,
            double maxTauError,
            boolean spikes) {}

    /// A value and the integer that it became.
    ///
    /// @param asked V
    /// @param lsb V
    public record Level(String name, double asked, long raw, double lsb) {

        /// What no register holds becomes 2^60 in magnitude, so that sums do not overflow.
        static Level of(String name, double asked, double lsb) {
            long raw = Math.clamp(Math.round(asked / lsb), -1L << 60, 1L << 60);
            return new Level(name, asked, raw, lsb);
        }

        /// V.
        public double achieved() {
            return raw * lsb;
        }

        /// In LSB.
        public double lost() {
            return raw - asked / lsb;
        }
    }

    /// Reads a graph and converts its neuron.
    ///
    /// @throws io.lockspike.equation.BadInputException if the file is none that is supported, or
    ///   too much would be lost
    public static NirImport of(Path file, Wish wish) {
        return of(NirGraph.read(file), wish);
    }

    static NirImport of(NirNeuron neuron, Wish wish) {
        return new NirConverter(neuron, wish).convert();
    }

    /// The spec as YAML.
    public String yaml() {
        return NirSpec.of(this);
    }

    /// The integer of a level.
    long raw(String name) {
        return levels.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().raw();
    }

    /// tau of the leak, s.
    public double tau(NirLeak of) {
        return of.tau(wish.step()) * wish.dt().doubleValue();
    }

    /// The word of the command line and of YAML.
    public String step() {
        return wish.step().name().toLowerCase(Locale.ROOT);
    }
}
