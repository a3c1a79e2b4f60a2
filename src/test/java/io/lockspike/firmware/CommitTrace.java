package io.lockspike.firmware;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the commit port must show beside the trace of a model: the values of [Commit] in each row,
/// null where the model does not say.
final class CommitTrace {
    private final HandNeuron neuron;
    private final List<Long[]> rows;
    private final Map<String, Signal> signals = new HashMap<>();

    private CommitTrace(HandNeuron neuron) {
        this.neuron = neuron;
        this.rows = neuron.tried().expected();
        neuron.tried().spec().equations().signals().forEach(s -> signals.put(s.name(), s));
    }

    static List<Map<Commit, Long>> expected(HandNeuron neuron) {
        return new CommitTrace(neuron).all();
    }

    private List<Map<Commit, Long>> all() {
        List<Map<Commit, Long>> all = new ArrayList<>();
        Long step = signals.containsKey("rst") ? null : (Long) 0L;
        boolean async = neuron.chosen().get("rst").equals("async");
        for (int row = 0; row < rows.size(); row++) {
            boolean rst = value(row, "rst", 0) == 1;
            boolean valid = value(row, "en", 1) == 1 && !rst;
            step = rst && async ? (Long) 0L : step;
            all.add(row(row, valid, step));
            step = rst ? (Long) 0L : step != null && valid ? (Long) (step + 1) : step;
        }
        return all;
    }

    private Map<Commit, Long> row(int row, boolean valid, Long step) {
        Map<Commit, Long> values = new EnumMap<>(Commit.class);
        for (Commit field : Commit.values()) {
            values.put(field, field(field, row, valid, step));
        }
        return values;
    }

    private Long field(Commit field, int row, boolean valid, Long step) {
        return switch (field) {
            case VALID -> (Long) (valid ? 1L : 0L);
            case STEP -> step;
            case V_BEFORE -> value(row, "v");
            case V_AFTER -> after(row, valid);
            case INPUT -> input(row);
            case SPIKE -> value(row, neuron.has("fires") ? "fires" : "spike");
            case SPIKE_NEGATIVE -> negative(row);
            case SATURATED -> neuron.wraps() ? (Long) 0L : saturated(row);
            case WRAPPED -> wrapped(row, valid);
            case REFRACTORY -> neuron.has("waiting") ? value(row, "waiting") : (Long) 0L;
        };
    }

    /// The membrane of the next row, where a step led there.
    private Long after(int row, boolean valid) {
        boolean followed = row + 1 < rows.size() && value(row + 1, "rst", 0) == 0;
        return valid && followed ? value(row + 1, "v") : null;
    }

    private Long negative(int row) {
        if (neuron.has("fires_negative")) {
            return value(row, "fires_negative");
        }
        return neuron.has("spike_negative") ? value(row, "spike_negative") : (Long) 0L;
    }

    private Long input(int row) {
        if (neuron.has("i")) {
            return null; // the synapse's current: the model has no name for it
        }
        long sum = 0;
        for (String term : neuron.added()) {
            long raw = value(row, term.replace("-", ""), 0);
            sum += term.startsWith("-") ? -raw : raw;
        }
        return sum;
    }

    /// Where the sum is the last thing that may clamp, and the model shows what is added to.
    private Long saturated(int row) {
        if (!neuron.clampsTheSumOnly() || value(row, "leaked") == null) {
            return null;
        }
        long sum = value(row, "leaked", 0) + value(row, "current", 0);
        Type type = signals.get("v").type();
        return type.fits(BigInteger.valueOf(sum)) ? (Long) 0L : (Long) 1L;
    }

    /// A `checked` model stops in the row in which a value would wrap, its last, so before none
    /// does.
    private Long wrapped(int row, boolean valid) {
        if (!neuron.wraps()) {
            return 0L;
        }
        boolean goesOn = valid && row + 1 < rows.size() && value(row, "v") != null;
        return neuron.stops() && goesOn ? (Long) 0L : null;
    }

    private long value(int row, String name, long otherwise) {
        Long value = signals.containsKey(name) ? value(row, name) : null;
        return value == null ? otherwise : value;
    }

    private Long value(int row, String name) {
        return rows.get(row)[signals.get(name).slot()];
    }
}
