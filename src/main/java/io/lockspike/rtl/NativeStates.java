package io.lockspike.rtl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The states of the device of a library: numbered from 0 as they are met, kept, and gone back to.
@SuppressWarnings("restricted")
final class NativeStates {
    /// Rows that are run from a state at a time, at most.
    static final int ROWS = 2048;

    private final MethodHandle state;
    private final MethodHandle each;
    private final int inputs;
    private final int outputs;
    private final MemorySegment in;
    private final MemorySegment out;
    private final MemorySegment next;
    private final MemorySegment progress;

    /// @param inputs values of a row that drive it
    /// @param outputs values of a row that are sampled
    /// @param progress a `long` that is told the number of the row it is in
    NativeStates(Path library, int inputs, int outputs, MemorySegment progress) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.progress = progress;
        Arena arena = Arena.global();
        this.in = arena.allocate(JAVA_LONG, (long) Math.max(1, inputs) * ROWS);
        this.out = arena.allocate(JAVA_LONG, (long) outputs * ROWS);
        this.next = arena.allocate(JAVA_LONG, ROWS);
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena);
        state = function(symbols, "lif_state", FunctionDescriptor.of(JAVA_LONG));
        each =
                function(
                        symbols,
                        "lif_each",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS,
                                ADDRESS));
    }

    private static MethodHandle function(
            SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    /// The number of the state that the device is in; -1 where it ended.
    int state() {
        try {
            return (int) (long) state.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs a row from a state with each of the rows of `driven`; what is sampled and the states
    /// that they lead to are then in [#sampled] and [#next]. Gives the number of rows done.
    int each(int from, int rows, long[] driven) {
        MemorySegment.copy(driven, 0, in, JAVA_LONG, 0, rows * inputs);
        try {
            return (int) (long) each.invokeExact((long) from, (long) rows, in, out, next, progress);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    long sampled(int row, int output) {
        return out.getAtIndex(JAVA_LONG, (long) row * outputs + output);
    }

    int next(int row) {
        return (int) next.getAtIndex(JAVA_LONG, row);
    }
}
