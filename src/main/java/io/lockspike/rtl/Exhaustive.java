package io.lockspike.rtl;

import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every input in every pair of states, of device and model, that a start leads to: breadth first,
/// so that the way to a row that differs is as short as can be. Where it comes to its end, no
/// stimulus of any length tells the two apart.
final class Exhaustive {
    /// Bits of all inputs together.
    private static final int MOST_BITS = 20;

    private static final int MOST_PAIRS = 1 << 21;

    private final Spec spec;
    private final Pins pins;
    private final NativeStates device;
    private final ModelStates model;
    private final boolean hasRst;
    private final long most;
    private final long[][] inputs;
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    /// The state of the model behind the last row; -1 where the spec does not allow that row.
    private int next;

    /// Rows that were run.
    long rows;

    /// Cells that were compared.
    long cells;

    /// Cells of which the model says nothing.
    long undefined;

    /// Rows that the spec does not allow.
    long refused;

    /// The device did not come back from a row.
    boolean ended;

    /// A state of each, and how it is come to.
    ///
    /// @param start of which power-up
    /// @param from the pair before it; -1 behind a start
    /// @param input the number of the inputs that lead here from there
    private record Pair(int device, int model, int start, int from, int input) {}

    /// A way to a row that differs: the inputs of all its rows from power-up on.
    record Found(int start, List<long[]> way) {}

    /// @param most rows to run
    Exhaustive(Spec spec, Pins pins, NativeStates device, boolean hasRst, long most) {
        this.spec = spec;
        this.pins = pins;
        this.device = device;
        this.model = new ModelStates(spec, pins);
        this.hasRst = hasRst && spec.equations().rst() != Rst.NONE;
        this.most = most;
        this.inputs = inputs();
    }

    /// @throws BadInputException where states or inputs are too many, or cannot be gone back to
    static void refuse(
            DeviceSources device, Spec spec, Pins pins, List<String> given, Verdict.Level level) {
        refuse(level != Verdict.Level.CYCLE, "every row is compared: leave --level out");
        boolean isRtl =
                device instanceof Sources sources && sources.of(Sources.Language.C).isEmpty();
        refuse(!isRtl, "the state of C cannot be gone back to; leave --exhaustive out");
        refuse(pins.ready().isPresent(), "the device says itself when a row counts ('when')");
        refuse(
                pins.outputs().stream().anyMatch(out -> out.latency() > 0),
                "an output is late ('latency'), and a row is compared at once");
        refuse(
                spec.equations().memories().stream().anyMatch(memory -> !memory.constant()),
                "the spec writes a memory, which has too many states");
        refuse(!given.isEmpty(), "it is every input, so none is given: leave -i out");
        int bits = pins.inputs().stream().mapToInt(in -> in.signal().type().bits()).sum();
        refuse(
                bits > MOST_BITS,
                "the inputs have %d bits together, and each state would have 2^%d rows: 20 bits are the most"
                        .formatted(bits, bits));
    }

    private static void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException("--exhaustive: " + why);
        }
    }

    /// All inputs, raw, by slot. A rst that takes no part is not asserted, and what is tied stays.
    private long[][] inputs() {
        List<Signal> names = spec.equations().inputs();
        boolean withoutRst = spec.equations().rst() != Rst.NONE && !hasRst;
        List<Pins.In> driven =
                pins.inputs().stream()
                        .filter(in -> !(withoutRst && in.signal().slot() == 0))
                        .toList();
        int bits = driven.stream().mapToInt(in -> in.signal().type().bits()).sum();
        long[][] all = new long[1 << bits][names.size()];
        for (int number = 0; number < all.length; number++) {
            for (Signal input : names) {
                all[number][input.slot()] = Pins.tied(spec).getOrDefault(input.name(), 0L);
            }
            int rest = number;
            for (Pins.In in : driven) {
                all[number][in.signal().slot()] = in.signal().type().wrap(rest);
                rest >>= in.signal().type().bits();
            }
        }
        return all;
    }

    /// How many inputs a state is left by.
    int each() {
        return inputs.length;
    }

    /// Pairs of states that were met.
    int pairs() {
        return pairs.size();
    }

    /// Pairs that were not left by every input.
    int left() {
        return open.size();
    }

    /// Begins with the state that the device is in, behind rows with rst where there is one.
    void begin(int start) {
        List<long[]> rows = way(List.of());
        int state = device.state();
        ended |= state < 0;
        if (state >= 0) {
            meet(new Pair(state, model.start(hasRst, rows), start, -1, 0));
        }
    }

    private void meet(Pair pair) {
        long key = (long) pair.device << 32 | pair.model;
        if (numbers.putIfAbsent(key, pairs.size()) == null) {
            open.add(pairs.size());
            pairs.add(pair);
        }
    }

    /// Goes on to the end, or to the first row that differs, or as far as it may.
    Optional<Found> run() {
        while (!open.isEmpty() && rows < most && pairs.size() < MOST_PAIRS && !ended) {
            Optional<Found> found = leave(open.peek());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Leaves a pair of states by every input.
    private Optional<Found> leave(int number) {
        Pair pair = pairs.get(number);
        for (int first = 0; first < inputs.length; first += NativeStates.ROWS) {
            int count =
                    (int) Math.min(Math.min(NativeStates.ROWS, inputs.length - first), most - rows);
            if (count == 0) {
                return Optional.empty();
            }
            int done = device.each(pair.device, count, driven(first, count));
            for (int i = 0; i < done; i++) {
                if (differs(pair.model, first + i, i)) {
                    return Optional.of(new Found(pair.start, way(number, first + i)));
                }
                if (next >= 0) {
                    meet(new Pair(device.next(i), next, pair.start, number, first + i));
                }
            }
            if (done < count) {
                ended = true;
                return Optional.empty();
            }
        }
        open.remove();
        return Optional.empty();
    }

    private long[] driven(int first, int count) {
        int width = pins.inputs().size();
        long[] driven = new long[count * width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                Pins.In in = pins.inputs().get(i);
                long raw = inputs[first + row][in.signal().slot()];
                driven[row * width + i] = raw ^ (in.inverted() ? 1 : 0);
            }
        }
        return driven;
    }

    private boolean differs(int from, int input, int row) {
        rows++;
        next = model.next(from, inputs[input]);
        if (next < 0) {
            refused++;
            return false;
        }
        for (int i = 0; i < model.expected.length; i++) {
            if (!model.defined[i]) {
                undefined++;
            } else if (device.sampled(row, i) == model.expected[i]) {
                cells++;
            } else {
                return true;
            }
        }
        return false;
    }

    private List<long[]> way(int number, int last) {
        Deque<Integer> steps = new ArrayDeque<>(List.of(last));
        int at = number;
        while (pairs.get(at).from >= 0) {
            steps.addFirst(pairs.get(at).input);
            at = pairs.get(at).from;
        }
        return way(List.copyOf(steps));
    }

    /// The rows from power-up on, of which the last have these inputs.
    List<long[]> way(List<Integer> steps) {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; hasRst && i < SideBySide.RST_ROWS; i++) {
            long[] row = inputs[0].clone();
            row[0] = 1;
            rows.add(row);
        }
        steps.forEach(step -> rows.add(inputs[step]));
        return rows;
    }
}
