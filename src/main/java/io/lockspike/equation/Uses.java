package io.lockspike.equation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What depends on what, as written.
public final class Uses {
    private Uses() {}

    /// The statements that assign states of one edge; a `when` without any is left out. Memories
    /// belong to the rising edge.
    static List<Statement> statements(List<Statement> all, boolean falling) {
        List<Statement> some = new ArrayList<>();
        for (Statement statement : all) {
            switch (statement) {
                case Statement.Assign assign -> {
                    if (assign.target().falling() == falling) {
                        some.add(assign);
                    }
                }
                case Statement.Write write -> {
                    if (!falling) {
                        some.add(write);
                    }
                }
                case Statement.When when -> {
                    List<Statement.Branch> branches =
                            when.branches().stream()
                                    .map(branch ->
                                            new Statement.Branch(
                                                    branch.condition(),
                                                    statements(branch.body(), falling),
                                                    branch.at()))
                                    .toList();
                    if (branches.stream().anyMatch(branch -> !branch.body().isEmpty())) {
                        some.add(new Statement.When(branches));
                    }
                }
            }
        }
        return some;
    }

    /// The wires that some statements need, directly or through other wires, in order.
    static Wire[] wires(Equations equations, List<Statement> statements) {
        Set<Signal> needed = new HashSet<>();
        signals(statements, needed::add);
        List<Wire> all = equations.wires();
        for (Wire wire : all.reversed()) {
            if (needed.contains(wire.signal())) {
                signals(wire.value(), needed::add);
            }
        }
        return all.stream().filter(wire -> needed.contains(wire.signal())).toArray(Wire[]::new);
    }

    static void signals(List<Statement> statements, Consumer<Signal> found) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> signals(assign.value(), found);
                case Statement.Write write -> {
                    signals(write.address(), found);
                    signals(write.value(), found);
                }
                case Statement.When when ->
                        when.branches()
                                .forEach(branch -> {
                                    signals(branch.condition(), found);
                                    signals(branch.body(), found);
                                });
            }
        }
    }

    /// Every signal that an expression names.
    public static void signals(Expr expression, Consumer<Signal> found) {
        if (expression instanceof Expr.Value value) {
            found.accept(value.signal());
        }
        parts(expression).forEach(part -> signals(part, found));
    }

    /// The expressions that an expression is made of.
    public static List<Expr> parts(Expr expression) {
        return switch (expression) {
            case Expr.Constant _, Expr.Parameter _, Expr.Value _ -> List.of();
            case Expr.Unary unary -> List.of(unary.operand());
            case Expr.Binary binary -> List.of(binary.left(), binary.right());
            case Expr.Round round -> List.of(round.operand(), round.amount(), round.random());
            case Expr.And and -> List.of(and.left(), and.right());
            case Expr.Or or -> List.of(or.left(), or.right());
            case Expr.Choose choose ->
                    List.of(choose.condition(), choose.then(), choose.otherwise());
            case Expr.Pick pick -> {
                List<Expr> parts = new ArrayList<>(pick.options());
                parts.add(pick.index());
                parts.addAll(pick.otherwise());
                yield parts;
            }
            case Expr.Bit bit -> List.of(bit.operand(), bit.index());
            case Expr.Bits bits -> List.of(bits.operand());
            case Expr.Cat cat -> cat.parts();
            case Expr.Popcount count -> List.of(count.operand());
            case Expr.Cast cast -> List.of(cast.operand());
            case Expr.Read read -> List.of(read.address());
        };
    }
}
