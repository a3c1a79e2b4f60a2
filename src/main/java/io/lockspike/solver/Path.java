package io.lockspike.solver;

import io.lockspike.equation.Declaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The inputs that bring a circuit to a value, found from the value back to the start.
final class Path {
    private static final int MOST_ROWS = 1 << 17;

    private final Walk walk;
    private final List<String> inputs;

    Path(Walk walk) {
        this.walk = walk;
        this.inputs =
                walk.circuit.family().declarations().stream()
                        .filter(Declaration.Input.class::isInstance)
                        .map(Declaration::name)
                        .toList();
    }

    /// Nothing where a register draws random numbers, the current is no input, a leak leaves gaps,
    /// or the way is too long.
    Optional<Drive> to(Walk.Piece piece, long value) {
        List<List<Long>> rows = new ArrayList<>();
        boolean random = walk.circuit.decay().mostRandom() > 0 && walk.circuit.random().isEmpty();
        boolean possible =
                !random
                        && walk.circuit.decay().steady()
                        && walk.circuit.terms().stream().allMatch(t -> inputs.contains(t.name()));
        return possible && back(piece, value, rows)
                ? Optional.of(Drive.of(inputs, rows.reversed()))
                : Optional.empty();
    }

    /// The rows from the start to `value` of `piece`, last row first.
    private boolean back(Walk.Piece piece, long value, List<List<Long>> rows) {
        long x = value;
        Long[] row = row();
        for (Walk.Piece p = piece; p.from() != null; p = p.from()) {
            if (p.move() instanceof Walk.Move.Climb(long from)) {
                List<List<Long>> climb = climb(from, x);
                rows.addAll(climb.reversed());
                if (rows.size() > MOST_ROWS) {
                    return false;
                }
                x = from;
                // The end of the climb is the end of the step before.
                row = row();
                continue;
            }
            x = origin(p, x, row);
            if (p.from().held()) {
                rows.add(Arrays.asList(row));
                row = row();
            }
        }
        return true;
    }

    private Long[] row() {
        Long[] row = new Long[inputs.size()];
        Arrays.fill(row, 0L);
        walk.circuit.family().enable().ifPresent(name -> row[inputs.indexOf(name)] = 1L);
        return row;
    }

    /// A value of the piece before `p` that becomes `value`; puts what it takes into `row`.
    private long origin(Walk.Piece p, long value, Long[] row) {
        long low = p.from().low();
        long high = p.from().high();
        return switch (p.move()) {
            case Walk.Move.Same _ -> value;
            case Walk.Move.Any _ -> high;
            case Walk.Move.Climb _ -> throw new IllegalStateException("a climb is no step");
            case Walk.Move.Leak _ -> leaked(value, low, high, row);
            case Walk.Move.Narrowed _ -> walk.narrow.origin(value, low, high);
            case Walk.Move.Less(long amount) ->
                    walk.circuit.atWriteBack()
                            ? value + amount
                            : walk.narrow.origin(value, low - amount, high - amount) + amount;
            case Walk.Move.Add(int term) ->
                    added(walk.circuit.terms().get(term), value, low, high, row);
        };
    }

    private long leaked(long value, long low, long high, Long[] row) {
        Decay decay = walk.circuit.decay();
        long x = Reachable.first(low, high, v -> decay.most(v) >= value);
        if (decay.next(x, 0) != value) {
            walk.circuit.random().ifPresent(name -> row[inputs.indexOf(name)] = decay.mostRandom());
        }
        return x;
    }

    private long added(Circuit.Term term, long value, long low, long high, Long[] row) {
        long from = low + term.low();
        long to = high + term.high();
        long sum = walk.circuit.atWriteBack() ? value : walk.narrow.origin(value, from, to);
        long x = Math.max(low, sum - term.high());
        row[inputs.indexOf(term.name())] = term.negative() ? x - sum : sum - x;
        return x;
    }

    /// The rows from a value that can be held to another, without a spike; none where there is no
    /// way.
    private List<List<Long>> climb(long from, long to) {
        List<List<Long>> rows = new ArrayList<>();
        long value = from;
        while (value != to && rows.size() <= MOST_ROWS) {
            Walk.Piece next = quiet(value, to).orElseThrow();
            long nearest = Math.max(next.low(), Math.min(next.high(), to));
            long target = nearest == to ? to : quietOnTheWay(value, nearest, to);
            List<List<Long>> row = new ArrayList<>();
            back(next, target, row);
            rows.addAll(row);
            value = target;
        }
        return rows;
    }

    /// The last value on the way from which a further step need not fire.
    private long quietOnTheWay(long from, long target, long to) {
        return target > from
                ? Reachable.first(from, target, v -> quiet(v, to).isEmpty()) - 1
                : 1 - Reachable.first(-from, -target, v -> quiet(-v, to).isEmpty());
    }

    /// What a step without a spike makes of `value`: the piece nearest to `to`.
    private Optional<Walk.Piece> quiet(long value, long to) {
        return walk.step(Walk.Piece.start(value)).stream()
                .filter(p -> p.held() && p.kind() == Walk.Kind.QUIET)
                .min(Comparator.comparingLong(p -> distance(p, to)));
    }

    private static long distance(Walk.Piece piece, long to) {
        return Math.max(0, Math.max(piece.low() - to, to - piece.high()));
    }
}
