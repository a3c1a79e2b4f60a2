package io.lockspike.solver;

import io.lockspike.equation.Interval;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// All values that a circuit's state can take, for inputs that are free in every step.
///
/// Steps follow whole intervals ([Walk]) until nothing new comes. What an input can hold in place,
/// it can push up and down to the first value that the leak balances (numerics T3, T5): such a
/// climb is one move here, so that a slow leak costs no more than a fast one.
final class Reachable {
    private static final int MOST_PIECES = 50_000;

    private final Walk walk;
    private final List<Pieces> held = new ArrayList<>();
    private final Deque<Walk.Piece> open = new ArrayDeque<>();
    private Interval seen;
    private Walk.Piece lowest;
    private Walk.Piece highest;
    private int pieces;

    private Reachable(Circuit circuit, Narrow narrow) {
        this.walk = new Walk(circuit, narrow);
        for (int i = 0; i <= circuit.refractory(); i++) {
            held.add(new Pieces());
        }
        this.lowest = Walk.Piece.start(circuit.start());
        this.highest = lowest;
        this.seen = Interval.of(circuit.start(), circuit.start());
    }

    /// Nothing where there are too many pieces to follow.
    static Optional<Reachable> of(Circuit circuit, Narrow narrow) {
        if (circuit.refractory() > MOST_PIECES / 10) {
            return Optional.empty();
        }
        var reachable = new Reachable(circuit, narrow);
        return reachable.follow() ? Optional.of(reachable) : Optional.empty();
    }

    private boolean follow() {
        add(lowest);
        int most = walk.circuit.decay().steady() ? MOST_PIECES : MOST_PIECES / 10;
        while (!open.isEmpty() && pieces < most) {
            Walk.Piece piece = open.poll();
            climb(piece).ifPresent(this::add);
            for (Walk.Piece next : walk.step(piece)) {
                see(next.low(), next.high());
                if (next.held()) {
                    add(next);
                }
            }
        }
        return open.isEmpty();
    }

    private void see(long low, long high) {
        seen = seen.hull(Interval.of(low, high));
    }

    private void add(Walk.Piece piece) {
        see(piece.low(), piece.high());
        for (long[] fresh : held.get(piece.waiting()).add(piece.low(), piece.high())) {
            pieces++;
            Walk.Piece part = piece.part(fresh[0], fresh[1]);
            open.add(part);
            lowest = part.low() < lowest.low() ? part : lowest;
            highest = part.high() > highest.high() ? part : highest;
        }
    }

    /// The values between which inputs can move a value that they can hold, with no spike.
    private Optional<Walk.Piece> climb(Walk.Piece piece) {
        if (piece.waiting() > 0 || !walk.circuit.decay().steady() || walk.narrow.wraps()) {
            return Optional.empty();
        }
        for (long[] clip : walk.quiet()) {
            long value = first(piece.low(), piece.high(), v -> walk.extreme(v, false, clip) <= v);
            if (piece.contains(value) && holds(value, clip)) {
                long low = -first(-value, Circuit.LIMIT, v -> walk.extreme(-v, false, clip) >= -v);
                long high = first(value, Circuit.LIMIT, v -> walk.extreme(v, true, clip) <= v);
                var move = new Walk.Move.Climb(value);
                return Optional.of(piece.to(low, high, move).ended(0));
            }
        }
        return Optional.empty();
    }

    /// Whether some input leaves `value` where it is, without a spike.
    private boolean holds(long value, long[] clip) {
        boolean between =
                walk.extreme(value, false, clip) <= value
                        && value <= walk.extreme(value, true, clip);
        return between
                && walk
                        .step(new Walk.Piece(value, value, 0, Walk.Kind.QUIET, true, null, null))
                        .stream()
                        .anyMatch(p ->
                                p.held()
                                        && p.kind() == Walk.Kind.QUIET
                                        && p.contains(value)
                                        && decision(p, clip));
    }

    /// Whether the decision of the piece lay within `clip`.
    private static boolean decision(Walk.Piece piece, long[] clip) {
        for (Walk.Piece p = piece; p != null; p = p.from()) {
            if (p.move() instanceof Walk.Move.Same && p.from() != null && !p.held()) {
                return clip[0] <= p.low() && p.high() <= clip[1];
            }
        }
        return true;
    }

    interface Test {
        boolean holds(long value);
    }

    /// The first value from `low` up to `high` from which on the test holds; `high + 1` if none.
    static long first(long low, long high, Test test) {
        long from = low;
        long to = high + 1;
        while (from < to) {
            long middle = Math.floorDiv(from + to, 2);
            if (test.holds(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /// Values of the state.
    Interval held() {
        return held.stream()
                .filter(set -> !set.isEmpty())
                .map(Pieces::hull)
                .reduce(Interval::hull)
                .orElseThrow();
    }

    /// Values of the state, of the sums on the way, and of a sum that is not used.
    Interval seen() {
        return seen;
    }

    Optional<Drive> toLowest() {
        return new Path(walk).to(lowest, lowest.low());
    }

    Optional<Drive> toHighest() {
        return new Path(walk).to(highest, highest.high());
    }
}
