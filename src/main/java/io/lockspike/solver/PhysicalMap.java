package io.lockspike.solver;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Latency;
import io.lockspike.equation.Signal;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;
import java.util.List;
import java.util.Optional;

/// A spec and the continuous neuron that it stands for, with the map between the two.
///
/// Read by [#of]. Where the spec has no block `physical`, a second is a step, a volt an LSB of the
/// membrane, and an ampere an LSB of the current; `isPhysical` is false then.
///
/// @param neuron in s, V, A
/// @param dt s, one step
/// @param voltsPerLsb V, one LSB of the membrane
/// @param amperesPerLsb A, one LSB of the current
/// @param zero V, at the membrane's 0
/// @param leak what the membrane's leak does; empty where the equations do not say it as shifts
/// @param step what a step's leak stands for
/// @param gain LSB of the membrane that one LSB of current adds in a step, by the continuous neuron
/// @param keepsExcess a spike takes the threshold away and leaves what the membrane had beyond it
/// @param current what adds up to the current
/// @param spikeLatency rows from a change of an input to the spike that it may lead to
/// @param synapse where the current is a register that leaks
/// @param rst asserted, the neuron starts anew
/// @param enable rows where it is 0 are no steps
/// @param notes in what the two differ by design
public record PhysicalMap(
        ContinuousNeuron neuron,
        boolean isPhysical,
        double dt,
        double voltsPerLsb,
        double amperesPerLsb,
        double zero,
        Optional<LeakFacts> leak,
        Physical.Step step,
        double gain,
        boolean keepsExcess,
        Signal membrane,
        List<Term> current,
        Optional<Synapse> synapse,
        Signal spike,
        int spikeLatency,
        Optional<Signal> rst,
        Optional<Signal> enable,
        List<Note> notes) {

    /// The map of a spec; [MapReader] says where each number comes from.
    ///
    /// @throws io.lockspike.equation.BadInputException if the spec does not say enough, or is no
    ///   neuron with a time constant
    public static PhysicalMap of(Spec spec) {
        return MapReader.read(spec);
    }

    /// An input that is added or taken away.
    public record Term(Signal signal, int sign) {}

    /// A current that is a leaking register.
    ///
    /// @param register holds the current
    /// @param factor what a step leaves of it
    /// @param isLate the membrane adds the current of the step before
    public record Synapse(Signal register, double factor, boolean isLate) {}

    /// What the fixed-point neuron does and the continuous one does not.
    public enum Note {
        NEGATIVE_SPIKES,
        REFRACTORY_INPUT,
        REFRACTORY_LEAK,
        RESET_TO_INPUT,
        OTHER_REFRACTORY,
        LEAK_AFTER_INPUT
    }

    /// The time constant of a step's leak, s, by the rule that `exact` says.
    public Optional<Double> leakTau() {
        return leak.map(facts -> leakTau(facts, dt, step));
    }

    static double leakTau(LeakFacts leak, double dt, Physical.Step step) {
        return step.tau(leak.factor()) * dt;
    }

    /// Whether the model's rounding alone can decide if a constant current, LSB, ever fires: what
    /// it adds to the membrane takes it over the threshold or keeps it below. There no bound holds
    /// of how often the model fires.
    public boolean isNearRheobase(double current) {
        double target = lsb(neuron.target(current * amperesPerLsb));
        double threshold = lsb(neuron.threshold());
        return leak.map(facts ->
                        target + facts.lowestError() <= threshold
                                && threshold <= target + facts.highestError())
                .orElse(false);
    }

    public double volts(double raw) {
        return zero + voltsPerLsb * raw;
    }

    public double lsb(double volts) {
        return (volts - zero) / voltsPerLsb;
    }

    /// The time of a spike that stands in a step, s. An output that answers the inputs of its own
    /// row tells what the end of this step's time brings.
    public double spikeTime(long step) {
        return (step + 1 - spikeLatency) * dt;
    }

    static int latency(Equations equations, Signal spike) {
        return Math.max(0, Latency.of(equations).edges(spike));
    }
}
