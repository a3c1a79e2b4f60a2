package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Memory;
import io.lockspike.proof.Netlist.Register;
import io.lockspike.proof.Product.Fact;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A memory of the spec and one of the netlist that may hold the same: the netlist has each address
/// of the spec's, and its words have room for the spec's cells.
///
/// @param symbol the spec's, see [Product#spec]
/// @param low the lowest bit of a word that the spec's cell is in
record MemoryPair(Memory memory, String symbol, Register register, int low) {
    /// Cells that are said to be alike one by one. Memories of the same shape are said to be alike
    /// as they are.
    private static final int MOST_CELLS = 1 << 10;

    Fact fact() {
        String bits = isWholeWord() ? "" : "[%d:%d]".formatted(low + memory.type().bits() - 1, low);
        return new Fact(register.name() + bits + " = " + memory.name(), memory.name(), this::alike);
    }

    private String alike(int clock) {
        String said = Product.spec(symbol, clock);
        String shown = register.seen().text(Product.at(clock));
        if (isWhole()) {
            return "(= " + said + " " + shown + ")";
        }
        var text = new StringBuilder("(and true");
        for (int i = 0; i < memory.depth(); i++) {
            text.append(" (= ").append(Smt.cell(said, memory, i)).append(' ');
            text.append(part("(select " + shown + " " + address(i) + ")")).append(')');
        }
        return text.append(')').toString();
    }

    private String address(int cell) {
        return Term.Literal.of(cell, sort().address()).text("");
    }

    private String part(String word) {
        return isWholeWord()
                ? word
                : "((_ extract %d %d) %s)".formatted(low + memory.type().bits() - 1, low, word);
    }

    private Term.Sort sort() {
        return register.held().sort();
    }

    private boolean isWholeWord() {
        return sort().bits() == memory.type().bits();
    }

    private boolean isWhole() {
        return isWholeWord()
                && BigInteger.TWO.pow(sort().address()).equals(BigInteger.valueOf(memory.depth()));
    }

    private boolean isPossible() {
        return !memory.constant()
                && sort().isMemory()
                && low + memory.type().bits() <= sort().bits()
                && memory.depth() <= 1L << Math.min(40, sort().address())
                && (isWhole() || memory.depth() <= MOST_CELLS);
    }

    @SuppressWarnings("unchecked")
    private boolean isAlike(Interpreter model, Netlist.Run device) {
        var words = (Map<BigInteger, BigInteger>) device.value(register.seen());
        for (int i = 0; i < memory.depth(); i++) {
            Long said = model.cell(memory, i);
            BigInteger word = words.getOrDefault(BigInteger.valueOf(i), BigInteger.ZERO);
            if (said != null && memory.type().wrap(word.shiftRight(low)) != said) {
                return false;
            }
        }
        return true;
    }

    /// Those that were never different in a run of both, and since when the others are.
    static final class Seen {
        private final List<MemoryPair> pairs = new ArrayList<>();
        private final List<MemoryPair> parted = new ArrayList<>();

        Seen(Joint joint, Product names) {
            for (Memory memory : joint.spec().equations().memories()) {
                String symbol = names.smt().name(memory);
                for (Register register : joint.netlist().registers()) {
                    for (int low = 0; low < register.held().sort().bits(); low++) {
                        var pair = new MemoryPair(memory, symbol, register, low);
                        if (pair.isPossible()) {
                            pairs.add(pair);
                        }
                    }
                }
            }
        }

        void note(Interpreter model, Netlist.Run device) {
            for (MemoryPair pair : List.copyOf(pairs)) {
                if (!pair.isAlike(model, device)) {
                    pairs.remove(pair);
                    parted.addFirst(pair);
                }
            }
        }

        List<MemoryPair> pairs() {
            return List.copyOf(pairs);
        }

        /// All, those that were alike for the longest first.
        List<MemoryPair> all() {
            List<MemoryPair> all = new ArrayList<>(pairs);
            all.addAll(parted);
            return all;
        }

        /// Whether a memory of the spec may stand in the netlist as one.
        boolean has(Memory memory) {
            return pairs.stream().anyMatch(pair -> pair.memory().equals(memory));
        }
    }
}
