package io.lockspike.proof;

import io.lockspike.equation.Type;
import io.lockspike.proof.Product.Fact;
import io.lockspike.proof.Traces.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What may always hold between a spec and a netlist, guessed from what is seen in a run of both.
/// Each guess is to be proven; a wrong one costs time and no more.
final class Guesses {
    /// Values that a register may take to be a phase of the netlist.
    private static final int MOST_PHASES = 32;

    /// Clocks in which a phase must have been seen.
    private static final int FEWEST = 3;

    private static final int MOST = 600;
    private static final int WIDEST_BOUND = 10;

    /// Bits of a state that may follow from a phase, or a phase from it.
    private static final int WIDEST_CODE = 6;

    private final Traces traces;
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    private Guesses(Traces traces) {
        this.traces = traces;
    }

    /// What is the same in all clocks: registers and states, and registers that stand still.
    static List<Fact> simple(Traces traces) {
        var guesses = new Guesses(traces);
        guesses.memories(traces.memories().pairs());
        List<Integer> all = guesses.all();
        for (Column register : traces.netlist()) {
            guesses.fixed(register, all, "");
            guesses.pairs(register, all, true);
        }
        return guesses.facts;
    }

    /// Where the netlist may hold what the spec does, wrong as it may be: what was alike for the
    /// longest time in the run comes first.
    static List<Fact> places(Traces traces) {
        var guesses = new Guesses(traces);
        guesses.memories(traces.memories().all());
        List<Integer> all = guesses.all();
        for (int clocks = all.size(); clocks > 0; clocks /= 2) {
            for (Column register : traces.netlist()) {
                guesses.pairs(register, all.subList(0, clocks), true);
            }
        }
        return guesses.facts;
    }

    /// The simple ones, and what holds in a phase only, of wires, among registers, and bounds.
    static List<Fact> all(Traces traces) {
        var guesses = new Guesses(traces);
        guesses.memories(traces.memories().pairs());
        List<Integer> all = guesses.all();
        for (Column register : traces.netlist()) {
            guesses.fixed(register, all, "");
            guesses.pairs(register, all, true);
            guesses.pairs(register, all, false);
        }
        for (Column held : traces.netlist()) {
            guesses.bound(held);
        }
        traces.spec().stream().filter(Column::held).forEach(guesses::bound);
        guesses.twins();
        guesses.differences();
        traces.netlist().stream()
                .map(guesses::phase)
                .filter(Phase::isPossible)
                .sorted(Comparator.comparingInt(phase -> phase.clocks().size()))
                .forEach(guesses::phases);
        return guesses.facts;
    }

    private void memories(List<MemoryPair> pairs) {
        for (MemoryPair pair : pairs) {
            Fact fact = pair.fact();
            tell(fact.text(), fact.of(), fact.at());
        }
    }

    private List<Integer> all() {
        int clocks = traces.netlist().isEmpty() ? 0 : traces.netlist().getFirst().values().size();
        return IntStream.range(0, clocks).boxed().toList();
    }

    private void tell(String text, IntFunction<String> at) {
        tell(text, "", at);
    }

    private void tell(String text, String of, IntFunction<String> at) {
        if (facts.size() < MOST && told.add(text)) {
            facts.add(new Fact(text, of, at));
        }
    }

    // One thing.

    private boolean fixed(Column column, List<Integer> clocks, String when) {
        BigInteger value = clocks.isEmpty() ? null : column.values().get(clocks.getFirst());
        if (value == null || !clocks.stream().allMatch(c -> value.equals(column.values().get(c)))) {
            return false;
        }
        if (when.isEmpty()) {
            String number = number(value, column.type().bits());
            tell(
                    column.name() + " = " + value,
                    clock -> "(= " + column.term().apply(clock) + " " + number + ")");
        }
        return true;
    }

    private static String number(BigInteger value, int bits) {
        return "(_ bv" + value + " " + bits + ")";
    }

    private void bound(Column column) {
        int bits = column.type().bits();
        Optional<BigInteger> most =
                column.values().stream().filter(v -> v != null).max(BigInteger::compareTo);
        boolean below = most.isPresent() && most.get().add(BigInteger.ONE).bitLength() <= bits;
        if (bits > 1 && bits <= WIDEST_BOUND && below) {
            String number = number(most.get(), bits);
            tell(
                    column.name() + " <= " + most.get(),
                    clock -> "(bvule " + column.term().apply(clock) + " " + number + ")");
        }
    }

    // Two things.

    /// @param held whether those of the spec that hold are looked at; else its wires
    private void pairs(Column register, List<Integer> clocks, boolean held) {
        for (Column of : traces.spec()) {
            if (of.held() == held) {
                for (Relation r : related(register, of, clocks)) {
                    tell(
                            r.text(register, of),
                            r.isTotal(register, of) ? of.name() : "",
                            r.term(register, of));
                }
            }
        }
    }

    private void twins() {
        List<Column> all = traces.netlist();
        for (int a = 0; a < all.size(); a++) {
            for (int b = a + 1; b < all.size(); b++) {
                Column one = all.get(a);
                Column other = all.get(b);
                if (one.type().bits() == other.type().bits()
                        && one.values().equals(other.values())) {
                    var same = new Relation(Kind.EQUAL, BigInteger.ZERO);
                    tell(same.text(one, other), same.term(one, other));
                }
            }
        }
    }

    /// A count of the spec that is the way from one pointer of the netlist to another.
    private void differences() {
        for (Column of : traces.spec()) {
            for (Column to : traces.netlist()) {
                for (Column from : traces.netlist()) {
                    if (of.held() && isDifference(of, to, from)) {
                        tell(
                                to.name() + " - " + from.name() + " = " + of.name(),
                                clock ->
                                        "(= (bvsub %s %s) %s)"
                                                .formatted(
                                                        to.term().apply(clock),
                                                        from.term().apply(clock),
                                                        of.term().apply(clock)));
                    }
                }
            }
        }
    }

    private boolean isDifference(Column of, Column to, Column from) {
        int bits = of.type().bits();
        if (to.equals(from) || bits < 2 || to.type().bits() != bits || from.type().bits() != bits) {
            return false;
        }
        BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        List<Integer> known = all().stream().filter(c -> of.values().get(c) != null).toList();
        return !known.isEmpty()
                && known.stream()
                        .allMatch(c ->
                                to.values()
                                        .get(c)
                                        .subtract(from.values().get(c))
                                        .and(all)
                                        .equals(of.values().get(c)))
                && !isFixed(from, known)
                && !isFixed(of, known);
    }

    private enum Kind {
        EQUAL,
        SIGN_EXTENDED,
        INVERTED,
        SHIFTED,
        NEGATED,
        PART
    }

    /// How a register follows from a thing of the spec.
    ///
    /// @param number what is added, or the lowest bit of the part
    private record Relation(Kind kind, BigInteger number) {
        /// Whether it gives a value of the spec to each of the register.
        boolean isTotal(Column register, Column of) {
            return kind == Kind.PART || register.type().bits() <= of.type().bits();
        }

        String text(Column register, Column of) {
            String right =
                    switch (kind) {
                        case EQUAL, SIGN_EXTENDED -> of.name();
                        case INVERTED -> "not " + of.name();
                        case SHIFTED -> of.name() + " + " + number;
                        case NEGATED -> number + " - " + of.name();
                        case PART -> of.name();
                    };
            String bits =
                    kind == Kind.PART
                            ? "[%d:%d]"
                                    .formatted(
                                            number.intValue() + of.type().bits() - 1,
                                            number.intValue())
                            : "";
            return register.name() + bits + " = " + right;
        }

        IntFunction<String> term(Column register, Column of) {
            int bits = Math.max(register.type().bits(), of.type().bits());
            return clock -> {
                String left = register.term().apply(clock);
                String right = of.term().apply(clock);
                if (kind == Kind.PART) {
                    int low = number.intValue();
                    int high = low + of.type().bits() - 1;
                    return "(= ((_ extract " + high + " " + low + ") " + left + ") " + right + ")";
                }
                String extend = kind == Kind.SIGN_EXTENDED ? "sign_extend" : "zero_extend";
                String a = extended("zero_extend", left, bits - register.type().bits());
                String b = extended(extend, right, bits - of.type().bits());
                return "(= " + a + " " + changed(b, bits) + ")";
            };
        }

        private static String extended(String how, String term, int more) {
            return more == 0 ? term : "((_ " + how + " " + more + ") " + term + ")";
        }

        private String changed(String term, int bits) {
            return switch (kind) {
                case EQUAL, SIGN_EXTENDED, PART -> term;
                case INVERTED -> "(bvnot " + term + ")";
                case SHIFTED -> "(bvadd " + term + " " + Guesses.number(number, bits) + ")";
                case NEGATED -> "(bvsub " + Guesses.number(number, bits) + " " + term + ")";
            };
        }

        /// What the register is to hold.
        BigInteger expected(BigInteger value, int bits, Type of) {
            BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            return switch (kind) {
                case EQUAL, PART -> value;
                case SIGN_EXTENDED ->
                        Type.signed(of.bits()).value(Type.signed(of.bits()).wrap(value)).and(all);
                case INVERTED -> value.xor(all);
                case SHIFTED -> value.add(number).and(all);
                case NEGATED -> number.subtract(value).and(all);
            };
        }

        boolean holds(Column register, Column of, int clock) {
            BigInteger value = of.values().get(clock);
            if (value == null) {
                return true;
            }
            int bits = Math.max(register.type().bits(), of.type().bits());
            BigInteger seen = register.values().get(clock);
            if (kind == Kind.PART) {
                BigInteger all =
                        BigInteger.ONE.shiftLeft(of.type().bits()).subtract(BigInteger.ONE);
                return seen.shiftRight(number.intValue()).and(all).equals(value);
            }
            return expected(value, bits, of.type()).equals(seen);
        }
    }

    /// How a register may follow from a thing of the spec: the first way that holds, and where that
    /// does not give each of its values a place, the first that does. (A membrane that was never
    /// negative is, in a wider register, zero-extended, and also its lower part.)
    private static List<Relation> related(Column register, Column of, List<Integer> clocks) {
        List<Integer> known = clocks.stream().filter(c -> of.values().get(c) != null).toList();
        if (known.isEmpty() || isFixed(of, known)) {
            return List.of();
        }
        List<Relation> holding =
                candidates(register, of, known.getFirst()).stream()
                        .filter(one ->
                                known.stream().allMatch(clock -> one.holds(register, of, clock)))
                        .toList();
        List<Relation> some = new ArrayList<>(holding.subList(0, Math.min(1, holding.size())));
        if (!some.isEmpty() && !some.getFirst().isTotal(register, of)) {
            holding.stream()
                    .filter(one -> one.isTotal(register, of))
                    .findFirst()
                    .ifPresent(some::add);
        }
        return some;
    }

    /// What stands still is like much, and says nothing.
    private static boolean isFixed(Column column, List<Integer> clocks) {
        BigInteger value = column.values().get(clocks.getFirst());
        return clocks.stream().allMatch(clock -> value.equals(column.values().get(clock)));
    }

    private static List<Relation> candidates(Column register, Column of, int clock) {
        List<Relation> some = new ArrayList<>();
        int bits = register.type().bits();
        int other = of.type().bits();
        some.add(new Relation(Kind.EQUAL, BigInteger.ZERO));
        if (other < bits) {
            some.add(new Relation(Kind.SIGN_EXTENDED, BigInteger.ZERO));
            for (int low = 0; low + other <= bits; low++) {
                some.add(new Relation(Kind.PART, BigInteger.valueOf(low)));
            }
        }
        if (other <= bits) {
            some.add(new Relation(Kind.INVERTED, BigInteger.ZERO));
            BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            BigInteger seen = register.values().get(clock);
            BigInteger value = of.values().get(clock);
            some.add(new Relation(Kind.SHIFTED, seen.subtract(value).and(all)));
            some.add(new Relation(Kind.NEGATED, seen.add(value).and(all)));
        }
        return some;
    }

    // Phases.

    /// A register, and the clocks in which it has each of its values.
    private record Phase(Column register, NavigableMap<BigInteger, List<Integer>> clocks) {
        /// Few values, in few bits or one bit each: other registers hold data.
        boolean isPossible() {
            return clocks.size() >= 2
                    && clocks.size() <= MOST_PHASES
                    && (register.type().bits() <= WIDEST_CODE
                            || clocks.keySet().stream().allMatch(value -> value.bitCount() <= 1));
        }
    }

    private Phase phase(Column register) {
        NavigableMap<BigInteger, List<Integer>> clocks = new TreeMap<>();
        for (int clock : all()) {
            clocks.computeIfAbsent(register.values().get(clock), _ -> new ArrayList<>()).add(clock);
        }
        return new Phase(register, clocks);
    }

    private void phases(Phase phase) {
        encoded(phase.register());
        phase.clocks()
                .forEach((value, clocks) -> {
                    if (clocks.size() >= FEWEST) {
                        within(phase.register(), value, clocks);
                    }
                });
    }

    /// A register of few values that follows from a state of few values, in whatever code.
    private void encoded(Column phase) {
        for (Column state : traces.spec()) {
            Map<BigInteger, BigInteger> code = new LinkedHashMap<>();
            boolean follows =
                    state.held()
                            && state.type().bits() <= WIDEST_CODE
                            && related(phase, state, all()).isEmpty();
            for (int clock = 0; follows && clock < phase.values().size(); clock++) {
                BigInteger value = state.values().get(clock);
                if (value != null) {
                    BigInteger old = code.putIfAbsent(value, phase.values().get(clock));
                    follows = old == null || old.equals(phase.values().get(clock));
                }
            }
            if (follows && code.size() > 1) {
                code.forEach((of, is) ->
                        tell(
                                "%s = %d where %s = %d"
                                        .formatted(phase.name(), is, state.name(), of),
                                clock ->
                                        "(= "
                                                + equal(phase, is, clock)
                                                + " "
                                                + equal(state, of, clock)
                                                + ")"));
            }
        }
    }

    private void implied(Column phase, BigInteger value, Column other, BigInteger is) {
        tell(
                "%s = %d where %s = %d".formatted(other.name(), is, phase.name(), value),
                clock -> "(=> " + equal(phase, value, clock) + " " + equal(other, is, clock) + ")");
    }

    private static boolean isKnown(Column column, List<Integer> clocks) {
        return clocks.stream().allMatch(clock -> column.values().get(clock) != null);
    }

    private static String equal(Column column, BigInteger value, int clock) {
        return "(= " + column.term().apply(clock) + " " + number(value, column.type().bits()) + ")";
    }

    private void within(Column phase, BigInteger value, List<Integer> clocks) {
        for (Column state : traces.spec()) {
            if (state.held()
                    && state.type().bits() <= WIDEST_CODE
                    && isKnown(state, clocks)
                    && isFixed(state, clocks)
                    && !fixed(state, all(), "phase")) {
                implied(phase, value, state, state.values().get(clocks.getFirst()));
            }
        }
        for (Column register : traces.netlist()) {
            if (register.name().equals(phase.name())) {
                continue;
            }
            if (fixed(register, clocks, "phase")) {
                BigInteger is = register.values().get(clocks.getFirst());
                if (!fixed(register, all(), "phase")) {
                    implied(phase, value, register, is);
                }
                continue;
            }
            for (Column of : traces.spec()) {
                if (related(register, of, all()).isEmpty()) {
                    for (Relation r : related(register, of, clocks)) {
                        var term = r.term(register, of);
                        tell(
                                "%s where %s = %d"
                                        .formatted(r.text(register, of), phase.name(), value),
                                clock ->
                                        "(=> "
                                                + equal(phase, value, clock)
                                                + " "
                                                + term.apply(clock)
                                                + ")");
                    }
                }
            }
        }
    }
}
