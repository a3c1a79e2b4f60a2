package io.lockspike.equation;

import java.util.BitSet;

/// What is still undefined in a row 0 in which rst is asserted: what it loads at the edge that ends
/// the row (R8, R9), and all that names such a thing.
///
/// It looks at names, not at values: `x < 4 or v == 0` names v, so it counts as undefined where v
/// does, although it is 1 for a small x (R4).
public final class FirstRow {
    private final BitSet lateAtFall = new BitSet();
    private final BitSet late = new BitSet();

    public FirstRow(Equations equations) {
        boolean hasRst = equations.rst() != Rst.NONE;
        for (State state : equations.states()) {
            int slot = state.signal().slot();
            lateAtFall.set(slot, isLate(state, hasRst));
            // At its own edge rst loads a falling state; what else one takes may be late.
            boolean falls = state.falling() && hasRst;
            late.set(slot, falls ? state.rst().isEmpty() : isLate(state, hasRst));
        }
        for (Wire wire : equations.wires()) {
            lateAtFall.set(wire.signal().slot(), !isDefined(wire.value(), true));
            late.set(wire.signal().slot(), !isDefined(wire.value(), false));
        }
    }

    private static boolean isLate(State state, boolean hasRst) {
        return hasRst && state.rst().isPresent() && state.init().isEmpty();
    }

    /// Whether the sample of row 0 shows its value.
    public boolean isDefined(Signal signal) {
        return !late.get(signal.slot());
    }

    /// Whether it has a value in row 0.
    ///
    /// @param atFall before the falling edge; else at the sample and the rising edge
    public boolean isDefined(Expr expression, boolean atFall) {
        return !Uses.any(
                expression,
                part ->
                        switch (part) {
                            case Expr.Value value ->
                                    (atFall ? lateAtFall : late).get(value.signal().slot());
                            case Expr.Read read -> isLate(read.memory());
                            case Expr.Constant _,
                                    Expr.Parameter _,
                                    Expr.Unary _,
                                    Expr.Binary _,
                                    Expr.Round _,
                                    Expr.And _,
                                    Expr.Or _,
                                    Expr.Choose _,
                                    Expr.Pick _,
                                    Expr.Bit _,
                                    Expr.Bits _,
                                    Expr.Cat _,
                                    Expr.Popcount _,
                                    Expr.Cast _ ->
                                    false;
                        });
    }

    private static boolean isLate(Memory memory) {
        return memory.rst().isPresent() && memory.atStart(true).isEmpty();
    }
}
