package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.FirstRow;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.proof.Netlist.Entry;
import io.lockspike.proof.Netlist.Free;
import io.lockspike.proof.Netlist.Register;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Clocks of a spec and of a netlist with the same inputs, in a solver.
///
/// | symbol in clock k | |
/// |---|---|
/// | `in.NAME!k` | an input of the spec |
/// | `s.NAME!k` | what the row of the spec shows; `s.NAME.before!k` what is held before it |
/// | `r.N!k` | what the netlist shows, by number |
/// | `late.I.D!k` | what the spec said of output I, D clocks before |
/// | `ready!k` | whether the netlist shows the row in this clock |
/// | `ends!k` | whether the spec's row ends with this clock |
/// | `stops!k` | whether a check of the spec keeps the row from being shown |
/// | `alike!k.I` | whether output I is as the spec says |
/// | `r.N.c!k` | what the netlist shows, with its cut points in place |
///
/// In a clock 0 that rst begins, only those outputs and checks count that it does not leave
/// undefined (see [FirstRow]).
final class Product {
    private final Solver solver;
    private final Joint joint;
    private final Smt smt;
    private final boolean fromPowerUp;
    private final Equations equations;
    private final FirstRow firstRow;
    private final List<String> names = new ArrayList<>();
    private int clocks;

    /// @param fromPowerUp whether clock 0 is that of power-up, with rst asserted; else anything is
    ///   held before it
    Product(Solver solver, Joint joint, boolean fromPowerUp) {
        this.solver = solver;
        this.joint = joint;
        this.fromPowerUp = fromPowerUp;
        this.smt = Smt.of(joint.spec(), joint.lane());
        this.equations = joint.spec().equations();
        this.firstRow = new FirstRow(equations);
        joint.outputs().forEach(out -> names.add(smt.name(out.expression(), out.type())));
        start();
    }

    Solver solver() {
        return solver;
    }

    int clocks() {
        return clocks;
    }

    Smt smt() {
        return smt;
    }

    /// What may hold in each clock, at the sample.
    ///
    /// @param of the name in the spec whose value follows from it, whatever the netlist holds;
    ///   empty where there is none
    record Fact(String text, String of, IntFunction<String> at) {}

    static String at(int clock) {
        return "!" + clock;
    }

    /// Ends the symbols of the netlist in a clock with its cut points in place.
    static String cut(int clock) {
        return ".c" + at(clock);
    }

    static String input(String name, int clock) {
        return "in." + name + at(clock);
    }

    static String spec(String name, int clock) {
        return "s." + name + at(clock);
    }

    static String late(int output, int clocks, int clock) {
        return "late." + output + "." + clocks + at(clock);
    }

    static String ready(int clock) {
        return "ready" + at(clock);
    }

    static String ends(int clock) {
        return "ends" + at(clock);
    }

    static String stops(int clock) {
        return "stops" + at(clock);
    }

    static String alike(int clock, int output) {
        return "alike" + at(clock) + "." + output;
    }

    /// A term of the netlist as a bit vector.
    static String bits(Term term, int clock) {
        return bits(term, at(clock));
    }

    private static String bits(Term term, String row) {
        return term.sort().bits() == 0 ? "(ite " + term.text(row) + " #b1 #b0)" : term.text(row);
    }

    static String not(String term) {
        return "(not " + term + ")";
    }

    private static String define(String symbol, String sort, String term) {
        return "(define-fun " + symbol + " () " + sort + " " + term + ")\n";
    }

    private static String declare(String symbol, String sort) {
        return Smt.declare(symbol, sort) + "\n";
    }

    private boolean isBegunByRst(int clock) {
        return fromPowerUp && clock == 0 && equations.rst() != Rst.NONE;
    }

    private void start() {
        var text = new StringBuilder();
        for (Smt.Held held : smt.held()) {
            String symbol = spec(held.name() + ".before", 0);
            text.append(
                    held.start().isPresent() && (fromPowerUp || isConstant(held))
                            ? define(symbol, held.sort(), held.start().get())
                            : declare(symbol, held.sort()));
        }
        for (Entry entry : joint.netlist().symbols()) {
            if (entry.definition().isEmpty() && entry.pins().isEmpty()) {
                boolean held = entry.free() == Free.HELD && joint.netlist().hasFalling();
                Term.Symbol symbol = entry.symbol();
                if (entry.free() != Free.EACH_ROW) {
                    text.append(
                            declare(symbol.text(held ? before(0) : at(0)), symbol.sort().text()));
                }
            }
        }
        for (int i = 0; i < joint.outputs().size(); i++) {
            for (int late = 1; late <= joint.outputs().get(i).latency(); late++) {
                text.append(declare(late(i, late, 0), Smt.sort(joint.outputs().get(i).type())));
            }
        }
        solver.add(text.toString());
    }

    private static boolean isConstant(Smt.Held held) {
        return held.of() instanceof Smt.What.OfMemory(Memory memory) && memory.constant();
    }

    /// A symbol for a condition at the sample, in all clocks; to be asked for before the first one.
    IntFunction<String> goal(Expr condition) {
        String name = smt.name(condition, Type.BIT);
        return clock -> "(= " + spec(name, clock) + " #b1)";
    }

    /// Ends the symbols of what is held before a clock, where the falling edge changes some of it.
    private static String before(int clock) {
        return ".b" + at(clock);
    }

    /// Adds the next clock.
    void add() {
        add(Map.of());
    }

    /// Adds the next clock; what follows from its netlist is said with these cut points in place.
    ///
    /// @param cuts that hold in this clock, by the number of their symbol
    void add(Map<Integer, CutPoint> cuts) {
        int clock = clocks++;
        var text = new StringBuilder();
        for (Signal input : equations.inputs()) {
            String sort = Smt.sort(input.type());
            Long constant = joint.constants().get(input.name());
            text.append(
                    constant == null
                            ? declare(input(input.name(), clock), sort)
                            : define(
                                    input(input.name(), clock),
                                    sort,
                                    Smt.term(constant, input.type())));
            text.append(define(spec(smt.name(input), clock), sort, input(input.name(), clock)));
        }
        if (isBegunByRst(clock)) {
            text.append("(assert (= ").append(input("rst", 0)).append(" #b1))\n");
        }
        text.append(smt.row(name -> spec(name, clock)));
        netlist(clock, text);
        if (!cuts.isEmpty()) {
            joint.netlist().symbols().stream()
                    .filter(joint.netlist()::isSet)
                    .forEach(entry -> text.append(cut(entry, cuts, clock)));
        }
        if (clock == 0) {
            String held = joint.netlist().hasFalling() ? before(0) : at(0);
            List<Term> known = fromPowerUp ? joint.netlist().initial() : joint.netlist().constant();
            known.forEach(one -> text.append("(assert ").append(one.text(held)).append(")\n"));
        }
        String row = cuts.isEmpty() ? at(clock) : cut(clock);
        next(clock, row, text);
        compare(clock, row, text);
        solver.add(text.toString());
    }

    // The netlist.

    private void netlist(int clock, StringBuilder text) {
        if (joint.netlist().hasFalling()) {
            String fall = ".f" + at(clock);
            settle(clock, fall, Set.of(), text);
            Set<Integer> changed = new HashSet<>();
            for (Register register : joint.netlist().registers()) {
                if (register.falling()) {
                    changed.add(register.held().number());
                    text.append(
                            define(
                                    register.held().text(at(clock)),
                                    register.held().sort().text(),
                                    register.next().text(fall)));
                }
            }
            settle(clock, at(clock), changed, text);
        } else {
            settle(clock, at(clock), Set.of(), text);
        }
    }

    /// @param changed what has its value in this row already
    private void settle(int clock, String row, Set<Integer> changed, StringBuilder text) {
        for (Entry entry : joint.netlist().symbols()) {
            Term.Symbol symbol = entry.symbol();
            String sort = symbol.sort().text();
            if (entry.definition().isPresent()) {
                text.append(define(symbol.text(row), sort, entry.definition().get().text(row)));
            } else if (!entry.pins().isEmpty()) {
                String driver = driver(entry.pins(), clock);
                String term = symbol.sort().bits() == 0 ? "(= " + driver + " #b1)" : driver;
                text.append(define(symbol.text(row), sort, term));
            } else {
                switch (entry.free()) {
                    case NOT -> throw new IllegalStateException(symbol + " has no value");
                    case EACH_ROW -> text.append(declare(symbol.text(row), sort));
                    case ALWAYS -> {
                        if (!row.equals(at(0))) {
                            text.append(define(symbol.text(row), sort, symbol.text(at(0))));
                        }
                    }
                    case HELD -> {
                        if (joint.netlist().hasFalling() && !changed.contains(symbol.number())) {
                            String held = symbol.text(before(clock));
                            text.append(define(symbol.text(row), sort, held));
                        }
                    }
                }
            }
        }
    }

    /// A symbol with cut points in place, of itself and of what it is made of.
    static String cut(Entry entry, Map<Integer, CutPoint> cuts, int clock) {
        Term.Symbol symbol = entry.symbol();
        CutPoint point = cuts.get(symbol.number());
        String term =
                point != null
                        ? point.term(clock)
                        : entry.definition()
                                .map(own -> own.text(cut(clock)))
                                .orElse(symbol.text(at(clock)));
        return define(symbol.text(cut(clock)), symbol.sort().text(), term);
    }

    private String driver(List<Netlist.Pin> pins, int clock) {
        return concat(pins.stream().map(pin -> driver(pin, clock)).toList());
    }

    private String driver(Netlist.Pin pin, int clock) {
        List<Joint.Drive> drives = joint.driven().getOrDefault(pin.port(), List.of());
        if (drives.isEmpty()) {
            return Term.Literal.of(0, pin.bits()).text("");
        }
        int bits = drives.stream().mapToInt(Joint.Drive::bits).sum();
        String all = concat(drives.stream().map(drive -> driver(drive, clock)).toList());
        return pin.bits() == bits
                ? all
                : "((_ extract %d %d) %s)".formatted(pin.low() + pin.bits() - 1, pin.low(), all);
    }

    private static String concat(List<String> terms) {
        return terms.size() == 1 ? terms.getFirst() : "(concat " + String.join(" ", terms) + ")";
    }

    private static String driver(Joint.Drive drive, int clock) {
        return switch (drive) {
            case Joint.In(Signal signal, boolean inverted) -> {
                String value = input(signal.name(), clock);
                yield inverted ? "(bvnot " + value + ")" : value;
            }
            case Joint.Tie(BigInteger value, int bits) ->
                    new Term.Literal(value, Term.Sort.bits(bits)).text("");
        };
    }

    // What is held from clock to clock.

    /// @param row ends the symbols of the netlist from which they follow
    private void next(int clock, String row, StringBuilder text) {
        text.append(define(ready(clock), "Bool", isReady(clock)));
        // A row with rst lasts one clock, ready or not.
        text.append(
                define(
                        ends(clock),
                        "Bool",
                        equations.rst() == Rst.NONE
                                ? ready(clock)
                                : "(or (= %s #b1) %s)"
                                        .formatted(input("rst", clock), ready(clock))));
        for (Smt.Held held : smt.held()) {
            String next = spec(held.name() + ".next", clock);
            String old = spec(held.name() + ".before", clock);
            text.append(
                    define(
                            spec(held.name() + ".before", clock + 1),
                            held.sort(),
                            joint.ready().isPresent()
                                    ? "(ite " + ends(clock) + " " + next + " " + old + ")"
                                    : next));
        }
        boolean falling = joint.netlist().hasFalling();
        for (Register register : joint.netlist().registers()) {
            Term.Symbol held = register.held();
            String next = register.falling() ? held.text(at(clock)) : register.next().text(row);
            String symbol = held.text(falling ? before(clock + 1) : at(clock + 1));
            text.append(define(symbol, held.sort().text(), next));
        }
        for (int i = 0; i < joint.outputs().size(); i++) {
            Joint.Out out = joint.outputs().get(i);
            for (int late = 1; late <= out.latency(); late++) {
                String before = late == 1 ? spec(names.get(i), clock) : late(i, late - 1, clock);
                text.append(define(late(i, late, clock + 1), Smt.sort(out.type()), before));
            }
        }
        if (joint.ready().isPresent() && clock > 0) {
            for (Signal input : equations.inputs()) {
                text.append(
                        "(assert (or %s (= %s %s)))\n"
                                .formatted(
                                        ends(clock - 1),
                                        input(input.name(), clock),
                                        input(input.name(), clock - 1)));
            }
        }
    }

    private String isReady(int clock) {
        if (joint.ready().isEmpty()) {
            return "true";
        }
        Term wire = joint.netlist().wires().get(joint.ready().get().wire());
        var value =
                new Term.Literal(
                        joint.ready().get().value(),
                        Term.Sort.bits(Math.max(1, wire.sort().bits())));
        return "(= " + bits(wire, clock) + " " + value.text("") + ")";
    }

    // What is compared.

    private void compare(int clock, String row, StringBuilder text) {
        text.append(define(stops(clock), "Bool", checks(clock, false)));
        text.append(define("edge" + stops(clock), "Bool", checks(clock, true)));
        for (int i = 0; i < joint.outputs().size(); i++) {
            text.append(define(alike(clock, i), "Bool", agreement(i, clock, row)));
        }
    }

    /// Whether a check at the edge that ends the row keeps the next one from being shown.
    static String stopsAtEdge(int clock) {
        return "edge" + stops(clock);
    }

    private String checks(int clock, boolean atEdge) {
        if (!isBegunByRst(clock)) {
            return spec(atEdge ? "stops.edge" : "stops.sample", clock);
        }
        var text = new StringBuilder("(or false false");
        smt.earlyStops(atEdge).forEach(stop -> text.append(' ').append(spec(stop, clock)));
        return text.append(')').toString();
    }

    /// Whether an output is said something of in a clock behind power-up.
    boolean isDefined(int output, int clock) {
        Joint.Out out = joint.outputs().get(output);
        int said = clock - out.latency();
        return said > 0 || (said == 0 && (equations.rst() == Rst.NONE || isDefined(out)));
    }

    private boolean isDefined(Joint.Out out) {
        return firstRow.isDefined(out.expression(), false);
    }

    private String agreement(int output, int clock, String row) {
        if (fromPowerUp && !isDefined(output, clock)) {
            return "true";
        }
        Joint.Out out = joint.outputs().get(output);
        String said =
                out.latency() == 0
                        ? spec(names.get(output), clock)
                        : late(output, out.latency(), clock);
        Term wire = joint.netlist().wires().get(out.wire());
        String equal = "(= " + said + " " + bits(wire, row) + ")";
        return joint.ready().isEmpty() ? equal : "(or " + not(ready(clock)) + " " + equal + ")";
    }

    /// What the spec says of an output in a clock, which is of that one or of an earlier one.
    String said(int output, int clock) {
        int latency = joint.outputs().get(output).latency();
        return latency == 0 ? spec(names.get(output), clock) : late(output, latency, clock);
    }

    /// The value of an input in the solver's answer.
    BigInteger input(Signal signal, int clock) {
        BigInteger bits = solver.value(input(signal.name(), clock));
        Type type = signal.type();
        return type.value(type.wrap(bits));
    }

    /// What the spec leaves undefined at power-up may be anything, so it may be what the netlist
    /// holds; what follows from it is undefined, too, and not compared. An asynchronous rst shows
    /// in the netlist at once. Each thing of the spec is said to be one of the netlist, whatever
    /// that is, so nothing is assumed of the netlist.
    ///
    /// @param guesses where the netlist may hold it, see [Guesses#places]
    void choose(List<Fact> guesses) {
        Map<String, String> chosen = new HashMap<>();
        guesses.forEach(guess -> chosen.putIfAbsent(guess.of(), guess.at().apply(0)));
        boolean hasRst = equations.rst() != Rst.NONE;
        for (State state : equations.states()) {
            Signal signal = state.signal();
            if (state.atStart(hasRst).isEmpty()) {
                choose(
                        equations.rst() == Rst.ASYNC && state.rst().isPresent()
                                ? loaded(signal, state.rst().get())
                                : chosen.get(signal.name()));
            }
        }
        for (Memory memory : equations.memories()) {
            if (memory.atStart(hasRst).isEmpty()) {
                String whole = chosen.get(memory.name());
                choose(whole);
                for (int i = 0; whole == null && i < memory.depth(); i++) {
                    choose(chosen.get(memory.name() + "[" + i + "]"));
                }
            }
        }
    }

    private String loaded(Signal signal, long value) {
        return "(= %s %s)".formatted(spec(smt.name(signal), 0), Smt.term(value, signal.type()));
    }

    /// @param fact null where nothing is known
    private void choose(String fact) {
        if (fact != null) {
            solver.add("(assert " + fact + ")");
        }
    }

    /// What the netlist holds at power-up in the solver's answer, by the symbol's number.
    Map<Integer, BigInteger> powerUp() {
        String row = joint.netlist().hasFalling() ? before(0) : at(0);
        Map<Integer, BigInteger> values = new HashMap<>();
        for (Register register : joint.netlist().registers()) {
            if (!register.held().sort().isMemory()) {
                values.put(register.held().number(), solver.value(bits(register.held(), row)));
            }
        }
        return values;
    }
}
