package io.lockspike.proof;

import io.lockspike.emit.Smt;
import io.lockspike.equation.Equations;
import io.lockspike.equation.FirstRow;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of the two designs that are compared.
///
/// @param mark what its symbols begin with: a for the left one, b for the right one
/// @param inputs by name
/// @param outputs by name, each once
record Side(
        String mark,
        Spec spec,
        int lane,
        Smt smt,
        Map<String, Signal> inputs,
        Map<String, Signal> outputs,
        List<Smt.Held> held,
        FirstRow firstRow) {

    static Side of(String mark, Spec spec, int lane) {
        Smt smt = Smt.of(spec, lane);
        Equations equations = spec.equations();
        return new Side(
                mark,
                spec,
                lane,
                smt,
                byName(equations.inputs()),
                byName(equations.outputs()),
                smt.held(),
                new FirstRow(equations));
    }

    private static Map<String, Signal> byName(List<Signal> signals) {
        Map<String, Signal> named = new LinkedHashMap<>();
        signals.forEach(signal -> named.put(signal.name(), signal));
        return named;
    }

    /// What a person calls it.
    String where() {
        return mark.equals("a") ? "left" : "right";
    }

    boolean hasRst() {
        return equations().rst() != Rst.NONE;
    }

    Equations equations() {
        return spec.equations();
    }

    /// A symbol of the design in a row.
    String symbol(String name, int row) {
        return mark + "." + name + "!" + row;
    }

    String symbol(Signal signal, int row) {
        return symbol(smt.name(signal), row);
    }

    /// What is held before a row.
    String before(Smt.Held held, int row) {
        return symbol(held.name() + ".before", row);
    }
}
