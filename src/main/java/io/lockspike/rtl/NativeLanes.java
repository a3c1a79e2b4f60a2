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
import java.util.Optional;

/// Many devices in this process that run side by side. Of each input, and of each output, there is
/// place for the elements of [#ROWS] rows, one behind the other; in a row those of all devices
/// stand side by side, and of a `u1` output a bit of each in one word.
@SuppressWarnings("restricted")
final class NativeLanes {
    /// Rows that go to them at a time, at most.
    static final int ROWS = 256;

    private static final long LONGEST_REASON = 1 << 12;

    private final MethodHandle start;
    private final MethodHandle run;
    private final MethodHandle why;
    private final MemorySegment progress;
    private final int bytes;
    private final int inputs;

    /// What they show.
    final MemorySegment out;

    /// @param bytes of an element
    /// @param inputs pins that drive one device
    /// @param outputs pins that it shows
    /// @param progress a `long` that is told how many rows they have begun, all together
    NativeLanes(Path library, int bytes, int inputs, int outputs, MemorySegment progress) {
        this.bytes = bytes;
        this.inputs = inputs;
        this.progress = progress;
        this.out = Arena.global().allocate(outputs * apart(), JAVA_LONG.byteSize());
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        start = function(symbols, "lif_lanes_start", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        run =
                function(
                        symbols,
                        "lif_lanes_run",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
        why = function(symbols, "lif_why", FunctionDescriptor.of(ADDRESS));
    }

    private static MethodHandle function(
            SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    /// Bytes from one input, or output, to the next.
    long apart() {
        return (long) ROWS * LaneWrapper.COUNT * bytes;
    }

    /// Bytes of an element.
    int bytes() {
        return bytes;
    }

    /// Place for what drives them.
    MemorySegment driven() {
        return Arena.global().allocate(Math.max(1, inputs) * apart(), JAVA_LONG.byteSize());
    }

    /// Power-up, as [Device#start].
    Optional<String> start(long seed) {
        try {
            return (long) start.invokeExact(seed) == 0 ? Optional.empty() : Optional.of(why());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs rows, and gives the number that all devices have done.
    int run(int rows, MemorySegment driven) {
        return run(rows, driven, progress);
    }

    /// The same for rows that nobody counts.
    int begin(int rows, MemorySegment driven) {
        return run(rows, driven, Arena.ofAuto().allocate(JAVA_LONG));
    }

    private int run(int rows, MemorySegment driven, MemorySegment told) {
        try {
            return (int) (long) run.invokeExact((long) rows, apart() / bytes, driven, out, told);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Why they ended.
    String why() {
        try {
            MemorySegment text = (MemorySegment) why.invokeExact();
            return text.reinterpret(LONGEST_REASON).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
