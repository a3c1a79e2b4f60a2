package io.lockspike.solver;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Interval;
import io.lockspike.spec.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds an input that brings the error near its bound: one that holds the membrane at a value
/// which rounds the worst way in each step.
final class Hold {
    private static final int MOST_VALUES = 64;
    private static final int MOST_ROWS = 1 << 16;

    /// What the ideal has still before it of its way, in the end.
    private static final double LEFT = 0.01;

    private final Circuit circuit;
    private final Decay.Linear decay;
    private final Interval range;
    private final Interval inputs;
    private final boolean leakFirst;

    Hold(Circuit circuit, Decay.Linear decay, Interval range) {
        this.circuit = circuit;
        this.decay = decay;
        this.range = range;
        this.inputs = circuit.inputs();
        this.leakFirst =
                circuit.order().indexOf(Family.Stage.LEAK)
                        < circuit.order().indexOf(Family.Stage.INTEGRATE);
    }

    /// Nothing where no input is found that comes within 5 %.
    Optional<ErrorBound.Approach> near(long noise) {
        boolean register = decay.mostRandom() > 0 && circuit.random().isEmpty();
        if (noise == 0 || register) {
            return Optional.empty();
        }
        for (long value : Noise.extremes(decay, range, noise, MOST_VALUES)) {
            long random = decay.noise(value, 0) == noise ? 0 : decay.mostRandom();
            Optional<ErrorBound.Approach> near = at(value, random);
            double bound = (double) noise / decay.lost();
            if (near.filter(n -> n.error() / bound >= 0.95).isPresent()) {
                return near;
            }
        }
        return Optional.empty();
    }

    /// @param leaking the value that leaks in each step
    private Optional<ErrorBound.Approach> at(long leaking, long random) {
        long left = decay.next(leaking, random);
        long input = leaking - left;
        long held = leakFirst ? leaking : left;
        boolean holds =
                inputs.contains(BigInteger.valueOf(input))
                        && step(held, input, random).equals(OptionalLong.of(held));
        return holds ? to(held, input, random) : Optional.empty();
    }

    private Optional<ErrorBound.Approach> to(long held, long input, long random) {
        List<List<Long>> rows = new ArrayList<>();
        long v = circuit.start();
        double u = v;
        while (v != held && rows.size() < MOST_ROWS) {
            long now = v;
            long wanted = leakFirst ? held - decay.next(v, 0) : origin(held) - v;
            long given = Math.clamp(wanted, inputs.low().longValue(), inputs.high().longValue());
            OptionalLong next = step(now, given, 0);
            if (next.isEmpty() || Math.abs(next.getAsLong() - held) >= Math.abs(now - held)) {
                return Optional.empty();
            }
            rows.add(row(given, 0));
            u = ideal(u, given);
            v = next.getAsLong();
        }
        long hold = (long) Math.ceil(Math.log(LEFT) / Math.log(decay.alpha()));
        for (long i = 0; i < hold; i++) {
            u = ideal(u, input);
        }
        Drive way = Drive.of(names(), rows);
        return v == held
                ? Optional.of(new ErrorBound.Approach(way.then(row(input, random), hold), v - u))
                : Optional.empty();
    }

    /// A value that leaks to `left`.
    private long origin(long left) {
        return Reachable.first(-Circuit.LIMIT, Circuit.LIMIT, v -> decay.most(v) >= left);
    }

    private double ideal(double u, long input) {
        double rest = decay.rest();
        return leakFirst
                ? rest + decay.alpha() * (u - rest) + input
                : rest + decay.alpha() * (u + input - rest);
    }

    /// The next value, if nothing fires or overflows on the way.
    private OptionalLong step(long value, long input, long random) {
        long x = value;
        for (Family.Stage stage : circuit.order()) {
            x =
                    switch (stage) {
                        case LEAK -> decay.next(x, random);
                        case INTEGRATE -> x + input;
                        case FIRE -> x;
                    };
            if (!fits(x) || (stage == Family.Stage.FIRE && fires(value, x))) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(x);
    }

    private boolean fits(long x) {
        boolean zero = circuit.overflow() == Family.Overflow.CLAMP_AT_ZERO;
        return circuit.type().fits(BigInteger.valueOf(x)) && !(zero && x < 0);
    }

    private boolean fires(long value, long x) {
        Circuit.Fire fire = circuit.fire().orElseThrow();
        long decision = fire.onPrevious() ? value : x;
        return fire.fires(decision) || fire.firesNegative(decision);
    }

    private List<String> names() {
        return circuit.family().declarations().stream()
                .filter(Declaration.Input.class::isInstance)
                .map(Declaration::name)
                .toList();
    }

    /// The sum, spread over the terms.
    private List<Long> row(long sum, long random) {
        List<String> names = names();
        List<Long> row = new ArrayList<>(Collections.nCopies(names.size(), 0L));
        long left = sum;
        for (Circuit.Term term : circuit.terms()) {
            long given = Math.clamp(left, term.low(), term.high());
            left -= given;
            if (names.contains(term.name())) {
                row.set(names.indexOf(term.name()), term.negative() ? -given : given);
            }
        }
        circuit.family().enable().ifPresent(name -> row.set(names.indexOf(name), 1L));
        circuit.random().ifPresent(name -> row.set(names.indexOf(name), random));
        return List.copyOf(row);
    }
}
