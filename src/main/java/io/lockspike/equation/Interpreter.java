package io.lockspike.equation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The meaning of everything: what a design does, row by row. Each rule R1 … R17 of
/// `docs/language.md` stands at the lines that keep it; every other engine, emitter and proof must
/// agree with this one.
///
/// A row is `row(inputs)` — inputs change, falling edge, sample — and then `edge()`, the rising
/// edge that ends it. Values are raw (see [Type]).
public final class Interpreter {
    private static final BigInteger LARGEST_SHIFT = BigInteger.valueOf(1 << 10);

    /// R14: what ends an evaluation. It carries no trace: undefined rows are ordinary rows.
    private static final class UndefinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace and no suppressed ones
        private static final UndefinedException INSTANCE = new UndefinedException();

        private UndefinedException() {
            super("undefined", null, false, false);
        }
    }

    private final Equations equations;
    private final int lane;
    private final long[] raw;
    private final boolean[] defined;
    private final Cells[] cells;
    private final Wire[] wires;
    private final Wire[] fallingWires;
    private final NextValues rising;
    private final NextValues falling;
    private final int inputs;
    private final int rstSlot;
    private boolean rstBefore;
    private long row;

    /// The statement that is being evaluated, for messages.
    private Place at = Place.of("equations");

    /// A memory's cells.
    private static final class Cells {
        private final long[] raw;
        private final boolean[] defined;

        Cells(int depth) {
            this.raw = new long[depth];
            this.defined = new boolean[depth];
        }

        void copyFrom(Cells other) {
            System.arraycopy(other.raw, 0, raw, 0, raw.length);
            System.arraycopy(other.defined, 0, defined, 0, defined.length);
        }
    }

    public Interpreter(Equations equations, int lane) {
        this.equations = equations;
        this.lane = lane;
        int size = equations.signals().size();
        this.raw = new long[size];
        this.defined = new boolean[size];
        this.cells = new Cells[equations.memories().size()];
        for (Memory memory : equations.memories()) {
            cells[memory.index()] = new Cells(memory.depth());
        }
        this.wires = equations.wires().toArray(Wire[]::new);
        this.inputs = equations.inputs().size();
        this.rstSlot = equations.rst() == Rst.NONE ? -1 : 0;
        this.falling = new NextValues(true);
        this.rising = new NextValues(false);
        this.fallingWires = Uses.wires(equations, falling.statements);
        start(equations.rst() != Rst.NONE);
    }

    /// R8: the state before row 0.
    ///
    /// @param hasRst whether the run has a rst signal
    public void start(boolean hasRst) {
        Arrays.fill(defined, false);
        for (State state : equations.states()) {
            state.atStart(hasRst && rstSlot >= 0)
                    .ifPresent(value -> set(state.signal().slot(), value));
        }
        for (Memory memory : equations.memories()) {
            forget(memory);
            memory.atStart(hasRst && rstSlot >= 0).ifPresent(values -> load(memory, values));
        }
        rstBefore = true;
        row = -1;
    }

    /// One row up to its sample: R9, R10, R11. An input of slot i has the value `values[i]`, if
    /// `known[i]`.
    public void row(long[] values, boolean[] known) {
        row++;
        System.arraycopy(values, 0, raw, 0, inputs);
        System.arraycopy(known, 0, defined, 0, inputs);
        asynchronousRst();
        if (falling.any()) {
            compute(fallingWires);
            falling.take();
        }
        compute(wires);
    }

    /// R12: the rising edge that ends the row.
    public void edge() {
        rising.take();
    }

    public long raw(int slot) {
        return raw[slot];
    }

    public boolean defined(int slot) {
        return defined[slot];
    }

    /// The value in this row of an expression of this design; null where it is undefined.
    public BigInteger evaluate(Expr expression) {
        try {
            return exact(expression);
        } catch (UndefinedException undefined) {
            return null;
        }
    }

    /// Overwrites what a state or an input holds.
    public void poke(int slot, long value, boolean known) {
        raw[slot] = value;
        defined[slot] = known;
    }

    /// One cell of a memory, raw; null where it is undefined.
    public Long cell(Memory memory, int address) {
        Cells at = cells[memory.index()];
        return at.defined[address] ? at.raw[address] : null;
    }

    /// Takes over all that another interpreter of the same equations holds.
    public void copyFrom(Interpreter other) {
        System.arraycopy(other.raw, 0, raw, 0, raw.length);
        System.arraycopy(other.defined, 0, defined, 0, defined.length);
        for (int i = 0; i < cells.length; i++) {
            cells[i].copyFrom(other.cells[i]);
        }
        rstBefore = other.rstBefore;
        row = other.row;
    }

    /// R9 and R16, the asynchronous half.
    private void asynchronousRst() {
        if (rstSlot < 0) {
            return;
        }
        boolean asserted = defined[rstSlot] && raw[rstSlot] == 1;
        if (equations.rst() == Rst.ASYNC && (!defined[rstSlot] || (asserted && !rstBefore))) {
            equations.states().forEach(this::loadRst);
            equations.memories().forEach(this::loadRst);
        }
        rstBefore = asserted;
    }

    /// The value that rst loads; undefined where rst is.
    private void loadRst(State state) {
        state.rst()
                .ifPresent(value -> {
                    set(state.signal().slot(), value);
                    defined[state.signal().slot()] = defined[rstSlot];
                });
    }

    private void loadRst(Memory memory) {
        if (memory.constant() || memory.rst().isEmpty()) {
            return;
        }
        if (defined[rstSlot]) {
            load(memory, memory.rst().get());
        } else {
            forget(memory);
        }
    }

    private void set(int slot, long value) {
        raw[slot] = value;
        defined[slot] = true;
    }

    private void load(Memory memory, List<Long> values) {
        Cells at = cells[memory.index()];
        for (int i = 0; i < memory.depth(); i++) {
            at.raw[i] = values.get(i);
        }
        Arrays.fill(at.defined, true);
    }

    private void forget(Memory memory) {
        Arrays.fill(cells[memory.index()].defined, false);
    }

    /// R5, R11: the wires, in order.
    private void compute(Wire[] some) {
        for (Wire wire : some) {
            Signal signal = wire.signal();
            int slot = signal.slot();
            at = wire.at();
            try {
                raw[slot] = narrowed(wire.value(), wire.narrowing(), signal.type(), signal.name());
                defined[slot] = true;
            } catch (UndefinedException undefined) {
                defined[slot] = false;
            }
        }
    }

    /// R2: the value of an expression in a type, raw.
    private long narrowed(Expr value, Narrowing narrowing, Type type, String name) {
        if (value.wide()) {
            BigInteger exact = exact(value);
            return switch (narrowing) {
                case WRAP -> type.wrap(exact);
                case SAT -> type.saturate(exact);
                case CHECKED -> {
                    if (!type.fits(exact)) {
                        throw misfit(name, exact, type);
                    }
                    yield exact.longValue();
                }
            };
        }
        long small = value(value);
        long wrapped = type.wrap(small);
        boolean fits = wrapped == small && (type.signed() || small >= 0);
        if (fits || narrowing == Narrowing.WRAP) {
            return wrapped;
        }
        if (narrowing == Narrowing.SAT) {
            return type.saturate(BigInteger.valueOf(small));
        }
        throw misfit(name, BigInteger.valueOf(small), type);
    }

    /// R3.
    private CheckException misfit(String name, BigInteger value, Type type) {
        return failure(
                "%s is %s, which does not fit %s (%s)".formatted(name, value, type, type.range()));
    }

    /// The states of one edge and what they take at it: R6, R7, R10, R12, R15.
    private final class NextValues {
        private final List<Statement> statements;
        private final State[] states;
        private final Memory[] written;

        /// For each state's slot the assignment that wins; `UNKNOWN` where it becomes undefined.
        private final Statement.Assign[] winner = new Statement.Assign[equations.signals().size()];

        private final boolean[] lost = new boolean[equations.signals().size()];
        private final List<Pending> pending = new ArrayList<>();
        private final long[] next = new long[equations.signals().size()];
        private final boolean[] nextDefined = new boolean[equations.signals().size()];

        /// A write that applies: to one address, or (-1) to every cell, which it makes undefined.
        private record Pending(Memory memory, int address, Statement.Write write) {}

        NextValues(boolean fallingEdge) {
            this.statements = Uses.statements(equations.statements(), fallingEdge);
            List<State> ofThisEdge = new ArrayList<>();
            for (State state : equations.states()) {
                if (state.falling() == fallingEdge) {
                    ofThisEdge.add(state);
                }
            }
            this.states = ofThisEdge.toArray(State[]::new);
            List<Memory> stored = new ArrayList<>();
            for (Memory memory : equations.memories()) {
                if (!memory.constant() && !fallingEdge) {
                    stored.add(memory);
                }
            }
            this.written = stored.toArray(Memory[]::new);
        }

        boolean any() {
            return states.length > 0;
        }

        void take() {
            for (State state : states) {
                winner[state.signal().slot()] = null;
                lost[state.signal().slot()] = false;
            }
            pending.clear();
            walk(statements);
            for (State state : states) {
                evaluate(state);
            }
            List<Cell> stored = evaluateWrites();
            for (State state : states) {
                int slot = state.signal().slot();
                raw[slot] = next[slot];
                defined[slot] = nextDefined[slot];
            }
            stored.forEach(Interpreter.this::store);
            if (rstActs()) {
                for (Memory memory : written) {
                    loadRst(memory);
                }
            }
        }

        private void walk(List<Statement> some) {
            for (Statement statement : some) {
                switch (statement) {
                    case Statement.Assign assign -> {
                        winner[assign.target().signal().slot()] = assign;
                        lost[assign.target().signal().slot()] = false;
                    }
                    case Statement.Write write -> {
                        if (!rstWins(write.memory())) {
                            pending.add(new Pending(write.memory(), address(write), write));
                        }
                    }
                    case Statement.When when -> when(when);
                }
            }
        }

        private void when(Statement.When when) {
            for (int i = 0; i < when.branches().size(); i++) {
                Statement.Branch branch = when.branches().get(i);
                at = branch.at();
                int condition = condition(branch.condition());
                if (condition < 0) {
                    List<Statement.Branch> open = when.branches();
                    open.subList(i, open.size()).forEach(b -> lose(b.body()));
                    return;
                }
                if (condition == 1) {
                    walk(branch.body());
                    return;
                }
            }
        }

        /// R15: what an undefined condition does to all that the blocks assign.
        private void lose(List<Statement> some) {
            for (Statement statement : some) {
                switch (statement) {
                    case Statement.Assign assign -> lost[assign.target().signal().slot()] = true;
                    case Statement.Write write ->
                            pending.add(new Pending(write.memory(), -1, write));
                    case Statement.When when -> when.branches().forEach(b -> lose(b.body()));
                }
            }
        }

        private int address(Statement.Write write) {
            at = write.at();
            try {
                return index(write.address(), write.memory().depth(), write.memory().name());
            } catch (UndefinedException undefined) {
                return -1;
            }
        }

        private void evaluate(State state) {
            int slot = state.signal().slot();
            if (state.rst().isPresent() && rstActs()) {
                next[slot] = state.rst().get();
                nextDefined[slot] = defined[rstSlot];
                return;
            }
            Statement.Assign assign = winner[slot];
            next[slot] = raw[slot];
            nextDefined[slot] = defined[slot];
            if (lost[slot]) {
                nextDefined[slot] = false;
            } else if (assign != null) {
                at = assign.at();
                try {
                    next[slot] =
                            narrowed(
                                    assign.value(),
                                    assign.narrowing(),
                                    state.signal().type(),
                                    state.signal().name());
                    nextDefined[slot] = true;
                } catch (UndefinedException undefined) {
                    nextDefined[slot] = false;
                }
            }
        }

        /// R7: the values of the writes that win, in order; all read the memories before the edge.
        private List<Cell> evaluateWrites() {
            List<Cell> stored = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                Pending write = pending.get(i);
                if (write.address() < 0) {
                    stored.add(new Cell(write.memory(), -1, 0, false));
                } else if (!overwritten(i)) {
                    stored.add(cell(write));
                }
            }
            return stored;
        }

        private boolean overwritten(int i) {
            Pending write = pending.get(i);
            for (Pending later : pending.subList(i + 1, pending.size())) {
                boolean same = later.memory().index() == write.memory().index();
                if (same && (later.address() == write.address() || later.address() < 0)) {
                    return true;
                }
            }
            return false;
        }

        private Cell cell(Pending pending) {
            Statement.Write write = pending.write();
            Memory memory = pending.memory();
            at = write.at();
            try {
                long value =
                        narrowed(
                                write.value(),
                                write.narrowing(),
                                memory.type(),
                                memory.name() + "[" + pending.address() + "]");
                return new Cell(memory, pending.address(), value, true);
            } catch (UndefinedException undefined) {
                return new Cell(memory, pending.address(), 0, false);
            }
        }

        /// R12, R16: whether rst is asserted in this row, or undefined.
        private boolean rstActs() {
            return rstSlot >= 0 && (!defined[rstSlot] || raw[rstSlot] == 1);
        }

        private boolean rstWins(Memory memory) {
            return memory.rst().isPresent() && rstActs();
        }
    }

    /// What a cell takes; address -1 stands for every cell.
    private record Cell(Memory memory, int address, long raw, boolean defined) {}

    private void store(Cell cell) {
        if (cell.address() < 0) {
            forget(cell.memory());
        } else {
            cells[cell.memory().index()].raw[cell.address()] = cell.raw();
            cells[cell.memory().index()].defined[cell.address()] = cell.defined();
        }
    }

    /// 1, 0, or -1 where it is undefined.
    private int condition(Expr expression) {
        try {
            return (int) value(expression);
        } catch (UndefinedException undefined) {
            return -1;
        }
    }

    /// The value of an expression that fits a `long`.
    private long value(Expr expression) {
        return switch (expression) {
            case Expr.Constant constant -> constant.small();
            case Expr.Parameter parameter -> parameter.value(lane).longValue();
            case Expr.Value value -> read(value.signal().slot());
            case Expr.Unary unary ->
                    unary.wide()
                            ? unary.operator().apply(exact(unary.operand()), null).longValue()
                            : unary.operator().apply(value(unary.operand()), 0);
            case Expr.Binary binary ->
                    binary.narrow() ? narrowBinary(binary) : wideBinary(binary).longValue();
            case Expr.Round round ->
                    round.operand().wide() || round.random().wide()
                            ? wideRound(round).longValue()
                            : narrowRound(round);
            case Expr.And and -> value(and.left()) == 0 ? 0 : value(and.right());
            case Expr.Or or -> value(or.left()) == 1 ? 1 : value(or.right());
            case Expr.Choose choose ->
                    value(value(choose.condition()) == 1 ? choose.then() : choose.otherwise());
            case Expr.Pick pick -> value(picked(pick));
            case Expr.Bit bit -> bit(bit);
            case Expr.Bits bits -> bits(bits);
            case Expr.Cat cat -> exactCat(cat).longValue();
            case Expr.Popcount count -> exactPopcount(count);
            case Expr.Cast cast -> narrowed(cast.operand(), cast.narrowing(), cast.type(), "");
            case Expr.Read read -> read(read);
        };
    }

    /// The value of any expression.
    private BigInteger exact(Expr expression) {
        if (!expression.wide()) {
            return BigInteger.valueOf(value(expression));
        }
        return switch (expression) {
            case Expr.Constant constant -> constant.value();
            case Expr.Parameter parameter -> parameter.value(lane);
            case Expr.Value value -> value.signal().type().value(read(value.signal().slot()));
            case Expr.Unary unary -> unary.operator().apply(exact(unary.operand()), null);
            case Expr.Binary binary -> wideBinary(binary);
            case Expr.Round round -> wideRound(round);
            case Expr.And and -> BigInteger.valueOf(value(and));
            case Expr.Or or -> BigInteger.valueOf(value(or));
            case Expr.Choose choose ->
                    exact(value(choose.condition()) == 1 ? choose.then() : choose.otherwise());
            case Expr.Pick pick -> exact(picked(pick));
            case Expr.Bit bit -> BigInteger.valueOf(bit(bit));
            case Expr.Bits bits -> exactBits(exact(bits.operand()), bits.high(), bits.low());
            case Expr.Cat cat -> exactCat(cat);
            case Expr.Popcount count -> BigInteger.valueOf(exactPopcount(count));
            case Expr.Cast cast ->
                    cast.type().value(narrowed(cast.operand(), cast.narrowing(), cast.type(), ""));
            case Expr.Read read -> read.memory().type().value(read(read));
        };
    }

    /// R14.
    private long read(int slot) {
        if (!defined[slot]) {
            throw UndefinedException.INSTANCE;
        }
        return raw[slot];
    }

    private long read(Expr.Read read) {
        Memory memory = read.memory();
        int address = index(read.address(), memory.depth(), memory.name());
        if (!cells[memory.index()].defined[address]) {
            throw UndefinedException.INSTANCE;
        }
        return cells[memory.index()].raw[address];
    }

    /// R3: an index that lies in 0 … size - 1.
    private int index(Expr index, int size, String name) {
        BigInteger value = index.wide() ? exact(index) : null;
        long small = value == null ? value(index) : value.bitLength() > 63 ? -1 : value.longValue();
        if (small < 0 || small >= size) {
            throw failure(
                    "the index %s is outside of %s (0 … %d)"
                            .formatted(value == null ? small : value, name, size - 1));
        }
        return (int) small;
    }

    private long narrowBinary(Expr.Binary binary) {
        long left = value(binary.left());
        long right = value(binary.right());
        checkOperand(binary.operator(), right);
        return binary.operator().apply(left, right);
    }

    private BigInteger wideBinary(Expr.Binary binary) {
        BigInteger left = exact(binary.left());
        BigInteger right = exact(binary.right());
        checkOperand(binary.operator(), right.signum());
        return binary.operator().apply(left, right);
    }

    /// R3: no division by 0, no negative shift.
    private void checkOperand(Operator operator, long right) {
        if (operator == Operator.DIVIDE && right == 0) {
            throw failure("a division by 0");
        }
        boolean shift = operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
        if (shift && right < 0) {
            throw failure("a shift by a negative amount");
        }
    }

    private CheckException failure(String what) {
        return new CheckException(at, row, what);
    }

    private long narrowRound(Expr.Round round) {
        long operand = value(round.operand());
        int amount = amount(round);
        return round.rounding().shiftRight(operand, amount, value(round.random()));
    }

    private BigInteger wideRound(Expr.Round round) {
        BigInteger operand = exact(round.operand());
        int amount = amount(round);
        return round.rounding().shiftRight(operand, amount, exact(round.random()));
    }

    /// More than 2^10 bits are as good as 2^10: no value has as many.
    private int amount(Expr.Round round) {
        BigInteger amount = exact(round.amount());
        checkOperand(Operator.SHIFT_RIGHT, amount.signum());
        return amount.min(LARGEST_SHIFT).intValue();
    }

    private Expr picked(Expr.Pick pick) {
        BigInteger index = exact(pick.index());
        int size = pick.options().size();
        boolean inside = index.signum() >= 0 && index.compareTo(BigInteger.valueOf(size)) < 0;
        if (inside) {
            return pick.options().get(index.intValue());
        }
        if (pick.otherwise().isEmpty()) {
            throw failure("the index %s is outside of pick (0 … %d)".formatted(index, size - 1));
        }
        return pick.otherwise().getFirst();
    }

    private long bit(Expr.Bit bit) {
        BigInteger operand = exact(bit.operand());
        int index = index(bit.index(), bit.size(), "the bits");
        return operand.testBit(index) ? 1 : 0;
    }

    private long bits(Expr.Bits bits) {
        Expr operand = bits.operand();
        return operand.wide()
                ? exactBits(exact(operand), bits.high(), bits.low()).longValue()
                : Type.unsigned(bits.high() - bits.low() + 1).wrap(value(operand) >> bits.low());
    }

    private static BigInteger exactBits(BigInteger value, int high, int low) {
        BigInteger mask = BigInteger.ONE.shiftLeft(high - low + 1).subtract(BigInteger.ONE);
        return value.shiftRight(low).and(mask);
    }

    private BigInteger exactCat(Expr.Cat cat) {
        BigInteger result = BigInteger.ZERO;
        for (int i = 0; i < cat.parts().size(); i++) {
            int width = cat.widths().get(i);
            BigInteger bits = exactBits(exact(cat.parts().get(i)), width - 1, 0);
            result = result.shiftLeft(width).or(bits);
        }
        return result;
    }

    private long exactPopcount(Expr.Popcount count) {
        return exactBits(exact(count.operand()), count.size() - 1, 0).bitCount();
    }
}
