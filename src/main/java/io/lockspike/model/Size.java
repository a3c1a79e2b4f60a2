package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.util.List;

/// How much code a design becomes: its operations and names.
final class Size {
    private Size() {}

    static int of(Equations equations) {
        int size = equations.signals().size() + of(equations.statements());
        for (Wire wire : equations.wires()) {
            size += of(wire.value());
        }
        return size;
    }

    private static int of(List<Statement> statements) {
        int size = 0;
        for (Statement statement : statements) {
            size +=
                    switch (statement) {
                        case Statement.Assign assign -> 1 + of(assign.value());
                        case Statement.Write write -> 1 + of(write.address()) + of(write.value());
                        case Statement.When when -> branches(when);
                    };
        }
        return size;
    }

    private static int branches(Statement.When when) {
        int size = 0;
        for (Statement.Branch branch : when.branches()) {
            size += 1 + of(branch.condition()) + of(branch.body());
        }
        return size;
    }

    private static int of(Expr expression) {
        int size = expression instanceof Expr.Round ? 6 : 1;
        for (Expr part : Uses.parts(expression)) {
            size += of(part);
        }
        return size;
    }
}
