package io.lockspike.rtl;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import io.lockspike.model.LaneBlock;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Many runs side by side, the model's in a [LaneBlock] and the device's in [NativeLanes]: each
/// begins with a rst of two rows, and goes on with random rows of its own. While the devices run a
/// block of rows, another thread makes the model's rows of the next one.
final class SideBySide {
    static final int RUNS = LaneWrapper.COUNT;

    /// Rows at the beginning of each run that assert rst; nothing is compared in them.
    static final int RST_ROWS = 2;

    /// A late output is held against what the model said in as many rows before, at most.
    private static final int MOST_LATENCY = NativeLanes.ROWS;

    private final Spec spec;
    private final Pins pins;
    private final NativeLanes devices;
    private final LaneBlock block;
    private final RandomRows[] random;
    private final long[][] taken;
    private final MemorySegment[] inputs;
    private final MemorySegment[] outputs;
    private final Batch[] batches;
    private long left;

    /// Rows that all devices have done, behind the rst.
    long done;

    /// Why the devices did no more; empty where they did all.
    Optional<String> ended = Optional.empty();

    /// A row, behind the rst, in which a run differs.
    record Found(long row, int run) {}

    /// @param random the rows of each run
    /// @param rows how many each has behind the rst
    SideBySide(
            Spec spec, Pins pins, NativeLanes devices, IntFunction<RandomRows> random, long rows) {
        this.spec = spec;
        this.pins = pins;
        this.devices = devices;
        this.left = rows;
        List<Signal> compared = pins.outputs().stream().map(SideBySide::signal).toList();
        var equations = spec.equations().showing(compared);
        this.block = LaneBlock.of(equations, RUNS, NativeLanes.ROWS);
        this.random = new RandomRows[RUNS];
        for (int run = 0; run < RUNS; run++) {
            this.random[run] = random.apply(run);
        }
        this.taken = new long[equations.inputs().size()][NativeLanes.ROWS];
        this.inputs = new MemorySegment[taken.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = segment(block.inputElements(i));
        }
        this.outputs = new MemorySegment[compared.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = segment(block.outputElements(i));
        }
        this.batches = new Batch[] {new Batch(), new Batch()};
    }

    private static Signal signal(Pins.Out out) {
        return ((Expr.Value) out.expression()).signal();
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case short[] shorts -> MemorySegment.ofArray(shorts);
            case int[] ints -> MemorySegment.ofArray(ints);
            default -> MemorySegment.ofArray((long[]) array);
        };
    }

    /// Why the runs of a spec cannot go side by side; empty where they can. They do not where lanes
    /// of the model cannot, where a device says itself when a row counts, and where an input is a
    /// recording, which has an end.
    static Optional<String> reason(
            Spec spec, Pins pins, List<String> given, boolean hasRst, RandomRows random) {
        if (pins.ready().isPresent()) {
            return Optional.of("the device says when a row counts");
        }
        if (given.stream().anyMatch(one -> one.contains("=file:"))) {
            return Optional.of("a recording gives an input");
        }
        for (Pins.Out out : pins.outputs()) {
            if (!(out.expression() instanceof Expr.Value) || out.latency() > MOST_LATENCY) {
                return Optional.of("'" + out.port() + "' is no value of the spec's");
            }
        }
        String reason = LaneBlock.reason(spec.equations());
        if (!reason.isEmpty()) {
            return Optional.of(reason);
        }
        return started(spec, hasRst, rst(spec, hasRst, random)).isEmpty()
                ? Optional.of("a state is undefined behind rst")
                : Optional.empty();
    }

    /// The model behind the rst; empty where it holds something that is undefined.
    private static Optional<Engine> started(Spec spec, boolean hasRst, List<long[]> rst) {
        Engine engine = Engine.of(spec.equations(), 0);
        engine.start(hasRst);
        boolean[] given = new boolean[spec.equations().inputs().size()];
        Arrays.fill(given, true);
        try {
            for (long[] row : rst) {
                engine.row(row, given);
                engine.edge();
            }
        } catch (CheckException refused) {
            return Optional.empty();
        }
        boolean all =
                spec.equations().states().stream()
                        .allMatch(state -> engine.defined(state.signal().slot()));
        return all ? Optional.of(engine) : Optional.empty();
    }

    /// The rows that each run begins with: the first of some random ones, but with rst asserted.
    static List<long[]> rst(Spec spec, boolean hasRst, RandomRows random) {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < RST_ROWS; i++) {
            long[] row = new long[spec.equations().inputs().size()];
            random.next(row);
            if (hasRst && spec.equations().rst() != Rst.NONE) {
                row[0] = 1;
            }
            rows.add(row);
        }
        return rows;
    }

    /// Begins all runs, from a power-up.
    Optional<String> start(long seed, boolean hasRst, List<long[]> rows) {
        Engine engine = started(spec, hasRst, rows).orElseThrow();
        var states = spec.equations().states();
        for (int i = 0; i < states.size(); i++) {
            long raw = engine.raw(states.get(i).signal().slot());
            for (int run = 0; run < RUNS; run++) {
                block.state(i, run, raw);
            }
        }
        block.at(RST_ROWS);
        Optional<String> failed = devices.start(seed);
        if (failed.isPresent()) {
            return failed;
        }
        Batch first = batches[0];
        for (int slot = 0; slot < taken.length; slot++) {
            for (int row = 0; row < RST_ROWS; row++) {
                taken[slot][row] = rows.get(row)[slot];
            }
            for (int run = 0; run < RUNS; run++) {
                block.inputs(slot, run, taken[slot], RST_ROWS);
            }
        }
        first.drive(RST_ROWS);
        return devices.begin(RST_ROWS, first.driven) < RST_ROWS
                ? Optional.of(devices.why())
                : Optional.empty();
    }

    /// Runs to the end, or to the first row in which a run differs.
    ///
    /// @throws CheckException where a row is what the spec does not allow
    Optional<Found> run() {
        Batch batch = batches[0].make(batches[1]);
        for (int turn = 1; batch.rows > 0; turn = 1 - turn) {
            Batch now = batch;
            Batch next = batches[turn];
            var ahead = new Ahead<>(() -> next.make(now));
            int ran = devices.run(now.rows, now.driven);
            Optional<Found> found = now.differs(ran);
            done += ran;
            if (found.isPresent() || ran < now.rows) {
                ended = ran < now.rows ? Optional.of(devices.why()) : Optional.empty();
                // What comes of the rows behind changes nothing.
                ahead.forget();
                return found;
            }
            batch = ahead.get();
        }
        return Optional.empty();
    }

    /// Rows of all runs: what drives the devices, and what the model says of them, behind what it
    /// said in the last rows before of an output that is late.
    private final class Batch {
        private final MemorySegment driven = devices.driven();
        private final MemorySegment[] expected = new MemorySegment[outputs.length];
        private int rows;
        private boolean isFirst;

        Batch() {
            for (int i = 0; i < expected.length; i++) {
                long most = latency(i) + (long) NativeLanes.ROWS;
                expected[i] = MemorySegment.ofArray(new byte[(int) (most * row(i))]);
            }
        }

        private int latency(int output) {
            return pins.outputs().get(output).latency();
        }

        /// Bytes of a row of an output.
        private long row(int output) {
            boolean bit = pins.outputs().get(output).type().equals(Type.BIT);
            return bit ? Long.BYTES : (long) RUNS * devices.bytes();
        }

        Batch make(Batch before) {
            isFirst = before.rows == 0;
            rows = (int) Math.min(left, NativeLanes.ROWS);
            for (int run = 0; run < RUNS; run++) {
                rows = Math.min(rows, random[run].left());
            }
            left -= rows;
            for (int run = 0; run < RUNS && rows > 0; run++) {
                random[run].take(rows, taken);
                for (int slot = 0; slot < taken.length; slot++) {
                    block.inputs(slot, run, taken[slot], rows);
                }
            }
            block.run(rows);
            drive(rows);
            for (int i = 0; i < outputs.length; i++) {
                long late = latency(i) * row(i);
                if (!isFirst) {
                    MemorySegment.copy(
                            before.expected[i], before.rows * row(i), expected[i], 0, late);
                }
                MemorySegment.copy(outputs[i], 0, expected[i], late, rows * row(i));
            }
            return this;
        }

        /// Takes over what drives the devices; a rst that is active low, the other way round.
        private void drive(int count) {
            for (int i = 0; i < pins.inputs().size(); i++) {
                Pins.In in = pins.inputs().get(i);
                long bytes = (long) count * RUNS * devices.bytes();
                long to = i * devices.apart();
                MemorySegment.copy(inputs[in.signal().slot()], 0, driven, to, bytes);
                if (in.inverted()) {
                    for (long at = to; at < to + bytes; at += devices.bytes()) {
                        byte low = driven.get(ValueLayout.JAVA_BYTE, at);
                        driven.set(ValueLayout.JAVA_BYTE, at, (byte) (low ^ 1));
                    }
                }
            }
        }

        /// The first row in which a run differs, and of those the first run.
        private Optional<Found> differs(int count) {
            long first = Long.MAX_VALUE;
            for (int i = 0; i < outputs.length; i++) {
                long skipped = isFirst ? Math.min(latency(i), count) : 0;
                long from = skipped * row(i);
                long at =
                        MemorySegment.mismatch(
                                devices.out,
                                i * devices.apart() + from,
                                i * devices.apart() + count * row(i),
                                expected[i],
                                from,
                                count * row(i));
                if (at >= 0) {
                    first = Math.min(first, skipped + at / row(i));
                }
            }
            return first == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(new Found(done + first, run(first)));
        }

        private int run(long row) {
            int run = RUNS;
            for (int i = 0; i < outputs.length; i++) {
                if (isFirst && row < latency(i)) {
                    continue;
                }
                long from = row * row(i);
                long observed = i * devices.apart() + from;
                if (row(i) == Long.BYTES) {
                    long bits =
                            devices.out.get(ValueLayout.JAVA_LONG, observed)
                                    ^ expected[i].get(ValueLayout.JAVA_LONG_UNALIGNED, from);
                    run = Math.min(run, Long.numberOfTrailingZeros(bits));
                } else {
                    long at =
                            MemorySegment.mismatch(
                                    devices.out,
                                    observed,
                                    observed + row(i),
                                    expected[i],
                                    from,
                                    from + row(i));
                    run = at < 0 ? run : (int) Math.min(run, at / devices.bytes());
                }
            }
            return run;
        }
    }
}
