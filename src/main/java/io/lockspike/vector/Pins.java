package io.lockspike.vector;

import io.lockspike.emit.Names;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.spec.PortBits;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        /// Whether it is the hardware's reset signal.
        public boolean isRst() {
            return signal.slot() == 0 && signal.name().equals("rst");
        }

        @Override
        public int bits() {
            return signal.type().bits();
        }
    }

    /// A constant.
    public record Tie(String port, long value) implements Drive {
        /// Whether its value fits so many bits, signed or not.
        public boolean fits(int bits) {
            return PinChecks.fits(value, bits);
        }

        @Override
        public int bits() {
            return PortBits.of(port).map(PortBits::count).orElse(0);
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
        return new PinFinder(spec).pins(module.orElse(Names.identifier(spec.name())), observed);
    }

    /// The inputs of the spec that no pin drives.
    public static Map<String, Long> tied(Spec spec) {
        Map<String, Long> tied = new LinkedHashMap<>(spec.binding("rtl").tie());
        tied.keySet().removeIf(name -> !isInput(spec.equations(), name));
        return tied;
    }

    static boolean isInput(Equations equations, String name) {
        return equations.inputs().stream().anyMatch(input -> input.name().equals(name));
    }

    /// The same device with further parameters and constants at its ports.
    ///
    /// @throws BadInputException if a port is driven twice, or is no name
    public Pins with(Map<String, String> furtherParameters, Map<String, Long> furtherTies) {
        Map<String, String> allParameters = new LinkedHashMap<>(parameters);
        allParameters.putAll(furtherParameters);
        List<Tie> allTies = new ArrayList<>(ties);
        allTies.removeIf(tie -> furtherTies.containsKey(tie.port()));
        furtherTies.forEach((port, value) -> allTies.add(new Tie(port, value)));
        Pins all = of(allTies, allParameters, plainVectors);
        PinChecks.check(all, Place.of("--tie and -G"));
        return all;
    }

    /// The same device, of whose ports it is known how many bits each has.
    public Pins sized(Map<String, Integer> bits) {
        List<Tie> sized = new ArrayList<>();
        for (Tie tie : ties) {
            int all = bits.getOrDefault(tie.port(), 1);
            String port = all == 1 ? tie.port() : "%s[%d:0]".formatted(tie.port(), all - 1);
            sized.add(new Tie(port, tie.value()));
        }
        return of(sized, parameters, plainVectors);
    }

    /// The same device with other types of its ports in VHDL.
    Pins withPlainVectors() {
        return of(ties, parameters, true);
    }

    /// The same device, whose parameters have been dealt with.
    public Pins withoutParameters() {
        return of(ties, Map.of(), plainVectors);
    }

    private Pins of(List<Tie> otherTies, Map<String, String> otherParameters, boolean plain) {
        return new Pins(
                module,
                clock,
                fallingClock,
                startsHigh,
                inputs,
                outputs,
                otherTies,
                otherParameters,
                ready,
                plain);
    }

    /// What drives each port of the device but the clock, the highest bits first.
    public Map<String, List<Drive>> driven() {
        Map<String, List<Drive>> driven = new LinkedHashMap<>();
        Stream.concat(inputs.stream(), ties.stream())
                .forEach(drive ->
                        driven.computeIfAbsent(
                                        PortBits.portOf(drive.port()), _ -> new ArrayList<>())
                                .add(drive));
        driven.values().forEach(drives -> drives.sort(HIGHEST_FIRST));
        return driven;
    }

    private static final Comparator<Drive> HIGHEST_FIRST =
            Comparator.comparingInt(
                    drive -> -PortBits.of(drive.port()).map(PortBits::low).orElse(0));
}
