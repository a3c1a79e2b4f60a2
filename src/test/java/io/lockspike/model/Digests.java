package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Library;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What the engines compute of the library, as a number for each neuron; a program of its own, so
/// that it can be run by a JVM with other options.
final class Digests {
    private static final int LANES = 70;
    private static final int ROWS = 50;

    private Digests() {}

    public static void main(String[] words) {
        System.out.println(String.join(" ", all()));
    }

    /// All neurons side by side, on all processors.
    static List<String> all() {
        return Library.names().parallelStream()
                .map(name -> Library.spec(name).equations())
                .map(equations -> rows(equations) + ":" + block(equations))
                .toList();
    }

    /// Of rows by the engine of one lane.
    private static long rows(Equations equations) {
        Engine engine = Engine.compiled(equations, 0);
        Draw draw = new Draw(7);
        boolean[] known = new boolean[equations.inputs().size()];
        Arrays.fill(known, true);
        engine.start(true);
        long digest = 0;
        for (int row = 0; row < 300; row++) {
            engine.row(inputs(equations, draw, row < 2), known);
            for (Signal signal : equations.signals()) {
                boolean defined = engine.defined(signal.slot());
                digest = digest * 31 + (defined ? engine.raw(signal.slot()) : 3);
            }
            engine.edge();
        }
        return digest;
    }

    private static long[] inputs(Equations equations, Draw draw, boolean rst) {
        return equations.inputs().stream()
                .mapToLong(i -> i.name().equals("rst") ? (rst ? 1 : 0) : draw.raw(i.type()))
                .toArray();
    }

    /// Of a block of lanes; 0 where the design has none.
    private static long block(Equations equations) {
        if (equations.memories().stream().anyMatch(memory -> !memory.constant())) {
            return 0;
        }
        LaneBlock block = LaneBlock.of(equations, LANES, ROWS);
        Draw draw = new Draw(8);
        for (int row = 0; row < ROWS; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                long[] raws = inputs(equations, draw, row == 5);
                for (int i = 0; i < raws.length; i++) {
                    block.input(i, row, lane, raws[i]);
                }
            }
        }
        block.run(ROWS);
        return IntStream.range(0, ROWS * LANES * equations.outputs().size())
                .mapToLong(i -> block.output(i / (ROWS * LANES), i / LANES % ROWS, i % LANES))
                .reduce(0, (digest, value) -> digest * 31 + value);
    }
}
