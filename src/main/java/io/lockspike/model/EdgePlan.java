package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one edge does, made flat (R6, R7): first every `when` raises the guard of the branch that
/// it takes; then each state takes the last of its choices whose guard is up, and each memory its
/// writes.
///
/// @param guards how many there are
/// @param writes those to one memory side by side, in order
record EdgePlan(List<Fork> forks, int guards, List<Next> nexts, List<Write> writes) {

    /// The guard of what no `when` stands around.
    static final int ALWAYS = -1;

    /// A `when`.
    record Fork(List<Arm> arms) {}

    /// A branch: the guard that it raises, and the `when`s in it.
    record Arm(Expr condition, int guard, List<Fork> inner) {}

    /// What a state may take; the last choice that applies wins.
    ///
    /// @param place its place among all of them
    record Next(int place, int slot, List<Choice> choices) {}

    record Choice(int guard, Statement.Assign assign) {}

    /// @param place its place among all writes
    /// @param last that of the last one to the same memory
    record Write(int place, int guard, Statement.Write write, int last) {}

    static EdgePlan of(Equations equations, boolean falling) {
        var builder = new Builder();
        List<Fork> forks = builder.walk(Uses.statements(equations.statements(), falling), ALWAYS);
        List<Next> nexts = new ArrayList<>();
        builder.choices.forEach(
                (slot, choices) -> nexts.add(new Next(nexts.size(), slot, choices)));
        return new EdgePlan(forks, builder.guards, nexts, builder.writes());
    }

    /// What every state of the edge may take, also those that are never assigned.
    List<Next> all(Equations equations, boolean falling) {
        return equations.states().stream()
                .filter(state -> state.falling() == falling)
                .map(state -> next(state.signal().slot()))
                .toList();
    }

    private Next next(int slot) {
        return nexts.stream()
                .filter(next -> next.slot() == slot)
                .findFirst()
                .orElse(new Next(-1, slot, List.of()));
    }

    private static final class Builder {
        private int guards;
        private final Map<Integer, List<Choice>> choices = new LinkedHashMap<>();
        private final Map<Integer, List<Write>> writes = new LinkedHashMap<>();

        List<Fork> walk(List<Statement> statements, int guard) {
            List<Fork> forks = new ArrayList<>();
            for (Statement statement : statements) {
                switch (statement) {
                    case Statement.Assign assign -> assign(assign, guard);
                    case Statement.Write write ->
                            writes.computeIfAbsent(write.memory().index(), _ -> new ArrayList<>())
                                    .add(new Write(0, guard, write, 0));
                    case Statement.When when -> forks.add(fork(when));
                }
            }
            return forks;
        }

        private void assign(Statement.Assign assign, int guard) {
            List<Choice> known =
                    choices.computeIfAbsent(
                            assign.target().signal().slot(), _ -> new ArrayList<>());
            if (guard == ALWAYS) {
                known.clear();
            }
            known.add(new Choice(guard, assign));
        }

        private Fork fork(Statement.When when) {
            List<Arm> arms = new ArrayList<>();
            for (Statement.Branch branch : when.branches()) {
                int guard = guards++;
                arms.add(new Arm(branch.condition(), guard, walk(branch.body(), guard)));
            }
            return new Fork(arms);
        }

        List<Write> writes() {
            List<Write> all = new ArrayList<>();
            for (List<Write> some : writes.values()) {
                int last = all.size() + some.size() - 1;
                for (Write write : some) {
                    all.add(new Write(all.size(), write.guard(), write.write(), last));
                }
            }
            return all;
        }
    }
}
