package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Many lanes of one design, side by side through a block of rows: by the Vector API where the JVM
/// has it and the design allows it, lane by lane otherwise, with the same result.
///
/// All states and inputs are defined. Values are raw, in arrays of one element for each lane, row
/// after row; of a `u1` output there is one bit for each lane.
///
/// A run starts by an engine of one lane, whose states go on here: until row 0 is over there are
/// undefined values, and an asynchronous rst that is asserted in row 0 loads nothing yet (R9).
public final class LaneBlock {

    /// A vector has at most as many lanes, times [BlockCompiler] copies of it; and a word as many
    /// bits.
    private static final int WORD = 64;

    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private final Equations equations;
    private final List<Signal> inputSignals;
    private final int lanes;
    private final LaneType type;
    private final String reason;
    private final BlockKernel kernel;

    /// Lanes that go through the kernel together.
    private final int width;

    /// Elements of a row: the lanes, and some that nobody asked for.
    final int stride;

    final Object[] states;
    final Object[] parameters;
    final Object[] inputs;
    final Object[] outputs;

    /// For each lane whether a check fails in the block.
    final boolean[] faults;

    private final List<Engine> engines = new ArrayList<>();
    private long row;

    /// A block in which nothing is held yet: every state is 0.
    ///
    /// @param rows the most rows of a block
    /// @throws IllegalArgumentException if the design writes a memory: a block has none
    public static LaneBlock of(Equations equations, int lanes, int rows) {
        return new LaneBlock(equations, lanes, rows, VECTORS, UnaryOperator.identity());
    }

    /// @param vectors whether to use the Vector API where it can be used
    /// @param emitted what to emit for an operator, for tests: they plant a fault by it
    LaneBlock(
            Equations equations,
            int lanes,
            int rows,
            boolean vectors,
            UnaryOperator<Operator> emitted) {
        if (equations.memories().stream().anyMatch(memory -> !memory.constant())) {
            throw new IllegalArgumentException("a block of lanes has no memories");
        }
        BlockPlan plan = BlockPlan.of(equations);
        int copies = BlockPlan.copies(equations);
        int length = vectors && copies > 0 ? VectorLength.of(plan.lane()) : 1;
        // More copies than lanes, or a number that leaves lanes over, is work for nobody.
        while (copies > 1 && stride(lanes, copies * length) > stride(lanes, length)) {
            copies--;
        }
        this.equations = equations;
        this.inputSignals = equations.inputs();
        this.lanes = lanes;
        this.reason = vectors ? reason(equations) : "the module jdk.incubator.vector is not there";
        this.type = plan.lane();
        this.kernel =
                reason.isEmpty() ? BlockCompiler.compile(equations, type, copies, emitted) : null;
        this.width = kernel == null ? 1 : copies * length;
        this.stride = stride(lanes, width);
        this.states = arrays(equations.states().size(), stride);
        this.parameters = arrays(equations.parameters().size(), stride);
        this.inputs = arrays(inputSignals.size(), Math.multiplyExact(stride, rows));
        this.outputs = outputs(rows);
        this.faults = new boolean[stride];
        fillParameters();
    }

    /// Whole kernels, and whole words of bits.
    static int stride(int lanes, int width) {
        int stride = width;
        while (stride < lanes || stride % WORD != 0) {
            stride = Math.addExact(stride, width);
        }
        return stride;
    }

    private Object[] arrays(int count, int length) {
        Object[] arrays = new Object[count];
        Arrays.setAll(arrays, _ -> type.array(length));
        return arrays;
    }

    private Object[] outputs(int rows) {
        return equations.outputs().stream()
                .map(o -> isBit(o) ? new long[stride / WORD * rows] : type.array(stride * rows))
                .toArray();
    }

    private static boolean isBit(Signal signal) {
        return signal.type().equals(Type.BIT);
    }

    private void fillParameters() {
        for (int i = 0; i < parameters.length; i++) {
            for (int lane = 0; lane < stride; lane++) {
                int own = Math.min(lane, lanes - 1) % equations.lanes();
                long value = equations.parameters().get(i).value(own).longValue();
                type.set(parameters[i], lane, value);
            }
        }
    }

    /// Why the lanes of a design go one by one, whatever the JVM has; empty where they do not.
    public static String reason(Equations equations) {
        return BlockPlan.copies(equations) == 0
                ? "it is too large"
                : BlockPlan.of(equations).reason();
    }

    /// Bits of an element of the arrays: 16, 32 or 64.
    public static int elementBits(Equations equations) {
        return BlockPlan.of(equations).lane().bits();
    }

    /// Why the lanes go one by one; empty where they do not.
    public String reason() {
        return reason;
    }

    LaneType type() {
        return type;
    }

    /// The row that the next block starts with.
    public void at(long number) {
        row = number;
    }

    /// What a state of a lane holds.
    public long state(int index, int lane) {
        return type.get(states[index], lane);
    }

    public void state(int index, int lane, long raw) {
        type.set(states[index], lane, raw);
    }

    /// Sets an input in a row of the block to come.
    public void input(int index, int rowOfBlock, int lane, long raw) {
        type.set(inputs[index], rowOfBlock * stride + lane, raw);
    }

    /// Sets an input of a lane in the first rows of the block to come.
    public void inputs(int index, int lane, long[] raw, int rows) {
        switch (inputs[index]) {
            case short[] shorts -> {
                for (int r = 0, at = lane; r < rows; r++, at += stride) {
                    shorts[at] = (short) raw[r];
                }
            }
            case int[] ints -> {
                for (int r = 0, at = lane; r < rows; r++, at += stride) {
                    ints[at] = (int) raw[r];
                }
            }
            default -> {
                long[] longs = (long[]) inputs[index];
                for (int r = 0, at = lane; r < rows; r++, at += stride) {
                    longs[at] = raw[r];
                }
            }
        }
    }

    /// The elements of an input, a `short[]`, `int[]` or `long[]`: a row's lanes side by side, and
    /// [#stride] elements to the next row.
    public Object inputElements(int index) {
        return inputs[index];
    }

    /// Those of an output after a block. Of a `u1` there is one bit for each lane, in `long`s of
    /// 64.
    public Object outputElements(int index) {
        return outputs[index];
    }

    /// Elements of a row.
    public int stride() {
        return stride;
    }

    /// An output in a row of the last block.
    public long output(int index, int rowOfBlock, int lane) {
        int at = rowOfBlock * stride + lane;
        return isBit(equations.outputs().get(index))
                ? ((long[]) outputs[index])[at / WORD] >>> at & 1
                : type.get(outputs[index], at);
    }

    /// Runs a block of rows from the states that the lanes hold.
    ///
    /// @throws io.lockspike.equation.CheckException if a check fails (R3): the first one, by row,
    ///   then by lane; the states are then those before the block
    public void run(int rows) {
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i] instanceof long[] bits && isBit(equations.outputs().get(i))) {
                Arrays.fill(bits, 0);
            }
        }
        if (kernel == null) {
            replay(IntStream.range(0, lanes).toArray(), rows);
        } else {
            runVectors(rows);
        }
        row += rows;
    }

    private void runVectors(int rows) {
        Object[] before = Arrays.stream(states).map(LaneBlock::copy).toArray();
        for (int base = 0; base < lanes; base += width) {
            kernel.run(this, base, rows);
        }
        int[] failed = IntStream.range(0, lanes).filter(lane -> faults[lane]).toArray();
        if (failed.length > 0) {
            for (int i = 0; i < states.length; i++) {
                System.arraycopy(before[i], 0, states[i], 0, stride);
            }
            replay(failed, rows);
            throw new IllegalStateException(
                    "no check fails in the lanes " + Arrays.toString(failed));
        }
    }

    private static Object copy(Object array) {
        return switch (array) {
            case short[] shorts -> shorts.clone();
            case int[] ints -> ints.clone();
            default -> ((long[]) array).clone();
        };
    }

    /// Lane by lane.
    private void replay(int[] some, int rows) {
        for (int lane = engines.size(); lane < lanes; lane++) {
            engines.add(Engine.of(equations, lane % equations.lanes()));
        }
        for (int lane : some) {
            load(lane);
        }
        long[] raw = new long[inputs.length];
        boolean[] known = new boolean[inputs.length];
        Arrays.fill(known, true);
        for (int r = 0; r < rows; r++) {
            for (int lane : some) {
                step(r, lane, raw, known);
            }
        }
        for (int lane : some) {
            for (int i = 0; i < states.length; i++) {
                state(i, lane, engines.get(lane).raw(equations.states().get(i).signal().slot()));
            }
        }
    }

    private void load(int lane) {
        Engine engine = engines.get(lane);
        engine.start(true);
        engine.skipTo(row);
        boolean loads = equations.rst() == Rst.ASYNC && type.get(inputs[0], lane) == 1;
        for (int i = 0; i < states.length; i++) {
            State state = equations.states().get(i);
            // The engine has not seen the row before, so it would not see rst rise in the first
            // one.
            long raw = loads && state.rst().isPresent() ? state.rst().get() : state(i, lane);
            engine.poke(state.signal().slot(), raw, true);
        }
    }

    private void step(int rowOfBlock, int lane, long[] raw, boolean[] known) {
        Engine engine = engines.get(lane);
        int at = rowOfBlock * stride + lane;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = type.get(inputs[i], at);
        }
        engine.row(raw, known);
        for (int i = 0; i < outputs.length; i++) {
            Signal output = equations.outputs().get(i);
            if (isBit(output)) {
                mark((long[]) outputs[i], at, engine.raw(output.slot()));
            } else {
                type.set(outputs[i], at, engine.raw(output.slot()));
            }
        }
        engine.edge();
    }

    /// Adds bits from a place on; they lie in one word.
    static void mark(long[] words, int at, long bits) {
        words[at >>> 6] |= bits << at;
    }
}
