package io.lockspike.slow;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A declared pseudo-random source: a wire, and the register behind it.
///
/// @param name the wire of the bits that are read
/// @param register the name of the state
/// @param enable an expression of the inputs
record Source(
        String name,
        String register,
        BigInteger seed,
        Lfsr lfsr,
        Expr enable,
        int high,
        int low,
        boolean after) {

    static Source of(String name, Map<String, Object> entry, Parameters parameters, int neuron) {
        int at = name.indexOf('@');
        String register = at < 0 ? name + "_lfsr" : name.replace("@", "_lfsr@");
        int width = parameters.integer(Yaml.text(entry, "width")).intValueExact();
        List<Integer> taps =
                Yaml.list(entry.get("taps")).stream()
                        .map(tap -> parameters.integer(tap).intValueExact())
                        .toList();
        Lfsr lfsr =
                new Lfsr(
                        width,
                        taps,
                        Yaml.text(entry, "form", "fibonacci").equals("galois"),
                        Yaml.text(entry, "direction", "left").equals("right"),
                        Yaml.text(entry, "gate", "xor").equals("xnor"),
                        parameters.integer(Yaml.text(entry, "steps", "1")).intValueExact());
        String bits = Yaml.text(entry, "bits", (width - 1) + ":0");
        int colon = bits.indexOf(':');
        return new Source(
                name,
                register,
                parameters.element(Yaml.text(entry, "seed"), neuron),
                lfsr,
                Parser.expression(Yaml.text(entry, "enable", "1")),
                Integer.parseInt(colon < 0 ? bits : bits.substring(0, colon).strip()),
                Integer.parseInt(bits.substring(colon + 1).strip()),
                Yaml.text(entry, "read", "before").equals("after"));
    }

    Registers.State state() {
        return new Registers.State(
                register, Type.unsigned(lfsr.width()), false, Optional.of(seed), Optional.empty());
    }

    Type type() {
        return Type.unsigned(high - low + 1);
    }

    /// The register after the steps of the row.
    Expr next() {
        return new Expr.Stepped(lfsr, new Expr.Name(register), enable);
    }

    /// The bits that are read.
    Expr read() {
        return new Expr.Bits(after ? next() : new Expr.Name(register), high, low);
    }
}
