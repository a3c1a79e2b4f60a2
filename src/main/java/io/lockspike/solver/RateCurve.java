package io.lockspike.solver;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Recordings;
import io.lockspike.vector.Stimuli;
import io.lockspike.vector.Stimulus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// How often both fire under a constant current: the f-I curve. The currents are from half the
/// rheobase to eight times that, as far as the input's type goes.
///
/// @param input the input that is held; other inputs that are added are 0
/// @param rows how long each point was run; slower firing than one spike in that time is silence
public record RateCurve(String input, long rows, List<Point> points) {
    private static final int POINTS = 20;
    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 8;
    private static final double TIME_CONSTANTS = 64;
    private static final int MOST_ROWS = 8192;
    private static final int LEAST_ROWS = 256;

    /// One current.
    ///
    /// @param current LSB
    /// @param model spikes a step, from the first spike to the last; 0 where there are not two
    /// @param stepped likewise, of the neuron in real numbers and in steps
    /// @param continuous likewise
    /// @param isNearRheobase rounding alone decides whether the model fires: no bound holds
    public record Point(
            long current,
            double model,
            double stepped,
            double continuous,
            boolean isNearRheobase) {}

    /// Empty where no current of the input's type takes the neuron to its threshold.
    public static RateCurve of(
            Spec spec, PhysicalMap map, Stimuli stimuli, long seed, Recordings recordings) {
        long rows = rows(map);
        Signal input = map.current().getFirst().signal();
        List<Point> points = new ArrayList<>();
        for (long current : currents(map, input)) {
            Stimuli held = held(stimuli, map, input, current);
            var model = ModelTrace.record(spec, map, held, seed, rows, recordings);
            double[] spikes = Arrays.stream(model.spikes()).mapToDouble(i -> i).toArray();
            points.add(
                    new Point(
                            current,
                            rate(spikes),
                            rate(SideBySide.stepped(map, model).spikes()) * map.dt(),
                            rate(SideBySide.continuous(map, model).spikes()) * map.dt(),
                            map.isNearRheobase(current * gathered(map))));
        }
        return new RateCurve(input.name(), rows, points);
    }

    private static long rows(PhysicalMap map) {
        double wanted = TIME_CONSTANTS * map.neuron().tau() / map.dt();
        return (long) Math.clamp(wanted, LEAST_ROWS, MOST_ROWS);
    }

    private static double rate(double[] spikes) {
        int last = spikes.length - 1;
        return last < 1 ? 0 : last / (spikes[last] - spikes[0]);
    }

    /// A synaptic register gathers up so much of a constant input.
    private static double gathered(PhysicalMap map) {
        double gathered = map.synapse().map(s -> 1 / (1 - s.factor())).orElse(1.0);
        return gathered * map.current().getFirst().sign();
    }

    private static List<Long> currents(PhysicalMap map, Signal input) {
        if (input.kind() != Signal.Kind.INPUT) {
            return List.of();
        }
        double rheobase = map.neuron().rheobase() / map.amperesPerLsb() / gathered(map);
        Interval range = input.type().range();
        var currents = new TreeSet<Long>();
        for (int i = 0; i < POINTS; i++) {
            double part = LOWEST * Math.pow(HIGHEST / LOWEST, i / (POINTS - 1.0));
            currents.add(Math.round(part * rheobase));
        }
        for (int around = -1; around <= 2; around++) {
            currents.add((long) Math.floor(rheobase) + around);
        }
        currents.removeIf(i -> i == 0 || !range.contains(BigInteger.valueOf(i)));
        boolean reaches = currents.stream().anyMatch(i -> Math.abs(i) >= Math.abs(rheobase));
        return reaches ? List.copyOf(currents) : List.of();
    }

    private static Stimuli held(Stimuli stimuli, PhysicalMap map, Signal input, long current) {
        List<Stimulus> each = new ArrayList<>();
        for (int i = 0; i < stimuli.inputs().size(); i++) {
            Signal one = stimuli.inputs().get(i);
            boolean added = map.current().stream().anyMatch(term -> term.signal().equals(one));
            long value = one.equals(input) ? current : 0;
            each.add(
                    added
                            ? new Stimulus.Constant(BigInteger.valueOf(value))
                            : stimuli.each().get(i));
        }
        return new Stimuli(stimuli.inputs(), each);
    }
}
