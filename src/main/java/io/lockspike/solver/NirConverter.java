package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Physical;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a neuron into integers: a leak that is near enough, an LSB with which all values fit, and
/// each value next to what was asked.
record NirConverter(NirNeuron neuron, NirImport.Wish wish) {

    NirImport convert() {
        NirLeak leak = leak("tau", neuron.tau());
        Optional<NirLeak> synapse = neuron.tauSyn().map(tau -> leak("tau_syn", tau));
        double r = neuron.resistance().doubleValue();
        double membraneGain = r * share(neuron.tau());
        double gain =
                membraneGain
                        * neuron.tauSyn()
                                .map(t -> neuron.wIn().doubleValue() * share(t))
                                .orElse(1.0);
        BigDecimal lsb = wish.voltsPerLsb().orElseGet(() -> finest(gain, membraneGain));
        List<NirImport.Level> levels = levels(gain, lsb.doubleValue());
        refuse(levels, lsb, largestCurrent(membraneGain));
        return new NirImport(
                neuron, wish, leak, synapse, lsb, gain, lsb.doubleValue() / membraneGain, levels);
    }

    /// 1 - α.
    private double share(BigDecimal tau) {
        double x = wish.dt().doubleValue() / tau.doubleValue();
        return wish.step().lost(x);
    }

    private NirLeak leak(String name, BigDecimal tau) {
        double steps = tau.doubleValue() / wish.dt().doubleValue();
        if (wish.step() == Physical.Step.EULER && steps <= 1) {
            throw bad(
                    "%s is %s s and dt %s s: forward Euler needs a tau above dt; take a smaller --dt, or --step exact"
                            .formatted(name, tau, wish.dt()));
        }
        NirLeak leak =
                NirLeak.nearest(
                        wish.leak(), steps, wish.step(), wish.fraction(), wish.maxTauError());
        double error = leak.error(steps, wish.step());
        if (!(Math.abs(error) <= wish.maxTauError())) {
            throw bad(
                    "%s of %s s would become %.4g s by %s, which is %+.1f %% off, and --max-tau-error is %s %%; take another --leak, --dt or --fraction"
                            .formatted(
                                    name,
                                    tau.toPlainString(),
                                    leak.tau(wish.step()) * wish.dt().doubleValue(),
                                    leak.yaml(),
                                    100 * error,
                                    percent()));
        }
        return leak;
    }

    private String percent() {
        return BigDecimal.valueOf(wish.maxTauError())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private List<NirImport.Level> levels(double gain, double lsb) {
        List<NirImport.Level> levels = new ArrayList<>();
        levels.add(NirImport.Level.of("threshold", neuron.threshold().doubleValue(), lsb));
        levels.add(NirImport.Level.of("reset", neuron.reset().doubleValue(), lsb));
        levels.add(NirImport.Level.of("rest", neuron.rest().doubleValue(), lsb));
        levels.add(NirImport.Level.of("weight", gain * neuron.weight().doubleValue(), lsb));
        if (neuron.bias().signum() != 0) {
            levels.add(NirImport.Level.of("bias", gain * neuron.bias().doubleValue(), lsb));
        }
        return levels;
    }

    /// V: what a synapse that is always driven comes to, or 0 without one.
    private double largestCurrent(double membraneGain) {
        double drive = neuron.weight().abs().add(neuron.bias().abs()).doubleValue();
        return neuron.tauSyn().isPresent()
                ? Math.abs(membraneGain * neuron.wIn().doubleValue() * drive)
                : 0;
    }

    private BigDecimal finest(double gain, double membraneGain) {
        double current = largestCurrent(membraneGain);
        for (int exponent = -24; exponent <= 24; exponent++) {
            for (int digit : new int[] {1, 2, 5}) {
                BigDecimal lsb = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
                if (unfit(levels(gain, lsb.doubleValue()), lsb, current).isEmpty()) {
                    return lsb;
                }
            }
        }
        throw bad("no LSB from 1e-24 to 5e24 V holds all of its values");
    }

    /// What does not fit, if anything: the membrane has room for the threshold and one more weight.
    private Optional<String> unfit(List<NirImport.Level> levels, BigDecimal lsb, double current) {
        long most = (1L << (wish.bits() - 1)) - 1;
        long mostWeight = (1L << (wish.weightBits() - 1)) - 1;
        long step = 0;
        long highest = 0;
        for (NirImport.Level level : levels) {
            if (level.name().equals("weight") || level.name().equals("bias")) {
                if (Math.abs(level.raw()) > mostWeight) {
                    return Optional.of(
                            "the %s is %d LSB and has %d bits; take more --weight-bits or a coarser --lsb"
                                    .formatted(level.name(), level.raw(), wish.weightBits()));
                }
                step = Math.addExact(step, Math.abs(level.raw()));
            } else {
                highest = Math.max(highest, Math.abs(level.raw()));
            }
        }
        boolean fits =
                highest <= most - step && Math.round(current / lsb.doubleValue()) <= most - step;
        return fits
                ? Optional.empty()
                : Optional.of(
                        "threshold %d, rest, reset or current, and a step of %d LSB do not fit %d bits; take more --bits or a coarser --lsb"
                                .formatted(levels.getFirst().raw(), step, wish.bits()));
    }

    private void refuse(List<NirImport.Level> levels, BigDecimal lsb, double current) {
        unfit(levels, lsb, current)
                .ifPresent(why -> {
                    throw bad("with an LSB of " + lsb.toPlainString() + " V " + why);
                });
        NirImport.Level threshold = levels.getFirst();
        NirImport.Level reset = levels.get(1);
        if (threshold.raw() <= reset.raw()) {
            throw bad(
                    "v_threshold %s V is %d LSB and v_reset %s V is %d: the threshold must be the higher one"
                            .formatted(
                                    neuron.threshold().toPlainString(),
                                    threshold.raw(),
                                    neuron.reset().toPlainString(),
                                    reset.raw()));
        }
        for (NirImport.Level level : levels) {
            if (level.raw() == 0 && level.asked() != 0 && isInput(level)) {
                throw bad(
                        "the %s of %.3g LSB would be 0; take a finer --lsb, more --bits or fewer steps in tau (--dt)"
                                .formatted(level.name(), level.asked() / level.lsb()));
            }
        }
    }

    private static boolean isInput(NirImport.Level level) {
        return level.name().equals("weight") || level.name().equals("bias");
    }

    private BadInputException bad(String message) {
        return new BadInputException(neuron.at(), message);
    }
}
