package io.lockspike.vector;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import io.lockspike.trace.Written;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Stimulus and expected trace of one design, row by row, and what each part of it is there for.
public final class VectorSet {
    private final Spec spec;
    private final Pins pins;
    private final long seed;
    private final int lane;
    private final List<Sequence> sequences;
    private final List<Trap> missing;
    private final List<Column> columns;

    /// One signal or pin, in all rows.
    public static final class Column {
        public final String name;
        public final Type type;

        /// `input`, `output`, `state`, `wire` or `pin`.
        public final String kind;

        final long[] raw;
        final boolean[] defined;

        Column(String name, Type type, String kind, int rows) {
            this.name = name;
            this.type = type;
            this.kind = kind;
            this.raw = new long[rows];
            this.defined = new boolean[rows];
        }

        public long raw(int row) {
            return raw[row];
        }

        public boolean defined(int row) {
            return defined[row];
        }

        /// How many rows have a value.
        int known() {
            int known = 0;
            for (boolean one : defined) {
                known += one ? 1 : 0;
            }
            return known;
        }
    }

    private VectorSet(VectorSet other, Pins pins) {
        this.spec = other.spec;
        this.pins = pins;
        this.seed = other.seed;
        this.lane = other.lane;
        this.sequences = other.sequences;
        this.missing = other.missing;
        this.columns = other.columns;
    }

    /// The inputs row by row, raw, by slot.
    public List<long[]> inputRows() {
        int inputs = spec.equations().inputs().size();
        List<long[]> inputRows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            long[] one = new long[inputs];
            for (int slot = 0; slot < inputs; slot++) {
                one[slot] = columns.get(slot).raw[row];
            }
            inputRows.add(one);
        }
        return inputRows;
    }

    /// The same for a device of which more is known.
    public VectorSet at(Pins others) {
        return new VectorSet(this, others);
    }

    /// The same for a device in VHDL whose ports are of type std_logic_vector.
    public VectorSet plain() {
        return new VectorSet(this, pins.withPlainVectors());
    }

    VectorSet(
            Spec spec,
            Pins pins,
            long seed,
            int lane,
            List<Sequence> sequences,
            List<Trap> missing,
            boolean hasRst) {
        this.spec = spec;
        this.pins = pins;
        this.seed = seed;
        this.lane = lane;
        this.sequences = List.copyOf(sequences);
        this.missing = List.copyOf(missing);
        this.columns = List.copyOf(run(hasRst));
    }

    private List<Column> run(boolean hasRst) {
        List<long[]> rows = new ArrayList<>();
        sequences.forEach(sequence -> rows.addAll(sequence.rows()));
        Equations equations = spec.equations();
        List<Column> all = new ArrayList<>();
        for (Signal signal : equations.signals()) {
            all.add(new Column(signal.name(), signal.type(), kind(signal), rows.size()));
        }
        List<Pins.Out> packed = new ArrayList<>();
        for (Pins.Out out : pins.outputs()) {
            if (!(out.expression() instanceof Expr.Value)) {
                packed.add(out);
                all.add(new Column(out.column(), out.type(), "pin", rows.size()));
            }
        }
        Engine engine = Engine.of(equations, lane);
        engine.start(hasRst);
        boolean[] defined = new boolean[equations.inputs().size()];
        Arrays.fill(defined, true);
        for (int row = 0; row < rows.size(); row++) {
            engine.row(rows.get(row), defined);
            int signals = equations.signals().size();
            for (int slot = 0; slot < signals; slot++) {
                all.get(slot).raw[row] = engine.raw(slot);
                all.get(slot).defined[row] = engine.defined(slot);
            }
            for (int i = 0; i < packed.size(); i++) {
                BigInteger value = engine.evaluate(packed.get(i).expression());
                Column column = all.get(signals + i);
                column.defined[row] = value != null;
                column.raw[row] = value == null ? 0 : column.type.wrap(value);
            }
            engine.edge();
        }
        return all;
    }

    private String kind(Signal signal) {
        if (spec.equations().outputs().stream().anyMatch(out -> out.slot() == signal.slot())) {
            return "output";
        }
        return switch (signal.kind()) {
            case INPUT -> "input";
            case STATE -> "state";
            case WIRE -> "wire";
        };
    }

    public Spec spec() {
        return spec;
    }

    public Pins pins() {
        return pins;
    }

    public long seed() {
        return seed;
    }

    /// Which of the values of a parameter's list they are made with.
    public int lane() {
        return lane;
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().raw.length;
    }

    public List<Column> columns() {
        return columns;
    }

    /// The column of a name.
    Column column(String name) {
        return columns.stream()
                .filter(column -> column.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Sequence> sequences() {
        return sequences;
    }

    /// The traps that no row meets.
    List<Trap> missing() {
        return missing;
    }

    /// All columns as a trace.
    public void write(TraceWriter writer) {
        long[] raw = new long[columns.size()];
        boolean[] defined = new boolean[raw.length];
        for (int row = 0; row < rows(); row++) {
            for (int i = 0; i < raw.length; i++) {
                raw[i] = columns.get(i).raw[row];
                defined[i] = columns.get(i).defined[row];
            }
            writer.row(raw, defined);
        }
    }

    /// What a trace of them says of itself.
    public TraceHead head() {
        List<Written> written = new ArrayList<>();
        columns.forEach(column -> written.add(Written.decimal(column.name, column.type)));
        return new TraceHead(spec.name(), spec.hash(), Long.toString(seed), 1, written);
    }

    /// How many traps are met.
    public int caught() {
        return sequences.stream().mapToInt(sequence -> sequence.caught().size()).sum();
    }

    /// How many traps were looked for.
    public int traps() {
        return caught() + missing.size();
    }

    /// How many sequences there are.
    public int parts() {
        return sequences.size();
    }

    /// How many cells a bench compares.
    public long cells() {
        return pins.outputs().stream().mapToLong(out -> column(out.column()).known()).sum();
    }
}
