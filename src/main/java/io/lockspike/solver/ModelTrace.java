package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Recordings;
import io.lockspike.vector.Run;
import io.lockspike.vector.Stimuli;
import java.util.Arrays;

/// What the model did, step by step, from where rst lets it go: step i is row `firstRow + i` of the
/// run, where every row is a step (one with an `enable` that is 0 is none).
///
/// Current and membrane are whole numbers; the membrane is that before the step.
final class ModelTrace {
    private final Spec spec;
    private final PhysicalMap map;
    private final long[] raw;
    private final boolean[] defined;

    private double[] current = new double[64];
    private double[] membrane = new double[64];
    private int[] spikes = new int[16];
    private int steps;
    private int fired;
    private long rows;
    private long firstRow;
    private double synapse;

    private ModelTrace(Spec spec, PhysicalMap map, Run run) {
        this.spec = spec;
        this.map = map;
        raw = run.raw();
        defined = run.defined();
    }

    /// Runs a stimulus for so many rows, or until a recording that gives an input ends.
    ///
    /// @throws BadInputException if there is no step, something is undefined, or rst comes again
    static ModelTrace record(
            Spec spec,
            PhysicalMap map,
            Stimuli stimuli,
            long seed,
            long rows,
            Recordings recordings) {
        var run = new Run(spec.equations(), stimuli, seed, 1, true, recordings);
        var trace = new ModelTrace(spec, map, run);
        while (trace.rows < rows && run.next()) {
            run.select(0);
            trace.row();
        }
        if (trace.steps == 0) {
            throw trace.bad("no step after rst in %d rows: run more".formatted(trace.rows));
        }
        return trace;
    }

    int steps() {
        return steps;
    }

    /// The row of the first step.
    long firstRow() {
        return firstRow;
    }

    double[] current() {
        return Arrays.copyOf(current, steps);
    }

    double[] membrane() {
        return Arrays.copyOf(membrane, steps);
    }

    /// The steps in which the spike is 1.
    int[] spikes() {
        return Arrays.copyOf(spikes, fired);
    }

    /// What the synaptic register holds at first.
    double synapse() {
        return synapse;
    }

    private void row() {
        boolean rst = map.rst().map(s -> value(s) != 0).orElse(false);
        boolean enabled = map.enable().map(s -> value(s) != 0).orElse(true);
        if (rst && steps > 0) {
            throw bad(
                    "rst is asserted again in row %d: leave it to its stimulus, or run fewer rows"
                            .formatted(rows));
        }
        if (!rst && enabled) {
            step();
        }
        rows++;
    }

    private void step() {
        if (steps == 0) {
            firstRow = rows;
            synapse = map.synapse().map(s -> value(s.register())).orElse(0.0);
        }
        if (steps == current.length) {
            current = Arrays.copyOf(current, 2 * steps);
            membrane = Arrays.copyOf(membrane, 2 * steps);
        }
        double sum = 0;
        for (PhysicalMap.Term term : map.current()) {
            sum += term.sign() * value(term.signal());
        }
        current[steps] = sum;
        membrane[steps] = value(map.membrane());
        if (value(map.spike()) != 0) {
            if (fired == spikes.length) {
                spikes = Arrays.copyOf(spikes, 2 * fired);
            }
            spikes[fired++] = steps;
        }
        steps++;
    }

    private double value(Signal signal) {
        if (!defined[signal.slot()]) {
            throw bad(
                    "%s is undefined in row %d: give it a value by rst, or at power-up by init"
                            .formatted(signal.name(), rows));
        }
        return signal.type().value(raw[signal.slot()]).doubleValue();
    }

    private BadInputException bad(String message) {
        return new BadInputException(Place.of(spec.file()), message);
    }
}
