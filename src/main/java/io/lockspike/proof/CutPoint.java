package io.lockspike.proof;

import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.proof.Netlist.Entry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// An inner signal of a netlist that may be what the spec calls by a name: the same value, with as
/// many bits as the netlist gives it.
///
/// @param name the spec's symbol, see [Product#spec]
record CutPoint(Term.Symbol symbol, Type type, String name) {

    /// The spec's value in a clock, of the symbol's sort.
    String term(int clock) {
        String value = Product.spec(name, clock);
        int wanted = Math.max(1, symbol.sort().bits());
        int more = wanted - type.bits();
        String resized =
                more == 0
                        ? value
                        : more < 0
                                ? "((_ extract " + (wanted - 1) + " 0) " + value + ")"
                                : "((_ %s_extend %d) %s)"
                                        .formatted(type.signed() ? "sign" : "zero", more, value);
        return symbol.sort().bits() == 0 ? "(= " + resized + " #b1)" : resized;
    }

    /// What was never different in a run of both, and has not stood still.
    static final class Seen {
        private final List<Watched> watched = new ArrayList<>();

        private static final class Watched {
            private final CutPoint point;
            private final Signal signal;
            private BigInteger before;
            private boolean moves;

            Watched(CutPoint point, Signal signal) {
                this.point = point;
                this.signal = signal;
            }

            boolean isAlike(Interpreter model, Netlist.Run device) {
                if (!model.defined(signal.slot())) {
                    return true;
                }
                int bits = Math.max(1, point.symbol.sort().bits());
                BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
                BigInteger said = point.type.value(model.raw(signal.slot())).and(all);
                moves |= before != null && !before.equals(said);
                before = said;
                return said.equals(device.value(point.symbol));
            }
        }

        Seen(Joint joint, Product names) {
            for (Entry entry : joint.netlist().symbols()) {
                if (entry.definition().isPresent() && !entry.isMemory()) {
                    for (Signal signal : joint.spec().equations().signals()) {
                        watch(entry.symbol(), signal, names.smt().name(signal));
                    }
                }
            }
        }

        /// One bit of many says little, and is often alike by chance.
        private void watch(Term.Symbol symbol, Signal signal, String name) {
            if (signal.kind() != Signal.Kind.INPUT
                    && (symbol.sort().bits() > 1) == (signal.type().bits() > 1)) {
                watched.add(new Watched(new CutPoint(symbol, signal.type(), name), signal));
            }
        }

        void note(Interpreter model, Netlist.Run device) {
            watched.removeIf(one -> !one.isAlike(model, device));
        }

        /// In the order of the netlist, so that each depends only on those before it.
        List<CutPoint> points() {
            return watched.stream().filter(one -> one.moves).map(one -> one.point).toList();
        }
    }
}
