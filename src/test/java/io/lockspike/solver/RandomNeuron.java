package io.lockspike.solver;

import io.lockspike.vector.SplitMix64;
import java.util.Arrays;
import java.util.List;

/// A random neuron, a random input and times at which to look, over ten time constants.
///
/// tau 0.1 ms … 1 s, R 1 kohm … 1 Gohm, the threshold 1 … 50 mV above a rest of -80 … 0 mV, half of
/// them with a refractory time of up to tau / 2. Currents of -1 … 4 rheobases that switch up to 20
/// times, impulses of -0.5 … 1.2 times the scale, synaptic currents with 1/20 … 20 tau or just tau.
record RandomNeuron(ContinuousNeuron neuron, Input input, double start, List<Double> times) {
    private static final double LENGTH = 10;
    private static final int LOOKS = 20;

    static RandomNeuron of(long seed) {
        var random = new Draw(new SplitMix64(seed));
        double tau = random.logarithmic(1e-4, 1);
        double resistance = random.logarithmic(1e3, 1e9);
        double rest = random.uniform(-80e-3, 0);
        double scale = random.uniform(1e-3, 50e-3);
        var neuron =
                new ContinuousNeuron(
                        tau,
                        resistance,
                        rest + scale,
                        rest + scale * random.uniform(-0.9, 0.9),
                        rest,
                        random.coin() ? random.uniform(0, tau / 2) : 0);
        int kinds = 1 + random.below(7);
        double end = LENGTH * tau;
        double rheobase = neuron.rheobase();
        var input =
                new Input(
                        (kinds & 1) == 0
                                ? Series.none()
                                : random.series(end, -rheobase, 4 * rheobase),
                        (kinds & 2) == 0
                                ? Series.none()
                                : random.series(end, -scale / 2, 1.2 * scale),
                        (kinds & 4) == 0
                                ? Series.none()
                                : random.series(end, -2 * rheobase, 6 * rheobase),
                        tau * (random.below(8) == 0 ? 1 : random.logarithmic(0.05, 20)));
        return new RandomNeuron(
                neuron,
                input,
                neuron.reset() + random.uniform(-1, 0.99) * (neuron.threshold() - neuron.reset()),
                Arrays.stream(random.times(LOOKS, end)).boxed().toList());
    }

    /// The same, with the threshold `part` of the scale higher.
    RandomNeuron withThreshold(double part) {
        return new RandomNeuron(
                new ContinuousNeuron(
                        neuron.tau(),
                        neuron.resistance(),
                        neuron.threshold() + part * neuron.scale(),
                        neuron.reset(),
                        neuron.rest(),
                        neuron.refractory()),
                input,
                start,
                times);
    }

    Response solve(ReferenceSolver solver) {
        return solver.solve(neuron, input, start, looks());
    }

    double[] looks() {
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// dv/dt just before a spike, V/s; infinite if it comes with an impulse.
    double slopeAt(double spike) {
        for (int i = 0; i < input.impulses().size(); i++) {
            if (input.impulses().time(i) == spike) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double synapse = 0;
        for (int i = 0; i < input.synapse().size() && input.synapse().time(i) < spike; i++) {
            double age = spike - input.synapse().time(i);
            synapse += input.synapse().value(i) * Math.exp(-age / input.synapseTau());
        }
        double current = 0;
        for (int i = 0; i < input.current().size() && input.current().time(i) < spike; i++) {
            current = input.current().value(i);
        }
        return (neuron.target(current + synapse) - neuron.threshold()) / neuron.tau();
    }

    private record Draw(SplitMix64 bits) {
        double uniform(double low, double high) {
            return low + (high - low) * ((bits.next() >>> 11) * 0x1p-53);
        }

        double logarithmic(double low, double high) {
            return Math.exp(uniform(Math.log(low), Math.log(high)));
        }

        int below(int bound) {
            return (int) Math.floorMod(bits.next() >>> 1, (long) bound);
        }

        boolean coin() {
            return bits.next() < 0;
        }

        double[] times(int count, double end) {
            double[] times = new double[count];
            Arrays.setAll(times, i -> uniform(0, end));
            Arrays.sort(times);
            return times;
        }

        Series series(double end, double low, double high) {
            double[] times = times(1 + below(LOOKS), end);
            double[] values = new double[times.length];
            Arrays.setAll(values, i -> uniform(low, high));
            return Series.of(times, values);
        }
    }
}
