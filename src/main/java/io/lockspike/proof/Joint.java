package io.lockspike.proof;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A spec and the netlist that is to do the same, and what the one calls the other's names.
///
/// @param lane which of the values of a parameter's list
/// @param driven what drives each port of the netlist, its highest bits first
/// @param constants of inputs of the spec that drive no port, raw, by name
/// @param outputs what is compared
/// @param ready where given, a row of the spec lasts until this holds; inputs stay until then
public record Joint(
        Spec spec,
        int lane,
        Netlist netlist,
        Map<String, List<Drive>> driven,
        Map<String, Long> constants,
        List<Out> outputs,
        Optional<Ready> ready) {

    /// Some bits of a port.
    public sealed interface Drive {
        int bits();
    }

    /// An input of the spec; `inverted` for a rst that is active low.
    public record In(Signal signal, boolean inverted) implements Drive {
        @Override
        public int bits() {
            return signal.type().bits();
        }
    }

    /// A constant, unsigned.
    public record Tie(BigInteger value, int bits) implements Drive {}

    /// A wire of the netlist, and what the spec says of it.
    ///
    /// @param name of what is compared, for people
    /// @param latency clocks by which the netlist is behind
    public record Out(String wire, String name, Expr expression, Type type, int latency) {}

    /// A wire of the netlist that says in which clocks a row ends.
    public record Ready(String wire, BigInteger value) {}

    /// The clocks that the latest output is behind.
    int latest() {
        return outputs.stream().mapToInt(Out::latency).max().orElse(0);
    }
}
