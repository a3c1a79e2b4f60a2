package io.lockspike.emit;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A design, a stimulus, and what the interpreter says of it; its rows end where a check fails.
///
/// @param title what to name in a message
/// @param rows the inputs, raw, of each row
/// @param held what all states hold before each row, in their order; null where they go on, and no
///   element at all where they always do
/// @param expected what each column shows in each row; null where it is undefined
/// @param refused the inputs of the row that a check keeps from being shown, if one does
public record Case(
        String title,
        Spec spec,
        int lane,
        List<Column> columns,
        List<long[]> rows,
        List<long[]> held,
        List<Long[]> expected,
        List<long[]> refused) {

    /// Cells of deeper memories are seen only where something reads them.
    private static final int DEEPEST = 16;

    /// A signal, or a cell of a memory.
    public record Column(Signal signal, Memory memory, int cell) {
        public Type type() {
            return signal == null ? memory.type() : signal.type();
        }

        public String name() {
            return signal == null ? memory.name() + "[" + cell + "]" : signal.name();
        }
    }

    public static Case of(String title, Spec spec, int lane, int rows, long seed) {
        var built =
                new Case(
                        title,
                        spec,
                        lane,
                        columns(spec.equations()),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        built.run(rows, new SplittableRandom(seed));
        return built;
    }

    /// One step from every state with every input, and a row that shows where it led; where there
    /// are more than `2^most` such steps, as many drawn ones. Without rst.
    public static Case ofEverything(String title, Spec spec, int most) {
        var built =
                new Case(
                        title,
                        spec,
                        0,
                        columns(spec.equations()),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        built.runEverything(most);
        return built;
    }

    private void runEverything(int most) {
        Equations equations = spec.equations();
        List<Signal> walked = new ArrayList<>();
        for (Signal signal : equations.signals()) {
            if (signal.kind() != Signal.Kind.WIRE && !signal.name().equals("rst")) {
                walked.add(signal);
            }
        }
        int bits = walked.stream().mapToInt(signal -> signal.type().bits()).sum();
        var random = new SplittableRandom(bits);
        var model = new Interpreter(equations, lane);
        model.start(false);
        for (long i = 0; i < 1L << Math.min(bits, most); i++) {
            pair(model, walked, bits > most ? random.nextLong() : i);
        }
    }

    private void pair(Interpreter model, List<Signal> walked, long code) {
        Equations equations = spec.equations();
        long[] inputs = new long[equations.inputs().size()];
        long[] states = new long[equations.states().size()];
        long rest = code;
        for (Signal signal : walked) {
            long raw = signal.type().wrap(rest);
            rest >>= signal.type().bits();
            if (signal.kind() == Signal.Kind.INPUT) {
                inputs[signal.slot()] = raw;
            } else {
                states[signal.slot() - inputs.length] = raw;
                model.poke(signal.slot(), raw, true);
            }
        }
        boolean[] defined = new boolean[inputs.length];
        Arrays.fill(defined, true);
        try {
            model.row(inputs, defined);
            Long[] first = sample(model);
            model.edge();
            model.row(new long[inputs.length], defined);
            rows.addAll(List.of(inputs, new long[inputs.length]));
            held.add(states);
            held.add(null);
            expected.add(first);
            expected.add(sample(model));
        } catch (CheckException stopped) {
            // A step that the model refuses means nothing in another language.
        }
    }

    /// What the states hold before a row; null where they go on.
    public long[] heldBefore(int row) {
        return held.isEmpty() ? null : held.get(row);
    }

    boolean isFirstLane() {
        return lane == 0;
    }

    private static List<Column> columns(Equations equations) {
        List<Column> columns = new ArrayList<>();
        equations.signals().forEach(signal -> columns.add(new Column(signal, null, 0)));
        for (Memory memory : equations.memories()) {
            for (int i = 0; i < memory.depth() && memory.depth() <= DEEPEST; i++) {
                columns.add(new Column(null, memory, i));
            }
        }
        return columns;
    }

    private void run(int count, SplittableRandom random) {
        Equations equations = spec.equations();
        var model = new Interpreter(equations, lane);
        model.start(true);
        List<Signal> inputs = equations.inputs();
        boolean[] defined = new boolean[inputs.size()];
        Arrays.fill(defined, true);
        int pulse = startsInRst() ? 2 : 0;
        try {
            for (int row = 0; row < count; row++) {
                pulse = row > 0 && random.nextInt(20) == 0 ? 1 + random.nextInt(3) : pulse - 1;
                long[] raw = new long[inputs.size()];
                for (Signal input : inputs) {
                    boolean rst = input.name().equals("rst") && equations.rst() != Rst.NONE;
                    raw[input.slot()] = rst ? (pulse > 0 ? 1 : 0) : draw(input.type(), random);
                }
                refused.add(raw);
                model.row(raw, defined);
                refused.clear();
                rows.add(raw);
                expected.add(sample(model));
                model.edge();
            }
        } catch (CheckException stopped) {
            // The rows end here. The row of a check that fails at the edge was sampled.
        }
    }

    /// A simulator takes a rst that starts as 1 for an edge before row 0, which the model does not
    /// know (R9); that shows where it overwrites a value of power-up.
    private boolean startsInRst() {
        Equations equations = spec.equations();
        boolean power =
                equations.states().stream().anyMatch(s -> s.init().isPresent())
                        || equations.memories().stream().anyMatch(m -> m.init().isPresent());
        return equations.rst() != Rst.ASYNC || !power;
    }

    private Long[] sample(Interpreter model) {
        return columns.stream().map(column -> value(model, column)).toArray(Long[]::new);
    }

    private static Long value(Interpreter model, Column column) {
        if (column.signal() == null) {
            return model.cell(column.memory(), column.cell());
        }
        int slot = column.signal().slot();
        return model.defined(slot) ? (Long) model.raw(slot) : null;
    }

    /// Any value, the corners more often.
    private static long draw(Type type, SplittableRandom random) {
        int near = random.nextInt(3);
        return type.wrap(
                switch (random.nextInt(8)) {
                    case 0 -> type.min().longValue() + near;
                    case 1 -> type.max().longValue() - near;
                    case 2 -> near - 1;
                    default -> random.nextLong();
                });
    }
}
