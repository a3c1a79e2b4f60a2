package io.lockspike.solver;

import io.lockspike.spec.Family;
import java.util.ArrayList;
import java.util.List;

/// One step of a circuit, on intervals of values at once.
///
/// An interval stays one through each stage: two neighbouring values leave a leak side by side or
/// equal, the inputs that are added fill an interval, a comparison cuts one in two. So the values
/// that come out are known exactly, not only their ends. Where a leak may leave gaps
/// ([Decay#jump]), the inputs added after it close them.
final class Walk {

    /// What the values of a piece have done in their step.
    enum Kind {
        QUIET,
        FIRED,
        FIRED_NEGATIVE,
        /// A wire has them, no state will.
        SEEN
    }

    /// The values `low … high`, each of which comes by `move` from some value of `from`.
    ///
    /// @param waiting refractory steps left before the step
    /// @param held at the end of a step: values of the state
    record Piece(long low, long high, int waiting, Kind kind, boolean held, Piece from, Move move) {

        static Piece start(long value) {
            return new Piece(value, value, 0, Kind.QUIET, true, null, null);
        }

        boolean contains(long value) {
            return low <= value && value <= high;
        }

        Piece part(long newLow, long newHigh) {
            return new Piece(newLow, newHigh, waiting, kind, held, from, move);
        }

        Piece to(long newLow, long newHigh, Move by) {
            return new Piece(newLow, newHigh, waiting, kind, false, this, by);
        }

        Piece as(Kind other, long newLow, long newHigh) {
            return new Piece(newLow, newHigh, waiting, other, false, this, Move.SAME);
        }

        Piece ended(int nextWaiting) {
            return new Piece(low, high, nextWaiting, kind, true, this, Move.SAME);
        }
    }

    /// Goes back from a value to one that it comes from.
    sealed interface Move {
        Move SAME = new Same();

        record Same() implements Move {}

        /// Any value of the piece before.
        record Any() implements Move {}

        record Leak() implements Move {}

        /// The term of this number was added, then narrowed.
        record Add(int term) implements Move {}

        record Narrowed() implements Move {}

        /// A constant was taken away, then narrowed.
        record Less(long amount) implements Move {}

        /// Steps in which nothing fires, from `value`, which an input can hold.
        record Climb(long value) implements Move {}
    }

    final Circuit circuit;
    final Narrow narrow;
    private final int loaded;

    Walk(Circuit circuit, Narrow narrow) {
        this.circuit = circuit;
        this.narrow = narrow;
        this.loaded = circuit.refractory();
    }

    /// All pieces on the way of one step; those that are `held` are its results.
    List<Piece> step(Piece from) {
        List<Piece> all = new ArrayList<>();
        List<Piece> now = List.of(from.as(Kind.QUIET, from.low(), from.high()));
        boolean waits = from.waiting() > 0;
        boolean early = circuit.fire().map(Circuit.Fire::onPrevious).orElse(false);
        if (early && !waits) {
            now = now.stream().flatMap(piece -> decided(piece).stream()).toList();
        }
        for (Family.Stage stage : circuit.order()) {
            List<Piece> next = new ArrayList<>();
            for (Piece piece : now) {
                next.addAll(stage(stage, piece, waits, early, all));
            }
            now = next;
        }
        for (Piece piece : now) {
            for (Piece last : circuit.atWriteBack() ? narrowed(piece) : List.of(piece)) {
                end(last, from.waiting(), all);
            }
        }
        return all;
    }

    private void end(Piece last, int waiting, List<Piece> all) {
        if (last.kind() != Kind.SEEN) {
            all.add(last.ended(last.kind() == Kind.QUIET ? Math.max(waiting - 1, 0) : loaded));
        }
    }

    private List<Piece> stage(
            Family.Stage stage, Piece piece, boolean waits, boolean early, List<Piece> all) {
        List<Piece> results =
                switch (stage) {
                    case LEAK -> leak(piece);
                    case INTEGRATE -> integrate(piece, all);
                    case FIRE -> fire(piece, waits, early);
                };
        all.addAll(results);
        boolean leftOut =
                switch (stage) {
                    case LEAK -> waits && !circuit.family().refractory().leakOn();
                    case INTEGRATE -> waits && circuit.family().refractory().inputIgnored();
                    case FIRE -> false;
                };
        return leftOut ? List.of(piece) : results;
    }

    private List<Piece> leak(Piece piece) {
        List<Piece> pieces = new ArrayList<>();
        for (long[] cut : cuts(piece)) {
            long low = lowest(cut[0], cut[1]);
            Piece leaked = piece.to(low, highest(cut[0], cut[1]), new Move.Leak());
            pieces.addAll(circuit.atWriteBack() ? List.of(leaked) : narrowed(leaked));
        }
        return pieces;
    }

    /// Parts on which the leak leaves no gap.
    private List<long[]> cuts(Piece piece) {
        if (!(circuit.decay() instanceof Decay.Towards(long _, long rest, boolean past) && past)) {
            return List.of(new long[] {piece.low(), piece.high()});
        }
        List<long[]> cuts = new ArrayList<>();
        cut(piece, Long.MIN_VALUE, rest - 1, cuts);
        cut(piece, rest, rest, cuts);
        cut(piece, rest + 1, Long.MAX_VALUE, cuts);
        return cuts;
    }

    private static void cut(Piece piece, long low, long high, List<long[]> cuts) {
        if (piece.low() <= high && low <= piece.high()) {
            cuts.add(new long[] {Math.max(low, piece.low()), Math.min(high, piece.high())});
        }
    }

    /// The least value that a leak leaves; it falls at most within one period of its rounding.
    private long lowest(long low, long high) {
        long least = circuit.decay().least(low);
        for (long v = low + 1; v <= Math.min(high, low + period()); v++) {
            least = Math.min(least, circuit.decay().least(v));
        }
        return least;
    }

    private long highest(long low, long high) {
        long most = circuit.decay().most(high);
        for (long v = high - 1; v >= Math.max(low, high - period()); v--) {
            most = Math.max(most, circuit.decay().most(v));
        }
        return most;
    }

    private long period() {
        boolean monotone = circuit.decay().steady() || circuit.decay() instanceof Decay.Towards;
        return monotone ? 0 : 2L << ((Decay.Linear) circuit.decay()).bits();
    }

    private List<Piece> integrate(Piece piece, List<Piece> all) {
        List<Piece> now = List.of(piece);
        for (int i = 0; i < circuit.terms().size(); i++) {
            all.addAll(now);
            List<Piece> next = new ArrayList<>();
            for (Piece one : now) {
                next.addAll(add(one, i));
            }
            now = next;
        }
        return now;
    }

    private List<Piece> add(Piece piece, int term) {
        long low = piece.low() + circuit.terms().get(term).low();
        long high = piece.high() + circuit.terms().get(term).high();
        if (circuit.atWriteBack()) {
            return List.of(piece.to(low, high, new Move.Add(term)));
        }
        return images(piece, low, high, new Move.Add(term));
    }

    private List<Piece> narrowed(Piece piece) {
        return images(piece, piece.low(), piece.high(), new Move.Narrowed());
    }

    private List<Piece> images(Piece piece, long low, long high, Move move) {
        return narrow.images(low, high).stream()
                .map(image -> piece.to(image[0], image[1], move))
                .toList();
    }

    private List<Piece> fire(Piece piece, boolean waits, boolean early) {
        if (waits) {
            return List.of(piece);
        }
        List<Piece> results = new ArrayList<>();
        for (Piece decided : early ? List.of(piece) : decided(piece)) {
            boolean fired = decided.kind() == Kind.FIRED || decided.kind() == Kind.FIRED_NEGATIVE;
            results.addAll(fired ? reset(decided) : List.of(decided));
        }
        return results;
    }

    /// The parts that fire and those that do not.
    private List<Piece> decided(Piece piece) {
        if (circuit.fire().isEmpty() || piece.kind() == Kind.SEEN) {
            return List.of(piece);
        }
        Circuit.Fire fire = circuit.fire().get();
        long top = fire.equal() ? fire.threshold() : Long.MAX_VALUE;
        List<Piece> parts = new ArrayList<>();
        part(piece, Kind.FIRED, fire.threshold(), top, parts);
        fire.negative().ifPresent(n -> part(piece, Kind.FIRED_NEGATIVE, Long.MIN_VALUE, n, parts));
        quiet().forEach(q -> part(piece, Kind.QUIET, q[0], q[1], parts));
        if (circuit.family().enable().isPresent()) {
            part(piece, Kind.SEEN, Long.MIN_VALUE, Long.MAX_VALUE, parts);
        }
        return parts;
    }

    private static void part(Piece piece, Kind kind, long low, long high, List<Piece> parts) {
        if (piece.low() <= high && low <= piece.high()) {
            parts.add(piece.as(kind, Math.max(low, piece.low()), Math.min(high, piece.high())));
        }
    }

    /// The decision values at which nothing fires.
    List<long[]> quiet() {
        if (circuit.fire().isEmpty()) {
            return List.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
        }
        Circuit.Fire fire = circuit.fire().get();
        long low = fire.negative().map(n -> n + 1).orElse(Long.MIN_VALUE);
        List<long[]> quiet = new ArrayList<>();
        if (low < fire.threshold()) {
            quiet.add(new long[] {low, fire.threshold() - 1});
        }
        if (fire.equal()) {
            quiet.add(new long[] {fire.threshold() + 1, Long.MAX_VALUE});
        }
        return quiet;
    }

    private List<Piece> reset(Piece fired) {
        Circuit.Fire fire = circuit.fire().orElseThrow();
        if (fire.reset().isPresent()) {
            long value = fire.reset().get();
            return circuit.atWriteBack()
                    ? List.of(fired.to(value, value, new Move.Any()))
                    : images(fired, value, value, new Move.Any());
        }
        if (!fire.subtracts()) {
            return List.of(fired);
        }
        boolean negative = fired.kind() == Kind.FIRED_NEGATIVE;
        long amount = negative ? fire.negative().orElseThrow() : fire.value();
        long low = fired.low() - amount;
        long high = fired.high() - amount;
        Move move = new Move.Less(amount);
        return circuit.atWriteBack()
                ? List.of(fired.to(low, high, move))
                : images(fired, low, high, move);
    }

    /// The greatest (`up`) or least value after a step from `value` in which nothing fires, where
    /// `clip` is the quiet interval of the decision; never falls where `value` rises.
    long extreme(long value, boolean up, long[] clip) {
        boolean early = circuit.fire().map(Circuit.Fire::onPrevious).orElse(false);
        long x = early ? clip(value, clip) : value;
        for (Family.Stage stage : circuit.order()) {
            x =
                    switch (stage) {
                        case LEAK -> up ? circuit.decay().most(x) : circuit.decay().least(x);
                        case INTEGRATE -> sum(x, up);
                        case FIRE -> early ? x : clip(x, clip);
                    };
        }
        return narrow.clamp(x);
    }

    private long sum(long value, boolean up) {
        long x = value;
        for (Circuit.Term term : circuit.terms()) {
            x += up ? term.high() : term.low();
            x = circuit.atWriteBack() ? x : narrow.clamp(x);
        }
        return x;
    }

    private static long clip(long value, long[] clip) {
        return Math.max(clip[0], Math.min(clip[1], value));
    }
}
