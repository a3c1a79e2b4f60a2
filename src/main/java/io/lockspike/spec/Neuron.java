package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import java.util.List;

/// A neuron in long form: what is declared, the equations, what the world sees.
public record Neuron(
        Rst rst,
        List<Declaration> declarations,
        List<EquationText> texts,
        List<Equations.Output> outputs) {

    Equations elaborate() {
        return Equations.of(rst, declarations, texts, outputs);
    }
}
