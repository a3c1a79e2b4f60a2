package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A leak as hardware builds it: v' = R(α v), with an α that shifts and adders can make.
public sealed interface LeakForm {
    /// Shifts by more lose all of a membrane of 16 bits.
    int MOST_SHIFT = 16;

    /// α, what one step leaves.
    double factor();

    /// What one step leaves of v; `|v| < 2^40`.
    long leak(long v, Rounding rounding);

    /// The additions and subtractions that it takes.
    int adders();

    /// As a spec writes it, less the rounding: `shift: 4`.
    String text();

    /// v - R(v / 2^bits).
    record Shift(int bits) implements LeakForm {
        @Override
        public double factor() {
            return 1 - Math.scalb(1.0, -bits);
        }

        @Override
        public long leak(long v, Rounding rounding) {
            return v - rounding.shiftRight(v, bits, 0);
        }

        @Override
        public int adders() {
            return 1;
        }

        @Override
        public String text() {
            return "shift: " + bits;
        }
    }

    /// v - R(v / 2^first) ∓ R(v / 2^|second|); a negative second is added.
    record Shifts(int first, int second) implements LeakForm {
        @Override
        public double factor() {
            return 1 - Math.scalb(1.0, -first) - Math.copySign(Math.scalb(1.0, -far()), second);
        }

        private int far() {
            return Math.abs(second);
        }

        @Override
        public long leak(long v, Rounding rounding) {
            long near = v - rounding.shiftRight(v, first, 0);
            return near - Integer.signum(second) * rounding.shiftRight(v, far(), 0);
        }

        @Override
        public int adders() {
            return 2;
        }

        @Override
        public String text() {
            return "shifts: [" + first + ", " + second + "]";
        }
    }

    /// R(v · factor / 2^fraction).
    record Decayed(long multiplier, int fraction) implements LeakForm {
        @Override
        public double factor() {
            return Math.scalb((double) multiplier, -fraction);
        }

        @Override
        public long leak(long v, Rounding rounding) {
            return rounding.shiftRight(v * multiplier, fraction, 0);
        }

        /// One less than the digits of the multiplier that are not 0, where digits may be -1, 0 and
        /// 1 and no two beside each other are not 0: no way to write it has fewer.
        @Override
        public int adders() {
            return Long.bitCount(multiplier ^ (3 * multiplier)) - 1;
        }

        @Override
        public String text() {
            return "decayed: {factor: " + multiplier + ", fraction: " + fraction + "}";
        }
    }

    /// The forms nearest to an α: single shifts, pairs of shifts, and multipliers that come the
    /// nearer the more bits they have. None of them has the α of another that takes no more adders.
    ///
    /// @param alpha 0 < α < 1
    static List<LeakForm> near(double alpha) {
        List<LeakForm> forms = new ArrayList<>(closest(alpha, 2, singles()));
        forms.addAll(closest(alpha, 3, pairs()));
        forms.addAll(multipliers(alpha));
        Map<Double, LeakForm> cheapest = new LinkedHashMap<>();
        for (LeakForm form : forms) {
            cheapest.merge(form.factor(), form, (a, b) -> b.adders() < a.adders() ? b : a);
        }
        return List.copyOf(cheapest.values());
    }

    /// v - R(v / 2^k), for every k.
    static Stream<LeakForm> singles() {
        return IntStream.rangeClosed(1, MOST_SHIFT).mapToObj(Shift::new);
    }

    /// Two shifts, the second taken away or added.
    static Stream<LeakForm> pairs() {
        return IntStream.rangeClosed(1, MOST_SHIFT)
                .boxed()
                .flatMap(first ->
                        IntStream.rangeClosed(first + 1, MOST_SHIFT)
                                .boxed()
                                .flatMap(second ->
                                        Stream.of(
                                                new Shifts(first, second),
                                                new Shifts(first, -second))));
    }

    private static List<LeakForm> closest(double alpha, int count, Stream<LeakForm> forms) {
        return forms.sorted(Comparator.comparingDouble(form -> Math.abs(form.factor() - alpha)))
                .limit(count)
                .toList();
    }

    /// Each that comes nearer than those of fewer bits.
    private static List<LeakForm> multipliers(double alpha) {
        List<LeakForm> forms = new ArrayList<>();
        double nearest = Double.POSITIVE_INFINITY;
        for (int fraction = 2; fraction <= MOST_SHIFT; fraction++) {
            long multiplier = Math.round(Math.scalb(alpha, fraction));
            double off = Math.abs(Math.scalb((double) multiplier, -fraction) - alpha);
            if (multiplier > 0 && multiplier < 1L << fraction && off < nearest) {
                nearest = off;
                forms.add(new Decayed(multiplier, fraction));
            }
        }
        return forms;
    }
}
