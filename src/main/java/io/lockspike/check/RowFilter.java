package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.List;

/// Which rows of a recording count: a condition on its own columns.
final class RowFilter {
    private final List<Integer> picks;
    private final Interpreter values;
    private final Expr condition;

    private RowFilter(List<Integer> picks, Interpreter values, Expr condition) {
        this.picks = picks;
        this.values = values;
        this.condition = condition;
    }

    /// @param columns the columns that the condition may name, as 64-bit values
    /// @param picks the pick of each
    static RowFilter of(EquationText text, List<String> columns, List<Integer> picks, Type type) {
        List<Declaration> inputs =
                columns.stream()
                        .<Declaration>map(c -> new Declaration.Input(c, 0, type, Place.of(c)))
                        .toList();
        Equations equations = Equations.of(Rst.NONE, inputs, List.of(), List.of());
        Expr condition = equations.expression(text);
        if (condition.range().bitLength() > 1) {
            throw new BadInputException(
                    new Place(text.file(), text.firstLine(), text.indent() + 1),
                    "'when' is a condition such as 'valid == 1', not '" + text.text() + "'");
        }
        return new RowFilter(picks, new Interpreter(equations, 0), condition);
    }

    /// False also where the condition is undefined.
    boolean accepts(Row row) {
        for (int i = 0; i < picks.size(); i++) {
            values.poke(i, row.raw(picks.get(i)), row.defined(picks.get(i)));
        }
        return BigInteger.ONE.equals(values.evaluate(condition));
    }
}
