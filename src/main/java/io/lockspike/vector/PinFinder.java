package io.lockspike.vector;

import io.lockspike.emit.Names;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Words;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the pins of a device in a spec and its binding.
final class PinFinder {
    private static final String NO_CLOCK = "none";

    private final Equations equations;
    private final Binding binding;
    private final List<Pins.In> inputs = new ArrayList<>();
    private final List<Pins.Out> outputs = new ArrayList<>();
    private final List<Pins.Tie> ties = new ArrayList<>();
    private final Set<String> bound = new HashSet<>();

    /// The slots of what stands in the expression of a port, beside other things. An output among
    /// them needs no port of its own.
    private final BitSet shown = new BitSet();

    PinFinder(Spec spec) {
        this.equations = spec.equations();
        this.binding = spec.binding("rtl");
    }

    Pins pins(String module, List<String> observed) {
        refuse(
                !binding.after().isEmpty(),
                "'after' is for recordings: a bench samples before the edge; leave it out");
        refuse(
                binding.lane().isPresent(),
                "'lane' is for recordings: a bench drives one device; leave it out");
        binding.tie().forEach(this::tie);
        binding.map().forEach(this::map);
        rst();
        for (Signal input : equations.inputs()) {
            if (bound.add(input.name())) {
                inputs.add(new Pins.In(Names.identifier(input.name()), input, false));
            }
        }
        for (Signal output : equations.outputs()) {
            if (!shown.get(output.slot())) {
                byName(output);
            }
        }
        observed.forEach(name -> byName(signal(name)));
        refuse(
                outputs.isEmpty(),
                "there is nothing to compare: name 'outputs' in the spec, or something else by --observe");
        boolean clockless = binding.clock().map(Binding.Named::text).equals(Optional.of(NO_CLOCK));
        boolean kept = !equations.states().isEmpty() || !equations.memories().isEmpty();
        refuse(
                clockless && kept,
                "the spec has states, so the device needs a clock: name it in place of 'clock: none'");
        refuse(
                clockless && binding.when().isPresent(),
                "'when' waits for clocks, and 'clock: none' says that there are none: leave one out");
        boolean falling = equations.states().stream().anyMatch(State::falling);
        String clock = binding.clock().map(Binding.Named::text).orElse("clk");
        Optional<Pins.Ready> ready = binding.when().map(this::ready);
        var pins =
                new Pins(
                        module,
                        Optional.of(clock).filter(name -> !name.equals(NO_CLOCK)),
                        binding.fallingClock(),
                        falling,
                        inputs,
                        outputs,
                        ties,
                        parameters(),
                        ready,
                        binding.plainVectors());
        PinChecks.check(pins, binding.at());
        return pins;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        binding.parameters().forEach((name, value) -> parameters.put(name, Long.toString(value)));
        return parameters;
    }

    private void tie(String name, long value) {
        if (Pins.isInput(equations, name)) {
            bound.add(name);
        } else {
            ties.add(new Pins.Tie(name, value));
        }
    }

    private void rst() {
        if (equations.rst() != Rst.NONE && bound.add("rst")) {
            String port = binding.rst().map(Binding.Named::text).orElse("rst");
            inputs.add(new Pins.In(port, equations.inputs().getFirst(), binding.rstActiveLow()));
        }
    }

    private void map(String port, EquationText text) {
        Expr expression = equations.expression(text);
        if (expression instanceof Expr.Value value && value.signal().kind() == Signal.Kind.INPUT) {
            refuse(
                    port.contains("."),
                    "'" + port + "' is inside the device: an input is driven at a port");
            if (bound.add(value.signal().name())) {
                inputs.add(new Pins.In(port, value.signal(), false));
                return;
            }
        }
        if (expression instanceof Expr.Value value) {
            bound.add(value.signal().name());
            add(port, value.signal());
        } else {
            Uses.slots(expression, shown);
            outputs.add(
                    new Pins.Out(
                            port,
                            port,
                            expression,
                            type(port, expression),
                            binding.latency(port, port)));
        }
    }

    private void byName(Signal signal) {
        if (bound.add(signal.name())) {
            add(Names.identifier(signal.name()), signal);
        }
    }

    private void add(String port, Signal signal) {
        var value = new Expr.Value(signal, signal.type().range());
        int latency = binding.latency(port, signal.name());
        outputs.add(new Pins.Out(port, signal.name(), value, signal.type(), latency));
    }

    private Type type(String port, Expr expression) {
        if (expression.width().isPresent() && expression.range().low().signum() >= 0) {
            return Type.unsigned(expression.width().getAsInt());
        }
        return Type.holding(expression.range())
                .orElseThrow(() ->
                        new BadInputException(
                                binding.at(), "'" + port + "' needs more than 64 bits"));
    }

    private Signal signal(String name) {
        return equations
                .find(name)
                .orElseThrow(() ->
                        new BadInputException(
                                "--observe: there is no '%s'%s"
                                        .formatted(name, Words.didYouMean(name, names()))));
    }

    private List<String> names() {
        return equations.signals().stream().map(Signal::name).toList();
    }

    /// `PORT == NUMBER`, or `PORT` alone for 1.
    private Pins.Ready ready(EquationText text) {
        String[] sides = text.text().strip().split("\\s*==\\s*", 2);
        boolean simple =
                sides[0].matches("[A-Za-z_][A-Za-z0-9_.]*")
                        && (sides.length == 1 || sides[1].matches("[0-9]{1,18}"));
        if (!simple) {
            throw new BadInputException(
                    text.start(), "a bench waits for PORT == NUMBER, or for PORT, and no more");
        }
        boolean late = outputs.stream().anyMatch(out -> out.latency() > 0);
        refuse(late, "'when' and 'latency': rows that wait have no fixed latency; leave one out");
        return new Pins.Ready(sides[0], sides.length == 1 ? 1 : Long.parseLong(sides[1]));
    }

    private void refuse(boolean refused, String what) {
        if (refused) {
            throw new BadInputException(binding.at(), what);
        }
    }
}
