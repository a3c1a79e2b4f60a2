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
import io.lockspike.equation.Words;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The pins of a device as a bench sees them: what the spec says of `rtl` under `ports`, and the
/// spec's own names for the rest.
///
/// @param module what the device is called
/// @param clock its clock; a device without one answers at once
/// @param fallingClock its active edge is the falling one
/// @param startsHigh a design with falling states needs a falling edge in its first row
/// @param inputs what a bench drives
/// @param outputs what a bench compares
/// @param ties what the spec knows nothing of
/// @param parameters of the device: numbers by name
/// @param ready where given, a row lasts until this holds
/// @param plainVectors in VHDL its ports are of type std_logic_vector, not of numeric_std
public record Pins(
        String module,
        Optional<String> clock,
        boolean fallingClock,
        boolean startsHigh,
        List<In> inputs,
        List<Out> outputs,
        List<Tie> ties,
        Map<String, String> parameters,
        Optional<Ready> ready,
        boolean plainVectors) {

    /// What drives a port, or some bits of it.
    public sealed interface Drive {
        /// `bus`, or `bus[8:0]`.
        String port();

        /// How many bits it has; 0 where that is left to the port.
        int bits();
    }

    /// An input of the spec; `inverted` for a rst that is active low.
    public record In(String port, Signal signal, boolean inverted) implements Drive {
        @Override
        public int bits() {
            return signal.type().bits();
        }
    }

    /// A constant.
    public record Tie(String port, long value) implements Drive {
        @Override
        public int bits() {
            return Slice.of(port).map(slice -> slice.high() - slice.low() + 1).orElse(0);
        }
    }

    /// Bits of a port: `bus[8:0]`, or `bus[3]`.
    private record Slice(String port, int high, int low) {
        private static final Pattern FORM =
                Pattern.compile("(.*)\\[\\s*(\\d{1,4})\\s*(?::\\s*(\\d{1,4})\\s*)?]");

        static Optional<Slice> of(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return Optional.empty();
            }
            int high = Integer.parseInt(form.group(2));
            int low = form.group(3) == null ? high : Integer.parseInt(form.group(3));
            return Optional.of(new Slice(form.group(1), high, low));
        }

        static String portOf(String text) {
            return of(text).map(Slice::port).orElse(text);
        }
    }

    /// What is compared: the port, which may be a path inside the device, and what the model says
    /// of it.
    ///
    /// @param column its name in traces
    /// @param latency rows by which the device is behind
    public record Out(String port, String column, Expr expression, Type type, int latency) {
        /// Not a port of the device, but a path to what is inside.
        public boolean isInside() {
            return port.contains(".");
        }
    }

    /// A port of the device that says in which clocks a row counts.
    public record Ready(String port, long value) {}

    /// The pins of the device that a spec speaks of.
    ///
    /// @param module the device's name; the spec's where it is empty
    /// @param observed further names to compare
    /// @throws BadInputException if the binding says what a bench cannot do
    public static Pins of(Spec spec, Optional<String> module, List<String> observed) {
        return new Finder(spec).pins(module.orElse(Names.identifier(spec.name())), observed);
    }

    /// The inputs of the spec that no pin drives.
    public static Map<String, Long> tied(Spec spec) {
        Map<String, Long> tied = new LinkedHashMap<>(spec.binding("rtl").tie());
        tied.keySet().removeIf(name -> !isInput(spec.equations(), name));
        return tied;
    }

    private static boolean isInput(Equations equations, String name) {
        return equations.inputs().stream().anyMatch(input -> input.name().equals(name));
    }

    /// The same device with further parameters and constants at its ports.
    public Pins with(Map<String, String> furtherParameters, Map<String, Long> furtherTies) {
        Map<String, String> allParameters = new LinkedHashMap<>(parameters);
        allParameters.putAll(furtherParameters);
        List<Tie> allTies = new ArrayList<>(ties);
        allTies.removeIf(tie -> furtherTies.containsKey(tie.port()));
        furtherTies.forEach((port, value) -> allTies.add(new Tie(port, value)));
        return new Pins(
                module,
                clock,
                fallingClock,
                startsHigh,
                inputs,
                outputs,
                allTies,
                allParameters,
                ready,
                plainVectors);
    }

    /// The same device with other types of its ports in VHDL.
    Pins withPlainVectors() {
        return new Pins(
                module,
                clock,
                fallingClock,
                startsHigh,
                inputs,
                outputs,
                ties,
                parameters,
                ready,
                true);
    }

    /// The same device, whose parameters have been dealt with.
    public Pins withoutParameters() {
        return new Pins(
                module,
                clock,
                fallingClock,
                startsHigh,
                inputs,
                outputs,
                ties,
                Map.of(),
                ready,
                plainVectors);
    }

    /// What drives each port of the device but the clock, the highest bits first.
    public Map<String, List<Drive>> driven() {
        Map<String, List<Drive>> driven = new LinkedHashMap<>();
        Stream.concat(inputs.stream(), ties.stream())
                .forEach(drive ->
                        driven.computeIfAbsent(Slice.portOf(drive.port()), _ -> new ArrayList<>())
                                .add(drive));
        driven.values().forEach(drives -> drives.sort(HIGHEST_FIRST));
        return driven;
    }

    private static final Comparator<Drive> HIGHEST_FIRST =
            Comparator.comparingInt(drive -> -Slice.of(drive.port()).map(Slice::low).orElse(0));

    private static final class Finder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
        private static final String NO_CLOCK = "none";
        private static final Pattern PATH = Pattern.compile(NAME + "([.]" + NAME + "){0,20}");

        private final Equations equations;
        private final Binding binding;
        private final List<In> inputs = new ArrayList<>();
        private final List<Out> outputs = new ArrayList<>();
        private final List<Tie> ties = new ArrayList<>();
        private final Set<String> bound = new HashSet<>();

        Finder(Spec spec) {
            this.equations = spec.equations();
            this.binding = spec.binding("rtl");
        }

        Pins pins(String module, List<String> observed) {
            refuse(!binding.after().isEmpty(), "'after': it samples before the edge");
            refuse(binding.lane().isPresent(), "'lane': it drives one device");
            binding.tie().forEach(this::tie);
            binding.map().forEach(this::map);
            rst();
            for (Signal input : equations.inputs()) {
                if (bound.add(input.name())) {
                    inputs.add(new In(Names.identifier(input.name()), input, false));
                }
            }
            equations.outputs().forEach(this::byName);
            observed.forEach(name -> byName(signal(name)));
            refuse(outputs.isEmpty(), "nothing to compare: name outputs in the spec");
            boolean falling = equations.states().stream().anyMatch(State::falling);
            String clock = binding.clock().map(Binding.Named::text).orElse("clk");
            Optional<Ready> ready = binding.when().map(this::ready);
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
            checkNames(pins);
            pins.driven().forEach(this::checkBits);
            return pins;
        }

        private Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            binding.parameters()
                    .forEach((name, value) -> parameters.put(name, Long.toString(value)));
            return parameters;
        }

        private void tie(String name, long value) {
            if (isInput(equations, name)) {
                bound.add(name);
            } else {
                ties.add(new Tie(name, value));
            }
        }

        /// A port that is driven in parts is driven from bit 0 up, without a gap.
        private void checkBits(String port, List<Drive> drives) {
            int next = 0;
            for (Drive drive : drives.reversed()) {
                Optional<Slice> slice = Slice.of(drive.port());
                if (slice.isEmpty() && drives.size() == 1) {
                    return;
                }
                if (slice.isEmpty() || slice.get().low() != next) {
                    throw new BadInputException(
                            binding.at(),
                            "bit %d of the port '%s' should be driven once%s"
                                    .formatted(
                                            next,
                                            port,
                                            "; what the spec does not know is given under 'tie', as in \"%s[%d:%d]\": 0"
                                                    .formatted(port, next, next)));
                }
                int bits = slice.get().high() - next + 1;
                if (bits != drive.bits()) {
                    throw new BadInputException(
                            binding.at(),
                            "'%s' has %d bits, and what drives it has %d"
                                    .formatted(drive.port(), bits, drive.bits()));
                }
                next = slice.get().high() + 1;
            }
        }

        /// What a user writes becomes a part of the benches: it must be a name, and nothing else.
        private void checkNames(Pins pins) {
            Set<String> ports = new HashSet<>();
            checkName(pins.module(), NAME, ports);
            pins.clock().ifPresent(clock -> checkName(clock, NAME, ports));
            pins.driven().keySet().forEach(port -> checkName(port, NAME, ports));
            pins.parameters().keySet().forEach(name -> checkName(name, NAME, new HashSet<>()));
            outputs.forEach(out -> checkName(out.port(), PATH, ports));
        }

        private void checkName(String name, Pattern form, Set<String> ports) {
            if (!form.matcher(name).matches()) {
                throw new BadInputException(
                        binding.at(),
                        "'%s' is no name for a bench: write letters, digits and _, as in spike_o%s"
                                .formatted(name, form == PATH ? " or dut.core.v" : ""));
            }
            if (!ports.add(name.toLowerCase(Locale.ROOT))) {
                throw new BadInputException(
                        binding.at(),
                        "two pins, or the device and a pin, are called '%s'".formatted(name));
            }
        }

        private void rst() {
            if (equations.rst() != Rst.NONE && bound.add("rst")) {
                String port = binding.rst().map(Binding.Named::text).orElse("rst");
                inputs.add(new In(port, equations.inputs().getFirst(), binding.rstActiveLow()));
            }
        }

        private void map(String port, EquationText text) {
            Expr expression = equations.expression(text);
            if (expression instanceof Expr.Value value
                    && value.signal().kind() == Signal.Kind.INPUT) {
                refuse(port.contains("."), "'" + port + "': an input is driven at a port");
                if (bound.add(value.signal().name())) {
                    inputs.add(new In(port, value.signal(), false));
                    return;
                }
            }
            if (expression instanceof Expr.Value value) {
                bound.add(value.signal().name());
                add(port, value.signal());
            } else {
                outputs.add(
                        new Out(
                                port,
                                port,
                                expression,
                                type(port, expression),
                                latency(port, port)));
            }
        }

        private void byName(Signal signal) {
            if (bound.add(signal.name())) {
                add(Names.identifier(signal.name()), signal);
            }
        }

        private void add(String port, Signal signal) {
            var value = new Expr.Value(signal, signal.type().range());
            int latency = latency(port, signal.name());
            outputs.add(new Out(port, signal.name(), value, signal.type(), latency));
        }

        private int latency(String port, String name) {
            Map<String, Integer> latency = binding.latency();
            return latency.getOrDefault(port, latency.getOrDefault(name, 0));
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
        private Ready ready(EquationText text) {
            String[] sides = text.text().strip().split("\\s*==\\s*", 2);
            boolean simple =
                    sides[0].matches("[A-Za-z_][A-Za-z0-9_.]*")
                            && (sides.length == 1 || sides[1].matches("[0-9]{1,18}"));
            if (!simple) {
                throw new BadInputException(
                        text.start(), "a bench waits for PORT == NUMBER, or for PORT, and no more");
            }
            boolean late = outputs.stream().anyMatch(out -> out.latency() > 0);
            refuse(late, "'when' beside 'latency': rows that wait have no fixed latency");
            return new Ready(sides[0], sides.length == 1 ? 1 : Long.parseLong(sides[1]));
        }

        private void refuse(boolean refused, String what) {
            if (refused) {
                throw new BadInputException(binding.at(), "a bench cannot do " + what);
            }
        }
    }
}
