package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words that move one after the other, each in a row in which valid and ready are 1; all names are
/// the spec's. It goes into the design where `valid` is an input, else out of it.
///
/// @param ready where it is left out, a word always moves
/// @param data what a word is
/// @param end the field of a word that is 1 at the end of a step
public record EventStream(
        String name,
        Signal valid,
        Optional<Signal> ready,
        List<Signal> data,
        Optional<Signal> end,
        Place at) {

    public boolean goesIn() {
        return valid.kind() == Signal.Kind.INPUT;
    }

    /// Reads the `events:` block.
    static List<EventStream> read(Yaml yaml, Equations equations) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            throw new BadInputException(
                    yaml.at(),
                    "'events' is a mapping such as {out: {valid: out_valid, ready: out_ready, data: [out_neuron]}}, not "
                            + yaml.shown());
        }
        List<EventStream> streams = new ArrayList<>();
        mapping.entries()
                .forEach((name, entry) ->
                        streams.add(stream(name, entry.value(), entry.at(), equations)));
        return streams;
    }

    private static EventStream stream(String name, Yaml yaml, Place at, Equations equations) {
        Fields fields = Fields.of("'" + name + "'", yaml);
        Signal valid = signal(fields.required("valid"), "'valid'", equations);
        Optional<Signal> ready = fields.optional("ready").map(y -> signal(y, "'ready'", equations));
        List<Signal> data = new ArrayList<>();
        for (Yaml item : Fields.list(fields.required("data"), "'data'")) {
            data.add(signal(item, "'data'", equations));
        }
        Optional<Signal> end = fields.optional("end").map(y -> signal(y, "'end'", equations));
        fields.finish();
        var stream = new EventStream(name, valid, ready, data, end, at);
        stream.check();
        return stream;
    }

    private static Signal signal(Yaml yaml, String what, Equations equations) {
        String name = Fields.text(yaml, what);
        return equations
                .find(name)
                .orElseThrow(() ->
                        new BadInputException(
                                yaml.at(),
                                "%s names '%s', and the spec has no such signal%s"
                                        .formatted(
                                                what,
                                                name,
                                                Words.didYouMean(
                                                        name,
                                                        equations.signals().stream()
                                                                .map(Signal::name)
                                                                .toList()))));
    }

    private void check() {
        boolean in = goesIn();
        if (ready.isPresent() && (ready.get().kind() == Signal.Kind.INPUT) == in) {
            throw new BadInputException(
                    at,
                    "'valid' and 'ready' of '%s' go the same way: one is an input, the other is not"
                            .formatted(name));
        }
        for (Signal field : data) {
            if ((field.kind() == Signal.Kind.INPUT) != in) {
                throw new BadInputException(
                        at,
                        "'%s' of '%s' does not go the way of its 'valid'"
                                .formatted(field.name(), name));
            }
        }
        if (end.isPresent() && (in || !data.contains(end.get()))) {
            throw new BadInputException(
                    at, "'end' of '%s' is one of the 'data' of what goes out".formatted(name));
        }
    }

    /// Those of a core; none where more than the order of items decides what it does.
    static List<EventStream> of(Core core, Equations equations, Place at) {
        boolean apart =
                core.source() instanceof Core.Events events && events.tick() != Core.Tick.IN_ORDER;
        boolean addressed =
                core.source() instanceof Core.Currents
                        && core.schedule() instanceof Core.TimeMultiplexed;
        if (apart || addressed || core.sink() instanceof Core.Vector) {
            return List.of();
        }
        List<Signal> in = new ArrayList<>();
        for (Signal input : equations.inputs()) {
            boolean handshake = List.of("in_valid", "in_ready").contains(input.name());
            if (input.name().startsWith("in_") && !handshake) {
                in.add(input);
            }
        }
        List<Signal> out = new ArrayList<>();
        for (String name : List.of("out_tick", "out_negative", "out_neuron")) {
            equations.find(name).ifPresent(out::add);
        }
        return List.of(
                of("in", in, Optional.empty(), equations, at),
                of("out", out, equations.find("out_tick"), equations, at));
    }

    private static EventStream of(
            String name, List<Signal> data, Optional<Signal> end, Equations equations, Place at) {
        return new EventStream(
                name,
                equations.find(name + "_valid").orElseThrow(),
                equations.find(name + "_ready"),
                data,
                end,
                at);
    }
}
