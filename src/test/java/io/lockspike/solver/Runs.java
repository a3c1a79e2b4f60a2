package io.lockspike.solver;

import io.lockspike.equation.Equations;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.util.Arrays;
import java.util.List;

/// The neuron of a spec on an engine, step by step.
final class Runs {
    final Spec spec;
    final Engine engine;
    final int[] added;
    final int inputs;
    private final boolean[] defined;
    private final int spike;
    private final int v;

    Runs(Spec spec, Engine engine) {
        this.spec = spec;
        this.engine = engine;
        Equations equations = spec.equations();
        this.inputs = equations.inputs().size();
        this.defined = new boolean[inputs];
        Arrays.fill(defined, true);
        List<String> add = spec.family().orElseThrow().integrate().add();
        this.added =
                add.stream()
                        .map(t -> t.startsWith("-") ? t.substring(1) : t)
                        .mapToInt(t -> equations.find(t).orElseThrow().slot())
                        .toArray();
        this.spike = equations.find("spike").orElseThrow().slot();
        this.v = equations.find(spec.family().orElseThrow().membrane().name()).orElseThrow().slot();
        start();
    }

    void start() {
        engine.start(false);
    }

    /// Whether it fires.
    boolean step(long[] row) {
        engine.row(row, defined);
        boolean fires = engine.raw(spike) == 1;
        engine.edge();
        return fires;
    }

    long membrane() {
        return engine.raw(v);
    }

    long[] added(long[] row) {
        return Arrays.stream(added).mapToLong(slot -> row[slot]).toArray();
    }
}
