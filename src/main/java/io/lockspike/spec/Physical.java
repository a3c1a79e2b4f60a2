package io.lockspike.spec;

import io.lockspike.equation.Place;
import java.math.BigDecimal;
import java.util.Optional;

/// The physical neuron that a spec stands for, and the map between the two: seconds, volts,
/// amperes, ohms and farads against steps and LSBs. It changes nothing in what the hardware does.
///
/// @param dt the time of one step, in seconds
/// @param tau the time constant in seconds; tau = R·C where it is not written
/// @param resistance R, in ohms
/// @param capacitance C, in farads
/// @param step what a leak of one step stands for
/// @param voltsPerLsb volts for an LSB of the membrane
/// @param amperesPerLsb amperes for an LSB of the current
/// @param threshold where the physical neuron fires, in volts
/// @param reset where a spike puts it, in volts
/// @param rest where it decays to, in volts
/// @param refractory how long it rests after a spike, in seconds
/// @param membrane the signal that is the membrane
/// @param current the signal that is the current
/// @param spike the signal that is the spike
public record Physical(
        BigDecimal dt,
        Optional<BigDecimal> tau,
        Optional<BigDecimal> resistance,
        Optional<BigDecimal> capacitance,
        Step step,
        BigDecimal voltsPerLsb,
        BigDecimal amperesPerLsb,
        Optional<BigDecimal> threshold,
        Optional<BigDecimal> reset,
        Optional<BigDecimal> rest,
        Optional<BigDecimal> refractory,
        Optional<String> membrane,
        Optional<String> current,
        Optional<String> spike,
        Place at) {

    /// How the leak of one step, `v' = αv`, stands for the time constant.
    public enum Step {
        /// The exact solution: α = e^(-dt/tau).
        EXACT,
        /// Forward Euler: α = 1 - dt/tau.
        EULER;

        /// 1 - α, what one step takes away, where it lasts `dt / tau` time constants.
        public double lost(double constants) {
            return this == EXACT ? -Math.expm1(-constants) : constants;
        }

        /// α, what one step keeps, where it lasts `dt / tau` time constants.
        public double alpha(double constants) {
            return this == EXACT ? Math.exp(-constants) : 1 - constants;
        }

        /// The time constant that an α stands for, in steps.
        public double tau(double alpha) {
            return this == EXACT ? -1 / Math.log(alpha) : 1 / (1 - alpha);
        }
    }
}
