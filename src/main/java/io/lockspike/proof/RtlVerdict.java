package io.lockspike.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// What a proof that a netlist does what a spec says came to.
public sealed interface RtlVerdict {

    /// It does, in every clock of every stimulus.
    ///
    /// @param clocks the depth of the induction
    /// @param invariant what always holds between the two
    /// @param run rows in which both were run, from power-up on, before anything was proven
    /// @param covers what the design must come to for that to say something
    record Proven(int clocks, List<String> invariant, int run, List<Cover> covers)
            implements RtlVerdict {}

    /// Something that a design is to come to.
    ///
    /// @param row in which it is; -1 where that is not known, or never
    /// @param never no state and no input, of those that the invariant allows, come to it
    record Cover(String text, int row, boolean never) {
        public boolean isReached() {
            return row >= 0;
        }

        /// Neither reached nor never.
        public boolean isOpen() {
            return !isReached() && !never;
        }
    }

    /// A stimulus under which it does not; it has been run on the interpreter.
    ///
    /// @param stimulus inputs by slot, row by row
    /// @param rows what is seen
    /// @param output which one differs, in the last row
    /// @param shortest whether no shorter one exists
    record Refuted(List<long[]> stimulus, List<Row> rows, String output, boolean shortest)
            implements RtlVerdict {}

    /// Neither is known.
    ///
    /// @param clocks so many from power-up agree
    /// @param proven the outputs that are proven
    /// @param open those that are not
    /// @param invariant what is proven to hold always
    record Unknown(
            int clocks,
            List<String> proven,
            List<String> open,
            List<String> invariant,
            String reason)
            implements RtlVerdict {}

    /// One row of a stimulus.
    ///
    /// @param said what the spec says of each output; null where that is undefined
    /// @param shown what the netlist shows
    record Row(
            Map<String, BigInteger> inputs,
            Map<String, BigInteger> said,
            Map<String, BigInteger> shown) {}
}
