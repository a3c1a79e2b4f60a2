package io.lockspike.vector;

import io.lockspike.emit.Names;
import io.lockspike.equation.Type;
import io.lockspike.tool.Template;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the benches of all languages have in common.
abstract class Bench {
    final VectorSet set;
    final Pins pins;

    Bench(VectorSet set) {
        this.set = set;
        this.pins = set.pins();
    }

    /// A template with all that every bench says.
    Template template(String name) {
        return Template.of(Bench.class, name)
                .with("module", pins.module())
                .with("spec", set.spec().name())
                .with("hash", set.spec().hash())
                .with("seed", set.seed())
                .with("rows", set.rows())
                .with("latency", latency());
    }

    /// That of the slowest output.
    int latency() {
        return pins.outputs().stream().mapToInt(Pins.Out::latency).max().orElse(0);
    }

    /// The bench's own name for a port, bits of one, or a path inside; `bus[8:0]` is `bus_8_0`, as
    /// VHDL wants no `__`.
    static String name(String port) {
        return Names.identifier(port.replaceAll("[.:\\[]", "_").replace("]", ""));
    }

    /// The bits of a constant that says how many it has, in hexadecimal digits.
    static String hex(Pins.Tie tie) {
        BigInteger all = BigInteger.ONE.shiftLeft(tie.bits()).subtract(BigInteger.ONE);
        return BigInteger.valueOf(tie.value()).and(all).toString(16);
    }

    VectorSet.Column column(Pins.In in) {
        return set.column(in.signal().name());
    }

    VectorSet.Column column(Pins.Out out) {
        return set.column(out.column());
    }

    List<Pins.Out> ports() {
        List<Pins.Out> ports = new ArrayList<>();
        for (Pins.Out out : pins.outputs()) {
            if (!out.isInside()) {
                ports.add(out);
            }
        }
        return ports;
    }

    List<Pins.Out> inside() {
        List<Pins.Out> inside = new ArrayList<>(pins.outputs());
        inside.removeAll(ports());
        return inside;
    }

    /// The port that a row waits for, where no other reason connects it.
    Optional<Pins.Ready> readyAlone() {
        return pins.ready()
                .filter(ready ->
                        pins.outputs().stream().noneMatch(out -> out.port().equals(ready.port())));
    }

    /// Its type: as many bits as the value takes.
    static Type type(Pins.Ready ready) {
        return Type.unsigned(Math.max(1, 64 - Long.numberOfLeadingZeros(ready.value())));
    }

    /// The rst pin, if a bench drives one.
    Pins.In rst() {
        return pins.inputs().stream().filter(Pins.In::isRst).findFirst().orElse(null);
    }
}
