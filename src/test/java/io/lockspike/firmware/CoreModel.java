package io.lockspike.firmware;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a core does, with no clock: neurons of the interpreter, and a sum for each.
final class CoreModel {
    private final Map<String, Signal> signals = new HashMap<>();
    private final int[][] weights;
    private final long most;
    private final List<Interpreter> neurons = new ArrayList<>();
    private final long[] sums;
    private final List<String> outputs = new ArrayList<>();
    private final List<String> commits = new ArrayList<>();
    private final int inputs;
    private long step;

    /// @param weights of each axon, for each neuron
    /// @param currentBits where the sums clamp
    CoreModel(Equations equations, int[][] weights, int currentBits) {
        equations.signals().forEach(signal -> signals.put(signal.name(), signal));
        this.inputs = equations.inputs().size();
        this.weights = weights;
        this.most = (1L << (currentBits - 1)) - 1;
        this.sums = new long[weights[0].length];
        for (int i = 0; i < sums.length; i++) {
            var model = new Interpreter(equations, 0);
            model.start(false);
            neurons.add(model);
        }
    }

    /// Takes an item of the input: an axon, or a tick.
    void item(int axon, boolean tick) {
        for (int i = 0; i < sums.length; i++) {
            if (tick) {
                step(i);
            } else {
                sums[i] = Math.clamp(sums[i] + weights[axon][i], -most - 1, most);
            }
        }
        if (tick) {
            outputs.add("1 0 0");
            step++;
        }
    }

    private void step(int number) {
        Interpreter model = neurons.get(number);
        long[] row = new long[inputs];
        row[signals.get("current").slot()] = sums[number];
        boolean[] defined = new boolean[inputs];
        Arrays.fill(defined, true);
        model.row(row, defined);
        long before = raw(model, "v");
        long spike = raw(model, "spike");
        long negative = raw(model, "spike_negative");
        long waiting = raw(model, "waiting");
        model.edge();
        long after = raw(model, "v");
        commits.add(
                "%d %d %d %d %d %d %d %d"
                        .formatted(
                                step,
                                number,
                                before,
                                after,
                                sums[number],
                                spike,
                                negative,
                                waiting));
        if (spike + negative > 0) {
            outputs.add("0 %d %d".formatted(negative, number));
        }
        sums[number] = 0;
    }

    /// Membrane, refractory count and sum.
    String state(int number) {
        Interpreter model = neurons.get(number);
        return "%d %d %d".formatted(raw(model, "v"), raw(model, "refractory"), sums[number]);
    }

    List<String> outputs() {
        return outputs;
    }

    List<String> commits() {
        return commits;
    }

    /// 0 for what this neuron does not have.
    private long raw(Interpreter model, String name) {
        return signals.containsKey(name) ? model.raw(signals.get(name).slot()) : 0;
    }
}
