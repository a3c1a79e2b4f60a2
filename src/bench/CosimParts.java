package io.lockspike.rtl;

import io.lockspike.model.LaneBlock;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.BuildCache;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the time of runs side by side goes, each part alone and on one thread: processor time for a
/// row, the median of some rounds. `src/bench/cosim` compiles and runs this.
final class CosimParts {
    private static final int ROUNDS = 15;
    private static final int BLOCKS = 500;
    private static final int ROWS = NativeLanes.ROWS;
    private static final int RUNS = SideBySide.RUNS;

    private CosimParts() {}

    /// @param args spec, RTL file, module
    public static void main(String[] args) throws Exception {
        var spec = SpecFile.read(Path.of(args[0]), Map.of());
        Pins pins = Pins.of(spec, Optional.of(args[2]), List.of());
        int bits = LaneBlock.elementBits(spec.equations());
        Path work = Files.createTempDirectory("parts");
        var sources =
                new Sources(
                        List.of(Path.of(args[1])), List.of(), List.of(), Map.of(), Map.of(), "work");
        Built built =
                sources.build(
                        spec, pins, new DeviceSources.Extra(OptionalInt.of(bits), false), work, BuildCache.of("rtl", work));
        MemorySegment progress = Arena.global().allocate(ValueLayout.JAVA_LONG);
        var devices =
                new NativeLanes(
                        built.library(),
                        bits / Byte.SIZE,
                        pins.inputs().size(),
                        pins.outputs().size(),
                        progress);
        devices.start(1);
        var block = LaneBlock.of(spec.equations(), RUNS, ROWS);
        block.at(2);
        var maker = new VectorMaker(spec, pins, 1, 0, true, List.of());
        var random = new RandomRows[RUNS];
        Arrays.setAll(random, run -> maker.randomRows(run, RUNS + 1, new TraceRecordings()));
        var taken = new long[spec.equations().inputs().size()][ROWS];
        MemorySegment driven = devices.driven();
        MemorySegment expected = Arena.global().allocate(devices.apart());
        part("stimulus", () -> {
            for (int run = 0; run < RUNS; run++) {
                random[run].left();
                random[run].take(ROWS, taken);
                for (int slot = 0; slot < taken.length; slot++) {
                    block.inputs(slot, run, taken[slot], ROWS);
                }
            }
            for (int i = 0; i < pins.inputs().size(); i++) {
                int slot = pins.inputs().get(i).signal().slot();
                Object elements = block.inputElements(slot);
                MemorySegment from =
                        switch (elements) {
                            case short[] shorts -> MemorySegment.ofArray(shorts);
                            case int[] ints -> MemorySegment.ofArray(ints);
                            default -> MemorySegment.ofArray((long[]) elements);
                        };
                MemorySegment.copy(from, 0, driven, i * devices.apart(), from.byteSize());
            }
        });
        part("model", () -> block.run(ROWS));
        part("device", () -> devices.run(ROWS, driven));
        part("comparison", () -> devices.out.mismatch(expected));
    }

    private static void part(String name, Runnable block) {
        var thread = java.lang.management.ManagementFactory.getThreadMXBean();
        double[] each = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = thread.getCurrentThreadCpuTime();
            for (int i = 0; i < BLOCKS; i++) {
                block.run();
            }
            double taken = thread.getCurrentThreadCpuTime() - before;
            each[round] = taken / BLOCKS / ROWS / RUNS;
        }
        Arrays.sort(each);
        System.out.printf("  %-21s %6.1f ns a clock%n", name, each[ROUNDS / 2]);
    }
}
