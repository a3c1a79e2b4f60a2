package io.lockspike.spec;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a state's next value that comes from the state itself: a sum of fractions of it.
record LeakTerms(List<Term> terms) {
    private static final int MOST_BITS = 20;
    private static final int MOST_ALTERNATIVES = 64;

    /// `sign · R(v · factor / 2^bits)`.
    record Term(int sign, long factor, int bits, Rounding rounding, String text) {
        private static final long PERIODS = 2;

        double share() {
            return sign * Math.scalb((double) factor, -bits);
        }

        long value(long v) {
            return sign * rounding.shiftRight(v * factor, bits, 0);
        }

        /// The extremes of what rounding adds, over two periods on both sides of 0.
        double extreme(boolean greatest) {
            double unit = Math.scalb(1.0, -bits);
            if (rounding == Rounding.STOCHASTIC) {
                return greatest ? 1 - unit : unit - 1;
            }
            double extreme = 0;
            for (long v = -PERIODS << bits; v <= PERIODS << bits; v++) {
                double added = value(v) - sign * Math.scalb((double) (v * factor), -bits);
                extreme = greatest ? Math.max(extreme, added) : Math.min(extreme, added);
            }
            return extreme;
        }
    }

    /// Every sum that the equations give to the next value of `state`, with a shifted term in it.
    static List<LeakTerms> of(Equations equations, State state) {
        return new Search(equations, state.signal()).all();
    }

    double factor() {
        return terms.stream().mapToDouble(Term::share).sum();
    }

    long step(long v) {
        long next = 0;
        for (Term term : terms) {
            next += term.value(v);
        }
        return next;
    }

    boolean isRandom() {
        return terms.stream().anyMatch(term -> term.rounding() == Rounding.STOCHASTIC);
    }

    double leastRounding() {
        return terms.stream().mapToDouble(term -> term.extreme(false)).sum();
    }

    double greatestRounding() {
        return terms.stream().mapToDouble(term -> term.extreme(true)).sum();
    }

    /// The shifted term of `v - R(v / 2^k)`, if this is one.
    Optional<Term> singleShift() {
        boolean form =
                terms.size() == 2
                        && terms.get(0).share() == 1
                        && terms.get(1).sign() < 0
                        && terms.get(1).factor() == 1;
        return form ? Optional.of(terms.get(1)) : Optional.empty();
    }

    /// `v - (v >> 4)`.
    String text() {
        var text = new StringBuilder();
        for (Term term : terms) {
            boolean first = text.isEmpty();
            text.append(first ? (term.sign() < 0 ? "-" : "") : term.sign() < 0 ? " - " : " + ");
            boolean atom = !term.text().contains(" ") || term.text().startsWith("shr");
            text.append(terms.size() == 1 || atom ? term.text() : "(" + term.text() + ")");
        }
        return text.toString();
    }

    /// Follows the next values of one state through wires and choices down to sums.
    private static final class Search {
        private final Equations equations;
        private final Signal state;
        private final Map<Integer, Expr> wires = new HashMap<>();

        Search(Equations equations, Signal state) {
            this.equations = equations;
            this.state = state;
            for (Wire wire : equations.wires()) {
                wires.put(wire.signal().slot(), wire.value());
            }
        }

        List<LeakTerms> all() {
            List<LeakTerms> found = new ArrayList<>();
            statements(equations.statements(), found);
            return found;
        }

        private void statements(List<Statement> statements, List<LeakTerms> found) {
            for (Statement statement : statements) {
                switch (statement) {
                    case Statement.Assign assign -> {
                        if (assign.target().signal().slot() == state.slot()) {
                            next(assign.value(), found);
                        }
                    }
                    case Statement.Write _ -> {}
                    case Statement.When when ->
                            when.branches().forEach(branch -> statements(branch.body(), found));
                }
            }
        }

        private void next(Expr value, List<LeakTerms> found) {
            for (Optional<List<Term>> sum : sums(value, 1)) {
                sum.filter(terms -> terms.stream().anyMatch(term -> term.bits() > 0))
                        .ifPresent(terms -> found.add(new LeakTerms(terms)));
            }
        }

        /// The alternatives of a value: for each the terms of the state, or nothing where the state
        /// is in it in another way.
        private List<Optional<List<Term>>> sums(Expr value, int sign) {
            Optional<Term> term = term(value, sign);
            if (term.isPresent()) {
                return List.of(Optional.of(List.of(term.get())));
            }
            return switch (value) {
                case Expr.Value wire when wires.containsKey(wire.signal().slot()) ->
                        sums(wires.get(wire.signal().slot()), sign);
                case Expr.Choose choose ->
                        joined(sums(choose.then(), sign), sums(choose.otherwise(), sign));
                case Expr.Binary sum when sum.operator() == Operator.ADD ->
                        crossed(sums(sum.left(), sign), sums(sum.right(), sign));
                case Expr.Binary difference when difference.operator() == Operator.SUBTRACT ->
                        crossed(sums(difference.left(), sign), sums(difference.right(), -sign));
                case Expr.Unary negated when negated.operator() == Operator.NEGATE ->
                        sums(negated.operand(), -sign);
                case Expr.Cast cast -> sums(cast.operand(), sign);
                default -> List.of(hasState(value) ? Optional.empty() : Optional.of(List.of()));
            };
        }

        private static List<Optional<List<Term>>> joined(
                List<Optional<List<Term>>> some, List<Optional<List<Term>>> more) {
            List<Optional<List<Term>>> all = new ArrayList<>(some);
            all.addAll(more);
            return all.subList(0, Math.min(MOST_ALTERNATIVES, all.size()));
        }

        private static List<Optional<List<Term>>> crossed(
                List<Optional<List<Term>>> left, List<Optional<List<Term>>> right) {
            List<Optional<List<Term>>> all = new ArrayList<>();
            for (Optional<List<Term>> one : left) {
                for (Optional<List<Term>> other : right) {
                    if (all.size() < MOST_ALTERNATIVES) {
                        all.add(one.flatMap(a -> other.map(b -> both(a, b))));
                    }
                }
            }
            return all;
        }

        private static List<Term> both(List<Term> left, List<Term> right) {
            List<Term> both = new ArrayList<>(left);
            both.addAll(right);
            return both;
        }

        private boolean hasState(Expr value) {
            if (value instanceof Expr.Value named) {
                Expr wire = wires.get(named.signal().slot());
                return named.signal().slot() == state.slot() || (wire != null && hasState(wire));
            }
            return Uses.parts(value).stream().anyMatch(this::hasState);
        }

        private Optional<Term> term(Expr value, int sign) {
            return switch (value) {
                case Expr.Value named when named.signal().slot() == state.slot() ->
                        Optional.of(new Term(sign, 1, 0, Rounding.FLOOR, state.name()));
                case Expr.Binary shift when shift.operator() == Operator.SHIFT_RIGHT ->
                        shifted(value, shift.left(), shift.right(), Rounding.FLOOR, sign);
                case Expr.Round round ->
                        shifted(value, round.operand(), round.amount(), round.rounding(), sign);
                default -> Optional.empty();
            };
        }

        private Optional<Term> shifted(
                Expr whole, Expr operand, Expr amount, Rounding rounding, int sign) {
            Optional<Long> factor = factor(operand);
            Interval bits = amount.range();
            boolean known = bits.isSingle() && Interval.of(0, MOST_BITS).contains(bits.low());
            return known && factor.isPresent()
                    ? Optional.of(
                            new Term(
                                    sign,
                                    factor.get(),
                                    bits.low().intValue(),
                                    rounding,
                                    Printer.text(whole)))
                    : Optional.empty();
        }

        /// 1 for the state, a for `state * a`.
        private Optional<Long> factor(Expr operand) {
            if (operand instanceof Expr.Value named && named.signal().slot() == state.slot()) {
                return Optional.of(1L);
            }
            boolean product =
                    operand instanceof Expr.Binary binary
                            && binary.operator() == Operator.MULTIPLY
                            && factor(binary.left()).isPresent()
                            && binary.right().range().isSingle();
            if (!product) {
                return Optional.empty();
            }
            BigInteger factor = ((Expr.Binary) operand).right().range().low();
            return factor.signum() > 0 && factor.bitLength() <= MOST_BITS
                    ? Optional.of(factor.longValue())
                    : Optional.empty();
        }
    }
}
