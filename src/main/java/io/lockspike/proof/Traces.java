package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.proof.Netlist.Register;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;

/// What a spec and a netlist are seen to hold in the clocks of a stimulus, both run in this
/// program: what is always so there may be so always.
final class Traces {
    /// Clocks that a row of the spec may last.
    static final int LONGEST = 1000;

    /// Cells of a memory that a netlist may hold in registers.
    private static final int MOST_CELLS = 64;

    private final Joint joint;
    private final int first;
    private final List<Column> spec = new ArrayList<>();
    private final List<Column> netlist = new ArrayList<>();
    private final CutPoint.Seen cuts;
    private final MemoryPair.Seen memories;

    /// Those whose cells have a column each.
    private final List<Memory> spread;

    private Optional<Difference> difference = Optional.empty();
    private Optional<Integer> endless = Optional.empty();
    private int longest = 1;

    /// What is seen of one thing in each clock.
    ///
    /// @param term what stands for it in a clock, as a bit vector
    /// @param held a state or a register, not a wire
    /// @param values unsigned; null where it is undefined
    record Column(
            String name,
            Type type,
            boolean held,
            IntFunction<String> term,
            List<BigInteger> values) {

        static Column of(String name, Type type, boolean held, IntFunction<String> term) {
            return new Column(name, type, held, term, new ArrayList<>());
        }
    }

    /// An output that is not as the spec says.
    ///
    /// @param rows the stimulus up to it: inputs by slot
    record Difference(List<long[]> rows, int output) {}

    /// Runs both.
    ///
    /// @param first the clock from which on things are looked at
    /// @param rows inputs by slot
    Traces(Joint joint, Product names, int first, List<long[]> rows) {
        this.joint = joint;
        this.first = first;
        this.cuts = new CutPoint.Seen(joint, names);
        this.memories = new MemoryPair.Seen(joint, names);
        this.spread =
                joint.spec().equations().memories().stream()
                        .filter(one -> !one.constant() && one.depth() <= MOST_CELLS)
                        .filter(one -> !memories.has(one))
                        .toList();
        columns(names);
        run(rows);
    }

    List<Column> spec() {
        return spec;
    }

    List<Column> netlist() {
        return netlist;
    }

    /// Inner signals that both have.
    List<CutPoint> cuts() {
        return cuts.points();
    }

    MemoryPair.Seen memories() {
        return memories;
    }

    Optional<Difference> difference() {
        return difference;
    }

    /// The row in which the netlist was not ready within [#LONGEST] clocks.
    Optional<Integer> endless() {
        return endless;
    }

    /// The most clocks that a row lasted.
    int longest() {
        return longest;
    }

    private void columns(Product names) {
        for (Signal signal : joint.spec().equations().signals()) {
            String symbol = names.smt().name(signal);
            spec.add(
                    Column.of(
                            signal.name(),
                            signal.type(),
                            signal.kind() == Signal.Kind.STATE,
                            clock -> Product.spec(symbol, clock)));
        }
        for (int i = 0; i < joint.outputs().size(); i++) {
            Joint.Out out = joint.outputs().get(i);
            int output = i;
            for (int d = 1; d <= out.latency(); d++) {
                int late = d;
                spec.add(
                        Column.of(
                                out.name() + ", " + late + " clocks ago",
                                out.type(),
                                true,
                                clock -> Product.late(output, late, clock)));
            }
        }
        for (Memory memory : spread) {
            String symbol = names.smt().name(memory);
            for (int i = 0; i < memory.depth(); i++) {
                int address = i;
                spec.add(
                        Column.of(
                                memory.name() + "[" + i + "]",
                                memory.type(),
                                true,
                                clock -> Smt.cell(Product.spec(symbol, clock), memory, address)));
            }
        }
        for (Register register : joint.netlist().registers()) {
            if (!register.held().sort().isMemory()) {
                Type type = Type.unsigned(Math.min(64, Math.max(1, register.seen().sort().bits())));
                netlist.add(
                        Column.of(
                                register.name(),
                                type,
                                true,
                                clock -> Product.bits(register.seen(), clock)));
            }
        }
    }

    private void run(List<long[]> rows) {
        var model = new Interpreter(joint.spec().equations(), joint.lane());
        model.start(true);
        var device = new Netlist.Run(joint.netlist(), new Random(1), Map.of());
        boolean[] given = new boolean[joint.spec().equations().inputs().size()];
        Arrays.fill(given, true);
        Late late = new Late(joint);
        int clock = 0;
        for (int row = 0; row < rows.size() && difference.isEmpty(); row++) {
            boolean ended = false;
            for (int clocks = 0; !ended && clocks < LONGEST; clocks++, clock++) {
                try {
                    if (clocks == 0) {
                        model.row(rows.get(row), given);
                    }
                } catch (CheckException refused) {
                    return;
                }
                device.row(pins(joint, rows.get(row)));
                ended = ends(joint, device, rows.get(row));
                longest = Math.max(longest, clocks + 1);
                if (ended && isReady(joint, device)) {
                    compare(model, device, late, rows.subList(0, row + 1));
                }
                if (clock >= first) {
                    note(model, device, late);
                }
                late.edge(model);
                device.edge();
            }
            if (!ended) {
                endless = Optional.of(row);
                return;
            }
            try {
                model.edge();
            } catch (CheckException refused) {
                return;
            }
        }
    }

    static Map<String, BigInteger> pins(Joint joint, long[] row) {
        Map<String, BigInteger> pins = new HashMap<>();
        joint.driven()
                .forEach((port, drives) -> {
                    BigInteger all = BigInteger.ZERO;
                    for (Joint.Drive drive : drives) {
                        all = all.shiftLeft(drive.bits()).or(driven(drive, row));
                    }
                    pins.put(port, all);
                });
        return pins;
    }

    private static BigInteger driven(Joint.Drive drive, long[] row) {
        return switch (drive) {
            case Joint.In(Signal signal, boolean inverted) ->
                    unsigned(row[signal.slot()] ^ (inverted ? 1 : 0), signal.type().bits());
            case Joint.Tie(BigInteger value, int _) -> value;
        };
    }

    static BigInteger unsigned(long raw, int bits) {
        return Type.unsigned(bits).value(Type.unsigned(bits).wrap(raw));
    }

    static boolean ends(Joint joint, Netlist.Run device, long[] row) {
        boolean isRst = joint.spec().equations().rst() != Rst.NONE && row[0] == 1;
        return isRst || isReady(joint, device);
    }

    private static boolean isReady(Joint joint, Netlist.Run device) {
        return joint.ready()
                .map(ready -> shown(joint, device, ready.wire()).equals(ready.value()))
                .orElse(true);
    }

    static BigInteger shown(Joint joint, Netlist.Run device, String wire) {
        return (BigInteger) device.value(joint.netlist().wires().get(wire));
    }

    private void compare(Interpreter model, Netlist.Run device, Late late, List<long[]> rows) {
        for (int i = 0; i < joint.outputs().size() && difference.isEmpty(); i++) {
            BigInteger said = late.said(i, model);
            if (said != null && !said.equals(shown(joint, device, joint.outputs().get(i).wire()))) {
                difference = Optional.of(new Difference(List.copyOf(rows), i));
            }
        }
    }

    private void note(Interpreter model, Netlist.Run device, Late late) {
        cuts.note(model, device);
        memories.note(model, device);
        int column = 0;
        for (Signal signal : joint.spec().equations().signals()) {
            spec.get(column++)
                    .values()
                    .add(
                            model.defined(signal.slot())
                                    ? unsigned(model.raw(signal.slot()), signal.type().bits())
                                    : null);
        }
        for (int i = 0; i < joint.outputs().size(); i++) {
            for (int d = 1; d <= joint.outputs().get(i).latency(); d++) {
                spec.get(column++).values().add(late.before(i, d));
            }
        }
        for (Memory memory : spread) {
            for (int i = 0; i < memory.depth(); i++) {
                Long cell = model.cell(memory, i);
                spec.get(column++)
                        .values()
                        .add(cell == null ? null : unsigned(cell, memory.type().bits()));
            }
        }
        column = 0;
        for (Register register : joint.netlist().registers()) {
            if (!register.held().sort().isMemory()) {
                netlist.get(column++).values().add((BigInteger) device.value(register.seen()));
            }
        }
    }

    /// What the model said of late outputs in the clocks before.
    static final class Late {
        private final Joint joint;
        private final List<List<BigInteger>> before = new ArrayList<>();

        Late(Joint joint) {
            this.joint = joint;
            joint.outputs().forEach(_ -> before.add(new ArrayList<>()));
        }

        BigInteger now(int output, Interpreter model) {
            Joint.Out out = joint.outputs().get(output);
            BigInteger value = model.evaluate(out.expression());
            return value == null ? null : unsigned(out.type().wrap(value), out.type().bits());
        }

        BigInteger before(int output, int clocks) {
            List<BigInteger> all = before.get(output);
            return all.size() < clocks ? null : all.get(all.size() - clocks);
        }

        /// What is said of the output in this clock; null where that is undefined.
        BigInteger said(int output, Interpreter model) {
            int latency = joint.outputs().get(output).latency();
            return latency == 0 ? now(output, model) : before(output, latency);
        }

        void edge(Interpreter model) {
            for (int i = 0; i < before.size(); i++) {
                if (joint.outputs().get(i).latency() > 0) {
                    before.get(i).add(now(i, model));
                }
            }
        }
    }
}
