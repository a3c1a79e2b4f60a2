package io.lockspike.emit;

import io.lockspike.equation.Memory;
import io.lockspike.equation.State;
import java.util.List;
import java.util.Set;

/// What an edge does: a [io.lockspike.equation.Statement] whose values fit.
sealed interface Action {

    record Assign(State state, Node.Name target, Node value) implements Action {}

    /// A write to one cell.
    ///
    /// @param number its place among the writes of the design
    record Write(Memory memory, Node.Cell cell, Node value, int number) implements Action {}

    /// The first branch whose condition is 1; an `else` has the condition 1.
    record When(List<Branch> branches) implements Action {}

    record Branch(Node condition, List<Action> body) {}

    /// Adds all names that some actions read.
    static void names(List<Action> actions, Set<String> found) {
        for (Action action : actions) {
            switch (action) {
                case Assign assign -> assign.value().names(found);
                case Write write -> {
                    write.cell().names(found);
                    write.value().names(found);
                }
                case When when -> {
                    for (Branch branch : when.branches()) {
                        branch.condition().names(found);
                        names(branch.body(), found);
                    }
                }
            }
        }
    }
}
