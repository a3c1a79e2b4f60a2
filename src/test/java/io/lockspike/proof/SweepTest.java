package io.lockspike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.Netlist.Entry;
import io.lockspike.proof.Netlist.Free;
import io.lockspike.proof.Term.Call;
import io.lockspike.proof.Term.Literal;
import io.lockspike.proof.Term.Sort;
import io.lockspike.proof.Term.Symbol;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/// Only what is proven becomes a cut point, whatever a run of both looked like.
class SweepTest {
    private static final Spec SPEC =
            SpecFile.parse(
                    """
                    lockspike: 1
                    name: sum
                    neuron:
                      rst: none
                      inputs: {x: s8}
                      state: {v: s12 = 0}
                      equations: |
                        sum: s13 = v + x
                        next: s12 sat = sum
                        v' = next
                      outputs: [v]
                    """,
                    "sum",
                    Path.of(""),
                    Map.of());

    private static final Symbol X = new Symbol(0, Sort.bits(8));
    private static final Symbol V = new Symbol(1, Sort.bits(12));

    /// One bit longer than the spec's.
    private static final Symbol SUM = new Symbol(2, Sort.bits(14));

    /// The same, but where v is 77.
    private static final Symbol NEARLY = new Symbol(3, Sort.bits(14));

    /// The same only where the one before is.
    private static final Symbol BEHIND = new Symbol(4, Sort.bits(14));

    /// Nothing sets it, and nothing uses it.
    private static final Symbol DEAD = new Symbol(5, Sort.bits(3));

    private static final Netlist NETLIST =
            new Netlist(
                    List.of(new Netlist.Port("x", true, 8)),
                    List.of(
                            new Entry(
                                    X,
                                    Optional.empty(),
                                    List.of(new Netlist.Pin("x", 0, 8)),
                                    Free.NOT),
                            new Entry(V, Optional.empty(), List.of(), Free.HELD),
                            is(SUM, call("bvadd", extended(V, 2), extended(X, 6))),
                            is(
                                    NEARLY,
                                    call("ite", call("=", V, number(77, 12)), number(5, 14), SUM)),
                            is(BEHIND, call("bvadd", NEARLY, number(0, 14))),
                            new Entry(DEAD, Optional.empty(), List.of(), Free.HELD)),
                    List.of(new Netlist.Register(V, call("extract", SUM), V, "v", false)),
                    Map.of("v", V),
                    List.of());

    private static final Joint JOINT =
            new Joint(
                    SPEC,
                    0,
                    NETLIST,
                    Map.of("x", List.of(new Joint.In(SPEC.equations().inputs().getFirst(), false))),
                    Map.of(),
                    List.of(),
                    Optional.empty());

    private static final List<CutPoint> POINTS = List.of(point(SUM), point(NEARLY), point(BEHIND));

    private static final Product.Fact SAME =
            new Product.Fact(
                    "v = v", "v", clock -> "(= " + V.text("!" + clock) + " s.v!" + clock + ")");

    private static Entry is(Symbol symbol, Term term) {
        return new Entry(symbol, Optional.of(term), List.of(), Free.NOT);
    }

    private static Term call(String function, Term... operands) {
        List<Integer> indices = function.equals("extract") ? List.of(11, 0) : List.of();
        return Call.of(function, indices, List.of(operands));
    }

    private static Term extended(Term term, int more) {
        return Call.of("sign_extend", List.of(more), List.of(term));
    }

    private static Term number(int value, int bits) {
        return new Literal(BigInteger.valueOf(value), Sort.bits(bits));
    }

    private static CutPoint point(Symbol symbol) {
        var sum = SPEC.equations().signals().stream().filter(s -> s.name().equals("sum"));
        return new CutPoint(symbol, sum.findFirst().orElseThrow().type(), "sum");
    }

    private static Sweep sweep() {
        LongSupplier minute = () -> System.nanoTime() + 60_000_000_000L;
        return new Sweep(JOINT, Solver.Choice.ANY, POINTS, minute, minute);
    }

    @Test
    void cutsWhatAlwaysHolds() {
        assertThat(sweep().under(List.of(SAME)).values()).containsExactly(point(SUM));
    }

    @Test
    void cutsNothingThatTheFactsDoNotGive() {
        assertThat(sweep().under(List.of())).isEmpty();
    }

    /// What two clocks later is still the spec's needs the facts in each of them.
    @Test
    void holdsOnlyInAClockInWhichTheFactsDo() {
        Map<Integer, CutPoint> cuts = sweep().under(List.of(SAME));
        try (Solver solver = Solver.open(Solver.Choice.ANY)) {
            var product = new Product(solver, JOINT, false);
            product.add(cuts);
            String other = "(not (= r.2!0 " + point(SUM).term(0) + "))";
            assertThat(solver.check(List.of(other), Long.MAX_VALUE))
                    .isEqualTo(Solver.Answer.SATISFIABLE);
            assertThat(solver.check(List.of(other, SAME.at().apply(0)), Long.MAX_VALUE))
                    .isEqualTo(Solver.Answer.UNSATISFIABLE);
        }
    }

    @Test
    void holdsInEachClockInWhichTheFactsDo() {
        Map<Integer, CutPoint> cuts = sweep().under(List.of(SAME));
        try (Solver solver = Solver.open(Solver.Choice.ANY)) {
            var product = new Product(solver, JOINT, false);
            product.add(cuts);
            product.add(cuts);
            String plain = "(not (= r.2!1 r.2.c!1))";
            assertThat(solver.check(List.of(SAME.at().apply(1), plain), Long.MAX_VALUE))
                    .isEqualTo(Solver.Answer.UNSATISFIABLE);
            assertThat(solver.check(List.of(plain), Long.MAX_VALUE))
                    .isEqualTo(Solver.Answer.SATISFIABLE);
        }
    }
}
