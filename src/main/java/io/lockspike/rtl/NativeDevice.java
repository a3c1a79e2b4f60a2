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

/// A device in this process: a library that was built for a binding. There is one at a time, and
/// only a child process has it.
@SuppressWarnings("restricted")
final class NativeDevice implements Device {
    private static final long LONGEST_REASON = 1 << 12;

    private final Path library;
    private final boolean anew;
    private Arena loaded;
    private MethodHandle start;
    private MethodHandle run;
    private MethodHandle why;
    private MethodHandle widths;
    private final int inputs;
    private final int outputs;
    private final MemorySegment in;
    private final MemorySegment out;
    private final MemorySegment progress;

    /// @param inputs values of a row that drive it
    /// @param outputs values of a row that are sampled
    /// @param rows how many go to it at a time, at most
    /// @param progress a `long` that is told the number of the row it is in
    /// @param anew whether each start loads it anew: C keeps its state in variables
    NativeDevice(
            Path library, int inputs, int outputs, int rows, MemorySegment progress, boolean anew) {
        this.library = library;
        this.anew = anew;
        this.inputs = inputs;
        this.outputs = outputs;
        Arena arena = Arena.global();
        this.in = arena.allocate(JAVA_LONG, (long) Math.max(1, inputs) * rows);
        this.out = arena.allocate(JAVA_LONG, (long) Math.max(1, outputs) * rows);
        this.progress = progress;
        load();
    }

    /// It stays loaded until the next start, or until the process ends.
    @SuppressWarnings("MustBeClosedChecker")
    private void load() {
        loaded = Arena.ofConfined();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, loaded);
        start = function(symbols, "lif_start", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        run =
                function(
                        symbols,
                        "lif_run",
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
        why = function(symbols, "lif_why", FunctionDescriptor.of(ADDRESS));
        widths = function(symbols, "lif_widths", FunctionDescriptor.ofVoid(ADDRESS));
    }

    private static MethodHandle function(
            SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    @Override
    public Optional<String> start(long seed) {
        if (anew) {
            loaded.close();
            load();
        }
        try {
            return (long) start.invokeExact(seed) == 0 ? Optional.empty() : Optional.of(why());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The widths of what is sampled, as the device has them.
    long[] widths() {
        try {
            MemorySegment bits = Arena.global().allocate(JAVA_LONG, Math.max(1, outputs));
            widths.invokeExact(bits);
            return bits.toArray(JAVA_LONG);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int run(int rows, long[] driven, long[] sampled) {
        MemorySegment.copy(driven, 0, in, JAVA_LONG, 0, rows * inputs);
        try {
            long done = (long) run.invokeExact((long) rows, in, out, progress);
            MemorySegment.copy(out, JAVA_LONG, 0, sampled, 0, (int) done * outputs);
            return (int) done;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String why() {
        try {
            MemorySegment text = (MemorySegment) why.invokeExact();
            return text.reinterpret(LONGEST_REASON).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
