package io.lockspike.proof;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A design of one clock as yosys writes it by `write_smt2`: what it holds, what it takes, and what
/// each of its wires is in a row.
///
/// @param symbols all that has a number, in an order in which each needs only those before it
/// @param registers and memories: what the rising edge, or the falling one, changes
/// @param wires what has a name in the sources, once it is flat: `core.v`
/// @param initial what holds before row 0
public record Netlist(
        List<Port> ports,
        List<Entry> symbols,
        List<Register> registers,
        Map<String, Term> wires,
        List<Term> initial) {

    /// The names of all wires.
    public Set<String> names() {
        return wires.keySet();
    }

    /// A port of the top.
    public record Port(String name, boolean input, int bits) {}

    /// A symbol: defined by others, or free.
    ///
    /// @param pins the bits of inputs that it is, the highest first; empty for what is none
    record Entry(Term.Symbol symbol, Optional<Term> definition, List<Pin> pins, Free free) {
        boolean isMemory() {
            return symbol.sort().isMemory();
        }
    }

    /// Bits of an input.
    record Pin(String port, int low, int bits) {
        BigInteger of(BigInteger value) {
            BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            return value.shiftRight(low).and(all);
        }
    }

    /// What gives a symbol its value where nothing defines it.
    enum Free {
        /// It is defined, or an input.
        NOT,
        /// The edge.
        HELD,
        /// Nobody, in each row anew: an x in the sources.
        EACH_ROW,
        /// Nobody, once.
        ALWAYS
    }

    /// A register or a memory.
    ///
    /// @param seen its value at the sample: an asynchronous rst acts at once
    /// @param name what the sources call it
    /// @param falling whether the other edge of the clock changes it
    record Register(Term.Symbol held, Term next, Term seen, String name, boolean falling) {
        /// Whether it is a memory that nothing writes.
        boolean isConstant() {
            return held.sort().isMemory() && next.equals(held);
        }
    }

    /// Bits of a wire; empty where there is none of this name.
    public Optional<Integer> bits(String name) {
        return Optional.ofNullable(wires.get(name)).map(wire -> Math.max(1, wire.sort().bits()));
    }

    /// What holds before row 0, and of what nothing writes in each row.
    List<Term> constant() {
        return initial.stream()
                .filter(fact ->
                        Initial.of(fact)
                                .map(one ->
                                        registers.stream()
                                                .filter(Register::isConstant)
                                                .anyMatch(r -> r.held().number() == one.number()))
                                .orElse(false))
                .toList();
    }

    /// Whether something gives it a value in each row: yosys declares states, too, that nothing
    /// sets and nothing uses.
    boolean isSet(Entry entry) {
        return entry.free() != Free.HELD
                || registers.stream().anyMatch(one -> one.held().equals(entry.symbol()));
    }

    boolean hasFalling() {
        return registers.stream().anyMatch(Register::falling);
    }

    /// One row after the other, in this program; what is not given at power-up is drawn.
    static final class Run {
        private final Netlist netlist;
        private final Random random;
        private final Object[] values;
        private final Object[] held;

        /// @param given what is held at power-up, by number; the rest is drawn
        Run(Netlist netlist, Random random, Map<Integer, BigInteger> given) {
            this.netlist = netlist;
            this.random = random;
            this.values = new Object[netlist.symbols.size()];
            this.held = new Object[values.length];
            for (Entry entry : netlist.symbols) {
                if (entry.definition().isEmpty()) {
                    held[entry.symbol().number()] = drawn(entry.symbol().sort());
                }
            }
            given.forEach((number, value) -> held[number] = value);
            netlist.initial.forEach(this::start);
        }

        private Object drawn(Term.Sort sort) {
            return sort.isMemory() ? Map.of() : new BigInteger(Math.max(1, sort.bits()), random);
        }

        /// Makes what yosys says of power-up true: `(= SYMBOL NUMBER)`, of some bits.
        private void start(Term fact) {
            Initial.of(fact).ifPresent(one -> one.into(held));
        }

        /// The row with these inputs, sampled.
        void row(Map<String, BigInteger> inputs) {
            if (netlist.hasFalling()) {
                settle(inputs);
                for (Register register : netlist.registers) {
                    if (register.falling()) {
                        held[register.held().number()] = register.next().value(values);
                    }
                }
            }
            settle(inputs);
        }

        private void settle(Map<String, BigInteger> inputs) {
            for (Entry entry : netlist.symbols) {
                int number = entry.symbol().number();
                if (entry.definition().isPresent()) {
                    values[number] = entry.definition().get().value(values);
                } else if (!entry.pins().isEmpty()) {
                    values[number] = shown(entry.pins(), inputs);
                } else {
                    values[number] =
                            entry.free() == Free.EACH_ROW
                                    ? drawn(entry.symbol().sort())
                                    : held[number];
                }
            }
        }

        private static BigInteger shown(List<Pin> pins, Map<String, BigInteger> inputs) {
            BigInteger value = BigInteger.ZERO;
            for (Pin pin : pins) {
                BigInteger port = inputs.getOrDefault(pin.port(), BigInteger.ZERO);
                value = value.shiftLeft(pin.bits()).or(pin.of(port));
            }
            return value;
        }

        /// The rising edge that ends the row.
        void edge() {
            Map<Integer, Object> next = new LinkedHashMap<>();
            for (Register register : netlist.registers) {
                if (!register.falling()) {
                    next.put(register.held().number(), register.next().value(values));
                }
            }
            next.forEach((number, value) -> held[number] = value);
        }

        Object value(Term term) {
            return term.value(values);
        }
    }

    /// `(= (extract (SYMBOL)) NUMBER)`, or a cell of a memory.
    record Initial(int number, Optional<BigInteger> address, int low, int bits, BigInteger value) {

        static Optional<Initial> of(Term fact) {
            if (!(fact instanceof Term.Call(String function, _, List<Term> sides, _))
                    || !function.equals("=")) {
                return Optional.empty();
            }
            BigInteger value = (BigInteger) sides.get(1).value(new Object[0]);
            return place(sides.getFirst(), value);
        }

        private static Optional<Initial> place(Term term, BigInteger value) {
            return switch (term) {
                case Term.Symbol(int number, Term.Sort sort) ->
                        Optional.of(
                                new Initial(
                                        number,
                                        Optional.empty(),
                                        0,
                                        Math.max(1, sort.bits()),
                                        value));
                case Term.Literal _ -> Optional.empty();
                case Term.Call call -> place(call, value);
            };
        }

        private static Optional<Initial> place(Term.Call call, BigInteger value) {
            Term first = call.operands().getFirst();
            return switch (call.function()) {
                case "extract" ->
                        place(first, value)
                                .map(one ->
                                        new Initial(
                                                one.number,
                                                Optional.empty(),
                                                call.indices().get(1),
                                                call.sort().bits(),
                                                value));
                // `(= (= X #b1) true)`: a Bool of one bit.
                case "=" -> place(first, value);
                case "bvand" -> place(first, value);
                case "select" ->
                        first instanceof Term.Symbol memory
                                ? Optional.of(
                                        new Initial(
                                                memory.number(),
                                                Optional.of(
                                                        (BigInteger)
                                                                call.operands()
                                                                        .get(1)
                                                                        .value(new Object[0])),
                                                0,
                                                call.sort().bits(),
                                                value))
                                : Optional.empty();
                default -> Optional.empty();
            };
        }

        @SuppressWarnings("unchecked")
        void into(Object[] held) {
            if (address.isPresent()) {
                Map<BigInteger, BigInteger> cells =
                        new LinkedHashMap<>((Map<BigInteger, BigInteger>) held[number]);
                cells.put(address.get(), value);
                held[number] = cells;
            } else {
                BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
                BigInteger old = (BigInteger) held[number];
                held[number] = old.andNot(mask.shiftLeft(low)).or(value.shiftLeft(low));
            }
        }
    }
}
