package io.lockspike.solver;

import java.util.Arrays;

/// The continuous neuron as a machine with steps has it: real numbers, without any rounding, and
/// the exact solution over a step, but a synaptic current stays what it is for a step, the
/// threshold is looked at only at the ends of steps, and only there it resets. What the model is
/// off from this is rounding (and another tau); what this is off from the continuous neuron is the
/// grid of steps.
final class SteppedNeuron {
    private final PhysicalMap map;
    private final ContinuousNeuron neuron;

    /// Never reaches its threshold within a step.
    private final ContinuousNeuron blind;

    private final Flow flow = new ClosedForm();
    private final long waits;
    private final double[] membrane;
    private double[] spikes = new double[16];
    private int fired;

    private SteppedNeuron(PhysicalMap map, int steps) {
        this.map = map;
        neuron = map.neuron();
        blind =
                new ContinuousNeuron(
                        neuron.tau(),
                        neuron.resistance(),
                        Double.MAX_VALUE,
                        neuron.reset(),
                        neuron.rest(),
                        0);
        waits = Math.round(neuron.refractory() / map.dt());
        membrane = new double[steps];
    }

    /// On an input that switches or jumps at the starts of steps only.
    ///
    /// @param start V
    static Response solve(PhysicalMap map, Input input, double start, int steps) {
        var stepped = new SteppedNeuron(map, steps);
        stepped.run(input, start);
        return new Response(Arrays.copyOf(stepped.spikes, stepped.fired), stepped.membrane);
    }

    private void run(Input input, double start) {
        double v = start;
        double synapse = 0;
        double kept = Math.exp(-map.dt() / input.synapseTau());
        long waiting = 0;
        for (int i = 0; i < membrane.length; i++) {
            membrane[i] = v;
            double current = i < input.current().size() ? input.current().value(i) : 0;
            synapse += i < input.synapse().size() ? input.synapse().value(i) : 0;
            double to =
                    flow.move(blind, new Flow.Membrane(v, 0), current + synapse, 1, map.dt())
                            .at()
                            .v();
            boolean fires = waiting == 0 && to >= neuron.threshold();
            v = waiting > 0 ? neuron.reset() : fires ? reset(to) : to;
            waiting = fires ? waits : Math.max(0, waiting - 1);
            synapse *= kept;
            if (fires) {
                fire((i + 1) * map.dt());
            }
        }
    }

    private double reset(double v) {
        return map.keepsExcess() ? neuron.reset() + v - neuron.threshold() : neuron.reset();
    }

    private void fire(double time) {
        if (fired == spikes.length) {
            spikes = Arrays.copyOf(spikes, 2 * fired);
        }
        spikes[fired++] = time;
    }
}
