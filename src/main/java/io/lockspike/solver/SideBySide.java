package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import java.util.Arrays;

/// The model and a neuron in real numbers on one stimulus. Step i is the time from `i·dt` to `(i +
/// 1)·dt`, in which the input stays what it is; membranes are those before a step, in LSB.
public final class SideBySide {
    private final ModelTrace model;
    private final double[] membrane;
    private final double[] spikes;
    private final double[] modelSpikes;
    private final double window;
    private final Matching matching;

    /// @param truth what the other neuron did; at least the membranes of the model's steps
    /// @param window in steps; spikes that are so far apart or farther are never one
    /// @throws BadInputException if there are too many spikes within a window
    SideBySide(PhysicalMap map, ModelTrace model, Response truth, double window) {
        this.model = model;
        this.window = window;
        membrane = Arrays.stream(truth.membrane()).limit(model.steps()).map(map::lsb).toArray();
        // The model has not told of later ones.
        double end = map.spikeTime(model.steps() - 1) / map.dt();
        spikes =
                Arrays.stream(truth.spikes())
                        .map(t -> t / map.dt())
                        .filter(t -> t <= end)
                        .toArray();
        modelSpikes =
                Arrays.stream(model.spikes())
                        .mapToDouble(step -> map.spikeTime(step) / map.dt())
                        .toArray();
        matching = matched();
    }

    private Matching matched() {
        try {
            return Matching.of(modelSpikes, spikes, 2 / window);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "there are too many spikes to match (%s steps): take a smaller --window or fewer --steps"
                            .formatted(e.getMessage()));
        }
    }

    /// The continuous neuron on what the model was given; its membrane before each step, and after
    /// the last.
    static Response continuous(PhysicalMap map, ModelTrace model) {
        double[] times = new double[model.steps() + 1];
        Arrays.setAll(times, i -> i * map.dt());
        double start = map.volts(model.membrane()[0]);
        return ReferenceSolver.closedForm().solve(map.neuron(), input(map, model), start, times);
    }

    /// The same in steps: see [SteppedNeuron].
    static Response stepped(PhysicalMap map, ModelTrace model) {
        double start = map.volts(model.membrane()[0]);
        return SteppedNeuron.solve(map, input(map, model), start, model.steps());
    }

    private static Input input(PhysicalMap map, ModelTrace model) {
        double[] amperes =
                Arrays.stream(model.current()).map(i -> i * map.amperesPerLsb()).toArray();
        return map.synapse()
                .map(synapse -> jumps(map, synapse, model, amperes))
                .orElseGet(() -> Input.current(Series.sampled(map.dt(), amperes)));
    }

    /// A register that takes a step's input before the membrane adds it jumps at the start of the
    /// step; one that the membrane sees a step later, at its end.
    private static Input jumps(
            PhysicalMap map, PhysicalMap.Synapse synapse, ModelTrace model, double[] amperes) {
        int late = synapse.isLate() ? 1 : 0;
        double[] jumps = new double[amperes.length + late];
        System.arraycopy(amperes, 0, jumps, late, amperes.length);
        double held = model.synapse() * map.amperesPerLsb();
        jumps[0] += synapse.isLate() ? held : held * synapse.factor();
        return Input.synapse(
                Series.sampled(map.dt(), jumps), -map.dt() / Math.log(synapse.factor()));
    }

    /// Steps that were compared.
    public int steps() {
        return model.steps();
    }

    /// The row of the run that is step 0.
    public long firstRow() {
        return model.firstRow();
    }

    /// LSB, by step.
    public double[] current() {
        return model.current();
    }

    /// The model's, LSB, before each step.
    public double[] modelMembrane() {
        return model.membrane();
    }

    /// The other neuron's, LSB, before each step.
    public double[] membrane() {
        return membrane.clone();
    }

    /// The times of the model's spikes, in steps.
    public double[] modelSpikes() {
        return modelSpikes.clone();
    }

    /// The times of the other neuron's spikes, in steps.
    public double[] spikes() {
        return spikes.clone();
    }

    /// Spikes that are so many steps apart or more are never one; q is 2 / window.
    public double window() {
        return window;
    }

    /// The model's spikes, matched to the other's; times are in steps.
    public Matching matching() {
        return matching;
    }

    /// What the model's membrane is off, LSB, in all steps. A spike that comes later in one of the
    /// two counts here until the other has fired, too, and the phase that it leaves after that.
    public ErrorFigures error() {
        return ErrorFigures.of(model.membrane(), membrane, steps());
    }

    /// The same until the first spike of either: charging alone.
    public ErrorFigures errorBeforeSpikes() {
        double first = Math.min(first(modelSpikes), first(spikes));
        int count = 0;
        while (count < steps() && count < first) {
            count++;
        }
        return ErrorFigures.of(model.membrane(), membrane, Math.max(1, count));
    }

    private static double first(double[] spikes) {
        return spikes.length == 0 ? Double.POSITIVE_INFINITY : spikes[0];
    }

    /// What each matched spike of the model is late, in steps; ascending in time.
    public double[] lags() {
        double[] lags = new double[matching.matched()];
        int found = 0;
        for (int i = 0; i < modelSpikes.length; i++) {
            int partner = matching.partner(i);
            if (partner >= 0) {
                lags[found++] = modelSpikes[i] - spikes[partner];
            }
        }
        return lags;
    }

    /// Spikes of the other neuron that the model does not have.
    public int missed() {
        return spikes.length - matching.matched();
    }

    /// Spikes of the model that the other neuron does not have.
    public int extra() {
        return modelSpikes.length - matching.matched();
    }

    /// With half the window as its time constant, which is 1/q.
    public double vanRossum() {
        return SpikeDistance.vanRossum(modelSpikes, spikes, window / 2);
    }
}
