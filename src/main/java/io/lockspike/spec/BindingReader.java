package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the `ports:` block.
final class BindingReader {
    static final List<String> KINDS = List.of("csv", "vcd", "rtl", "board");
    private static final int MAX_LATENCY = 1 << 16;

    private BindingReader() {}

    /// One binding for each kind of source.
    static Map<String, Binding> ports(Yaml yaml) {
        Fields fields = Fields.of("'ports'", yaml);
        Map<String, Binding> ports = new LinkedHashMap<>();
        for (String kind : KINDS) {
            fields.optional(kind).ifPresent(y -> ports.put(kind, binding(y, "'" + kind + "'")));
        }
        fields.finish();
        return ports;
    }

    /// A file is one entry of `ports:`, so its kind is said by what it is for.
    static void refuseKind(Yaml yaml) {
        if (yaml instanceof Yaml.Mapping mapping && mapping.entries().size() == 1) {
            String key = mapping.entries().keySet().iterator().next();
            if (KINDS.contains(key)) {
                throw new BadInputException(
                        yaml.at(),
                        "a binding file is one entry of 'ports': leave out '%s:' and write what stands below it"
                                .formatted(key));
            }
        }
    }

    static Binding binding(Yaml yaml, String what) {
        Fields fields = Fields.of(what, yaml);
        Optional<Yaml> clock = fields.optional("clock");
        Optional<Yaml> rst = fields.optional("rst");
        Optional<Yaml> sample = fields.optional("sample");
        var binding =
                new Binding(
                        clock.map(y -> signal(y, "'clock'")),
                        clock.filter(BindingReader::isFalling).isPresent(),
                        rst.map(y -> signal(y, "'rst'")),
                        rst.filter(BindingReader::isLow).isPresent(),
                        map(fields.optional("map")),
                        numbers(fields.optional("tie"), "'tie'"),
                        numbers(fields.optional("parameters"), "'parameters'"),
                        after(fields.optional("after")),
                        latency(fields.optional("latency")),
                        fields.optional("lane").map(y -> named(y, "'lane'")),
                        sample.flatMap(BindingReader::when),
                        fields.optional("vhdl").filter(BindingReader::isPlain).isPresent(),
                        Optional.empty(),
                        commit(fields.optional("commit")),
                        fields.at());
        fields.finish();
        return binding;
    }

    private static Binding.Named signal(Yaml yaml, String what) {
        return yaml instanceof Yaml.Mapping
                ? named(Fields.of(what, yaml).required("signal"), what)
                : named(yaml, what);
    }

    private static Binding.Named named(Yaml yaml, String what) {
        return new Binding.Named(Fields.text(yaml, what), yaml.at());
    }

    private static boolean isFalling(Yaml yaml) {
        return yaml instanceof Yaml.Mapping
                && option(yaml, "'clock'", "edge", List.of("rising", "falling")).equals("falling");
    }

    private static boolean isLow(Yaml yaml) {
        return yaml instanceof Yaml.Mapping
                && option(yaml, "'rst'", "active", List.of("high", "low")).equals("low");
    }

    private static String option(Yaml yaml, String what, String key, List<String> words) {
        Fields fields = Fields.of(what, yaml);
        fields.required("signal");
        String word =
                fields.optional(key)
                        .map(y -> Fields.choice(y, "'" + key + "'", words))
                        .orElse(words.getFirst());
        fields.finish();
        return word;
    }

    private static Map<String, EquationText> map(Optional<Yaml> yaml) {
        Map<String, EquationText> map = new LinkedHashMap<>();
        yaml.ifPresent(y ->
                entries(y, "'map'")
                        .forEach((column, entry) -> {
                            String what = "'" + column + "'";
                            map.put(column, Fields.equation(entry.value(), what));
                        }));
        return map;
    }

    private static boolean isPlain(Yaml yaml) {
        List<String> words = List.of("numeric_std", "std_logic_vector");
        return Fields.choice(yaml, "'vhdl'", words).equals("std_logic_vector");
    }

    private static Map<String, Long> numbers(Optional<Yaml> yaml, String what) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        yaml.ifPresent(y ->
                entries(y, what)
                        .forEach((name, entry) -> numbers.put(name, number(name, entry.value()))));
        return numbers;
    }

    private static long number(String name, Yaml yaml) {
        BigInteger value = Fields.integer(yaml, "the value of '" + name + "'");
        if (!Type.signed(Type.MAX_BITS).fits(value)) {
            throw new BadInputException(
                    yaml.at(),
                    "the value of '%s' lies in %s, not %s"
                            .formatted(name, Type.signed(Type.MAX_BITS).range(), value));
        }
        return value.longValue();
    }

    private static List<Binding.Named> after(Optional<Yaml> yaml) {
        List<Binding.Named> after = new ArrayList<>();
        yaml.ifPresent(
                y -> Fields.list(y, "'after'").forEach(item -> after.add(named(item, "'after'"))));
        return after;
    }

    private static Map<String, Integer> latency(Optional<Yaml> yaml) {
        Map<String, Integer> latency = new LinkedHashMap<>();
        yaml.ifPresent(y ->
                entries(y, "'latency'")
                        .forEach((name, entry) ->
                                latency.put(
                                        name,
                                        Fields.integer(
                                                entry.value(),
                                                "the latency of '" + name + "'",
                                                0,
                                                MAX_LATENCY))));
        return latency;
    }

    /// `ports: commit_*_o` names all that a neuron has; a field beside it has a name of its own.
    private static Map<String, String> commit(Optional<Yaml> yaml) {
        Map<String, String> ports = new LinkedHashMap<>();
        yaml.ifPresent(y -> {
            Fields fields = Fields.of("'commit'", y);
            Optional<String> all = fields.optional("ports").map(p -> Fields.text(p, "'ports'"));
            for (String field : Commits.PORTS) {
                fields.optional(field)
                        .map(p -> Fields.text(p, "'" + field + "'"))
                        .or(() ->
                                all.filter(_ -> !field.equals(Commits.NEURON))
                                        .map(p -> p.replace("*", field)))
                        .ifPresent(port -> ports.put(field, port));
            }
            fields.finish();
            if (!ports.containsKey(Commits.VALID)) {
                throw new BadInputException(
                        y.at(),
                        "'commit' names no port for 'valid', which says when a step is made: write 'valid: NAME' or 'ports: commit_*_o'");
            }
        });
        return ports;
    }

    private static Optional<EquationText> when(Yaml yaml) {
        Fields fields = Fields.of("'sample'", yaml);
        fields.optional("edge").ifPresent(y -> Fields.choice(y, "'edge'", List.of("before")));
        Optional<EquationText> when =
                fields.optional("when").map(y -> Fields.equation(y, "'when'"));
        fields.finish();
        return when;
    }

    private static Map<String, Yaml.Entry> entries(Yaml yaml, String what) {
        if (yaml instanceof Yaml.Mapping(Place _, Map<String, Yaml.Entry> entries)) {
            return entries;
        }
        throw new BadInputException(
                yaml.at(), what + " is a mapping (name: value), not " + yaml.shown());
    }

    /// The binding for a kind of source, from the spec's ports.
    static Binding of(Map<String, Binding> ports, String kind, Place spec) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(kind + " is none of " + Words.list(KINDS));
        }
        return ports.getOrDefault(kind, Binding.byName(spec));
    }
}
