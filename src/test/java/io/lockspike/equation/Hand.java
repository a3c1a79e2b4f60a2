package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A design that is run by hand. Inputs and what is shown are said as `x=3 rst=1 v=x`, where `x` is
/// the undefined value; an input holds what it was given until it is given something else.
final class Hand {
    private final Equations equations;
    private final Interpreter interpreter;
    private final long[] values;
    private final boolean[] known;
    private boolean sampled;

    private Hand(Equations equations) {
        this.equations = equations;
        this.interpreter = new Interpreter(equations, 0);
        this.values = new long[equations.inputs().size()];
        this.known = new boolean[values.length];
    }

    /// The text is the content of `neuron:`, without its indentation.
    static Hand of(String neuron) {
        return new Hand(equations(neuron));
    }

    static Equations equations(String neuron) {
        String text = "lockspike: 1\nneuron:\n" + neuron.indent(2);
        return SpecFile.parse(text, "hand.yaml", Path.of("."), Map.of()).equations();
    }

    /// A run that has no rst.
    Hand withoutRst() {
        interpreter.start(false);
        return this;
    }

    /// The edge that ends the last row, if there is one, and the next row.
    Hand row(String inputs) {
        if (sampled) {
            interpreter.edge();
        }
        sampled = true;
        for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ", -1)) {
            String[] sides = input.split("=", -1);
            Signal signal = signal(sides[0]);
            known[signal.slot()] = !sides[1].equals("x");
            values[signal.slot()] =
                    known[signal.slot()] ? Numbers.parse(sides[1]).orElseThrow().longValue() : 0;
        }
        interpreter.row(values, known);
        return this;
    }

    /// What the row shows of some signals, and of cells such as `m[3]`.
    Hand shows(String expected) {
        String shown =
                expected.lines()
                        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                        .map(word -> word.substring(0, word.indexOf('=')))
                        .map(name -> name + "=" + shown(name))
                        .collect(Collectors.joining(" "));
        assertThat(shown).isEqualTo(expected);
        return this;
    }

    private String shown(String name) {
        if (name.endsWith("]")) {
            return cell(name);
        }
        Signal signal = signal(name);
        return interpreter.defined(signal.slot())
                ? signal.type().format(interpreter.raw(signal.slot()))
                : "x";
    }

    private String cell(String name) {
        String memory = name.substring(0, name.indexOf('['));
        int address = Integer.parseInt(name.substring(memory.length() + 1, name.length() - 1));
        Memory found =
                equations.memories().stream()
                        .filter(m -> m.name().equals(memory))
                        .findFirst()
                        .orElseThrow();
        Long cell = interpreter.cell(found, address);
        return cell == null ? "x" : cell.toString();
    }

    private Signal signal(String name) {
        return equations.find(name).orElseThrow(() -> new AssertionError("no signal " + name));
    }
}
