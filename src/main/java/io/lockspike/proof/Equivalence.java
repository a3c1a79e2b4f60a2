package io.lockspike.proof;

import static io.lockspike.proof.Product.not;

import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.proof.Product.Fact;
import io.lockspike.proof.Solver.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Proves that a netlist does what a spec says, for all inputs and from all states that they can
/// come to, or finds a stimulus under which it does not.
///
/// Both start at power-up with the same inputs; where the spec has a rst, it is asserted in clock 0
/// and free from then on. What is always so in a run of both is guessed to hold always ([Guesses]);
/// what one clock does not keep is dropped, until the rest is inductive. If the rest makes the
/// outputs alike, or k clocks in which they are alike make the next one so, it is proven for all
/// time. Bugs are searched from power-up on: a failing induction is none.
public final class Equivalence {
    private static final int DEEPEST_INDUCTION = 8;

    private final Joint joint;
    private final Solver.Choice choice;
    private final long deadline;
    private final int depth;
    private final Consumer<String> progress;
    private final List<long[]> stimulus;
    private final int first;
    private final int outputs;

    private Equivalence(Request request) {
        this.joint = request.joint();
        this.choice = request.choice();
        this.deadline = System.nanoTime() + request.time().toNanos();
        this.depth = request.depth();
        this.progress = request.progress();
        this.stimulus = request.stimulus();
        boolean hasRst = joint.spec().equations().rst() != Rst.NONE;
        this.first = joint.latest() + (hasRst ? 1 : 0);
        this.outputs = joint.outputs().size();
    }

    /// What is to be proven.
    ///
    /// @param stimulus rows in which much happens: inputs by slot
    /// @param time after which it is unknown
    /// @param depth clocks from power-up that are searched for a bug, at least
    /// @param progress told what it is at
    public record Request(
            Joint joint,
            List<long[]> stimulus,
            Solver.Choice choice,
            Duration time,
            int depth,
            Consumer<String> progress) {}

    /// Proves, or refutes.
    ///
    /// @throws io.lockspike.tool.ToolMissingException if there is no solver
    public static RtlVerdict of(Request request) {
        return new Equivalence(request).run();
    }

    private RtlVerdict run() {
        try (Solver solver = Solver.open(choice)) {
            var base = new Product(solver, joint, true);
            var search = new Search(base);
            Traces traces = new Traces(joint, base, first, stimulus);
            if (traces.difference().isPresent()) {
                return search.shortest(traces.difference().get());
            }
            if (traces.endless().isPresent()) {
                return unknown(
                        0,
                        "the RTL is not ready in %,d clocks in row %,d of the run"
                                .formatted(Traces.LONGEST, traces.endless().get()));
            }
            base.add();
            base.choose(Guesses.places(traces));
            return prove(base, search, traces);
        }
    }

    private RtlVerdict prove(Product base, Search search, Traces traces) {
        Optional<RtlVerdict> bug = search.to(first);
        if (bug.isPresent()) {
            return bug.get();
        }
        if (!search.agreesBefore(first)) {
            return unknown(search.agreed, search.undecided());
        }
        Invariant best = null;
        // Where rows last several clocks, much holds in some of them only.
        boolean waits = joint.ready().isPresent();
        for (boolean all : waits ? new boolean[] {true} : new boolean[] {false, true}) {
            List<Fact> guesses = all ? Guesses.all(traces) : Guesses.simple(traces);
            progress.accept("induction with " + guesses.size() + " guesses");
            best = new Invariant(base, guesses, traces.cuts());
            best.refine();
            try (Solver solver = Solver.open(choice)) {
                var step = new Product(solver, joint, false);
                for (int k = 0; k <= DEEPEST_INDUCTION && !best.open.isEmpty(); k = next(k)) {
                    bug = search.to(first + k);
                    if (bug.isPresent()) {
                        return bug.get();
                    }
                    if (!search.agreesBefore(first + k)) {
                        // Without these clocks an induction over k has nothing to begin with.
                        break;
                    }
                    best.outputs(step, k);
                }
            }
            if (best.open.isEmpty() && best.endsRows(traces.longest())) {
                progress.accept("what it comes to");
                var reached = new Reached(joint, choice, first, depth, () -> slice(8));
                return new RtlVerdict.Proven(
                        best.clocks,
                        best.texts(),
                        stimulus.size(),
                        reached.covers(stimulus, best.facts));
            }
        }
        bug = best.open.isEmpty() ? Optional.empty() : search.to(depth);
        return bug.isPresent() ? bug.get() : unknown(search, best);
    }

    private static int next(int k) {
        return k < 4 ? k + 1 : k * 2;
    }

    private RtlVerdict unknown(int clocks, String reason) {
        List<String> all = joint.outputs().stream().map(Joint.Out::name).toList();
        return new RtlVerdict.Unknown(clocks, List.of(), all, List.of(), reason);
    }

    private RtlVerdict unknown(Search search, Invariant best) {
        List<String> open = best.open.stream().map(this::name).toList();
        return new RtlVerdict.Unknown(
                search.agreed,
                IntStream.range(0, outputs)
                        .boxed()
                        .filter(output -> !best.open.contains(output))
                        .map(this::name)
                        .toList(),
                open,
                best.texts(),
                open.isEmpty() ? best.endless : undecided(search));
    }

    private String undecided(Search search) {
        boolean isOver = System.nanoTime() >= deadline;
        if (search.stuck) {
            return (isOver ? "the time is over: " : "") + search.undecided();
        }
        return isOver
                ? "the time is over"
                : "what both are known to hold is not enough for an induction";
    }

    private String name(int output) {
        return joint.outputs().get(output).name();
    }

    /// A part of the time that is left, so that one hard question does not take all of it.
    private long slice(int parts) {
        long now = System.nanoTime();
        return now + (deadline - now) / parts;
    }

    // From power-up on.

    /// The search for a bug, clock by clock.
    private final class Search {
        private final Product base;
        private int agreed;

        /// Whether a question was not answered in its time.
        private boolean stuck;

        Search(Product base) {
            this.base = base;
        }

        /// Whether all agrees in the clocks before this one.
        boolean agreesBefore(int clock) {
            return agreed >= clock;
        }

        String undecided() {
            return "the solver did not decide clock %d from power-up in its time".formatted(agreed);
        }

        /// Looks up to a clock; empty if all agrees until then, or it is not decided in its time:
        /// see [#agreesBefore].
        Optional<RtlVerdict> to(int clock) {
            while (agreed <= clock) {
                while (base.clocks() <= agreed) {
                    base.add();
                }
                progress.accept("clock " + agreed + " from power-up");
                for (int output = 0; output < outputs; output++) {
                    Answer answer = ask(output);
                    if (answer == Answer.SATISFIABLE) {
                        return Optional.of(found(output, true));
                    }
                    if (answer == Answer.UNKNOWN) {
                        stuck = true;
                        return Optional.empty();
                    }
                }
                base.solver()
                        .add(
                                "(assert (and %s %s))"
                                        .formatted(
                                                not(Product.stops(agreed)),
                                                not(Product.stopsAtEdge(agreed))));
                agreed++;
            }
            return Optional.empty();
        }

        private Answer ask(int output) {
            List<String> terms =
                    List.of(not(Product.stops(agreed)), not(Product.alike(agreed, output)));
            return base.solver().check(terms, slice(2));
        }

        private RtlVerdict found(int output, boolean shortest) {
            if (System.getProperty("dbg") != null) {
                for (int clock = 0; clock <= agreed; clock++) {
                    var t = new StringBuilder("CLOCK " + clock + ":");
                    for (Signal s : joint.spec().equations().signals())
                        t.append(" ")
                                .append(s.name())
                                .append("=")
                                .append(
                                        base.solver()
                                                .value(Product.spec(base.smt().name(s), clock)));
                    t.append("\n  REGS:");
                    for (var r : joint.netlist().registers())
                        if (!r.held().sort().isMemory())
                            t.append(" ")
                                    .append(r.name())
                                    .append("=")
                                    .append(base.solver().value(Product.bits(r.seen(), clock)));
                    for (var m : joint.spec().equations().memories())
                        if (m.depth() <= 16) {
                            t.append("\n  ").append(m.name());
                            for (int i = 0; i < m.depth(); i++)
                                t.append(" ")
                                        .append(
                                                base.solver()
                                                        .value(
                                                                io.lockspike.emit.Smt.cell(
                                                                        Product.spec(
                                                                                base.smt().name(m),
                                                                                clock),
                                                                        m,
                                                                        i)));
                        }
                    for (var r : joint.netlist().registers())
                        if (r.held().sort().isMemory() && r.held().sort().address() <= 4) {
                            t.append("\n  ").append(r.name());
                            for (int i = 0; i < 1 << r.held().sort().address(); i++)
                                t.append(" ")
                                        .append(
                                                base.solver()
                                                        .value(
                                                                "(select "
                                                                        + r.seen()
                                                                                .text(
                                                                                        Product.at(
                                                                                                clock))
                                                                        + " "
                                                                        + Term.Literal.of(
                                                                                        i,
                                                                                        r.held()
                                                                                                .sort()
                                                                                                .address())
                                                                                .text("")
                                                                        + ")"));
                        }
                    System.err.println(t);
                }
            }
            List<long[]> rows = new ArrayList<>();
            for (int clock = 0; clock <= agreed; clock++) {
                if (clock == agreed || base.solver().holds(Product.ends(clock))) {
                    rows.add(inputs(clock));
                }
            }
            return new Witnessed(joint, base.powerUp()).of(rows, output, shortest);
        }

        private long[] inputs(int clock) {
            List<Signal> signals = joint.spec().equations().inputs();
            long[] row = new long[signals.size()];
            for (Signal signal : signals) {
                row[signal.slot()] = signal.type().wrap(base.input(signal, clock));
            }
            return row;
        }

        /// A difference is known; a shorter way to it may be found from power-up on.
        RtlVerdict shortest(Traces.Difference known) {
            Optional<RtlVerdict> found = to(Math.min(depth, known.rows().size()));
            return found.filter(RtlVerdict.Refuted.class::isInstance)
                    .orElseGet(() ->
                            new Witnessed(joint, Map.of()).of(known.rows(), known.output(), false));
        }
    }

    // By induction.

    /// What holds in each clock, and the outputs that it makes alike.
    private final class Invariant {
        private final Product base;
        private final Sweep sweep;
        private Map<Integer, CutPoint> cuts = Map.of();
        private List<Fact> facts;
        private final List<Integer> open;
        private int clocks;

        /// Why a row is not shown to end.
        private String endless = "";

        Invariant(Product base, List<Fact> guesses, List<CutPoint> points) {
            this.base = base;
            this.sweep = new Sweep(joint, choice, points, () -> slice(8), () -> slice(3));
            this.facts = new ArrayList<>(guesses);
            this.open = new ArrayList<>(IntStream.range(0, outputs).boxed().toList());
        }

        List<String> texts() {
            return facts.stream().map(Fact::text).toList();
        }

        /// Drops what does not hold at first, then what a clock does not keep.
        void refine() {
            List<String> start = List.of(not(Product.stops(first)));
            facts = new ArrayList<>(holding(base, start, first));
            int before;
            do {
                before = facts.size();
                cuts = sweep.under(facts);
                facts = kept();
                progress.accept("induction with " + facts.size() + " of " + before + " guesses");
            } while (facts.size() < before);
        }

        /// Those that a clock keeps in which all of them hold.
        private List<Fact> kept() {
            try (Solver solver = Solver.open(choice)) {
                var step = new Product(solver, joint, false);
                step.add(cuts);
                step.add();
                List<String> clock = new ArrayList<>(going(0));
                clock.add(not(Product.stops(1)));
                facts.forEach(fact -> clock.add(fact.at().apply(0)));
                return holding(step, clock, 1);
            }
        }

        private List<String> going(int clock) {
            return List.of(not(Product.stops(clock)), not(Product.stopsAtEdge(clock)));
        }

        /// Those that these terms make hold in a clock, one at a time: each has few causes.
        private List<Fact> holding(Product product, List<String> terms, int clock) {
            List<Fact> left = new ArrayList<>(facts);
            List<Fact> kept = new ArrayList<>();
            while (!left.isEmpty()) {
                Fact fact = left.removeFirst();
                List<String> all = new ArrayList<>(terms);
                all.add(not(fact.at().apply(clock)));
                switch (product.solver().check(all, slice(4))) {
                    case UNSATISFIABLE -> kept.add(fact);
                    case UNKNOWN -> {}
                    case SATISFIABLE -> {
                        // Others that this very case refutes need no question of their own.
                        left.removeIf(other -> !product.solver().holds(other.at().apply(clock)));
                    }
                }
            }
            return kept;
        }

        /// Whether the netlist comes to the end of each row: it says nothing wrong where it says
        /// nothing any more.
        ///
        /// @param seen the most clocks that a row lasted in a run
        boolean endsRows(int seen) {
            if (joint.ready().isEmpty()) {
                return true;
            }
            try (Solver solver = Solver.open(choice)) {
                var step = new Product(solver, joint, false);
                List<String> terms = new ArrayList<>();
                Answer answer = Answer.SATISFIABLE;
                int within = seen;
                while (answer == Answer.SATISFIABLE && within <= Traces.LONGEST) {
                    for (int k = step.clocks(); k < within; k++) {
                        step.add(cuts);
                        for (Fact fact : facts) {
                            terms.add(fact.at().apply(k));
                        }
                        terms.add(not(Product.stops(k)));
                        terms.add(not(Product.ends(k)));
                    }
                    progress.accept("rows of up to " + within + " clocks");
                    answer = solver.check(terms, slice(4));
                    endless =
                            (answer == Answer.UNKNOWN
                                            ? "the solver did not decide in its time whether the RTL is ready again within %,d clocks"
                                            : "nothing shows that the RTL is ready again within %,d clocks, so a row may last for ever")
                                    .formatted(within);
                    within = 2 * within;
                }
                return answer == Answer.UNSATISFIABLE;
            }
        }

        /// Whether k clocks that are alike make the next one so.
        void outputs(Product step, int k) {
            while (step.clocks() <= k) {
                step.add(cuts);
            }
            List<String> terms = new ArrayList<>();
            for (int clock = 0; clock <= k; clock++) {
                for (Fact fact : facts) {
                    terms.add(fact.at().apply(clock));
                }
                terms.add(not(Product.stops(clock)));
                if (clock < k) {
                    terms.add(not(Product.stopsAtEdge(clock)));
                    for (int output = 0; output < outputs; output++) {
                        terms.add(Product.alike(clock, output));
                    }
                }
            }
            List<Integer> proven = new ArrayList<>();
            for (int output : open) {
                List<String> all = new ArrayList<>(terms);
                all.add(not(Product.alike(k, output)));
                if (step.solver().check(all, slice(4)) == Answer.UNSATISFIABLE) {
                    proven.add(output);
                }
            }
            if (proven.size() == open.size()) {
                clocks = k;
                open.clear();
            } else if (k == 0) {
                open.removeAll(proven);
            }
        }
    }
}
