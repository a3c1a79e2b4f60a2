package io.lockspike.equation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// What depends on what, as written.
public final class Uses {
    private Uses() {}

    /// The statements that assign states of one edge; a `when` without any is left out. Memories
    /// belong to the rising edge.
    public static List<Statement> statements(List<Statement> all, boolean falling) {
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
                    List<Statement.Branch> branches = new ArrayList<>();
                    boolean any = false;
                    for (Statement.Branch branch : when.branches()) {
                        List<Statement> body = statements(branch.body(), falling);
                        branches.add(new Statement.Branch(branch.condition(), body, branch.at()));
                        any |= !body.isEmpty();
                    }
                    if (any) {
                        some.add(new Statement.When(branches));
                    }
                }
            }
        }
        return some;
    }

    /// The wires that some statements need, directly or through other wires, in order.
    public static Wire[] wires(Equations equations, List<Statement> statements) {
        BitSet needed = new BitSet();
        slots(statements, needed);
        List<Wire> used = new ArrayList<>();
        for (Wire wire : equations.wires().reversed()) {
            if (needed.get(wire.signal().slot())) {
                used.addFirst(wire);
                slots(wire.value(), needed);
            }
        }
        return used.toArray(Wire[]::new);
    }

    static void slots(List<Statement> statements, BitSet found) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Assign assign -> slots(assign.value(), found);
                case Statement.Write write -> {
                    slots(write.address(), found);
                    slots(write.value(), found);
                }
                case Statement.When when -> {
                    for (Statement.Branch branch : when.branches()) {
                        slots(branch.condition(), found);
                        slots(branch.body(), found);
                    }
                }
            }
        }
    }

    /// Adds the slot of every signal that an expression names.
    public static void slots(Expr expression, BitSet found) {
        if (expression instanceof Expr.Value value) {
            found.set(value.signal().slot());
        }
        for (Expr part : parts(expression)) {
            slots(part, found);
        }
    }

    /// Whether an expression, or one that it is made of, is like that.
    public static boolean any(Expr expression, Predicate<Expr> like) {
        return like.test(expression)
                || parts(expression).stream().anyMatch(part -> any(part, like));
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
