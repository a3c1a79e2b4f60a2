package io.lockspike.proof;

import io.lockspike.proof.Netlist.Entry;
import io.lockspike.proof.Netlist.Free;
import io.lockspike.proof.Netlist.Port;
import io.lockspike.proof.Netlist.Register;
import io.lockspike.proof.Term.Call;
import io.lockspike.proof.Term.Literal;
import io.lockspike.proof.Term.Sort;
import io.lockspike.proof.Term.Symbol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `write_smt2 -wires` of yosys writes of one flat module.
public final class NetlistReader {
    /// What a flip-flop is, as the netlist before says: those of the sources have names, and an
    /// edge.
    ///
    /// @param name of the wire that it drives, `v`; empty where that is none of the sources'
    /// @param low the lowest bit that it drives
    public record FlipFlop(Optional<String> name, int low, int bits, boolean falling) {}

    private static final Pattern NOTE =
            Pattern.compile("; yosys-smt2-(input|output|anyseq|anyconst) (\\S+) (\\d+).*");

    /// What is not defined by others; behind it stands what the sources call it.
    private static final Pattern DECLARED =
            Pattern.compile("\\(declare-fun (\\|[^|]+\\|) .*\\) ; (.*)");

    /// A wire, or bits of it; of several, in braces, the highest comes first.
    private static final Pattern WIRE =
            Pattern.compile("\\\\([^\\s{}]+)(?: \\[(\\d+)(?::(\\d+))?])?");

    private static final Pattern STEP = Pattern.compile("next_state\\)\\) ; (\\S+).*");

    private final String top;
    private final Map<String, FlipFlop> flipFlops;
    private final List<Port> ports = new ArrayList<>();
    private final Map<String, Free> free = new HashMap<>();
    private final List<String> cells = new ArrayList<>();
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final Map<String, List<Netlist.Pin>> inputs = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Register> registers = new ArrayList<>();
    private final Map<String, Term> wires = new LinkedHashMap<>();
    private final List<Term> initial = new ArrayList<>();

    private NetlistReader(String top, Map<String, FlipFlop> flipFlops) {
        this.top = top;
        this.flipFlops = new HashMap<>();
        flipFlops.forEach((name, flipFlop) -> this.flipFlops.put(cell(name), flipFlop));
    }

    /// Reads the text of one module.
    ///
    /// @param text what yosys wrote
    /// @param top the module's name
    /// @param flipFlops by the name of their cell
    /// @throws UnsupportedOperationException if it uses what is not known here
    public static Netlist read(String text, String top, Map<String, FlipFlop> flipFlops) {
        var reader = new NetlistReader(top, flipFlops);
        reader.notes(text);
        List<Object> forms = new Forms(text).all();
        forms.forEach(reader::form);
        return new Netlist(
                reader.ports, reader.entries, reader.registers, reader.wires, reader.initial);
    }

    private void notes(String text) {
        text.lines()
                .map(NOTE::matcher)
                .filter(Matcher::matches)
                .forEach(note ->
                        note(note.group(1), note.group(2), Integer.parseInt(note.group(3))));
        text.lines()
                .forEach(line -> {
                    Matcher declared = DECLARED.matcher(line);
                    if (declared.matches()) {
                        declared(declared.group(1), declared.group(2));
                    }
                    Matcher step = STEP.matcher(line);
                    if (step.find()) {
                        cells.add(cell(step.group(1)));
                    }
                });
    }

    /// Yosys writes a backslash as a slash here.
    private static String cell(String name) {
        return name.replace('\\', '/');
    }

    private void note(String kind, String name, int bits) {
        switch (kind) {
            case "anyseq" -> free.put("|" + name + "|", Free.EACH_ROW);
            case "anyconst" -> free.put("|" + name + "|", Free.ALWAYS);
            default -> ports.add(new Port(name, kind.equals("input"), bits));
        }
    }

    private void form(Object form) {
        List<?> list = (List<?>) form;
        String name = list.get(1).toString();
        switch (list.getFirst().toString()) {
            case "declare-fun" -> {
                if (!name.equals("|" + top + "_is|")) {
                    declare(name, sort(list.get(3)));
                }
            }
            case "define-fun" -> define(name, list.get(3), list.get(4));
            default -> {}
        }
    }

    private void declared(String symbol, String called) {
        List<Netlist.Pin> pins = new ArrayList<>();
        Matcher wire = WIRE.matcher(called);
        while (wire.find()) {
            String name = wire.group(1);
            ports.stream()
                    .filter(port -> port.input() && port.name().equals(name))
                    .forEach(port -> pins.add(pin(port, wire.group(2), wire.group(3))));
        }
        inputs.put(symbol, pins);
    }

    private static Netlist.Pin pin(Port port, String high, String low) {
        if (high == null) {
            return new Netlist.Pin(port.name(), 0, port.bits());
        }
        int first = Integer.parseInt(low == null ? high : low);
        return new Netlist.Pin(port.name(), first, Integer.parseInt(high) - first + 1);
    }

    private void declare(String name, Sort sort) {
        List<Netlist.Pin> pins = inputs.getOrDefault(name, List.of());
        int bits = pins.stream().mapToInt(Netlist.Pin::bits).sum();
        if (!pins.isEmpty() && bits != Math.max(1, sort.bits())) {
            throw new UnsupportedOperationException(
                    "%s, of which %d bits are inputs".formatted(name, bits));
        }
        Free kind = pins.isEmpty() ? free.getOrDefault(name, Free.HELD) : Free.NOT;
        entries.add(new Entry(symbol(name, sort), Optional.empty(), pins, kind));
    }

    private Symbol symbol(String name, Sort sort) {
        var symbol = new Symbol(symbols.size(), sort);
        symbols.put(name, symbol);
        return symbol;
    }

    private void define(String name, Object sort, Object body) {
        if (name.startsWith("|" + top + "_n ")) {
            String wire = name.substring(top.length() + 4, name.length() - 1);
            wires.put(wire, term(body));
        } else if (name.equals("|" + top + "_i|")) {
            conjuncts(body).forEach(one -> initial.add(term(one)));
        } else if (name.equals("|" + top + "_t|")) {
            List<Object> steps = conjuncts(body);
            for (int i = 0; i < steps.size(); i++) {
                step((List<?>) steps.get(i), cells.get(i));
            }
        } else if (!name.matches("\\|" + Pattern.quote(top) + "_[auh]\\|")) {
            Term definition = term(body);
            var symbol = symbol(name, sort(sort));
            entries.add(new Entry(symbol, Optional.of(definition), List.of(), Free.NOT));
        }
    }

    private static List<Object> conjuncts(Object body) {
        if (body instanceof List<?> list) {
            return list.getFirst().equals("and")
                    ? new ArrayList<>(list.subList(1, list.size()))
                    : List.of(list);
        }
        return List.of();
    }

    /// `(= NEXT (|top#4| next_state))`.
    private void step(List<?> equation, String cell) {
        String held = ((List<?>) equation.get(2)).getFirst().toString();
        Symbol symbol = symbols.get(held);
        Term next = term(equation.get(1));
        FlipFlop flipFlop =
                flipFlops.getOrDefault(cell, new FlipFlop(Optional.empty(), 0, 0, false));
        Term seen = flipFlop.name().map(wires::get).map(w -> part(w, flipFlop)).orElse(symbol);
        String name =
                symbol.sort().isMemory() ? cell : flipFlop.name().orElse(cell) + range(flipFlop);
        registers.add(new Register(symbol, next, seen, name, flipFlop.falling()));
    }

    private static Term part(Term wire, FlipFlop flipFlop) {
        boolean whole = Math.max(1, wire.sort().bits()) == flipFlop.bits();
        int high = flipFlop.low() + flipFlop.bits() - 1;
        return whole ? wire : Call.of("extract", List.of(high, flipFlop.low()), List.of(wire));
    }

    private String range(FlipFlop flipFlop) {
        int bits = flipFlop.name().map(wires::get).map(w -> w.sort().bits()).orElse(0);
        int high = flipFlop.low() + flipFlop.bits() - 1;
        return bits <= flipFlop.bits() ? "" : "[" + high + ":" + flipFlop.low() + "]";
    }

    private static Sort sort(Object form) {
        if (form.equals("Bool")) {
            return Sort.BOOL;
        }
        List<?> list = (List<?>) form;
        if (list.getFirst().equals("Array")) {
            return new Sort(sort(list.get(1)).bits(), sort(list.get(2)).bits());
        }
        return Sort.bits(Integer.parseInt(list.get(2).toString()));
    }

    private Term term(Object form) {
        if (form instanceof String atom) {
            return number(atom);
        }
        List<?> list = (List<?>) form;
        if (list.getFirst() instanceof String name && symbols.containsKey(name)) {
            return symbols.get(name);
        }
        if (list.getFirst() instanceof String name && name.startsWith("|" + top + "_n ")) {
            return wires.get(name.substring(top.length() + 4, name.length() - 1));
        }
        List<Term> operands = new ArrayList<>();
        list.subList(1, list.size()).forEach(operand -> operands.add(term(operand)));
        if (list.getFirst() instanceof List<?> indexed) {
            List<Integer> indices = new ArrayList<>();
            indexed.subList(2, indexed.size())
                    .forEach(index -> indices.add(Integer.parseInt(index.toString())));
            return Call.of(indexed.get(1).toString(), indices, operands);
        }
        return Call.of(list.getFirst().toString(), List.of(), operands);
    }

    private static Literal number(String atom) {
        if (atom.startsWith("#b")) {
            return new Literal(new BigInteger(atom.substring(2), 2), Sort.bits(atom.length() - 2));
        }
        if (atom.equals("true") || atom.equals("false")) {
            return new Literal(atom.equals("true") ? BigInteger.ONE : BigInteger.ZERO, Sort.BOOL);
        }
        throw new UnsupportedOperationException(atom);
    }

    /// Lists and atoms of the text; comments are left out.
    private static final class Forms {
        private static final Pattern TOKEN =
                Pattern.compile("[()]|\\|[^|]*\\||[^\\s()|;]+|;[^\n]*");
        private final Matcher tokens;

        Forms(String text) {
            tokens = TOKEN.matcher(text);
        }

        List<Object> all() {
            List<Object> forms = new ArrayList<>();
            for (Object form = next(); form != null; form = next()) {
                forms.add(form);
            }
            return forms;
        }

        /// A list, an atom, or null for `)` and the end.
        private Object next() {
            while (tokens.find()) {
                String token = tokens.group();
                switch (token.charAt(0)) {
                    case ';' -> {}
                    case ')' -> {
                        return null;
                    }
                    case '(' -> {
                        return all();
                    }
                    default -> {
                        return token;
                    }
                }
            }
            return null;
        }
    }
}
