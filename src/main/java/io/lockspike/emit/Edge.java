package io.lockspike.emit;

import io.lockspike.equation.Memory;
import io.lockspike.equation.State;
import java.util.List;

/// The states and memories that one edge clocks, either those that rst loads or those that it
/// leaves alone.
///
/// @param helpers what the actions name, in order
record Edge(
        boolean falling,
        boolean loaded,
        List<State> states,
        List<Memory> memories,
        List<Let> helpers,
        List<Action> actions) {

    boolean isEmpty() {
        return states.isEmpty() && memories.isEmpty();
    }
}
