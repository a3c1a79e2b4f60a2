package io.lockspike.model;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import java.util.Arrays;
import java.util.Objects;

/// A block of lanes, and an interpreter for each of them: outputs, states and what a failed check
/// says must be equal.
final class BlockPair {
    static final int ROWS = 12;

    private final Equations equations;
    private final int lanes;
    private final LaneBlock block;
    private final Engine[] engines;
    private final Tally tally;
    private final Draw draw;

    BlockPair(Equations equations, int lanes, LaneBlock block, Tally tally, Draw draw) {
        this.equations = equations;
        this.lanes = lanes;
        this.block = block;
        this.tally = tally;
        this.draw = draw;
        this.engines = new Engine[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            engines[lane] = Engine.interpreted(equations, lane % equations.lanes());
            engines[lane].start(true);
            for (int i = 0; i < equations.states().size(); i++) {
                Signal state = equations.states().get(i).signal();
                long raw = draw.raw(state.type());
                engines[lane].poke(state.slot(), raw, true);
                block.state(i, lane, raw);
            }
        }
    }

    /// Ends early where a check fails.
    void run(int blocks) {
        boolean goesOn = true;
        for (int number = 0; number < blocks && goesOn; number++) {
            goesOn = block(number);
        }
    }

    private boolean block(int number) {
        int rows = number == 0 ? 1 : 1 + draw.below(ROWS);
        long[][][] raws = new long[rows][lanes][];
        for (int row = 0; row < rows; row++) {
            for (int lane = 0; lane < lanes; lane++) {
                raws[row][lane] = inputs(number, row, lane);
            }
        }
        String said = said(() -> block.run(rows));
        String expected =
                said(() -> {
                    for (int row = 0; row < rows; row++) {
                        for (int lane = 0; lane < lanes; lane++) {
                            step(row, lane, raws[row][lane], said);
                        }
                    }
                });
        if (!Objects.equals(said, expected)) {
            throw new AssertionError("a check says " + said + ", not " + expected);
        }
        if (said != null) {
            tally.stopped();
            return false;
        }
        compareStates();
        return true;
    }

    /// Before its first row an engine thinks that rst was there: let it see that it was not.
    private long[] inputs(int number, int row, int lane) {
        long[] raws = new long[equations.inputs().size()];
        for (int i = 0; i < raws.length; i++) {
            Signal input = equations.inputs().get(i);
            boolean rst = input.name().equals("rst");
            raws[i] = rst ? (number == 0 ? 0 : draw.oneIn(8) ? 1 : 0) : draw.raw(input.type());
            block.input(i, row, lane, raws[i]);
        }
        return raws;
    }

    private static String said(Runnable action) {
        try {
            action.run();
            return null;
        } catch (CheckException check) {
            return check.getMessage();
        }
    }

    private void step(int row, int lane, long[] raws, String said) {
        boolean[] known = new boolean[raws.length];
        Arrays.fill(known, true);
        Engine engine = engines[lane];
        engine.row(raws, known);
        tally.step();
        for (int i = 0; i < equations.outputs().size() && said == null; i++) {
            Signal output = equations.outputs().get(i);
            long expected = engine.raw(output.slot());
            equal(output.name(), row, lane, block.output(i, row, lane), expected);
        }
        engine.edge();
    }

    private void compareStates() {
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < equations.states().size(); i++) {
                State state = equations.states().get(i);
                long expected = engines[lane].raw(state.signal().slot());
                equal(state.signal().name(), -1, lane, block.state(i, lane), expected);
            }
        }
    }

    private void equal(String name, int row, int lane, long value, long expected) {
        tally.value(true);
        if (value != expected) {
            throw new AssertionError(
                    "%s in row %d of lane %d is %d, not %d"
                            .formatted(name, row, lane, value, expected));
        }
    }
}
