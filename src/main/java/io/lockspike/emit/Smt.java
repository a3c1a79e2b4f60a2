package io.lockspike.emit;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A row of time of one lane of a spec in SMT-LIB 2 (QF_BV, with memories QF_ABV): each value is a
/// bit vector of exactly its bits. (Some solvers know constant arrays only in the logic ALL.)
///
/// `v.before` is what v held before the row, `v` what the row shows, `v.next` what it holds after
/// it. An asynchronous rst is held, too: `rst.before` is that of the row before (R9).
///
/// All inputs are defined. What the model leaves undefined may be anything; where it would stop in
/// a check, the value wraps, and `stops.sample` is true (the row is not shown) or `stops.edge` (it
/// is the last one that is).
public final class Smt {
    private static final int MOST_CELLS = 4096;

    private final Spec spec;
    private final int lane;
    private final Equations equations;
    private final Design design;
    private final Stops stops;
    private final List<List<Let>> bound = new ArrayList<>();

    /// What a design holds from row to row.
    ///
    /// @param name its symbol is `NAME.before`, and that of its next value `NAME.next`
    /// @param of the state, the memory or the input `rst` that it is
    /// @param start its value before row 0, as a term; none where that is undefined
    public record Held(String name, String sort, What of, Optional<String> start) {}

    /// A state, a memory, or the reset signal of the row before.
    public sealed interface What {
        record OfState(State state) implements What {}

        record OfMemory(Memory memory) implements What {}

        record OfRst() implements What {}
    }

    private Smt(Spec spec, int lane) {
        this.spec = spec;
        this.lane = lane;
        this.equations = spec.equations();
        this.design = new Design(equations, new Names(SmtRow.OWN), List.of());
        this.stops = new Stops(design);
        equations.memories().forEach(Smt::refuseTooMany);
    }

    /// The text of one lane of a spec.
    ///
    /// @param lane whose parameters it has
    public static Smt of(Spec spec, int lane) {
        return new Smt(spec, lane);
    }

    private static void refuseTooMany(Memory memory) {
        for (var cells : List.of(memory.rst(), memory.init())) {
            long different = cells.map(some -> different(some, mostFrequent(some))).orElse(0L);
            if (different > MOST_CELLS) {
                throw new BadInputException(
                        ("memory '%s' starts with %,d cells of their own; SMT-LIB takes 0 to %,d:"
                                        + " give it fewer, or one value for all")
                                .formatted(memory.name(), different, MOST_CELLS));
            }
        }
    }

    /// From here on each row has a symbol for the value of this expression at the sample, too.
    ///
    /// @return what its symbol is called
    public String name(Expr expression, Type type) {
        if (expression instanceof Expr.Value value) {
            return name(value.signal());
        }
        bound.add(design.named(expression, type));
        return bound.getLast().getLast().name().text();
    }

    List<List<Let>> bound() {
        return bound;
    }

    Design design() {
        return design;
    }

    Stops stops() {
        return stops;
    }

    /// The parameters that values or checks need, in the order of the spec.
    List<Expr.Parameter> parameters() {
        Set<String> checked = new HashSet<>(stops.names(true));
        checked.addAll(stops.names(false));
        return equations.parameters().stream()
                .filter(p ->
                        design.parameters().contains(p) || checked.contains(design.name(p).text()))
                .toList();
    }

    int lane() {
        return lane;
    }

    /// The symbol of a signal in a row.
    public String name(Signal signal) {
        return design.name(signal).text();
    }

    /// The symbol of a memory in a row.
    public String name(Memory memory) {
        return design.name(memory);
    }

    public static String sort(Type type) {
        return "(_ BitVec " + type.bits() + ")";
    }

    static String sort(Memory memory) {
        int address = SmtExpression.addressBits(memory.depth());
        return "(Array (_ BitVec " + address + ") " + sort(memory.type()) + ")";
    }

    /// `raw` as a term.
    public static String term(long raw, Type type) {
        return SmtExpression.number(type.value(raw), type.bits());
    }

    /// One cell of a memory as a term.
    public static String cell(String symbol, Memory memory, int address) {
        String index =
                SmtExpression.number(
                        BigInteger.valueOf(address), SmtExpression.addressBits(memory.depth()));
        return SmtExpression.call("select", symbol, index);
    }

    /// All cells as a term.
    static String cells(Memory memory, List<Long> cells) {
        long most = mostFrequent(cells);
        var text = new StringBuilder();
        text.append("((as const ").append(sort(memory)).append(") ");
        text.append(term(most, memory.type())).append(')');
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) != most) {
                String address =
                        SmtExpression.number(
                                BigInteger.valueOf(i), SmtExpression.addressBits(memory.depth()));
                text.insert(0, "(store ").append(' ').append(address).append(' ');
                text.append(term(cells.get(i), memory.type())).append(')');
            }
        }
        return text.toString();
    }

    private static long mostFrequent(List<Long> cells) {
        Map<Long, Integer> counts = new HashMap<>();
        cells.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        int most = counts.values().stream().max(Integer::compare).orElse(0);
        return cells.stream().filter(cell -> counts.get(cell) == most).findFirst().orElse(0L);
    }

    private static long different(List<Long> cells, long base) {
        return cells.stream().filter(cell -> cell != base).count();
    }

    /// Whether a check may fail at all.
    public boolean mayStop() {
        return !stops.stops().isEmpty();
    }

    /// The symbols of the checks whose values are there in a row 0 that rst begins; each is a Bool.
    ///
    /// @param atEdge those of the rising edge; else those up to the sample
    public List<String> earlyStops(boolean atEdge) {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < stops.stops().size(); i++) {
            Stops.Stop stop = stops.stops().get(i);
            if (stop.early() && stop.atEdge() == atEdge) {
                symbols.add(stopSymbol(i));
            }
        }
        return symbols;
    }

    static String stopSymbol(int number) {
        return "stop." + number;
    }

    /// All that is held, in the order of the spec.
    public List<Held> held() {
        boolean hasRst = equations.rst() != Rst.NONE;
        List<Held> held = new ArrayList<>();
        for (State state : equations.states()) {
            Type type = state.signal().type();
            held.add(
                    new Held(
                            name(state.signal()),
                            sort(type),
                            new What.OfState(state),
                            state.atStart(hasRst).map(raw -> term(raw, type))));
        }
        for (Memory memory : equations.memories()) {
            held.add(
                    new Held(
                            name(memory),
                            sort(memory),
                            new What.OfMemory(memory),
                            memory.atStart(hasRst).map(cells -> cells(memory, cells))));
        }
        if (equations.rst() == Rst.ASYNC) {
            String name = name(equations.inputs().getFirst());
            held.add(new Held(name, sort(Type.BIT), new What.OfRst(), Optional.of("#b1")));
        }
        return held;
    }

    /// The definitions of a row, from the inputs and what is held on.
    ///
    /// @param symbols what to call the symbols of this row
    public String row(UnaryOperator<String> symbols) {
        return String.join("\n", new SmtRow(this, symbols, false).lines()) + "\n";
    }

    public static String declare(String symbol, String sort) {
        return "(declare-const " + symbol + " " + sort + ")";
    }

    /// The row as a file of its own, for a person and for any solver.
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "; %s [%s]: a row of time, written from its spec by lif."
                        .formatted(spec.name(), spec.hash()));
        lines.add("; v.before is what v held before the row, v is what the row shows,");
        lines.add("; v.next is what it holds after the row.");
        lines.add("(set-option :produce-models true)");
        lines.add("(set-logic " + (equations.memories().isEmpty() ? "QF_BV" : "ALL") + ")");
        lines.add("");
        lines.add("; Inputs.");
        for (Signal input : equations.inputs()) {
            lines.add(declare(name(input), sort(input.type())) + " ; " + input.type());
        }
        lines.add("");
        lines.add("; What is held.");
        for (Held held : held()) {
            lines.add(declare(held.name() + ".before", held.sort()));
        }
        lines.addAll(new SmtRow(this, text -> text, true).lines());
        lines.add("");
        lines.add("; Assert this for the first row.");
        lines.add("(define-fun power-up () Bool " + powerUp() + ")");
        return String.join("\n", lines) + "\n";
    }

    private String powerUp() {
        List<String> parts = new ArrayList<>(List.of("true"));
        for (Held held : held()) {
            held.start()
                    .ifPresent(start ->
                            parts.add(SmtExpression.call("=", held.name() + ".before", start)));
        }
        return parts.size() == 1 ? "true" : "(and " + String.join(" ", parts) + ")";
    }
}
