package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import java.util.List;

/// One step of a short form's neuron, lowered, and not yet said whether its states are registers or
/// the words of a memory.
///
/// @param states all that it remembers, the membrane first
/// @param lines its wires, from the top
/// @param nexts what each state becomes
/// @param spikes the names of its outputs: `spike`, and `spike_negative` where there is one
/// @param waiting the wire that is 1 in the refractory time, or empty
/// @param lost conditions, one for each place where the membrane may be narrowed: a value that
///   counts lost something there
/// @param wraps it lost the upper bits, and was not clamped
record Step(
        List<Declaration.Register> states,
        List<String> lines,
        List<Next> nexts,
        List<String> spikes,
        String waiting,
        List<String> lost,
        boolean wraps) {

    /// `state' MODE = value`; the mode is empty, or stands behind a blank.
    record Next(String state, String mode, String value) {
        String text() {
            return state + "'" + mode + " = " + value;
        }
    }

    /// How a core calls what a state becomes.
    static String after(String state) {
        return state + "_after";
    }

    boolean firesNegative() {
        return spikes.size() > 1;
    }
}
