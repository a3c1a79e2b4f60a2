package io.lockspike.spec;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A spec file that was read and found right.
///
/// @param file its name, for messages
/// @param neuron the long form; what a short form is lowered to
/// @param family the choices, where it was written in the short form
/// @param each its neurons, where it is a core
/// @param ports one binding for each kind of source that the file speaks of
/// @param events the words that move with valid and ready
/// @param physical the neuron of the physical world that it stands for
/// @param canonical its meaning as a text: equal for two files that say the same
/// @param hash 64 bits of the canonical form (FNV-1a), as 16 hexadecimal digits
public record Spec(
        String file,
        String name,
        String about,
        Neuron neuron,
        Equations equations,
        Optional<Family> family,
        Optional<Each> each,
        Map<String, Binding> ports,
        List<EventStream> events,
        Optional<Physical> physical,
        String canonical,
        String hash) {

    /// The same spec with another binding for one kind of source.
    public Spec with(String kind, Binding binding) {
        Map<String, Binding> others = new LinkedHashMap<>(ports);
        others.put(kind, binding);
        return new Spec(
                file, name, about, neuron, equations, family, each, others, events, physical,
                canonical, hash);
    }

    /// The choices of its neuron, alone or in a core, where it was written in the short form.
    public Optional<Family> choices() {
        return family.or(() -> each.map(Each::family));
    }

    /// The binding for `csv`, `vcd`, `rtl` or `board`; by name where the file has none.
    public Binding binding(String kind) {
        return BindingReader.of(ports, kind, Place.of(file));
    }
}
