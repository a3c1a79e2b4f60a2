package io.lockspike.report;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Each;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a run shows in the terminal: the first rows, the membrane of the first lane, a raster of
/// the spikes. Of a core it is a raster of its neurons, by the words that it puts out. Memory does
/// not grow with the run.
public final class RunView {
    private static final int PLOT_HEIGHT = 8;
    private static final int MOST_RASTER_LINES = 24;

    /// What is a line of the raster: a spike is a row in which each of these has its value.
    private record Spike(String name, Map<Signal, Long> when) {

        static Spike of(Signal output) {
            return new Spike(output.name(), Map.of(output, 1L));
        }

        /// A word of a neuron that moves out of a core; empty where the core puts out no words.
        static Optional<Spike> of(Equations core, long neuron) {
            Map<Signal, Long> when = new LinkedHashMap<>();
            core.find("out_valid").ifPresent(valid -> when.put(valid, 1L));
            core.find("out_ready").ifPresent(ready -> when.put(ready, 1L));
            core.find("out_tick").ifPresent(end -> when.put(end, 0L));
            core.find("out_neuron").ifPresent(number -> when.put(number, neuron));
            return core.find("out_neuron").map(_ -> new Spike("neuron " + neuron, when));
        }

        /// 1, 0, or -1 where it is not defined.
        int in(long[] raw, boolean[] defined) {
            for (Map.Entry<Signal, Long> one : when.entrySet()) {
                int slot = one.getKey().slot();
                if (!defined[slot]) {
                    return -1;
                }
                if (raw[slot] != one.getValue()) {
                    return 0;
                }
            }
            return 1;
        }
    }

    private final List<Signal> columns;
    private final List<Spike> spikes;
    private final Optional<Signal> membrane;
    private final Table table;
    private final Raster raster;
    private final Optional<Plot> plot;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final int lanes;
    private final int shownLanes;

    public RunView(Spec spec, int lanes, int rows, Terminal terminal) {
        Equations equations = spec.equations();
        this.lanes = lanes;
        this.columns = columns(equations);
        this.spikes = spikes(spec);
        this.shownLanes = Math.clamp(MOST_RASTER_LINES / Math.max(1, spikes.size()), 1, lanes);
        this.membrane = membrane(spec);
        List<String> header = new ArrayList<>(List.of("step"));
        if (lanes > 1) {
            header.add("neuron");
        }
        columns.forEach(column -> header.add(column.name()));
        this.table = new Table(header, rows, terminal);
        this.raster = new Raster(rasterNames(), terminal);
        this.plot =
                membrane.map(
                        m -> new Plot(m.name(), m.type(), Optional.empty(), PLOT_HEIGHT, terminal));
        spikes.forEach(spike -> counts.put(spike.name(), 0L));
    }

    private static List<Spike> spikes(Spec spec) {
        Equations equations = spec.equations();
        int neurons = spec.each().map(Each::neurons).orElse(0);
        List<Spike> ofNeurons =
                IntStream.range(0, Math.min(MOST_RASTER_LINES, neurons))
                        .mapToObj(neuron -> Spike.of(equations, neuron))
                        .flatMap(Optional::stream)
                        .toList();
        return ofNeurons.isEmpty()
                ? equations.outputs().stream()
                        .filter(output -> output.type().equals(Type.BIT))
                        .map(Spike::of)
                        .toList()
                : ofNeurons;
    }

    /// That of neuron 0 in a core; none where the states are in memories.
    private static Optional<Signal> membrane(Spec spec) {
        return spec.each().isPresent()
                ? spec.equations().find(spec.each().get().family().membrane().name() + "@0")
                : spec.equations().states().stream().map(State::signal).findFirst();
    }

    /// Inputs, states, then the outputs that are not among them.
    private static List<Signal> columns(Equations equations) {
        List<Signal> columns = new ArrayList<>(equations.inputs());
        equations.states().forEach(state -> columns.add(state.signal()));
        equations.outputs().stream().filter(o -> !columns.contains(o)).forEach(columns::add);
        return columns;
    }

    private List<String> rasterNames() {
        List<String> names = new ArrayList<>();
        for (Spike spike : spikes) {
            for (int lane = 0; lane < shownLanes; lane++) {
                names.add(lanes > 1 ? spike.name() + " " + lane : spike.name());
            }
        }
        return names;
    }

    /// One row of one lane; the values are those of all signals, by slot.
    public void row(long step, int lane, long[] raw, boolean[] defined) {
        if (table.isFull()) {
            table.skip();
        } else {
            table.add(cells(step, lane, raw, defined));
        }
        if (lane == 0 && plot.isPresent()) {
            int slot = membrane.orElseThrow().slot();
            plot.get().add(raw[slot], defined[slot]);
        }
        for (int i = 0; i < spikes.size(); i++) {
            int spiked = spikes.get(i).in(raw, defined);
            if (lane < shownLanes) {
                raster.add(i * shownLanes + lane, spiked == 1, spiked >= 0);
            }
            if (spiked == 1) {
                counts.merge(spikes.get(i).name(), 1L, Long::sum);
            }
        }
    }

    private List<String> cells(long step, int lane, long[] raw, boolean[] defined) {
        List<String> cells = new ArrayList<>();
        cells.add(Long.toString(step));
        if (lanes > 1) {
            cells.add(Integer.toString(lane));
        }
        for (Signal column : columns) {
            int slot = column.slot();
            cells.add(defined[slot] ? column.type().format(raw[slot]) : "x");
        }
        return cells;
    }

    /// Spikes of each output, all lanes together.
    public Map<String, Long> spikes() {
        return counts;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(table.lines());
        plot.ifPresent(p -> add(lines, p.lines()));
        if (!spikes.isEmpty()) {
            add(lines, raster.lines());
        }
        return lines;
    }

    private static void add(List<String> lines, List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }
}
