package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import java.util.Arrays;

/// Follows a continuous neuron from event to event. Events are what switches or jumps in the input,
/// the end of a refractory time, and the times for which the membrane is asked. At one time come,
/// in this order: the membrane that reaches the threshold; the end of a refractory time; a new
/// current and the jumps, and the spike that they lead to; the membrane that is told.
///
/// Two solvers, which agree: see [ReferenceSolver#closedForm] and [ReferenceSolver#dormandPrince].
public final class ReferenceSolver {

    /// One neuron with a current that lets it fire more often is not worth waiting for.
    static final int MOST_SPIKES = 10_000_000;

    private final Flow flow;

    private ReferenceSolver(Flow flow) {
        this.flow = flow;
    }

    /// Exact from event to event, up to the rounding of doubles: the solution of the equation is
    /// written down. Where a synaptic current takes part, the time of a spike is a bracketed root.
    public static ReferenceSolver closedForm() {
        return new ReferenceSolver(new ClosedForm());
    }

    /// The differential equation, integrated by Dormand-Prince 8(5,3) with steps that keep the
    /// error of one below `tolerance` times the scale of the neuron; spikes are events.
    public static ReferenceSolver dormandPrince(double tolerance) {
        return new ReferenceSolver(new DormandPrince(tolerance));
    }

    /// The neuron from time 0, when its membrane is `start` V and nothing is refractory, to the
    /// last of `times`.
    ///
    /// @param times s, ascending; where the membrane is asked for
    /// @throws BadInputException if it fires more than 10,000,000 times
    public Response solve(ContinuousNeuron neuron, Input input, double start, double... times) {
        return new Run(flow, neuron, input, start).to(times);
    }

    private static final class Run {
        private final Flow flow;
        private final ContinuousNeuron neuron;
        private final Input input;

        private double now;
        private Flow.Membrane membrane;
        private double current;
        private double waitsUntil = Double.NEGATIVE_INFINITY;

        /// The next of the switches and jumps.
        private int currents;

        private int impulses;
        private int synapses;

        private double[] spikes = new double[16];
        private int fired;

        Run(Flow flow, ContinuousNeuron neuron, Input input, double start) {
            this.flow = flow;
            this.neuron = neuron;
            this.input = input;
            membrane = new Flow.Membrane(start, 0);
        }

        Response to(double[] times) {
            double[] asked = new double[times.length];
            happen();
            for (int i = 0; i < times.length; i++) {
                while (now < times[i]) {
                    move(Math.min(times[i], next()));
                    happen();
                }
                asked[i] = membrane.v();
            }
            return new Response(Arrays.copyOf(spikes, fired), asked);
        }

        private double next() {
            double next =
                    Math.min(next(input.current(), currents), next(input.impulses(), impulses));
            next = Math.min(next, next(input.synapse(), synapses));
            return waitsUntil > now ? Math.min(next, waitsUntil) : next;
        }

        private static double next(Series series, int i) {
            return i < series.size() ? series.time(i) : Double.POSITIVE_INFINITY;
        }

        /// On to `until`, or to the spike before it.
        private void move(double until) {
            double duration = until - now;
            if (waitsUntil > now) {
                double kept = Math.exp(-duration / input.synapseTau());
                membrane = new Flow.Membrane(neuron.reset(), membrane.synapse() * kept);
                now = until;
                return;
            }
            Flow.Arrival arrival =
                    flow.move(neuron, membrane, current, input.synapseTau(), duration);
            membrane = arrival.at();
            now = arrival.after() == duration ? until : Math.min(until, now + arrival.after());
            if (arrival.fires()) {
                fire();
            }
        }

        /// What happens now.
        private void happen() {
            if (next(input.current(), currents) <= now) {
                current = input.current().value(currents++);
            }
            double v = membrane.v();
            double synapse = membrane.synapse();
            if (next(input.synapse(), synapses) <= now) {
                synapse += input.synapse().value(synapses++);
            }
            if (next(input.impulses(), impulses) <= now) {
                double jump = input.impulses().value(impulses++);
                v += waitsUntil > now ? 0 : jump;
            }
            membrane = new Flow.Membrane(v, synapse);
            if (v >= neuron.threshold()) {
                fire();
            }
        }

        private void fire() {
            if (fired == MOST_SPIKES) {
                throw new BadInputException(
                        "the continuous neuron fires more than %d times until %s s; a current nearer to its rheobase of %s A, a refractory time or fewer steps help"
                                .formatted(MOST_SPIKES, now, neuron.rheobase()));
            }
            if (fired == spikes.length) {
                spikes = Arrays.copyOf(spikes, 2 * fired);
            }
            spikes[fired++] = now;
            membrane = new Flow.Membrane(neuron.reset(), membrane.synapse());
            waitsUntil = now + neuron.refractory();
        }
    }
}
